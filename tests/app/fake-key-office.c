/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-key-office.h"

#include "identity/fido2-evidence.h"
#include "protocol/problem.h"

#define ADDED_MS G_GINT64_CONSTANT (1795334400000)

struct _FakeKeyOffice {
  GObject parent;

  GPtrArray *keys; /* YqqAuthenticatorView */
  guint made;
  GError *failure;
  char *asked;
};

static gboolean
fail_if_told (FakeKeyOffice *self, GTask *task)
{
  if (!self->failure)
    return FALSE;
  g_task_return_error (task, g_steal_pointer (&self->failure));
  return TRUE;
}

static YqqAuthenticatorView *
copy (const YqqAuthenticatorView *key)
{
  YqqAuthenticatorView *view = g_new0 (YqqAuthenticatorView, 1);
  view->id = g_strdup (key->id);
  view->label = g_strdup (key->label);
  view->credential = g_bytes_ref (key->credential);
  view->added_at_ms = key->added_at_ms;
  view->used_at_ms = key->used_at_ms;
  return view;
}

static void
fake_list (YqqKeyOffice *office,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  FakeKeyOffice *self = FAKE_KEY_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (fail_if_told (self, task))
    return;
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_view_free);
  for (guint i = 0; i < self->keys->len; i++)
    g_ptr_array_add (keys, copy (g_ptr_array_index (self->keys, i)));
  g_task_return_pointer (task, keys, (GDestroyNotify)g_ptr_array_unref);
}

/* What the key calls the credential in its registration (WebAuthn 6.5.1). */
static GBytes *
find_credential (JsonObject *registration)
{
  g_autoptr (YqqFido2Registration) read = yqq_fido2_registration_read (registration, NULL);
  const guint8 *data = g_bytes_get_data (read->authenticator_data, NULL);
  return g_bytes_new (data + 55, (gsize)data[53] << 8 | data[54]);
}

static void
fake_add (YqqKeyOffice *office,
          const char *identity,
          JsonObject *registration,
          const char *label,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  FakeKeyOffice *self = FAKE_KEY_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GBytes) credential = find_credential (registration);
  g_free (self->asked);
  self->asked = g_strdup_printf ("add %s %s", identity, label);
  if (fail_if_told (self, task))
    return;
  fake_key_office_fill (self, label, credential);
  g_task_return_pointer (task, copy (g_ptr_array_index (self->keys, self->keys->len - 1)),
                         (GDestroyNotify)yqq_authenticator_view_free);
}

static void
end_change (FakeKeyOffice *self, GTask *task, gboolean found)
{
  if (fail_if_told (self, task))
    return;
  if (found)
    g_task_return_pointer (task, json_object_new (), (GDestroyNotify)json_object_unref);
  else
    g_task_return_error (task, yqq_problem_error_new (YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN, NULL));
}

static void
fake_rename (YqqKeyOffice *office,
             const char *id,
             const char *label,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  FakeKeyOffice *self = FAKE_KEY_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean found = FALSE;
  g_free (self->asked);
  self->asked = g_strdup_printf ("rename %s %s", id, label);
  for (guint i = 0; i < self->keys->len; i++) {
    YqqAuthenticatorView *key = g_ptr_array_index (self->keys, i);
    if (!g_str_equal (key->id, id))
      continue;
    g_free (key->label);
    key->label = g_strdup (label);
    found = TRUE;
  }
  end_change (self, task, found);
}

static void
fake_remove (YqqKeyOffice *office,
             const char *id,
             const char *identity,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  FakeKeyOffice *self = FAKE_KEY_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean found = FALSE;
  g_free (self->asked);
  self->asked = g_strdup_printf ("remove %s %s", id, identity);
  for (guint i = 0; i < self->keys->len && !found; i++) {
    const YqqAuthenticatorView *key = g_ptr_array_index (self->keys, i);
    found = g_str_equal (key->id, id);
    if (found)
      g_ptr_array_remove_index (self->keys, i);
  }
  end_change (self, task, found);
}

static void
implement_office (YqqKeyOfficeInterface *interface)
{
  interface->list = fake_list;
  interface->add = fake_add;
  interface->rename = fake_rename;
  interface->remove = fake_remove;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeKeyOffice,
                               fake_key_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_KEY_OFFICE, implement_office))

static void
fake_key_office_finalize (GObject *object)
{
  FakeKeyOffice *self = FAKE_KEY_OFFICE (object);
  g_ptr_array_unref (self->keys);
  g_clear_error (&self->failure);
  g_free (self->asked);
  G_OBJECT_CLASS (fake_key_office_parent_class)->finalize (object);
}

static void
fake_key_office_class_init (FakeKeyOfficeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fake_key_office_finalize;
}

static void
fake_key_office_init (FakeKeyOffice *self)
{
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_view_free);
}

FakeKeyOffice *
fake_key_office_new (void)
{
  return g_object_new (FAKE_TYPE_KEY_OFFICE, NULL);
}

void
fake_key_office_fill (FakeKeyOffice *self, const char *label, GBytes *credential)
{
  YqqAuthenticatorView *key = g_new0 (YqqAuthenticatorView, 1);
  key->id = g_strdup_printf ("k%u", ++self->made);
  key->label = g_strdup (label);
  key->credential = g_bytes_ref (credential);
  key->added_at_ms = ADDED_MS;
  g_ptr_array_add (self->keys, key);
}

void
fake_key_office_fail_next (FakeKeyOffice *self, const GError *error)
{
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
}

const char *
fake_key_office_get_asked (FakeKeyOffice *self)
{
  return self->asked;
}

guint
fake_key_office_count (FakeKeyOffice *self)
{
  return self->keys->len;
}

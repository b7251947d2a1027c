/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-account-office.h"

#include "protocol/problem.h"

#define LINKED_MS G_GINT64_CONSTANT (1795334400000)

struct _FakeAccountOffice {
  GObject parent;

  YqqLinkedAccounts *accounts;
  guint made;
  GError *failure;
  char *asked;
};

static gboolean
fail_if_told (FakeAccountOffice *self, GTask *task)
{
  if (!self->failure)
    return FALSE;
  g_task_return_error (task, g_steal_pointer (&self->failure));
  return TRUE;
}

static void
fake_list (YqqAccountOffice *office,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  FakeAccountOffice *self = FAKE_ACCOUNT_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (fail_if_told (self, task))
    return;
  g_autoptr (JsonObject) copy = yqq_linked_accounts_to_json (self->accounts);
  g_task_return_pointer (task, yqq_linked_accounts_from_json (copy, NULL),
                         (GDestroyNotify)yqq_linked_accounts_free);
}

static void
fake_link (YqqAccountOffice *office,
           const char *identity,
           JsonObject *evidence,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  FakeAccountOffice *self = FAKE_ACCOUNT_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_free (self->asked);
  self->asked = g_strdup_printf ("link %s %s", identity,
                                 json_object_has_member (evidence, "id_token") ? "id_token" : "?");
  if (fail_if_told (self, task))
    return;
  JsonObject *provider = self->accounts->provider;
  g_ptr_array_set_size (self->accounts->accounts, 0);
  fake_account_office_fill (self, json_object_get_string_member (provider, "name"),
                            json_object_get_string_member (provider, "issuer"));
  g_autoptr (JsonObject) copy =
      yqq_linked_account_to_json (g_ptr_array_index (self->accounts->accounts, 0));
  g_task_return_pointer (task, yqq_linked_account_from_json (copy, NULL),
                         (GDestroyNotify)yqq_linked_account_free);
}

static void
fake_unlink (YqqAccountOffice *office,
             const char *id,
             const char *identity,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  FakeAccountOffice *self = FAKE_ACCOUNT_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean found = FALSE;
  g_free (self->asked);
  self->asked = g_strdup_printf ("unlink %s %s", id, identity);
  if (fail_if_told (self, task))
    return;
  for (guint i = 0; i < self->accounts->accounts->len && !found; i++) {
    const YqqLinkedAccount *account = g_ptr_array_index (self->accounts->accounts, i);
    found = g_str_equal (account->id, id);
    if (found)
      g_ptr_array_remove_index (self->accounts->accounts, i);
  }
  if (found)
    g_task_return_pointer (task, json_object_new (), (GDestroyNotify)json_object_unref);
  else
    g_task_return_error (task, yqq_problem_error_new (YQQ_PROBLEM_NOT_FOUND, NULL));
}

static void
implement_office (YqqAccountOfficeInterface *interface)
{
  interface->list = fake_list;
  interface->link = fake_link;
  interface->unlink = fake_unlink;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeAccountOffice,
                               fake_account_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_ACCOUNT_OFFICE, implement_office))

static void
fake_account_office_finalize (GObject *object)
{
  FakeAccountOffice *self = FAKE_ACCOUNT_OFFICE (object);
  yqq_linked_accounts_free (self->accounts);
  g_clear_error (&self->failure);
  g_free (self->asked);
  G_OBJECT_CLASS (fake_account_office_parent_class)->finalize (object);
}

static void
fake_account_office_class_init (FakeAccountOfficeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fake_account_office_finalize;
}

static void
fake_account_office_init (FakeAccountOffice *self)
{
  self->accounts = g_new0 (YqqLinkedAccounts, 1);
  self->accounts->accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_linked_account_free);
}

FakeAccountOffice *
fake_account_office_new (void)
{
  return g_object_new (FAKE_TYPE_ACCOUNT_OFFICE, NULL);
}

void
fake_account_office_set_provider (FakeAccountOffice *self, JsonObject *provider)
{
  g_clear_pointer (&self->accounts->provider, json_object_unref);
  self->accounts->provider = provider;
}

void
fake_account_office_fill (FakeAccountOffice *self, const char *name, const char *issuer)
{
  YqqLinkedAccount *account = g_new0 (YqqLinkedAccount, 1);
  account->id = g_strdup_printf ("a%u", ++self->made);
  account->name = g_strdup (name);
  account->issuer = g_strdup (issuer);
  account->linked_at_ms = LINKED_MS;
  g_ptr_array_add (self->accounts->accounts, account);
}

void
fake_account_office_fail_next (FakeAccountOffice *self, const GError *error)
{
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
}

const char *
fake_account_office_get_asked (FakeAccountOffice *self)
{
  return self->asked;
}

guint
fake_account_office_count (FakeAccountOffice *self)
{
  return self->accounts->accounts->len;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-identity-office.h"

#include <string.h>

#include "protocol/problem.h"
#include "wallet/wallet-error.h"

struct _FakeIdentityOffice {
  GObject parent;

  GPtrArray *ways;
  JsonObject *offers;
  JsonObject *unavailable;
  GPtrArray *proven;
  GError *failure;
  char *purpose;
  guint begun;
  guint wrong;
  gboolean collects;
  gboolean brought_wrong;
};

static gboolean
fail_if_told (FakeIdentityOffice *self, GTask *task)
{
  if (!self->failure)
    return FALSE;
  g_task_return_error (task, g_steal_pointer (&self->failure));
  return TRUE;
}

static gpointer
copy_way (gconstpointer way, gpointer data)
{
  return g_strdupv ((char **)way);
}

static void
fake_begin (YqqIdentityOffice *office,
            const char *purpose,
            const char *subject,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  FakeIdentityOffice *self = FAKE_IDENTITY_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (fail_if_told (self, task))
    return;
  g_autofree char *id = g_strdup_printf ("challenge-%u", ++self->begun);
  g_autoptr (GBytes) nonce = g_bytes_new (id, strlen (id));
  YqqIdentityCase *which = g_new0 (YqqIdentityCase, 1);
  g_free (self->purpose);
  self->purpose = g_strdup (purpose);
  g_ptr_array_set_size (self->proven, 0);
  which->task = yqq_identity_task_new (id, nonce, purpose, subject, "person", "thumbprint", NULL);
  which->ways = g_ptr_array_copy (self->ways, (GCopyFunc)copy_way, NULL);
  g_ptr_array_set_free_func (which->ways, (GDestroyNotify)g_strfreev);
  which->offers = json_object_ref (self->offers);
  which->unavailable = json_object_ref (self->unavailable);
  which->expires_at_ms = g_get_real_time () / 1000 + 600000;
  g_task_return_pointer (task, which, (GDestroyNotify)yqq_identity_case_free);
}

static YqqIdentityCase *
fake_begin_finish (YqqIdentityOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_complete (FakeIdentityOffice *self, char **way)
{
  for (guint i = 0; way[i]; i++)
    if (!g_ptr_array_find_with_equal_func (self->proven, way[i], g_str_equal, NULL))
      return FALSE;
  return TRUE;
}

static YqqIdentityAnswer *
create_answer (FakeIdentityOffice *self)
{
  YqqIdentityAnswer *answer = g_new0 (YqqIdentityAnswer, 1);
  g_autoptr (GStrvBuilder) proven = g_strv_builder_new ();
  answer->missing = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  for (guint i = 0; i < self->proven->len; i++)
    g_strv_builder_add (proven, self->proven->pdata[i]);
  for (guint i = 0; i < self->ways->len; i++)
    answer->satisfied = answer->satisfied || is_complete (self, self->ways->pdata[i]);
  answer->proven = g_strv_builder_end (proven);
  return answer;
}

static gboolean
is_wrong (const char *method, JsonObject *evidence)
{
  if (g_str_equal (method, "staff-code"))
    return g_strcmp0 (json_object_get_string_member (evidence, "code"), FAKE_STAFF_CODE) != 0;
  return g_str_equal (method, "face") &&
         g_strcmp0 (json_object_get_string_member (evidence, "outcome"), "matched") != 0;
}

/* Whether something that was brought is wrong, as far as it is looked at now. */
static gboolean
judge (FakeIdentityOffice *self, const char *method, JsonObject *evidence)
{
  gboolean complete = !self->collects;
  self->brought_wrong |= is_wrong (method, evidence);
  if (self->collects || !self->brought_wrong)
    g_ptr_array_add (self->proven, g_strdup (method));
  for (guint i = 0; i < self->ways->len; i++)
    complete |= is_complete (self, self->ways->pdata[i]);
  if (!complete || !self->brought_wrong)
    return FALSE;
  if (self->collects)
    g_ptr_array_set_size (self->proven, 0);
  self->brought_wrong = FALSE;
  return TRUE;
}

static void
fake_prove (YqqIdentityOffice *office,
            YqqIdentityCase *which,
            const char *method,
            JsonObject *evidence,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  FakeIdentityOffice *self = FAKE_IDENTITY_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (fail_if_told (self, task))
    return;
  if (judge (self, method, evidence)) {
    GError *wrong = NULL;
    yqq_problem_error_set (&wrong, YQQ_PROBLEM_EVIDENCE_INVALID, NULL)->tries_left =
        4 - (int)self->wrong++;
    g_task_return_error (task, wrong);
    return;
  }
  g_task_return_pointer (task, create_answer (self), (GDestroyNotify)yqq_identity_answer_free);
}

static YqqIdentityAnswer *
fake_prove_finish (YqqIdentityOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_confirm_pin (YqqIdentityOffice *office,
                  YqqIdentityCase *which,
                  YqqSecretBytes *pin,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (office, cancellable, callback, user_data);
  g_autoptr (YqqSecretBytes) right =
      yqq_secret_bytes_new_copy (FAKE_IDENTITY_PIN, strlen (FAKE_IDENTITY_PIN));
  if (fail_if_told (FAKE_IDENTITY_OFFICE (office), task))
    return;
  if (yqq_secret_bytes_equal (right, pin))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, yqq_wallet_error_new_for_pin (YQQ_WALLET_ERROR_WRONG_PIN, 4));
}

static gboolean
fake_confirm_pin_finish (YqqIdentityOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
implement_office (YqqIdentityOfficeInterface *interface)
{
  interface->begin_async = fake_begin;
  interface->begin_finish = fake_begin_finish;
  interface->prove_async = fake_prove;
  interface->prove_finish = fake_prove_finish;
  interface->confirm_pin_async = fake_confirm_pin;
  interface->confirm_pin_finish = fake_confirm_pin_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeIdentityOffice,
                               fake_identity_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_OFFICE, implement_office))

static void
fake_identity_office_finalize (GObject *object)
{
  FakeIdentityOffice *self = FAKE_IDENTITY_OFFICE (object);
  g_ptr_array_unref (self->ways);
  g_ptr_array_unref (self->proven);
  json_object_unref (self->offers);
  json_object_unref (self->unavailable);
  g_clear_error (&self->failure);
  g_free (self->purpose);
  G_OBJECT_CLASS (fake_identity_office_parent_class)->finalize (object);
}

static void
fake_identity_office_class_init (FakeIdentityOfficeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fake_identity_office_finalize;
}

static void
fake_identity_office_init (FakeIdentityOffice *self)
{
  self->ways = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  self->proven = g_ptr_array_new_with_free_func (g_free);
  self->offers = json_object_new ();
  self->unavailable = json_object_new ();
}

FakeIdentityOffice *
fake_identity_office_new (const char *const *ways)
{
  FakeIdentityOffice *self = g_object_new (FAKE_TYPE_IDENTITY_OFFICE, NULL);
  fake_identity_office_set_ways (self, ways);
  return self;
}

void
fake_identity_office_set_ways (FakeIdentityOffice *self, const char *const *ways)
{
  g_ptr_array_set_size (self->ways, 0);
  for (guint i = 0; ways[i]; i++)
    g_ptr_array_add (self->ways, g_strsplit (ways[i], "+", -1));
}

void
fake_identity_office_collect (FakeIdentityOffice *self)
{
  self->collects = TRUE;
}

void
fake_identity_office_set_unavailable (FakeIdentityOffice *self,
                                      const char *method,
                                      const char *reason)
{
  json_object_set_string_member (self->unavailable, method, reason);
}

void
fake_identity_office_set_offer (FakeIdentityOffice *self, const char *method, JsonObject *offer)
{
  json_object_set_object_member (self->offers, method, offer);
}

void
fake_identity_office_fail_next (FakeIdentityOffice *self, const GError *error)
{
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
}

guint
fake_identity_office_get_begun (FakeIdentityOffice *self)
{
  return self->begun;
}

const char *
fake_identity_office_get_purpose (FakeIdentityOffice *self)
{
  return self->purpose;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/authenticator-desk.h"

#include "authority/store/audit.h"
#include "authority/store/authenticators.h"
#include "authority/store/notices.h"
#include "identity/fido2-verifier.h"
#include "identity/method.h"
#include "protocol/authenticator.h"
#include "protocol/problem.h"

#define PURPOSE YQQ_IDENTITY_PURPOSE_ENROL_KEY

struct _YqqAuthenticatorDesk {
  YqqWriter *writer;
  YqqIdentityDesk *identity;
  YqqClock *clock;
};

/* One change, of whichever kind; what is not needed is NULL. */
typedef struct {
  YqqAuthenticatorDesk *desk;
  char *person_id;
  char *device_id;
  char *thumbprint;
  char *identity;
  char *id;
  char *label;
  YqqFido2Registration *registration;
  gint64 now_ms;
  YqqAuthenticator *made;
  GError *problem;
  YqqReply reply;
  gpointer user_data;
} Change;

static Change *
change_new (YqqAuthenticatorDesk *desk, const YqqDevice *device, YqqReply reply, gpointer user_data)
{
  Change *change = g_new0 (Change, 1);
  change->desk = desk;
  change->person_id = g_strdup (device->person_id);
  change->device_id = g_strdup (device->id);
  change->thumbprint = g_strdup (device->thumbprint);
  change->now_ms = yqq_clock_get_unix_ms (desk->clock);
  change->reply = reply;
  change->user_data = user_data;
  return change;
}

static void
change_free (Change *change)
{
  g_free (change->person_id);
  g_free (change->device_id);
  g_free (change->thumbprint);
  g_free (change->identity);
  g_free (change->id);
  g_free (change->label);
  g_clear_pointer (&change->registration, yqq_fido2_registration_free);
  g_clear_pointer (&change->made, yqq_authenticator_free);
  g_clear_error (&change->problem);
  g_free (change);
}

static JsonObject *
describe (const YqqAuthenticator *authenticator)
{
  const YqqAuthenticatorView view = {
      .id = authenticator->id,
      .label = authenticator->label,
      .credential = authenticator->credential,
      .added_at_ms = authenticator->added_at_ms,
      .used_at_ms = authenticator->used_at_ms,
  };
  return yqq_authenticator_view_to_json (&view);
}

static void
on_changed (const GError *error, gpointer data)
{
  Change *change = data;
  const GError *problem = error != NULL ? error : change->problem;
  g_autoptr (JsonObject) answer =
      change->made != NULL ? describe (change->made) : json_object_new ();
  if (problem != NULL)
    change->reply (0, NULL, problem, change->user_data);
  else
    change->reply (change->made != NULL ? 201 : 200, answer, NULL, change->user_data);
  change_free (change);
}

/* The method, as the identity desk asks for it */

static YqqIdentityVerifier *
make_verifier (YqqDatabase *database,
               const char *person_id,
               const char *device_id,
               YqqClock *clock,
               gpointer user_data)
{
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (database);
  return YQQ_IDENTITY_VERIFIER (yqq_fido2_verifier_new (store, clock));
}

/* Before a log in has named somebody, nobody's keys are told. */
static JsonObject *
make_offer (YqqDatabase *database,
            const char *person_id,
            const char *device_id,
            gint64 now_ms,
            const char **unavailable,
            gpointer user_data,
            GError **error)
{
  if (person_id == NULL) {
    *unavailable = YQQ_IDENTITY_NEVER_REGISTERED;
    return NULL;
  }
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (database);
  g_autoptr (GPtrArray) keys = yqq_authenticator_store_list (store, person_id, error);
  if (keys == NULL)
    return NULL;
  if (keys->len == 0) {
    *unavailable = YQQ_IDENTITY_NEVER_REGISTERED;
    return NULL;
  }
  g_autoptr (GPtrArray) credentials = g_ptr_array_new ();
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (credentials, ((YqqAuthenticator *)g_ptr_array_index (keys, i))->credential);
  return yqq_fido2_offer_write (YQQ_FIDO2_RELYING_PARTY, credentials);
}

YqqAuthenticatorDesk *
yqq_authenticator_desk_new (YqqWriter *writer, YqqIdentityDesk *identity, YqqClock *clock)
{
  YqqAuthenticatorDesk *self = g_new0 (YqqAuthenticatorDesk, 1);
  self->writer = writer;
  self->identity = identity;
  self->clock = yqq_clock_ref (clock);
  yqq_identity_desk_add_method (identity, YQQ_IDENTITY_METHOD_FIDO2, make_verifier, NULL, NULL);
  yqq_identity_desk_add_offer (identity, YQQ_IDENTITY_METHOD_FIDO2, make_offer, NULL);
  return self;
}

void
yqq_authenticator_desk_free (YqqAuthenticatorDesk *self)
{
  yqq_clock_unref (self->clock);
  g_free (self);
}

JsonObject *
yqq_authenticator_desk_list (YqqDatabase *reader, const YqqDevice *device, GError **error)
{
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (reader);
  g_autoptr (GPtrArray) keys = yqq_authenticator_store_list (store, device->person_id, error);
  if (keys == NULL)
    return NULL;
  g_autoptr (GPtrArray) views =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_view_free);
  for (guint i = 0; i < keys->len; i++) {
    const YqqAuthenticator *key = g_ptr_array_index (keys, i);
    YqqAuthenticatorView *view = g_new0 (YqqAuthenticatorView, 1);
    view->id = g_strdup (key->id);
    view->label = g_strdup (key->label);
    view->credential = g_bytes_ref (key->credential);
    view->added_at_ms = key->added_at_ms;
    view->used_at_ms = key->used_at_ms;
    g_ptr_array_add (views, view);
  }
  return yqq_authenticators_to_json (views);
}

/* Adding */

/* Sets made, or problem; FALSE where the store failed. */
static gboolean
check_registration (YqqDatabase *database,
                    Change *change,
                    YqqAuthenticatorStore *store,
                    GError **error)
{
  g_autoptr (YqqIdentityTask) task = NULL;
  g_autoptr (GError) refusal = NULL;
  if (!yqq_identity_desk_find_task (database, change->identity, PURPOSE, change->person_id,
                                    change->thumbprint, &task, error))
    return FALSE;
  if (task == NULL) {
    yqq_problem_error_set (&change->problem, YQQ_PROBLEM_IDENTITY_REQUIRED, NULL)->purpose =
        g_strdup (PURPOSE);
    return TRUE;
  }
  g_autoptr (YqqFido2Verifier) verifier = yqq_fido2_verifier_new (store, change->desk->clock);
  change->made = yqq_fido2_verifier_check_registration (verifier, task, change->registration,
                                                        change->label, &refusal);
  if (change->made != NULL)
    return TRUE;
  if (refusal->domain == YQQ_IDENTITY_ERROR) {
    change->problem = yqq_problem_error_new (YQQ_PROBLEM_EVIDENCE_INVALID, "%s", refusal->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
consume (YqqDatabase *database, Change *change, const char *subject, GError **error)
{
  return yqq_identity_desk_consume (change->desk->identity, database, change->identity,
                                    change->person_id, change->device_id, PURPOSE, subject,
                                    change->now_ms, &change->problem, error);
}

static gboolean
keep (YqqDatabase *database, Change *change, YqqAuthenticatorStore *store, GError **error)
{
  return yqq_authenticator_store_add (store, change->person_id, change->made, error) &&
         yqq_notices_tell_person (database, change->person_id, YQQ_NOTICE_KEY_ADDED,
                                  change->device_id, change->made->label, change->now_ms, error) &&
         yqq_audit_add (database, change->person_id, "authenticator-add", change->made->id,
                        change->now_ms, error);
}

static gboolean
do_add (YqqDatabase *database, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (database);
  g_clear_error (&change->problem);
  g_clear_pointer (&change->made, yqq_authenticator_free);
  return check_registration (database, change, store, error) &&
         (change->problem != NULL || consume (database, change, NULL, error)) &&
         (change->problem != NULL || keep (database, change, store, error));
}

void
yqq_authenticator_desk_add (YqqAuthenticatorDesk *self,
                            const YqqDevice *device,
                            const char *identity,
                            const YqqFido2Registration *registration,
                            const char *label,
                            YqqReply reply,
                            gpointer user_data)
{
  Change *change = change_new (self, device, reply, user_data);
  change->identity = g_strdup (identity);
  change->registration = yqq_fido2_registration_copy (registration);
  change->label = g_strdup (label);
  yqq_writer_submit (self->writer, do_add, on_changed, change);
}

/* Renaming and removing */

static gboolean
say_unknown (Change *change, gboolean found)
{
  if (!found)
    change->problem = yqq_problem_error_new (YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN, NULL);
  return !found;
}

static gboolean
do_rename (YqqDatabase *database, gpointer data, GError **error)
{
  Change *change = data;
  gboolean found = FALSE;
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (database);
  g_clear_error (&change->problem);
  if (!yqq_authenticator_store_rename (store, change->person_id, change->id, change->label, &found,
                                       error))
    return FALSE;
  return say_unknown (change, found) ||
         yqq_audit_add (database, change->person_id, "authenticator-rename", change->id,
                        change->now_ms, error);
}

void
yqq_authenticator_desk_rename (YqqAuthenticatorDesk *self,
                               const YqqDevice *device,
                               const char *id,
                               const char *label,
                               YqqReply reply,
                               gpointer user_data)
{
  Change *change = change_new (self, device, reply, user_data);
  change->id = g_strdup (id);
  change->label = g_strdup (label);
  yqq_writer_submit (self->writer, do_rename, on_changed, change);
}

/* Where nothing is removed, nothing that was proven is used up. */
static gboolean
do_remove (YqqDatabase *database, gpointer data, GError **error)
{
  Change *change = data;
  gboolean found = FALSE;
  g_autofree char *owner = NULL, *label = NULL;
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (database);
  g_clear_error (&change->problem);
  if (!yqq_authenticators_find_owner (database, change->id, &owner, &label, error))
    return FALSE;
  if (say_unknown (change, g_strcmp0 (owner, change->person_id) == 0))
    return TRUE;
  if (!consume (database, change, change->id, error))
    return FALSE;
  if (change->problem != NULL)
    return TRUE;
  if (!yqq_authenticator_store_remove (store, change->person_id, change->id, &found, error))
    return FALSE;
  return say_unknown (change, found) ||
         (yqq_notices_tell_person (database, change->person_id, YQQ_NOTICE_KEY_REMOVED,
                                   change->device_id, label, change->now_ms, error) &&
          yqq_audit_add (database, change->person_id, "authenticator-remove", change->id,
                         change->now_ms, error));
}

void
yqq_authenticator_desk_remove (YqqAuthenticatorDesk *self,
                               const YqqDevice *device,
                               const char *id,
                               const char *identity,
                               YqqReply reply,
                               gpointer user_data)
{
  Change *change = change_new (self, device, reply, user_data);
  change->id = g_strdup (id);
  change->identity = g_strdup (identity);
  yqq_writer_submit (self->writer, do_remove, on_changed, change);
}

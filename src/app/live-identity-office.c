/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-identity-office.h"

#include "client/client-error.h"
#include "client/remote-pin-gate.h"

#define PIN_PURPOSE "identity"

struct _YqqLiveIdentityOffice {
  GObject parent;

  YqqAuthorityAccess *access;
  YqqWallet *wallet;
};

static YqqAuthorityConnection *
get_connection (YqqIdentityOffice *office, GTask *task)
{
  YqqAuthorityConnection *connection =
      yqq_authority_access_get_connection (YQQ_LIVE_IDENTITY_OFFICE (office)->access);
  if (!connection)
    g_task_return_new_error (task, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE,
                             "The authority was not reached yet");
  return connection;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqIdentityCase *which = yqq_identity_begin_finish (result, &error);
  if (which)
    g_task_return_pointer (task, which, (GDestroyNotify)yqq_identity_case_free);
  else
    g_task_return_error (task, error);
}

static void
live_begin (YqqIdentityOffice *office,
            const char *purpose,
            const char *subject,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (office, cancellable, callback, user_data);
  YqqAuthorityConnection *connection = get_connection (office, task);
  if (connection)
    yqq_identity_begin_async (connection, purpose, *subject ? subject : NULL, cancellable, on_begun,
                              g_object_ref (task));
}

static YqqIdentityCase *
live_begin_finish (YqqIdentityOffice *office, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_proven (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqIdentityAnswer *answer = yqq_identity_prove_finish (result, &error);
  if (answer)
    g_task_return_pointer (task, answer, (GDestroyNotify)yqq_identity_answer_free);
  else
    g_task_return_error (task, error);
}

static void
live_prove (YqqIdentityOffice *office,
            YqqIdentityCase *which,
            const char *method,
            JsonObject *evidence,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (office, cancellable, callback, user_data);
  YqqAuthorityConnection *connection = get_connection (office, task);
  if (connection)
    yqq_identity_prove_async (connection, which->task->challenge_id, method, evidence, cancellable,
                              on_proven, g_object_ref (task));
}

static YqqIdentityAnswer *
live_prove_finish (YqqIdentityOffice *office, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The gate's word is what counts; what the vault holds is closed again at once. */
static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (YqqUnlockedVault) vault =
      yqq_wallet_unlock_finish (YQQ_WALLET (source), result, &error);
  if (!vault) {
    g_task_return_error (task, error);
    return;
  }
  yqq_unlocked_vault_wipe (vault);
  g_task_return_boolean (task, TRUE);
}

static void
live_confirm_pin (YqqIdentityOffice *office,
                  YqqIdentityCase *which,
                  YqqSecretBytes *pin,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  YqqLiveIdentityOffice *self = YQQ_LIVE_IDENTITY_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (office, cancellable, callback, user_data);
  YqqAuthorityConnection *connection = get_connection (office, task);
  if (!connection)
    return;
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  yqq_wallet_unlock_async (self->wallet, gate, PIN_PURPOSE, which->task->challenge_id, pin,
                           cancellable, on_unlocked, g_object_ref (task));
}

static gboolean
live_confirm_pin_finish (YqqIdentityOffice *office, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
implement_office (YqqIdentityOfficeInterface *interface)
{
  interface->begin_async = live_begin;
  interface->begin_finish = live_begin_finish;
  interface->prove_async = live_prove;
  interface->prove_finish = live_prove_finish;
  interface->confirm_pin_async = live_confirm_pin;
  interface->confirm_pin_finish = live_confirm_pin_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqLiveIdentityOffice,
                               yqq_live_identity_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_OFFICE, implement_office))

static void
yqq_live_identity_office_dispose (GObject *object)
{
  YqqLiveIdentityOffice *self = YQQ_LIVE_IDENTITY_OFFICE (object);
  g_clear_object (&self->access);
  g_clear_object (&self->wallet);
  G_OBJECT_CLASS (yqq_live_identity_office_parent_class)->dispose (object);
}

static void
yqq_live_identity_office_class_init (YqqLiveIdentityOfficeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_live_identity_office_dispose;
}

static void
yqq_live_identity_office_init (YqqLiveIdentityOffice *self)
{
}

YqqIdentityOffice *
yqq_live_identity_office_new (YqqAuthorityAccess *access, YqqWallet *wallet)
{
  YqqLiveIdentityOffice *self = g_object_new (YQQ_TYPE_LIVE_IDENTITY_OFFICE, NULL);
  self->access = g_object_ref (access);
  self->wallet = g_object_ref (wallet);
  return YQQ_IDENTITY_OFFICE (self);
}

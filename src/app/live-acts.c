/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link-session.h"
#include "app/live-administration.h"
#include "app/live-answer.h"
#include "app/live-workspace-private.h"
#include "app/log-in-office.h"
#include "client/dispute-device.h"
#include "client/fetch-demonstration.h"
#include "client/log-out.h"
#include "client/remote-pin-gate.h"
#include "protocol/pin.h"

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  yqq_workspace_set_busy (YQQ_WORKSPACE (self), FALSE);
  if (!yqq_authority_access_reach_finish (YQQ_AUTHORITY_ACCESS (source), result, &error)) {
    yqq_authority_access_restore (self->access);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  yqq_workspace_set_trouble (YQQ_WORKSPACE (self), NULL);
  yqq_live_workspace_show_authority (self);
  g_task_return_boolean (task, TRUE);
}

static void
live_connect (YqqWorkspace *workspace, const char *address, GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  yqq_authority_access_set_address (self->access, address);
  yqq_workspace_set_busy (workspace, TRUE);
  yqq_authority_access_reach_async (self->access, g_task_get_cancellable (task), on_connected,
                                    g_object_ref (task));
}

/* Every act but those needs the way to the authority first. */
static YqqAuthorityConnection *
get_connection (YqqLiveWorkspace *self, GTask *task)
{
  return yqq_live_get_connection (self->access, task);
}

static void
on_demonstration_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *people = yqq_fetch_demonstration_finish (result, &error);
  yqq_live_return (task, people, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
live_fetch_demonstration (YqqWorkspace *workspace, GTask *task)
{
  YqqAuthorityConnection *connection = get_connection (YQQ_LIVE_WORKSPACE (workspace), task);
  if (connection)
    yqq_fetch_demonstration_async (connection, g_task_get_cancellable (task),
                                   on_demonstration_fetched, g_object_ref (task));
}

/* Who has only logged in anew goes on where they were. */
static gboolean
is_shown (YqqLiveWorkspace *self)
{
  const YqqMe *me = yqq_workspace_get_me (YQQ_WORKSPACE (self));
  YqqAccount *account = yqq_wallet_get_account (self->wallet);
  return me && account &&
         g_str_equal (yqq_person_get_id (me->person), yqq_account_get_person_id (account));
}

static void
live_enter (YqqWorkspace *workspace)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  if (!is_shown (self))
    yqq_live_workspace_forget_person (self);
  yqq_workspace_set_trouble (workspace, NULL);
  yqq_live_workspace_show_wallet (self);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_IN);
  yqq_live_workspace_reach (self);
}

static YqqIdentityOffice *
live_create_log_in_office (YqqWorkspace *workspace, const YqqLogInDetails *details)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  return yqq_log_in_office_new (self->access, self->wallet, details,
                                yqq_wallet_get_logged_in (self->wallet));
}

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  if (!yqq_log_in_finish (result, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  live_enter (YQQ_WORKSPACE (self));
  g_task_return_boolean (task, TRUE);
}

static void
live_log_in (YqqWorkspace *workspace, const YqqLogInDetails *details, GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqAuthorityConnection *connection = get_connection (self, task);
  if (connection)
    yqq_log_in_async (connection, self->wallet, details, g_task_get_cancellable (task),
                      on_logged_in, g_object_ref (task));
}

static void
finish_log_out (GTask *task)
{
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  yqq_live_workspace_forget_person (self);
  yqq_live_workspace_show_wallet (self);
  yqq_workspace_set_phase (YQQ_WORKSPACE (self), YQQ_PHASE_LOGGED_OUT);
  g_task_return_boolean (task, TRUE);
}

static void
on_logged_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  if (yqq_log_out_finish (result, &error))
    finish_log_out (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  if (yqq_wallet_forget_finish (YQQ_WALLET (source), result, &error))
    finish_log_out (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
live_log_out (YqqWorkspace *workspace, gboolean only_here, GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqScanSession *session = yqq_workspace_get_session (workspace);
  if (only_here && !yqq_authority_access_get_connection (self->access)) {
    /* The authority was never reached in this run; that must not keep anything here. */
    yqq_wallet_forget_async (self->wallet, g_task_get_cancellable (task), on_forgotten,
                             g_object_ref (task));
    return;
  }
  YqqAuthorityConnection *connection = get_connection (self, task);
  if (!connection)
    return;
  if (session && yqq_scan_session_get_open (session))
    yqq_scan_session_disconnect_async (session, "user", NULL, NULL, NULL);
  yqq_log_out_async (connection, self->wallet, only_here, g_task_get_cancellable (task),
                     on_logged_out, g_object_ref (task));
}

static void
on_pin_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_wallet_set_pin_finish (YQQ_WALLET (source), result, &error);
  yqq_live_workspace_show_wallet (self); /* it may know of an earlier PIN only now */
  if (!done) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  g_task_return_boolean (task, TRUE);
  yqq_workspace_refresh (YQQ_WORKSPACE (self));
}

static void
live_set_pin (YqqWorkspace *workspace, YqqSecretBytes *pin, GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqAuthorityConnection *connection = get_connection (self, task);
  if (!connection)
    return;
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  yqq_wallet_set_pin_async (self->wallet, gate, pin, g_task_get_cancellable (task), on_pin_set,
                            g_object_ref (task));
}

static void
on_pin_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_replace_pin_finish (result, &error);
  yqq_live_workspace_show_wallet (self); /* some may be made anew even where others are not */
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  yqq_workspace_refresh (YQQ_WORKSPACE (self));
}

static void
live_replace_pin (YqqWorkspace *workspace,
                  YqqSecretBytes *pin,
                  const char *identity,
                  YqqReplacePinProgress progress,
                  gpointer progress_data,
                  GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqAuthorityConnection *connection = get_connection (self, task);
  if (!connection)
    return;
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  yqq_replace_pin_async (connection, self->wallet, gate, pin, identity, progress, progress_data,
                         g_task_get_cancellable (task), on_pin_replaced, g_object_ref (task));
}

static void
on_pin_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_wallet_change_pin_finish (YQQ_WALLET (source), result, &error);
  yqq_live_workspace_show_wallet (self);
  if (!done) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  yqq_workspace_set_pin_tries_left (YQQ_WORKSPACE (self), YQQ_PIN_TRIES);
  g_task_return_boolean (task, TRUE);
}

static void
live_change_pin (YqqWorkspace *workspace,
                 YqqSecretBytes *old_pin,
                 YqqSecretBytes *new_pin,
                 GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqAuthorityConnection *connection = get_connection (self, task);
  if (!connection)
    return;
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  yqq_wallet_change_pin_async (self->wallet, gate, old_pin, new_pin, g_task_get_cancellable (task),
                               on_pin_changed, g_object_ref (task));
}

static gboolean
is_own (YqqLiveWorkspace *self, const char *device_id)
{
  YqqAccount *account = yqq_wallet_get_account (self->wallet);
  return account && g_str_equal (yqq_account_get_device_id (account), device_id);
}

static void
on_disputed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  if (!yqq_dispute_device_finish (result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (is_own (self, g_task_get_task_data (task)))
    yqq_wallet_forget_async (self->wallet, NULL, on_forgotten, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
live_dispute_device (YqqWorkspace *workspace, const char *device_id, GTask *task)
{
  YqqAuthorityConnection *connection = get_connection (YQQ_LIVE_WORKSPACE (workspace), task);
  if (!connection)
    return;
  g_task_set_task_data (task, g_strdup (device_id), g_free);
  yqq_dispute_device_async (connection, device_id, g_task_get_cancellable (task), on_disputed,
                            g_object_ref (task));
}

static void
on_installed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqCredential) credential = yqq_install_certificate_finish (result, &error);
  if (!credential) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  yqq_live_workspace_show_wallet (self);
  g_task_return_boolean (task, TRUE);
  yqq_workspace_refresh (YQQ_WORKSPACE (self));
}

static void
live_install (YqqWorkspace *workspace,
              const char *grant_id,
              YqqAlgorithm algorithm,
              YqqSecretBytes *pin,
              YqqInstallProgress progress,
              gpointer progress_data,
              GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqAuthorityConnection *connection = get_connection (self, task);
  if (!connection)
    return;
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  yqq_install_certificate_async (connection, self->wallet, gate, grant_id, algorithm, pin, progress,
                                 progress_data, g_task_get_cancellable (task), on_installed,
                                 g_object_ref (task));
}

static YqqScanSession *
live_create_session (YqqWorkspace *workspace)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqAuthorityConnection *connection = yqq_authority_access_get_connection (self->access);
  return connection ? yqq_link_session_new (connection, self->wallet) : NULL;
}

static YqqAdministration *
live_create_administration (YqqWorkspace *workspace, YqqEnterprise *enterprise)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  return yqq_live_administration_new (workspace, self->access, self->wallet, enterprise);
}

static gboolean
live_check_pin (YqqWorkspace *workspace, YqqSecretBytes *pin, YqqPinWeakness *weakness)
{
  YqqAccount *account = yqq_wallet_get_account (YQQ_LIVE_WORKSPACE (workspace)->wallet);
  return yqq_pin_policy_check (pin, account ? yqq_account_get_birthday (account) : NULL, weakness);
}

void
yqq_live_workspace_install_acts (YqqWorkspaceClass *class)
{
  class->connect_async = live_connect;
  class->fetch_demonstration_async = live_fetch_demonstration;
  class->log_in_async = live_log_in;
  class->create_log_in_office = live_create_log_in_office;
  class->enter = live_enter;
  class->log_out_async = live_log_out;
  class->set_pin_async = live_set_pin;
  class->replace_pin_async = live_replace_pin;
  class->change_pin_async = live_change_pin;
  class->dispute_device_async = live_dispute_device;
  class->install_async = live_install;
  class->create_session = live_create_session;
  class->create_administration = live_create_administration;
  class->check_pin = live_check_pin;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locking the workspace: everything fetched of the person goes, the keyring's items stay. */
#include "app/live-workspace-private.h"
#include "client/client-error.h"
#include "client/remote-pin-gate.h"

#define PURPOSE "check"
#define SUBJECT "unlock"

static YqqIdentityOffice *
live_get_identity_office (YqqWorkspace *workspace)
{
  return YQQ_LIVE_WORKSPACE (workspace)->identity_office;
}

static YqqFaceOffice *
live_get_face_office (YqqWorkspace *workspace)
{
  return YQQ_LIVE_WORKSPACE (workspace)->face_office;
}

/* What was asked before and is answered later must not show anything any more. */
static void
drop_questions (YqqLiveWorkspace *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
live_lock (YqqWorkspace *workspace)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  drop_questions (self);
  yqq_live_workspace_forget_person (self);
  yqq_workspace_set_busy (workspace, FALSE);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOCKED);
}

static void
live_reopen (YqqWorkspace *workspace)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  yqq_live_workspace_show_wallet (self);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_IN);
  yqq_live_workspace_reach (self);
}

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
  yqq_workspace_reopen (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

static void
live_unlock (YqqWorkspace *workspace, YqqSecretBytes *pin, GTask *task)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  YqqAuthorityConnection *connection = yqq_authority_access_get_connection (self->access);
  if (!connection) {
    g_task_return_new_error (task, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE,
                             "The authority was not reached yet");
    return;
  }
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  yqq_wallet_unlock_async (self->wallet, gate, PURPOSE, SUBJECT, pin, g_task_get_cancellable (task),
                           on_unlocked, g_object_ref (task));
}

void
yqq_live_workspace_install_lock (YqqWorkspaceClass *class)
{
  class->get_identity_office = live_get_identity_office;
  class->get_face_office = live_get_face_office;
  class->lock = live_lock;
  class->unlock_async = live_unlock;
  class->reopen = live_reopen;
}

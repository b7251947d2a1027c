/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a workspace and takes its time: each goes to the implementation as a task. */
#include "app/workspace.h"

void
yqq_workspace_connect_async (YqqWorkspace *self,
                             const char *address,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->connect_async (self, address, task);
}

void
yqq_workspace_fetch_demonstration_async (YqqWorkspace *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->fetch_demonstration_async (self, task);
}

GPtrArray *
yqq_workspace_fetch_demonstration_finish (YqqWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_workspace_log_in_async (YqqWorkspace *self,
                            const YqqLogInDetails *details,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->log_in_async (self, details, task);
}

void
yqq_workspace_log_out_async (YqqWorkspace *self,
                             gboolean only_here,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->log_out_async (self, only_here, task);
}

void
yqq_workspace_set_pin_async (YqqWorkspace *self,
                             YqqSecretBytes *pin,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->set_pin_async (self, pin, task);
}

void
yqq_workspace_replace_pin_async (YqqWorkspace *self,
                                 YqqSecretBytes *pin,
                                 const char *identity,
                                 YqqReplacePinProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->replace_pin_async (self, pin, identity, progress, progress_data,
                                                     task);
}

void
yqq_workspace_change_pin_async (YqqWorkspace *self,
                                YqqSecretBytes *old_pin,
                                YqqSecretBytes *new_pin,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  /* A PIN that was changed is changed, even if the person has gone elsewhere meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  YQQ_WORKSPACE_GET_CLASS (self)->change_pin_async (self, old_pin, new_pin, task);
}

void
yqq_workspace_dispute_device_async (YqqWorkspace *self,
                                    const char *device_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->dispute_device_async (self, device_id, task);
}

void
yqq_workspace_install_async (YqqWorkspace *self,
                             const char *grant_id,
                             YqqAlgorithm algorithm,
                             YqqSecretBytes *pin,
                             YqqInstallProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->install_async (self, grant_id, algorithm, pin, progress,
                                                 progress_data, task);
}

gboolean
yqq_workspace_finish (YqqWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
yqq_workspace_unlock_async (YqqWorkspace *self,
                            YqqSecretBytes *pin,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  YQQ_WORKSPACE_GET_CLASS (self)->unlock_async (self, pin, task);
}

YqqIdentityOffice *
yqq_workspace_get_identity_office (YqqWorkspace *self)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->get_identity_office (self);
}

YqqKeyOffice *
yqq_workspace_get_key_office (YqqWorkspace *self)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->get_key_office (self);
}

YqqAccountOffice *
yqq_workspace_get_account_office (YqqWorkspace *self)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->get_account_office (self);
}

YqqIdentityOffice *
yqq_workspace_create_log_in_office (YqqWorkspace *self, const YqqLogInDetails *details)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->create_log_in_office (self, details);
}

void
yqq_workspace_enter (YqqWorkspace *self)
{
  YQQ_WORKSPACE_GET_CLASS (self)->enter (self);
}

YqqFaceOffice *
yqq_workspace_get_face_office (YqqWorkspace *self)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->get_face_office (self);
}

void
yqq_workspace_lock (YqqWorkspace *self)
{
  if (yqq_workspace_get_phase (self) == YQQ_PHASE_LOGGED_IN)
    YQQ_WORKSPACE_GET_CLASS (self)->lock (self);
}

void
yqq_workspace_reopen (YqqWorkspace *self)
{
  if (yqq_workspace_get_phase (self) == YQQ_PHASE_LOCKED)
    YQQ_WORKSPACE_GET_CLASS (self)->reopen (self);
}

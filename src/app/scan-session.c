/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scan-session.h"

G_DEFINE_ABSTRACT_TYPE (YqqScanSession, yqq_scan_session, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
yqq_scan_session_class_init (YqqScanSessionClass *class)
{
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_SCAN_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_scan_session_init (YqqScanSession *self)
{
}

static GTask *
new_task (YqqScanSession *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  return task;
}

void
yqq_scan_session_view (YqqScanSession *self, YqqSessionView *view)
{
  *view = (YqqSessionView){0};
  YQQ_SCAN_SESSION_GET_CLASS (self)->view (self, view);
}

YqqSessionState
yqq_scan_session_get_state (YqqScanSession *self)
{
  YqqSessionView view;
  yqq_scan_session_view (self, &view);
  return view.state;
}

gboolean
yqq_scan_session_get_connected (YqqScanSession *self)
{
  YqqSessionState state = yqq_scan_session_get_state (self);
  return state == YQQ_SESSION_STATE_CONNECTED || state == YQQ_SESSION_STATE_SIGNING ||
         state == YQQ_SESSION_STATE_SUSPENDED;
}

gboolean
yqq_scan_session_get_open (YqqScanSession *self)
{
  YqqSessionState state = yqq_scan_session_get_state (self);
  return state == YQQ_SESSION_STATE_SCANNED || state == YQQ_SESSION_STATE_CONFIRMED ||
         yqq_scan_session_get_connected (self);
}

GListModel *
yqq_scan_session_get_documents (YqqScanSession *self)
{
  return YQQ_SCAN_SESSION_GET_CLASS (self)->get_documents (self);
}

GListModel *
yqq_scan_session_get_signatures (YqqScanSession *self)
{
  return YQQ_SCAN_SESSION_GET_CLASS (self)->get_signatures (self);
}

void
yqq_scan_session_set_approval (YqqScanSession *self, YqqApproval approval)
{
  YQQ_SCAN_SESSION_GET_CLASS (self)->set_approval (self, approval);
}

void
yqq_scan_session_claim_async (YqqScanSession *self,
                              YqqQrPayload *payload,
                              YqqClaimVia via,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task =
      new_task (self, yqq_scan_session_claim_async, cancellable, callback, user_data);
  YQQ_SCAN_SESSION_GET_CLASS (self)->claim_async (self, payload, via, task);
}

void
yqq_scan_session_confirm_async (YqqScanSession *self,
                                YqqSecretBytes *pin,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task =
      new_task (self, yqq_scan_session_confirm_async, cancellable, callback, user_data);
  YQQ_SCAN_SESSION_GET_CLASS (self)->confirm_async (self, pin, task);
}

void
yqq_scan_session_reject_async (YqqScanSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task =
      new_task (self, yqq_scan_session_reject_async, cancellable, callback, user_data);
  YQQ_SCAN_SESSION_GET_CLASS (self)->reject_async (self, task);
}

void
yqq_scan_session_disconnect_async (YqqScanSession *self,
                                   const char *reason,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task =
      new_task (self, yqq_scan_session_disconnect_async, cancellable, callback, user_data);
  YQQ_SCAN_SESSION_GET_CLASS (self)->disconnect_async (self, reason, task);
}

gboolean
yqq_scan_session_finish (YqqScanSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
yqq_scan_session_approve (YqqScanSession *self, YqqSignatureRecord *record)
{
  YQQ_SCAN_SESSION_GET_CLASS (self)->approve (self, record);
}

void
yqq_scan_session_refuse (YqqScanSession *self, YqqSignatureRecord *record)
{
  YQQ_SCAN_SESSION_GET_CLASS (self)->refuse (self, record);
}

void
yqq_scan_session_fetch_document_async (YqqScanSession *self,
                                       const char *document_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task =
      new_task (self, yqq_scan_session_fetch_document_async, cancellable, callback, user_data);
  YQQ_SCAN_SESSION_GET_CLASS (self)->fetch_document_async (self, document_id, task);
}

GBytes *
yqq_scan_session_fetch_document_finish (YqqScanSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
yqq_scan_session_dup_receipt (YqqScanSession *self)
{
  return YQQ_SCAN_SESSION_GET_CLASS (self)->dup_receipt (self);
}

void
yqq_scan_session_emit_changed (YqqScanSession *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link-session.h"

#include "link/receipt.h"

struct _YqqLinkSession {
  YqqScanSession parent;

  YqqSessionLink *link;
};

G_DEFINE_FINAL_TYPE (YqqLinkSession, yqq_link_session, YQQ_TYPE_SCAN_SESSION)

typedef gboolean (*LinkFinish) (YqqSessionLink *link, GAsyncResult *result, GError **error);

static YqqSessionLink *
get_link (YqqScanSession *session)
{
  return YQQ_LINK_SESSION (session)->link;
}

static void
link_session_view (YqqScanSession *session, YqqSessionView *view)
{
  YqqSessionLink *link = get_link (session);
  *view = (YqqSessionView){
      .state = yqq_session_link_get_state (link),
      .relying_party = yqq_session_link_get_relying_party (link),
      .purpose = yqq_session_link_get_purpose (link),
      .check_code = yqq_session_link_get_check_code (link),
      .check_passed = yqq_session_link_get_check_passed (link),
      .ready = yqq_session_link_get_ready (link),
      .mismatched = yqq_session_link_get_mismatched (link),
      .expires_at = yqq_session_link_get_expires_at (link),
      .idle_at = yqq_session_link_get_idle_at (link),
      .absolute_at = yqq_session_link_get_absolute_at (link),
      .connected_at = yqq_session_link_get_connected_at (link),
      .signature_count = yqq_session_link_get_signature_count (link),
      .signature_limit = yqq_session_link_get_signature_limit (link),
      .close_reason = yqq_session_link_get_close_reason (link),
      .approval = yqq_session_link_get_approval (link),
      .peer_present = yqq_session_link_get_peer_present (link),
      .online = yqq_session_link_get_online (link),
  };
}

static GListModel *
link_session_get_documents (YqqScanSession *session)
{
  return yqq_session_link_get_documents (get_link (session));
}

static GListModel *
link_session_get_signatures (YqqScanSession *session)
{
  return yqq_session_link_get_signatures (get_link (session));
}

static void
link_session_set_approval (YqqScanSession *session, YqqApproval approval)
{
  yqq_session_link_set_approval (get_link (session), approval);
}

/* The task carries the link's own finish function as its data. */
static void
on_link_finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LinkFinish finish = g_task_get_task_data (task);
  GError *error = NULL;
  if (finish (YQQ_SESSION_LINK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
link_session_claim (YqqScanSession *session, YqqQrPayload *payload, YqqClaimVia via, GTask *task)
{
  g_task_set_task_data (task, yqq_session_link_claim_finish, NULL);
  yqq_session_link_claim_async (get_link (session), payload, via, g_task_get_cancellable (task),
                                on_link_finished, g_object_ref (task));
}

static void
link_session_confirm (YqqScanSession *session, YqqSecretBytes *pin, GTask *task)
{
  g_task_set_task_data (task, yqq_session_link_confirm_finish, NULL);
  yqq_session_link_confirm_async (get_link (session), pin, g_task_get_cancellable (task),
                                  on_link_finished, g_object_ref (task));
}

static void
link_session_reject (YqqScanSession *session, GTask *task)
{
  g_task_set_task_data (task, yqq_session_link_reject_finish, NULL);
  yqq_session_link_reject_async (get_link (session), g_task_get_cancellable (task),
                                 on_link_finished, g_object_ref (task));
}

static void
link_session_disconnect (YqqScanSession *session, const char *reason, GTask *task)
{
  g_task_set_task_data (task, yqq_session_link_disconnect_finish, NULL);
  yqq_session_link_disconnect_async (get_link (session), reason, g_task_get_cancellable (task),
                                     on_link_finished, g_object_ref (task));
}

static void
link_session_approve (YqqScanSession *session, YqqSignatureRecord *record)
{
  yqq_session_link_approve (get_link (session), record);
}

static void
link_session_refuse (YqqScanSession *session, YqqSignatureRecord *record)
{
  yqq_session_link_refuse (get_link (session), record);
}

static void
on_document_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes =
      yqq_session_link_fetch_document_finish (YQQ_SESSION_LINK (source), result, &error);
  if (bytes)
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
link_session_fetch_document (YqqScanSession *session, const char *document_id, GTask *task)
{
  yqq_session_link_fetch_document_async (get_link (session), document_id,
                                         g_task_get_cancellable (task), on_document_fetched,
                                         g_object_ref (task));
}

static char *
link_session_dup_receipt (YqqScanSession *session)
{
  return yqq_receipt_to_text (get_link (session));
}

static void
yqq_link_session_dispose (GObject *object)
{
  g_clear_object (&YQQ_LINK_SESSION (object)->link);
  G_OBJECT_CLASS (yqq_link_session_parent_class)->dispose (object);
}

static void
yqq_link_session_class_init (YqqLinkSessionClass *class)
{
  YqqScanSessionClass *session_class = YQQ_SCAN_SESSION_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_link_session_dispose;
  session_class->view = link_session_view;
  session_class->get_documents = link_session_get_documents;
  session_class->get_signatures = link_session_get_signatures;
  session_class->set_approval = link_session_set_approval;
  session_class->claim_async = link_session_claim;
  session_class->confirm_async = link_session_confirm;
  session_class->reject_async = link_session_reject;
  session_class->disconnect_async = link_session_disconnect;
  session_class->approve = link_session_approve;
  session_class->refuse = link_session_refuse;
  session_class->fetch_document_async = link_session_fetch_document;
  session_class->dup_receipt = link_session_dup_receipt;
}

static void
yqq_link_session_init (YqqLinkSession *self)
{
}

YqqScanSession *
yqq_link_session_new (YqqAuthorityConnection *connection, YqqWallet *wallet)
{
  YqqLinkSession *self = g_object_new (YQQ_TYPE_LINK_SESSION, NULL);
  self->link = yqq_session_link_new (connection, wallet, yqq_clock_get_system ());
  g_signal_connect_object (self->link, "notify", G_CALLBACK (yqq_scan_session_emit_changed), self,
                           G_CONNECT_SWAPPED);
  return YQQ_SCAN_SESSION (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scan session as the pages see it: what it says now, and what can be asked of it. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"
#include "link/session-link.h"

G_BEGIN_DECLS

/* What there is to be seen; texts borrowed. Times are unix ms, 0 where there is none. */
typedef struct {
  YqqSessionState state;
  YqqRelyingParty *relying_party; /* NULL until the session request is there */
  const char *purpose;
  const char *check_code; /* NULL where none is needed */
  gboolean check_passed;
  gboolean ready;      /* may be confirmed */
  gboolean mismatched; /* a document that was supplied is not the one that would be signed */
  gint64 expires_at;
  gint64 idle_at;
  gint64 absolute_at;
  gint64 connected_at;
  guint signature_count;
  guint signature_limit;
  const char *close_reason; /* nick */
  YqqApproval approval;
  gboolean peer_present;
  gboolean online;
} YqqSessionView;

/* Abstract: over YqqSessionLink in the application, small ones in tests. Signal: changed. */
#define YQQ_TYPE_SCAN_SESSION (yqq_scan_session_get_type ())
G_DECLARE_DERIVABLE_TYPE (YqqScanSession, yqq_scan_session, YQQ, SCAN_SESSION, GObject)

struct _YqqScanSessionClass {
  GObjectClass parent_class;

  void (*view) (YqqScanSession *self, YqqSessionView *view);
  GListModel *(*get_documents) (YqqScanSession *self);
  GListModel *(*get_signatures) (YqqScanSession *self);
  void (*set_approval) (YqqScanSession *self, YqqApproval approval);
  void (*claim_async) (YqqScanSession *self, YqqQrPayload *payload, YqqClaimVia via, GTask *task);
  void (*confirm_async) (YqqScanSession *self, YqqSecretBytes *pin, GTask *task);
  void (*reject_async) (YqqScanSession *self, GTask *task);
  void (*disconnect_async) (YqqScanSession *self, const char *reason, GTask *task);
  void (*approve) (YqqScanSession *self, YqqSignatureRecord *record);
  void (*refuse) (YqqScanSession *self, YqqSignatureRecord *record);
  void (*fetch_document_async) (YqqScanSession *self, const char *document_id, GTask *task);
  char *(*dup_receipt) (YqqScanSession *self);
};

void yqq_scan_session_view (YqqScanSession *self, YqqSessionView *view);
YqqSessionState yqq_scan_session_get_state (YqqScanSession *self);
/* TRUE from connected until closed. */
gboolean yqq_scan_session_get_connected (YqqScanSession *self);
/* TRUE once claimed and until closed, expired or rejected. */
gboolean yqq_scan_session_get_open (YqqScanSession *self);
/* Of YqqSessionDocument and of YqqSignatureRecord; borrowed, the same for life. */
GListModel *yqq_scan_session_get_documents (YqqScanSession *self);
GListModel *yqq_scan_session_get_signatures (YqqScanSession *self);
void yqq_scan_session_set_approval (YqqScanSession *self, YqqApproval approval);

/* As those of YqqSessionLink; each is ended by yqq_scan_session_finish. */
void yqq_scan_session_claim_async (YqqScanSession *self,
                                   YqqQrPayload *payload,
                                   YqqClaimVia via,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void yqq_scan_session_confirm_async (YqqScanSession *self,
                                     YqqSecretBytes *pin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void yqq_scan_session_reject_async (YqqScanSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* reason: user, locked, suspended, exit. */
void yqq_scan_session_disconnect_async (YqqScanSession *self,
                                        const char *reason,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean yqq_scan_session_finish (YqqScanSession *self, GAsyncResult *result, GError **error);
void yqq_scan_session_approve (YqqScanSession *self, YqqSignatureRecord *record);
void yqq_scan_session_refuse (YqqScanSession *self, YqqSignatureRecord *record);
void yqq_scan_session_fetch_document_async (YqqScanSession *self,
                                            const char *document_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GBytes *
yqq_scan_session_fetch_document_finish (YqqScanSession *self, GAsyncResult *result, GError **error);
/* The summary to be kept. Owned. */
char *yqq_scan_session_dup_receipt (YqqScanSession *self);

/* For implementations. */
void yqq_scan_session_emit_changed (YqqScanSession *self);

G_END_DECLS

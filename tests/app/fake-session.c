/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-session.h"

#include <string.h>

#include "link/session-document-private.h"
#include "link/signature-record-private.h"
#include "protocol/problem.h"
#include "wallet/wallet-error.h"

#define MINUTE_MS 60000
#define LIMIT 100

struct _FakeSession {
  YqqScanSession parent;

  YqqSessionView view;
  GListStore *documents;
  GListStore *signatures;
  GHashTable *supplied; /* GBytes by document id */
  GError *next_error;
  GTask *held_document; /* on its way */
  gboolean hold_documents;
  char *end_reason;
  YqqClaimVia via;
  guint claims;
  int tries_left;
  gboolean hold;
  GPtrArray *held; /* Held */
};

typedef void (*Answer) (FakeSession *self, GTask *task, gpointer data);

/* A question that waits for its answer. */
typedef struct {
  GTask *task;
  Answer answer;
  gpointer data;
  GDestroyNotify free_data;
} Held;

G_DEFINE_FINAL_TYPE (FakeSession, fake_session, YQQ_TYPE_SCAN_SESSION)

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static void
fake_view (YqqScanSession *session, YqqSessionView *view)
{
  *view = FAKE_SESSION (session)->view;
}

static GListModel *
fake_get_documents (YqqScanSession *session)
{
  return G_LIST_MODEL (FAKE_SESSION (session)->documents);
}

static GListModel *
fake_get_signatures (YqqScanSession *session)
{
  return G_LIST_MODEL (FAKE_SESSION (session)->signatures);
}

static void
fake_set_approval (YqqScanSession *session, YqqApproval approval)
{
  FAKE_SESSION (session)->view.approval = approval;
  yqq_scan_session_emit_changed (session);
}

static void
held_free (Held *self)
{
  g_object_unref (self->task);
  if (self->free_data)
    self->free_data (self->data);
  g_free (self);
}

/* Takes data. */
static void
answer_or_hold (FakeSession *self,
                GTask *task,
                Answer answer,
                gpointer data,
                GDestroyNotify free_data)
{
  Held *held = g_new (Held, 1);
  *held = (Held){g_object_ref (task), answer, data, free_data};
  g_ptr_array_add (self->held, held);
  if (!self->hold)
    fake_session_hold (self, FALSE);
}

static void
answer_claim (FakeSession *self, GTask *task, gpointer data)
{
  if (self->next_error) {
    g_task_return_error (task, g_steal_pointer (&self->next_error));
    return;
  }
  fake_session_scan (self, yqq_claim_via_needs_check_code (self->via) ? "042" : NULL);
  g_task_return_boolean (task, TRUE);
}

static void
fake_claim (YqqScanSession *session, YqqQrPayload *payload, YqqClaimVia via, GTask *task)
{
  FakeSession *self = FAKE_SESSION (session);
  self->claims++;
  self->via = via;
  answer_or_hold (self, task, answer_claim, NULL, NULL);
}

static void
answer_confirm (FakeSession *self, GTask *task, gpointer pin)
{
  g_autoptr (YqqSecretBytes) right =
      yqq_secret_bytes_new_copy (FAKE_SESSION_PIN, strlen (FAKE_SESSION_PIN));
  if (!yqq_secret_bytes_equal (right, pin)) {
    self->tries_left--;
    g_task_return_error (task, yqq_wallet_error_new_for_pin (self->tries_left > 0
                                                                 ? YQQ_WALLET_ERROR_WRONG_PIN
                                                                 : YQQ_WALLET_ERROR_PIN_LOCKED,
                                                             self->tries_left));
    return;
  }
  fake_session_move (self, YQQ_SESSION_STATE_CONNECTED, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
fake_confirm (YqqScanSession *session, YqqSecretBytes *pin, GTask *task)
{
  answer_or_hold (FAKE_SESSION (session), task, answer_confirm, yqq_secret_bytes_ref (pin),
                  (GDestroyNotify)yqq_secret_bytes_unref);
}

static void
fake_reject (YqqScanSession *session, GTask *task)
{
  fake_session_move (FAKE_SESSION (session), YQQ_SESSION_STATE_REJECTED, "user");
  g_task_return_boolean (task, TRUE);
}

static void
answer_disconnect (FakeSession *self, GTask *task, gpointer data)
{
  fake_session_move (self, YQQ_SESSION_STATE_CLOSED, self->end_reason);
  g_task_return_boolean (task, TRUE);
}

static void
fake_disconnect (YqqScanSession *session, const char *reason, GTask *task)
{
  FakeSession *self = FAKE_SESSION (session);
  g_free (self->end_reason);
  self->end_reason = g_strdup (reason);
  answer_or_hold (self, task, answer_disconnect, NULL, NULL);
}

static void
fake_approve (YqqScanSession *session, YqqSignatureRecord *record)
{
  FAKE_SESSION (session)->view.signature_count++;
  yqq_signature_record_move (record, YQQ_SIGNATURE_SIGNED, NULL, now_ms ());
  yqq_scan_session_emit_changed (session);
}

static void
fake_refuse (YqqScanSession *session, YqqSignatureRecord *record)
{
  yqq_signature_record_move (record, YQQ_SIGNATURE_REFUSED, "user", now_ms ());
  yqq_scan_session_emit_changed (session);
}

static void
fake_fetch_document (YqqScanSession *session, const char *document_id, GTask *task)
{
  FakeSession *self = FAKE_SESSION (session);
  GBytes *bytes = g_hash_table_lookup (self->supplied, document_id);
  if (self->hold_documents) {
    g_set_object (&self->held_document, task);
  } else if (self->next_error) {
    self->view.mismatched |=
        g_error_matches (self->next_error, YQQ_LINK_ERROR, YQQ_LINK_ERROR_DIGEST);
    self->view.ready &= !self->view.mismatched;
    yqq_scan_session_emit_changed (session);
    g_task_return_error (task, g_steal_pointer (&self->next_error));
  } else if (bytes) {
    g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify)g_bytes_unref);
  } else {
    g_task_return_new_error (task, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DOCUMENT_UNKNOWN, "not supplied");
  }
}

static char *
fake_dup_receipt (YqqScanSession *session)
{
  return g_strdup ("receipt\n");
}

static void
fake_session_finalize (GObject *object)
{
  FakeSession *self = FAKE_SESSION (object);
  g_clear_object (&self->view.relying_party);
  g_clear_object (&self->documents);
  g_clear_object (&self->signatures);
  g_clear_error (&self->next_error);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_object (&self->held_document);
  g_hash_table_unref (self->supplied);
  g_free (self->end_reason);
  G_OBJECT_CLASS (fake_session_parent_class)->finalize (object);
}

static void
fake_session_class_init (FakeSessionClass *class)
{
  YqqScanSessionClass *session_class = YQQ_SCAN_SESSION_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = fake_session_finalize;
  session_class->view = fake_view;
  session_class->get_documents = fake_get_documents;
  session_class->get_signatures = fake_get_signatures;
  session_class->set_approval = fake_set_approval;
  session_class->claim_async = fake_claim;
  session_class->confirm_async = fake_confirm;
  session_class->reject_async = fake_reject;
  session_class->disconnect_async = fake_disconnect;
  session_class->approve = fake_approve;
  session_class->refuse = fake_refuse;
  session_class->fetch_document_async = fake_fetch_document;
  session_class->dup_receipt = fake_dup_receipt;
}

static void
fake_session_init (FakeSession *self)
{
  self->documents = g_list_store_new (YQQ_TYPE_SESSION_DOCUMENT);
  self->signatures = g_list_store_new (YQQ_TYPE_SIGNATURE_RECORD);
  self->supplied =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  self->view.online = TRUE;
  self->view.peer_present = TRUE;
  self->view.signature_limit = LIMIT;
  self->tries_left = 5;
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify)held_free);
}

FakeSession *
fake_session_new (void)
{
  return g_object_new (FAKE_TYPE_SESSION, NULL);
}

static YqqDocumentReference *
create_reference (const char *id, const char *name, gint64 size)
{
  static const guint8 digest[YQQ_DOCUMENT_DIGEST_SIZE] = {0x9f, 0x86, 0xd0, 0x81, 0x88, 0x4c};
  YqqDocumentReference *reference = yqq_document_reference_new (id, name, size);
  reference->sm3 = g_bytes_new_static (digest, sizeof digest);
  reference->sha256 = g_bytes_new_static (digest, sizeof digest);
  reference->digest = g_bytes_new_static (digest, sizeof digest);
  return reference;
}

static void
add_document (FakeSession *self, const char *id, const char *name, gint64 size)
{
  g_autoptr (YqqDocumentReference) reference = create_reference (id, name, size);
  g_autoptr (YqqSessionDocument) document = yqq_session_document_new (reference);
  g_list_store_append (self->documents, document);
}

void
fake_session_scan (FakeSession *self, const char *check_code)
{
  static const char *const domains[] = {"sign.example.cn", NULL};
  self->view.state = YQQ_SESSION_STATE_SCANNED;
  self->view.relying_party =
      yqq_relying_party_new ("party-1", "广州市演示政务服务平台", domains, TRUE);
  self->view.purpose = "政府采购合同签署";
  self->view.check_code = check_code ? g_intern_string (check_code) : NULL;
  self->view.check_passed = check_code == NULL;
  self->view.ready = self->view.check_passed;
  self->view.expires_at = now_ms () + 2 * MINUTE_MS;
  add_document (self, "d1", "采购合同正文（终稿）.pdf", 482133);
  add_document (self, "d2", "附件一：报价单.xlsx", 20480);
  yqq_scan_session_emit_changed (YQQ_SCAN_SESSION (self));
}

void
fake_session_pass_check (FakeSession *self)
{
  self->view.check_passed = TRUE;
  self->view.ready = TRUE;
  yqq_scan_session_emit_changed (YQQ_SCAN_SESSION (self));
}

void
fake_session_move (FakeSession *self, YqqSessionState state, const char *reason)
{
  self->view.state = state;
  self->view.close_reason = reason ? g_intern_string (reason) : NULL;
  if (state == YQQ_SESSION_STATE_CONNECTED && self->view.connected_at == 0) {
    self->view.connected_at = now_ms ();
    self->view.idle_at = now_ms () + 5 * MINUTE_MS;
    self->view.absolute_at = now_ms () + 30 * MINUTE_MS;
    self->view.expires_at = 0;
  }
  yqq_scan_session_emit_changed (YQQ_SCAN_SESSION (self));
}

YqqSignatureRecord *
fake_session_ask (FakeSession *self, const char *name, YqqSignatureState state)
{
  g_autoptr (YqqDocumentReference) reference = create_reference (name, name, 482133);
  g_autoptr (YqqSignatureRecord) record = yqq_signature_record_new (
      "r1", reference, "9f86d081", "粤演示科技有限公司", YQQ_ALGORITHM_SM2_SM3);
  if (state != YQQ_SIGNATURE_WAITING)
    yqq_signature_record_move (record, state, NULL, now_ms ());
  self->view.signature_count += state == YQQ_SIGNATURE_SIGNED;
  g_list_store_append (self->signatures, record);
  yqq_scan_session_emit_changed (YQQ_SCAN_SESSION (self));
  return record; /* the list keeps it */
}

void
fake_session_hold (FakeSession *self, gboolean hold)
{
  self->hold = hold;
  while (!hold && self->held->len > 0) {
    Held *held = g_ptr_array_steal_index (self->held, 0);
    if (!g_task_return_error_if_cancelled (held->task))
      held->answer (self, held->task, held->data);
    held_free (held);
  }
}

void
fake_session_set_online (FakeSession *self, gboolean online)
{
  self->view.online = online;
  yqq_scan_session_emit_changed (YQQ_SCAN_SESSION (self));
}

void
fake_session_forget_request (FakeSession *self)
{
  g_clear_object (&self->view.relying_party);
  self->view.purpose = NULL;
  self->view.ready = FALSE;
  g_list_store_remove_all (self->documents);
  yqq_scan_session_emit_changed (YQQ_SCAN_SESSION (self));
}

void
fake_session_fail_next (FakeSession *self, const GError *error)
{
  g_clear_error (&self->next_error);
  self->next_error = g_error_copy (error);
}

void
fake_session_supply (FakeSession *self, const char *document_id, const void *data, gsize size)
{
  g_hash_table_insert (self->supplied, g_strdup (document_id), g_bytes_new (data, size));
}

void
fake_session_hold_documents (FakeSession *self, gboolean hold)
{
  g_autoptr (GTask) held = g_steal_pointer (&self->held_document);
  self->hold_documents = hold;
  if (held)
    g_task_return_error_if_cancelled (held);
}

gboolean
fake_session_get_cancelled (FakeSession *self)
{
  return self->held_document &&
         g_cancellable_is_cancelled (g_task_get_cancellable (self->held_document));
}

const char *
fake_session_get_end_reason (FakeSession *self)
{
  return self->end_reason;
}

YqqClaimVia
fake_session_get_via (FakeSession *self)
{
  return self->via;
}

guint
fake_session_get_claims (FakeSession *self)
{
  return self->claims;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How approved documents are signed: in worker threads, while the signatures before are on their
 * way, as many in a frame as are there and fit. */
#include "link/session-link-private.h"
#include "link/signature-record-private.h"
#include "protocol/problem.h"

/* What is signed ahead of its delivery, so that a refusal still stops most of a long list. */
#define MAX_AHEAD 16

static void deliver_all (YqqSessionLink *self);

/* One record with its signature on its way to the authority. */
typedef struct {
  YqqSessionLink *link;
  YqqSignatureRecord *record;
  YqqDeliveredSignature *signature;
} Step;

static Step *
step_new (YqqSessionLink *link, YqqSignatureRecord *record, const YqqSignedDocument *made)
{
  const char *document = yqq_signature_record_get_document_id (record);
  Step *step = g_new0 (Step, 1);
  step->link = g_object_ref (link);
  step->record = g_object_ref (record);
  step->signature =
      made->by_value
          ? yqq_delivered_signature_new_by_value (document, made->signature, made->signing_time_ms)
          : yqq_delivered_signature_new (document, made->signature);
  return step;
}

static void
step_free (Step *self)
{
  g_object_unref (self->link);
  g_object_unref (self->record);
  yqq_delivered_signature_free (self->signature);
  g_free (self);
}

/* A frame on its way. */
typedef struct {
  YqqSessionLink *link;
  GPtrArray *steps;
} Delivery;

static void
delivery_free (Delivery *self)
{
  g_object_unref (self->link);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Delivery, delivery_free)

void
yqq_session_link_clear_signing (YqqSessionLink *self)
{
  g_queue_clear_full (&self->to_sign, g_object_unref);
  g_queue_clear_full (&self->to_deliver, (GDestroyNotify)step_free);
}

static void
fail_record (YqqSessionLink *self, YqqSignatureRecord *record, const char *reason)
{
  yqq_session_link_refuse_request (self, yqq_signature_record_get_request_id (record),
                                   YQQ_REFUSAL_ERROR, YQQ_SIGNATURE_FAILED, reason);
}

static const char *
name_problem (const GError *error)
{
  const char *nick =
      error->domain == YQQ_PROBLEM_ERROR ? yqq_problem_code_to_nick (error->code) : NULL;
  return nick != NULL ? nick : "error";
}

void
yqq_session_link_mark_signed (YqqSessionLink *self, YqqSignatureRecord *record, gint64 time_ms)
{
  if (yqq_signature_record_get_state (record) == YQQ_SIGNATURE_SIGNED)
    return;
  yqq_signature_record_move (record, YQQ_SIGNATURE_SIGNED, NULL, time_ms);
  self->signature_count++;
  yqq_session_link_notify (self, YQQ_LINK_PROP_SIGNATURE_COUNT);
}

static void
take_delivered (YqqSessionLink *self, GPtrArray *steps)
{
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  for (guint i = 0; i < steps->len; i++)
    yqq_session_link_mark_signed (self, ((Step *)steps->pdata[i])->record, now);
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Delivery) delivery = user_data;
  YqqSessionLink *self = delivery->link;
  g_autoptr (GError) error = NULL;
  gboolean delivered = yqq_frame_sender_send_finish (YQQ_FRAME_SENDER (source), result, &error);
  self->delivering--;
  if (self->close_reason != NULL && !delivered)
    return;
  /* It counts also where the session has ended before the answer came. */
  if (delivered) {
    take_delivered (self, delivery->steps);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
             !yqq_session_link_close_by_error (self, error)) {
    g_warning ("signatures were not taken: %s", error->message);
    /* With its whole request. */
    fail_record (self, ((Step *)delivery->steps->pdata[0])->record, name_problem (error));
  }
  deliver_all (self);
}

static void
drop_refused (YqqSessionLink *self)
{
  Step *next;
  while ((next = g_queue_peek_head (&self->to_deliver)) != NULL &&
         yqq_signature_record_get_state (next->record) != YQQ_SIGNATURE_SIGNING)
    step_free (g_queue_pop_head (&self->to_deliver));
}

/* How many of the oldest that wait, all of one request, a frame holds; *full says that no more
 * would fit, however long it waited. */
static guint
count_steps (YqqSessionLink *self, gboolean *full)
{
  gsize left = YQQ_SESSION_MAX_FRAME_BYTES - YQQ_DEVICE_FRAME_HEAD_BYTES;
  const char *request_id = NULL;
  guint count = 0;
  *full = FALSE;
  for (GList *link = self->to_deliver.head; link != NULL; link = link->next) {
    Step *step = link->data;
    const char *id = yqq_signature_record_get_request_id (step->record);
    gsize bytes = yqq_delivered_signature_get_frame_bytes (step->signature);
    *full = count > 0 &&
            (bytes > left || count == YQQ_SESSION_MAX_DOCUMENTS || !g_str_equal (id, request_id));
    if (*full)
      return count;
    request_id = id;
    left -= MIN (bytes, left);
    count++;
  }
  return count;
}

static void
deliver (YqqSessionLink *self, guint count)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  delivery->link = g_object_ref (self);
  delivery->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)step_free);
  g_autoptr (GPtrArray) signatures = g_ptr_array_new ();
  for (guint i = 0; i < count; i++) {
    Step *step = g_queue_pop_head (&self->to_deliver);
    g_ptr_array_add (delivery->steps, step);
    g_ptr_array_add (signatures, step->signature);
  }
  YqqSignatureRecord *first = ((Step *)delivery->steps->pdata[0])->record;
  YqqDeviceFrame frame = {.type = YQQ_DEVICE_FRAME_SIGNED,
                          .request_id = (char *)yqq_signature_record_get_request_id (first),
                          .signatures = signatures};
  self->delivering++;
  yqq_session_link_touch (self);
  yqq_frame_sender_send_async (self->sender, &frame, on_delivered, delivery);
}

/* A frame goes out as soon as nothing else is on its way; behind others it waits until it is full,
 * or nothing more comes. */
static void
deliver_all (YqqSessionLink *self)
{
  while (self->close_reason == NULL && self->delivering < YQQ_FRAME_SENDER_MAX_FLYING) {
    gboolean full;
    drop_refused (self);
    guint count = count_steps (self, &full);
    gboolean more_comes = self->document_signer != NULL &&
                          yqq_document_signer_get_n_pending (self->document_signer) > 0;
    if (count == 0 || (self->delivering > 0 && !full && more_comes))
      return;
    deliver (self, count);
  }
}

static void
sign_ahead (YqqSessionLink *self)
{
  while (self->document_signer != NULL && !g_queue_is_empty (&self->to_sign) &&
         yqq_document_signer_get_n_pending (self->document_signer) < MAX_AHEAD) {
    g_autoptr (YqqSignatureRecord) record = g_queue_pop_head (&self->to_sign);
    if (yqq_signature_record_get_state (record) == YQQ_SIGNATURE_SIGNING) /* not refused since */
      yqq_document_signer_add (
          self->document_signer, G_OBJECT (record), yqq_signature_record_get_fingerprint (record),
          yqq_signature_record_get_digest_bytes (record), yqq_clock_get_unix_ms (self->clock),
          yqq_signature_record_is_by_value (record));
  }
}

static void
take_signed (YqqSessionLink *self, YqqSignedDocument *made)
{
  YqqSignatureRecord *record = YQQ_SIGNATURE_RECORD (made->subject);
  if (made->signature != NULL) {
    g_queue_push_tail (&self->to_deliver, step_new (self, record, made));
    return;
  }
  g_warning ("a document could not be signed: %s", made->error->message);
  fail_record (self, record, "error");
}

static void
on_signed (gpointer user_data)
{
  g_autoptr (YqqSessionLink) self = g_object_ref (user_data);
  YqqSignedDocument *made;
  /* Failing one may end the session, and the signer with it. */
  while (self->document_signer != NULL &&
         (made = yqq_document_signer_take (self->document_signer)) != NULL) {
    take_signed (self, made);
    yqq_signed_document_free (made);
    sign_ahead (self);
  }
  deliver_all (self);
}

void
yqq_session_link_sign (YqqSessionLink *self, YqqSignatureRecord *record)
{
  if (yqq_signature_record_get_state (record) != YQQ_SIGNATURE_WAITING || self->vault == NULL)
    return;
  yqq_signature_record_move (record, YQQ_SIGNATURE_SIGNING, NULL, 0);
  g_queue_push_tail (&self->to_sign, g_object_ref (record));
  if (self->document_signer == NULL)
    self->document_signer = yqq_document_signer_new (self->wallet, self->vault, on_signed, self);
  sign_ahead (self);
}

static void
on_refusal_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqSessionLink) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!yqq_frame_sender_send_finish (YQQ_FRAME_SENDER (source), result, &error) &&
      !yqq_session_link_close_by_error (self, error))
    g_debug ("a refusal was not taken: %s", error->message);
}

void
yqq_session_link_refuse_request (YqqSessionLink *self,
                                 const char *request_id,
                                 YqqRefusal refusal,
                                 YqqSignatureState state,
                                 const char *reason)
{
  GListModel *records = G_LIST_MODEL (self->signatures);
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  gboolean any = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    if (!g_str_equal (yqq_signature_record_get_request_id (record), request_id) ||
        !yqq_signature_record_is_open (record))
      continue;
    yqq_signature_record_move (record, state, reason, now);
    any = TRUE;
  }
  if (!any || self->close_reason != NULL)
    return;
  YqqDeviceFrame frame = {
      .type = YQQ_DEVICE_FRAME_REFUSE, .request_id = (char *)request_id, .refusal = refusal};
  yqq_session_link_touch (self);
  yqq_frame_sender_send_async (self->sender, &frame, on_refusal_sent, g_object_ref (self));
}

void
yqq_session_link_approve (YqqSessionLink *self, YqqSignatureRecord *record)
{
  yqq_session_link_sign (self, record);
}

void
yqq_session_link_refuse (YqqSessionLink *self, YqqSignatureRecord *record)
{
  if (!yqq_signature_record_is_open (record))
    return;
  yqq_session_link_refuse_request (self, yqq_signature_record_get_request_id (record),
                                   YQQ_REFUSAL_USER, YQQ_SIGNATURE_REFUSED, "user");
}

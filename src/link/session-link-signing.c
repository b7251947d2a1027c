/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How approved documents are signed: one after the other in a worker thread, while the signatures
 * before are on their way, as many in a frame as are there and fit. */
#include "link/document-signer.h"
#include "link/session-link-private.h"
#include "link/signature-record-private.h"
#include "protocol/problem.h"

static void sign_next (YqqSessionLink *self);
static void deliver_next (YqqSessionLink *self);

/* One record on its way through signer and network. */
typedef struct {
  YqqSessionLink *link;
  YqqSignatureRecord *record;
  YqqDeliveredSignature *signature; /* NULL until it is made */
} Step;

static Step *
step_new (YqqSessionLink *link, YqqSignatureRecord *record)
{
  Step *step = g_new0 (Step, 1);
  step->link = g_object_ref (link);
  step->record = g_object_ref (record);
  return step;
}

static void
step_free (Step *self)
{
  g_object_unref (self->link);
  g_object_unref (self->record);
  g_clear_pointer (&self->signature, yqq_delivered_signature_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

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
fail_record (Step *step, const char *reason)
{
  yqq_session_link_refuse_request (step->link, yqq_signature_record_get_request_id (step->record),
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
  self->delivering = FALSE;
  if (self->close_reason != NULL && !delivered)
    return;
  /* It counts also where the session has ended before the answer came. */
  if (delivered) {
    take_delivered (self, delivery->steps);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
             !yqq_session_link_close_by_error (self, error)) {
    g_warning ("signatures were not taken: %s", error->message);
    fail_record (delivery->steps->pdata[0], name_problem (error)); /* with its whole request */
  }
  deliver_next (self);
}

/* The oldest that wait, of one request, as many as a frame holds; those refused meanwhile go. */
static GPtrArray *
collect_steps (YqqSessionLink *self)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify)step_free);
  gsize left = YQQ_SESSION_MAX_FRAME_BYTES - YQQ_DEVICE_FRAME_HEAD_BYTES;
  const char *request_id = NULL;
  Step *next;
  while ((next = g_queue_peek_head (&self->to_deliver)) != NULL) {
    gsize bytes = yqq_delivered_signature_get_frame_bytes (next->signature);
    if (yqq_signature_record_get_state (next->record) != YQQ_SIGNATURE_SIGNING) {
      step_free (g_queue_pop_head (&self->to_deliver));
      continue;
    }
    if (steps->len > 0 &&
        (bytes > left || steps->len == YQQ_SESSION_MAX_DOCUMENTS ||
         !g_str_equal (yqq_signature_record_get_request_id (next->record), request_id)))
      break;
    request_id = yqq_signature_record_get_request_id (next->record);
    left -= MIN (bytes, left);
    g_ptr_array_add (steps, g_queue_pop_head (&self->to_deliver));
  }
  return steps;
}

static void
deliver_next (YqqSessionLink *self)
{
  if (self->delivering || self->close_reason != NULL)
    return;
  g_autoptr (GPtrArray) steps = collect_steps (self);
  if (steps->len == 0)
    return;
  g_autoptr (GPtrArray) signatures = g_ptr_array_new ();
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (signatures, ((Step *)steps->pdata[i])->signature);
  YqqSignatureRecord *first = ((Step *)steps->pdata[0])->record;
  YqqDeviceFrame frame = {.type = YQQ_DEVICE_FRAME_SIGNED,
                          .request_id = (char *)yqq_signature_record_get_request_id (first),
                          .signatures = signatures};
  Delivery *delivery = g_new0 (Delivery, 1);
  delivery->link = g_object_ref (self);
  delivery->steps = g_steal_pointer (&steps);
  self->delivering = TRUE;
  yqq_session_link_touch (self);
  yqq_frame_sender_send_async (self->sender, &frame, on_delivered, delivery);
}

static void
deliver (Step *step, GBytes *signature)
{
  Step *made = step_new (step->link, step->record);
  made->signature =
      yqq_delivered_signature_new (yqq_signature_record_get_document_id (step->record), signature);
  g_queue_push_tail (&step->link->to_deliver, made);
  deliver_next (step->link);
}

static void
on_signed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  YqqSessionLink *self = step->link;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = yqq_sign_document_finish (result, &error);
  self->signer_busy = FALSE;
  if (self->close_reason != NULL)
    return;
  if (signature != NULL)
    deliver (step, signature);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_warning ("a document could not be signed: %s", error->message);
    fail_record (step, "error");
  }
  sign_next (self);
}

static void
sign_next (YqqSessionLink *self)
{
  if (self->signer_busy || self->vault == NULL)
    return;
  g_autoptr (YqqSignatureRecord) record = g_queue_pop_head (&self->to_sign);
  if (record == NULL)
    return;
  if (yqq_signature_record_get_state (record) != YQQ_SIGNATURE_SIGNING) {
    sign_next (self); /* refused while it waited */
    return;
  }
  self->signer_busy = TRUE;
  yqq_sign_document_async (self->wallet, self->vault, yqq_signature_record_get_fingerprint (record),
                           yqq_signature_record_get_digest_bytes (record),
                           yqq_clock_get_unix_ms (self->clock), self->signing, on_signed,
                           step_new (self, record));
}

void
yqq_session_link_sign (YqqSessionLink *self, YqqSignatureRecord *record)
{
  if (yqq_signature_record_get_state (record) != YQQ_SIGNATURE_WAITING || self->vault == NULL)
    return;
  yqq_signature_record_move (record, YQQ_SIGNATURE_SIGNING, NULL, 0);
  g_queue_push_tail (&self->to_sign, g_object_ref (record));
  sign_next (self);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device may say in a session. */
#include "authority/relay/session-private.h"

YqqSignRequest *
yqq_relay_session_find_request (YqqRelaySession *self, const char *request_id)
{
  for (guint i = 0; i < self->requests->len; i++) {
    YqqSignRequest *request = self->requests->pdata[i];
    if (g_str_equal (request->id, request_id))
      return request;
  }
  return NULL;
}

static gboolean
take_confirm (YqqRelaySession *self, YqqDeviceFrame *frame, GError **error)
{
  if (self->request == NULL)
    return yqq_relay_session_refuse_state (self, error);
  if (!self->check_passed) {
    yqq_problem_error_set (error, YQQ_PROBLEM_CHECK_CODE_REQUIRED, NULL);
    return FALSE;
  }
  if (!yqq_relay_registry_is_pin_confirmed (yqq_relay_get_registry (self->relay), self->device_id,
                                            self->id)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_CHALLENGE_UNKNOWN,
                           "the PIN has not been confirmed for this session");
    return FALSE;
  }
  self->certificates = g_strdupv (frame->certificates);
  yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_CONFIRM, YQQ_SESSION_REASON_NONE);
  yqq_relay_session_try_open (self);
  return TRUE;
}

static void
push_completed (YqqRelaySession *self, YqqSignRequest *request)
{
  for (int side = 0; side < 2; side++) {
    YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_COMPLETED);
    event->request_id = g_strdup (request->id);
    event->signed_all = request->state == YQQ_REQUEST_STATE_SIGNED;
    event->refusal = request->refusal;
    yqq_relay_session_push (self, side, event);
  }
}

static void
push_signed (YqqRelaySession *self, YqqSignRequest *request, YqqSessionSignature *signature)
{
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_SIGNED);
  event->request_id = g_strdup (request->id);
  event->document = g_strdup (signature->document);
  event->verification = yqq_verification_copy (signature->verification);
  yqq_relay_session_push (self, YQQ_RELAY_SIDE_RELYING_PARTY, event);
}

static void
accept_signatures (YqqRelaySession *self, YqqRelayFrame *pending)
{
  YqqSignRequest *request = pending->request;
  while (pending->signatures->len > 0) {
    YqqSessionSignature *signature = g_ptr_array_steal_index (pending->signatures, 0);
    g_ptr_array_add (request->signatures, signature);
    self->signatures++;
    if (yqq_session_state_is_open (self->state))
      push_signed (self, request, signature);
  }
  if (!yqq_session_state_is_open (self->state) || !yqq_sign_request_is_open (request) ||
      request->signatures->len < request->documents->len)
    return;
  request->state = YQQ_REQUEST_STATE_SIGNED;
  push_completed (self, request);
  yqq_relay_session_settle (self);
}

static void
forget_signatures (YqqRelayFrame *pending)
{
  for (guint i = 0; i < pending->delivered->len; i++) {
    YqqDeliveredSignature *delivered = pending->delivered->pdata[i];
    g_hash_table_remove (pending->request->delivered, delivered->document);
  }
}

static void
on_signatures_written (gboolean committed, gpointer data)
{
  YqqRelayFrame *pending = data;
  YqqRelaySession *self = pending->session;
  g_autoptr (GError) problem = yqq_relay_session_make_write_error (committed);
  if (!committed)
    forget_signatures (pending);
  else if (self->relay != NULL)
    accept_signatures (self, pending);
  yqq_relay_session_finish_frame (pending, problem);
}

static void
journal_signatures (YqqRelaySession *self, YqqRelayFrame *pending)
{
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_SIGNED,
                           .session_id = self->id,
                           .at_ms = yqq_relay_session_now (self),
                           .request_id = pending->request->id,
                           .certificate = pending->request->certificate,
                           .algorithm = pending->request->algorithm,
                           .delivered = pending->delivered};
  for (guint i = 0; i < pending->delivered->len; i++) {
    YqqDeliveredSignature *delivered = pending->delivered->pdata[i];
    g_hash_table_add (pending->request->delivered, g_strdup (delivered->document));
  }
  yqq_relay_session_defer_frame (pending, &record, on_signatures_written);
}

static YqqSessionSignature *
check_signature (YqqRelaySession *self,
                 YqqSignRequest *request,
                 const YqqDeliveredSignature *delivered,
                 GError **error)
{
  YqqDocumentReference *document = yqq_sign_request_find (request, delivered->document);
  if (document == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_DOCUMENT_UNKNOWN, NULL);
    return NULL;
  }
  YqqVerification *verification = yqq_sign_request_verify (
      request, document, delivered->signature,
      yqq_relay_registry_get_roots (yqq_relay_get_registry (self->relay), request->algorithm),
      yqq_relay_session_now (self), error);
  if (verification == NULL)
    return NULL;
  YqqSessionSignature *signature = g_new0 (YqqSessionSignature, 1);
  signature->document = g_strdup (document->id);
  signature->name = g_strdup (document->name);
  signature->signature = g_bytes_ref (delivered->signature);
  signature->verification = verification;
  return signature;
}

/* One bad signature refuses the frame; each that was looked at then counts against the rate. */
static gboolean
check_signatures (YqqRelaySession *self, YqqRelayFrame *pending, GError **error)
{
  for (guint i = 0; i < pending->delivered->len; i++) {
    YqqSessionSignature *signature =
        check_signature (self, pending->request, pending->delivered->pdata[i], error);
    if (signature != NULL) {
      g_ptr_array_add (pending->signatures, signature);
      continue;
    }
    for (guint checked = 0; checked <= i; checked++)
      yqq_bucket_take (&self->peers[YQQ_RELAY_SIDE_DEVICE].frames, YQQ_SESSION_FRAMES_PER_SECOND,
                       yqq_relay_session_now (self));
    return FALSE;
  }
  return TRUE;
}

/* What of a frame is new goes to delivered; FALSE if any of it is on its way to the journal, and so
 * not certain yet. */
static gboolean
sort_out (YqqSignRequest *request, YqqDeviceFrame *frame, GPtrArray *delivered)
{
  for (guint i = 0; i < frame->signatures->len; i++) {
    const YqqDeliveredSignature *signature = frame->signatures->pdata[i];
    if (yqq_sign_request_has_signature (request, signature->document))
      continue;
    if (g_hash_table_contains (request->delivered, signature->document))
      return FALSE;
    g_ptr_array_add (delivered,
                     yqq_delivered_signature_new (signature->document, signature->signature));
  }
  return TRUE;
}

static gboolean
take_signed (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending, GError **error)
{
  YqqSignRequest *request = yqq_relay_session_find_request (self, frame->request_id);
  if (request == NULL || !request->durable || !yqq_sign_request_is_open (request))
    return yqq_relay_session_refuse_state (self, error);
  pending->request = request;
  pending->delivered =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_delivered_signature_free);
  pending->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_session_signature_free);
  if (!sort_out (request, frame, pending->delivered))
    return yqq_relay_session_refuse_state (self, error);
  if (pending->delivered->len == 0)
    return TRUE;
  if (!yqq_relay_session_check_certificate (self, request->certificate, request->algorithm,
                                            error) ||
      !check_signatures (self, pending, error))
    return FALSE;
  journal_signatures (self, pending);
  return TRUE;
}

static void
on_refusal_written (gboolean committed, gpointer data)
{
  YqqRelayFrame *pending = data;
  YqqRelaySession *self = pending->session;
  g_autoptr (GError) problem = yqq_relay_session_make_write_error (committed);
  if (committed && self->relay != NULL && yqq_session_state_is_open (self->state) &&
      yqq_sign_request_is_open (pending->request)) {
    pending->request->state = YQQ_REQUEST_STATE_REFUSED;
    pending->request->refusal = pending->refusal;
    push_completed (self, pending->request);
    yqq_relay_session_settle (self);
  }
  yqq_relay_session_finish_frame (pending, problem);
}

static gboolean
take_refusal (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending, GError **error)
{
  YqqSignRequest *request = yqq_relay_session_find_request (self, frame->request_id);
  if (request == NULL || !request->durable || !yqq_sign_request_is_open (request))
    return yqq_relay_session_refuse_state (self, error);
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_REFUSED,
                           .session_id = self->id,
                           .at_ms = yqq_relay_session_now (self),
                           .request_id = request->id,
                           .refusal = frame->refusal};
  pending->refusal = frame->refusal;
  pending->request = request;
  yqq_relay_session_defer_frame (pending, &record, on_refusal_written);
  return TRUE;
}

gboolean
yqq_relay_session_take_device_frame (YqqRelaySession *self,
                                     YqqDeviceFrame *frame,
                                     YqqRelayFrame *pending,
                                     GError **error)
{
  switch (frame->type) {
  case YQQ_DEVICE_FRAME_CONFIRM:
    return take_confirm (self, frame, error);
  case YQQ_DEVICE_FRAME_REJECT:
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_REJECT, YQQ_SESSION_REASON_USER);
    return TRUE;
  case YQQ_DEVICE_FRAME_SIGNED:
    return take_signed (self, frame, pending, error);
  case YQQ_DEVICE_FRAME_REFUSE:
    return take_refusal (self, frame, pending, error);
  case YQQ_DEVICE_FRAME_DISCONNECT:
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_DISCONNECT, frame->reason);
    return TRUE;
  default:
    return yqq_relay_session_refuse_state (self, error);
  }
}

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
accept_signature (YqqRelaySession *self, YqqRelayFrame *pending)
{
  YqqSignRequest *request = pending->request;
  YqqSessionSignature *signature = g_steal_pointer (&pending->signature);
  g_ptr_array_add (request->signatures, signature);
  self->signatures++;
  if (!yqq_session_state_is_open (self->state))
    return;
  push_signed (self, request, signature);
  if (!yqq_sign_request_is_open (request) || request->signatures->len < request->documents->len)
    return;
  request->state = YQQ_REQUEST_STATE_SIGNED;
  push_completed (self, request);
  yqq_relay_session_settle (self);
}

static void
on_signature_written (gboolean committed, gpointer data)
{
  YqqRelayFrame *pending = data;
  YqqRelaySession *self = pending->session;
  g_autoptr (GError) problem = yqq_relay_session_make_write_error (committed);
  if (!committed)
    g_hash_table_remove (pending->request->delivered, pending->signature->document);
  else if (self->relay != NULL)
    accept_signature (self, pending);
  yqq_relay_session_finish_frame (pending, problem);
}

static void
journal_signature (YqqRelaySession *self, YqqRelayFrame *pending)
{
  YqqDocumentReference *document =
      yqq_sign_request_find (pending->request, pending->signature->document);
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_SIGNED,
                           .session_id = self->id,
                           .at_ms = yqq_relay_session_now (self),
                           .request_id = pending->request->id,
                           .certificate = pending->request->certificate,
                           .algorithm = pending->request->algorithm,
                           .document = document->id,
                           .document_name = document->name,
                           .digest = document->digest,
                           .signature = pending->signature->signature};
  yqq_relay_session_defer_frame (pending, &record, on_signature_written);
}

static YqqSessionSignature *
check_signature (YqqRelaySession *self,
                 YqqSignRequest *request,
                 YqqDeviceFrame *frame,
                 GError **error)
{
  YqqDocumentReference *document = yqq_sign_request_find (request, frame->document);
  if (document == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_DOCUMENT_UNKNOWN, NULL);
    return NULL;
  }
  YqqVerification *verification = yqq_sign_request_verify (
      request, document, frame->signature,
      yqq_relay_registry_get_roots (yqq_relay_get_registry (self->relay), request->algorithm),
      yqq_relay_session_now (self), error);
  if (verification == NULL) {
    yqq_bucket_take (&self->peers[YQQ_RELAY_SIDE_DEVICE].frames, YQQ_SESSION_FRAMES_PER_SECOND,
                     yqq_relay_session_now (self));
    return NULL;
  }
  YqqSessionSignature *signature = g_new0 (YqqSessionSignature, 1);
  signature->document = g_strdup (document->id);
  signature->name = g_strdup (document->name);
  signature->signature = g_bytes_ref (frame->signature);
  signature->verification = verification;
  return signature;
}

static gboolean
take_signed (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending, GError **error)
{
  YqqSignRequest *request = yqq_relay_session_find_request (self, frame->request_id);
  if (request == NULL || !request->durable || !yqq_sign_request_is_open (request))
    return yqq_relay_session_refuse_state (self, error);
  if (yqq_sign_request_has_signature (request, frame->document))
    return TRUE;
  if (g_hash_table_contains (request->delivered, frame->document)) /* not certain yet */
    return yqq_relay_session_refuse_state (self, error);
  if (!yqq_relay_session_check_certificate (self, request->certificate, request->algorithm, error))
    return FALSE;
  pending->signature = check_signature (self, request, frame, error);
  if (pending->signature == NULL)
    return FALSE;
  pending->request = request;
  g_hash_table_add (request->delivered, g_strdup (frame->document));
  journal_signature (self, pending);
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

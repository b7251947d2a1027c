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
  if (!self->bound)
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
on_refusal_written (gboolean committed, gpointer data)
{
  YqqRelayFrame *pending = data;
  YqqRelaySession *self = pending->session;
  g_autoptr (GError) problem = yqq_relay_session_make_write_error (committed);
  pending->request->refusing = FALSE;
  if (committed && self->relay != NULL && yqq_session_state_is_open (self->state) &&
      yqq_sign_request_is_open (pending->request)) {
    pending->request->state = YQQ_REQUEST_STATE_REFUSED;
    pending->request->refusal = pending->refusal;
    yqq_relay_session_push_completed (self, pending->request);
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
  request->refusing = TRUE;
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
    return yqq_relay_session_take_signatures (self, frame, pending, error);
  case YQQ_DEVICE_FRAME_REFUSE:
    return take_refusal (self, frame, pending, error);
  case YQQ_DEVICE_FRAME_DISCONNECT:
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_DISCONNECT, frame->reason);
    return TRUE;
  default:
    return yqq_relay_session_refuse_state (self, error);
  }
}

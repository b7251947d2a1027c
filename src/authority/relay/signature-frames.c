/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a frame of signatures: each is checked beside the http thread, several frames at
 * once; then, in the order in which they came, they are written, told and acknowledged. */
#include "authority/relay/session-private.h"

static void
push_signed (YqqRelaySession *self, YqqSignRequest *request, YqqSessionSignature *signature)
{
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_SIGNED);
  event->request_id = g_strdup (request->id);
  event->document = g_strdup (signature->document);
  event->verification = yqq_verification_copy (signature->verification);
  yqq_relay_session_push (self, YQQ_RELAY_SIDE_RELYING_PARTY, event);
}

void
yqq_relay_session_push_completed (YqqRelaySession *self, YqqSignRequest *request)
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
accept_signatures (YqqRelaySession *self, YqqRelayFrame *pending)
{
  YqqSignRequest *request = pending->request;
  for (guint i = 0; i < pending->checks->len; i++) {
    YqqSessionSignature *signature = yqq_signature_check_take (pending->checks->pdata[i]);
    g_ptr_array_add (request->signatures, signature);
    self->signatures++;
    if (yqq_session_state_is_open (self->state))
      push_signed (self, request, signature);
  }
  if (!yqq_session_state_is_open (self->state) || !yqq_sign_request_is_open (request) ||
      request->signatures->len < request->documents->len)
    return;
  request->state = YQQ_REQUEST_STATE_SIGNED;
  yqq_relay_session_push_completed (self, request);
  yqq_relay_session_settle (self);
}

static gboolean begin (YqqRelayFrame *pending, GError **error);

/* Frames that brought again what was not certain yet: now it is, or it is not there. */
static void
begin_again (YqqRelaySession *self)
{
  guint count = self->uncertain.length;
  while (count-- > 0) {
    YqqRelayFrame *pending = g_queue_pop_head (&self->uncertain);
    g_autoptr (GError) error = NULL;
    pending->deferred = FALSE;
    if (!begin (pending, &error) || !pending->deferred)
      yqq_relay_session_finish_frame (pending, error);
  }
}

static void
forget_signatures (YqqRelayFrame *pending)
{
  for (guint i = 0; i < pending->delivered->len; i++) {
    YqqDeliveredSignature *delivered = pending->delivered->pdata[i];
    g_hash_table_remove (pending->request->delivered, delivered->document);
  }
}

/* Answers it, and whoever waited for that. */
static void
finish (YqqRelayFrame *pending, const GError *problem)
{
  g_autoptr (YqqRelaySession) self = yqq_relay_session_ref (pending->session);
  if (problem != NULL)
    forget_signatures (pending);
  yqq_relay_session_finish_frame (pending, problem);
  begin_again (self);
}

static void
on_signatures_written (gboolean committed, gpointer data)
{
  YqqRelayFrame *pending = data;
  g_autoptr (GError) problem = yqq_relay_session_make_write_error (committed);
  if (committed && pending->session->relay != NULL)
    accept_signatures (pending->session, pending);
  finish (pending, problem);
}

/* Whole, as the relying party will get them. */
static GPtrArray *
list_signatures (YqqRelayFrame *pending)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_delivered_signature_free);
  for (guint i = 0; i < pending->checks->len; i++) {
    const YqqSignatureCheck *check = pending->checks->pdata[i];
    g_ptr_array_add (list, yqq_delivered_signature_new (check->document, check->signature));
  }
  return list;
}

static void
journal_signatures (YqqRelayFrame *pending)
{
  g_autoptr (GPtrArray) signatures = list_signatures (pending);
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_SIGNED,
                           .session_id = pending->session->id,
                           .at_ms = yqq_relay_session_now (pending->session),
                           .request_id = pending->request->id,
                           .certificate = pending->request->certificate,
                           .algorithm = pending->request->algorithm,
                           .delivered = signatures};
  yqq_relay_session_defer_frame (pending, &record, on_signatures_written);
}

/* All of a refused frame count against the rate, for looking at them has cost as much; and the next
 * waits until that is paid, or good ones around a bad one could be looked at again and again. */
static void
charge (YqqRelaySession *self, guint looked_at)
{
  if (self->relay != NULL)
    yqq_bucket_charge (&self->peers[YQQ_RELAY_SIDE_DEVICE].frames, YQQ_SESSION_FRAMES_PER_SECOND,
                       looked_at, yqq_relay_session_now (self));
}

/* One bad signature refuses the frame. */
static gboolean
judge_checks (YqqRelayFrame *pending, GError **error)
{
  for (guint i = 0; i < pending->checks->len; i++) {
    if (((YqqSignatureCheck *)pending->checks->pdata[i])->found != NULL)
      continue;
    charge (pending->session, pending->checks->len);
    yqq_problem_error_set (error, YQQ_PROBLEM_SIGNATURE_REFUSED,
                           "not a signature over that document by that certificate");
    return FALSE;
  }
  return TRUE;
}

static gboolean
can_take (YqqRelaySession *self, YqqSignRequest *request)
{
  return yqq_session_state_is_open (self->state) && self->relay != NULL && request->durable &&
         !request->refusing && yqq_sign_request_is_open (request);
}

/* The session may have ended while the signatures were looked at. */
static void
conclude (YqqRelayFrame *pending)
{
  g_autoptr (GError) error = NULL;
  YqqRelaySession *self = pending->session;
  if (!judge_checks (pending, &error))
    finish (pending, error);
  else if (can_take (self, pending->request))
    journal_signatures (pending);
  else {
    yqq_relay_session_refuse_state (self, &error);
    finish (pending, error);
  }
}

/* One signature of a frame on its way through the runner. */
typedef struct {
  YqqRelay *relay;
  YqqRelayFrame *pending;
  YqqSignatureCheck *check;
} Errand;

static void
run_check (gpointer data)
{
  yqq_signature_check_run (((Errand *)data)->check);
}

static void
on_checked (gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (YqqRelaySession) self = yqq_relay_session_ref (errand->pending->session);
  errand->pending->unchecked--;
  yqq_relay_count_checks (errand->relay, -1);
  YqqRelayFrame *oldest;
  while ((oldest = g_queue_peek_head (&self->checking)) != NULL && oldest->unchecked == 0)
    conclude (g_queue_pop_head (&self->checking));
}

static void
check_beside (YqqRelayFrame *pending)
{
  YqqRelaySession *self = pending->session;
  YqqRelay *relay = self->relay;
  g_autoptr (GPtrArray) checks = g_ptr_array_ref (pending->checks);
  pending->deferred = TRUE;
  pending->unchecked = checks->len;
  g_queue_push_tail (&self->checking, pending);
  yqq_relay_count_checks (relay, (gint)checks->len);
  for (guint i = 0; i < checks->len; i++) {
    Errand *errand = g_new (Errand, 1);
    *errand = (Errand){relay, pending, checks->pdata[i]};
    yqq_relay_run (relay, run_check, on_checked, errand);
  }
}

/* What of a frame is new goes to delivered; FALSE if any of it is not certain yet. */
static gboolean
sort_out (YqqRelayFrame *pending)
{
  YqqSignRequest *request = pending->request;
  for (guint i = 0; i < pending->offered->len; i++) {
    const YqqDeliveredSignature *signature = pending->offered->pdata[i];
    if (yqq_sign_request_has_signature (request, signature->document))
      continue;
    if (g_hash_table_contains (request->delivered, signature->document))
      return FALSE;
    g_ptr_array_add (pending->delivered, yqq_delivered_signature_copy (signature));
  }
  return TRUE;
}

static gboolean
make_checks (YqqRelayFrame *pending, GError **error)
{
  YqqSignRequest *request = pending->request;
  YqqRelaySession *self = pending->session;
  GPtrArray *roots =
      yqq_relay_registry_get_roots (yqq_relay_get_registry (self->relay), request->algorithm);
  for (guint i = 0; i < pending->delivered->len; i++) {
    const YqqDeliveredSignature *delivered = pending->delivered->pdata[i];
    YqqDocumentReference *document = yqq_sign_request_find (request, delivered->document);
    if (document == NULL) {
      yqq_problem_error_set (error, YQQ_PROBLEM_DOCUMENT_UNKNOWN, NULL);
      return FALSE;
    }
    g_ptr_array_add (pending->checks, yqq_signature_check_new (request, document, delivered, roots,
                                                               yqq_relay_session_now (self)));
  }
  return TRUE;
}

static void
reset (YqqRelayFrame *pending)
{
  g_clear_pointer (&pending->delivered, g_ptr_array_unref);
  g_clear_pointer (&pending->checks, g_ptr_array_unref);
  pending->delivered =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_delivered_signature_free);
  pending->checks = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_signature_check_free);
}

/* An answer was lost: the frame comes again, maybe when its request has long been complete. */
static gboolean
is_there_already (YqqRelayFrame *pending)
{
  for (guint i = 0; i < pending->offered->len; i++)
    if (!yqq_sign_request_has_signature (
            pending->request, ((YqqDeliveredSignature *)pending->offered->pdata[i])->document))
      return FALSE;
  return yqq_session_state_is_open (pending->session->state);
}

static gboolean
begin (YqqRelayFrame *pending, GError **error)
{
  YqqRelaySession *self = pending->session;
  YqqSignRequest *request = pending->request;
  if (is_there_already (pending))
    return TRUE;
  if (!yqq_session_state_accepts (self->state, YQQ_SESSION_MESSAGE_SIGNED, NULL) ||
      !can_take (self, request))
    return yqq_relay_session_refuse_state (self, error);
  reset (pending);
  if (!sort_out (pending)) {
    pending->deferred = TRUE;
    g_queue_push_tail (&self->uncertain, pending);
    return TRUE;
  }
  if (!yqq_relay_session_check_certificate (self, request->certificate, request->algorithm,
                                            error) ||
      !make_checks (pending, error))
    return FALSE;
  for (guint i = 0; i < pending->delivered->len; i++)
    g_hash_table_add (request->delivered,
                      g_strdup (((YqqDeliveredSignature *)pending->delivered->pdata[i])->document));
  check_beside (pending);
  return TRUE;
}

gboolean
yqq_relay_session_take_signatures (YqqRelaySession *self,
                                   YqqDeviceFrame *frame,
                                   YqqRelayFrame *pending,
                                   GError **error)
{
  pending->request = yqq_relay_session_find_request (self, frame->request_id);
  if (pending->request == NULL)
    return yqq_relay_session_refuse_state (self, error);
  pending->offered = g_ptr_array_ref (frame->signatures);
  return begin (pending, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a relying party may say in a session. */
#include <string.h>

#include "authority/relay/session-private.h"
#include "base/encoding.h"
#include "base/secret-bytes.h"
#include "crypto/digest.h"
#include "crypto/jws.h"

static gboolean
refuse_request (const GError *reason, GError **error)
{
  yqq_problem_error_set (error, YQQ_PROBLEM_REQUEST_INVALID, "%s", reason->message);
  return FALSE;
}

static YqqSessionRequest *
verify_request (YqqRelaySession *self, const char *jws, YqqPublicKey *key, GError **error)
{
  g_autofree char *nonce =
      yqq_base64_encode (g_bytes_get_data (self->nonce, NULL), g_bytes_get_size (self->nonce));
  g_autoptr (GBytes) payload = yqq_jws_verify (jws, YQQ_JWS_SESSION_REQUEST, key, error);
  g_autoptr (YqqSessionRequest) request =
      payload != NULL ? yqq_session_request_parse (payload, error) : NULL;
  if (request == NULL || !yqq_session_request_check (
                             request, self->relying_party_id, yqq_relay_get_origin (self->relay),
                             yqq_relay_session_now (self), self->id, nonce, error))
    return NULL;
  return g_steal_pointer (&request);
}

static void
push_request (YqqRelaySession *self,
              YqqRelyingParty *party,
              const YqqSessionRequest *request,
              const char *jws)
{
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_REQUEST);
  event->relying_party = g_object_ref (party);
  event->purpose = g_strdup (request->purpose);
  event->jws = g_strdup (jws);
  event->documents = yqq_document_list_copy (request->documents);
  yqq_relay_session_push (self, YQQ_RELAY_SIDE_DEVICE, event);
}

gboolean
yqq_relay_session_bind (YqqRelaySession *self, const char *jws, GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (self->bound)
    return yqq_relay_session_refuse_state (self, error);
  g_autoptr (YqqRelayRelyingParty) registered = yqq_relay_registry_dup_relying_party (
      yqq_relay_get_registry (self->relay), self->relying_party_id);
  g_autoptr (YqqRelyingParty) party = yqq_relay_session_dup_relying_party (self);
  if (registered == NULL || party == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN, NULL);
    return FALSE;
  }
  g_autoptr (YqqSessionRequest) request = verify_request (self, jws, registered->key, &reason);
  if (request == NULL)
    return refuse_request (reason, error);
  self->bound = TRUE;
  push_request (self, party, request, jws);
  return TRUE;
}

static void
push_check (YqqRelaySession *self)
{
  for (int side = 0; side < 2; side++) {
    YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_CHECK_CODE);
    event->passed = self->check_passed;
    event->tries_left = (gint)self->check_tries;
    yqq_relay_session_push (self, side, event);
  }
}

static gboolean
take_check_code (YqqRelaySession *self, YqqRelyingPartyFrame *frame, GError **error)
{
  if (self->check_passed)
    return TRUE;
  self->check_passed =
      yqq_equal_constant_time (frame->code, self->check_code, YQQ_CHECK_CODE_LENGTH);
  if (!self->check_passed)
    self->check_tries--;
  push_check (self);
  if (self->check_passed)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_CHECK_CODE_WRONG, NULL)->tries_left =
      (gint)self->check_tries;
  if (self->check_tries == 0)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_TRIES_USED_UP, YQQ_SESSION_REASON_CHECK_CODE);
  return FALSE;
}

gboolean
yqq_relay_session_check_certificate (YqqRelaySession *self,
                                     const char *fingerprint,
                                     YqqAlgorithm algorithm,
                                     GError **error)
{
  g_autoptr (YqqRelayCertificate) certificate = yqq_relay_registry_dup_certificate (
      yqq_relay_get_registry (self->relay), self->device_id, fingerprint);
  if (certificate == NULL || !yqq_relay_session_offers (self, fingerprint)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_CERTIFICATE_UNKNOWN, NULL);
    return FALSE;
  }
  if (certificate->shown->algorithm != algorithm) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, NULL)->member = g_strdup ("algorithm");
    return FALSE;
  }
  if (certificate->unusable == NULL)
    return TRUE;
  /* It could be used when the session was confirmed: a grant has changed since. */
  yqq_problem_error_set (error, YQQ_PROBLEM_CERTIFICATE_UNUSABLE, NULL)->reason =
      g_strdup (certificate->unusable);
  yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END, YQQ_SESSION_REASON_GRANT_CHANGED);
  return FALSE;
}

/* What was supplied decides; what was only named must carry its digest. */
static gboolean
complete_document (YqqRelaySession *self,
                   YqqDocumentReference *document,
                   YqqAlgorithm algorithm,
                   GError **error)
{
  GBytes *content =
      self->documents != NULL ? g_hash_table_lookup (self->documents, document->id) : NULL;
  document->supplied = content != NULL;
  if (content == NULL && document->digest != NULL)
    return TRUE;
  if (content == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_DOCUMENT_UNKNOWN, NULL);
    return FALSE;
  }
  g_autoptr (GBytes) digest = yqq_digest (yqq_digest_algorithm_for (algorithm), content);
  if (document->digest != NULL && !g_bytes_equal (document->digest, digest)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED,
                           "the digest is not that of the supplied document")
        ->member = g_strdup ("digest");
    return FALSE;
  }
  g_clear_pointer (&document->digest, g_bytes_unref);
  document->digest = g_steal_pointer (&digest);
  document->size = (gint64)g_bytes_get_size (content);
  return TRUE;
}

static gboolean
complete_documents (YqqRelaySession *self, YqqRelyingPartyFrame *frame, GError **error)
{
  for (guint i = 0; i < frame->documents->len; i++)
    if (!complete_document (self, frame->documents->pdata[i], frame->algorithm, error))
      return FALSE;
  return TRUE;
}

/* Signatures that have been asked for or given. */
static gboolean
check_limits (YqqRelaySession *self, guint more, GError **error)
{
  guint open = 0, asked = 0;
  for (guint i = 0; i < self->requests->len; i++) {
    YqqSignRequest *request = self->requests->pdata[i];
    open += yqq_sign_request_is_open (request);
    if (yqq_sign_request_is_open (request))
      asked += request->documents->len - request->signatures->len;
  }
  if (open < YQQ_SESSION_MAX_OPEN_REQUESTS &&
      self->signatures + asked + more <= YQQ_SESSION_SIGNATURE_LIMIT)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_LIMIT_REACHED, NULL);
  return FALSE;
}

static void
on_request_written (gboolean committed, gpointer data)
{
  YqqRelayFrame *pending = data;
  YqqRelaySession *self = pending->session;
  g_autoptr (GError) problem = yqq_relay_session_make_write_error (committed);
  gboolean open = self->relay != NULL && yqq_session_state_is_open (self->state);
  if (committed && open) {
    pending->request->durable = TRUE;
    yqq_relay_session_push (self, YQQ_RELAY_SIDE_DEVICE,
                            yqq_sign_request_to_event (pending->request));
  } else {
    if (committed)
      yqq_relay_session_refuse_state (self, &problem);
    pending->request->state = YQQ_REQUEST_STATE_REFUSED;
    if (open)
      yqq_relay_session_settle (self);
  }
  yqq_relay_session_finish_frame (pending, problem);
}

static void
journal_request (YqqRelaySession *self, YqqRelayFrame *pending)
{
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_REQUESTED,
                           .session_id = self->id,
                           .at_ms = yqq_relay_session_now (self),
                           .request_id = pending->request->id,
                           .certificate = pending->request->certificate,
                           .algorithm = pending->request->algorithm,
                           .documents = pending->request->documents};
  yqq_relay_session_defer_frame (pending, &record, on_request_written);
}

/* Who makes whole what the certificate signs, if that can be done here. Borrowed. */
static YqqCmsSigner *
find_signer (YqqRelaySession *self, const char *fingerprint, YqqAlgorithm algorithm)
{
  YqqRelayRegistry *registry = yqq_relay_get_registry (self->relay);
  YqqSigners *signers = yqq_relay_get_signers (self->relay);
  YqqCmsSigner *known = yqq_signers_find (signers, fingerprint);
  if (known != NULL)
    return known;
  g_autoptr (YqqRelayCertificate) certificate =
      yqq_relay_registry_dup_certificate (registry, self->device_id, fingerprint);
  return certificate != NULL ? yqq_signers_add (signers, certificate->shown,
                                                yqq_relay_registry_get_roots (registry, algorithm),
                                                yqq_relay_session_now (self))
                             : NULL;
}

static gboolean
take_sign (YqqRelaySession *self,
           YqqRelyingPartyFrame *frame,
           YqqRelayFrame *pending,
           GError **error)
{
  if (!complete_documents (self, frame, error))
    return FALSE;
  YqqSignRequest *earlier = yqq_relay_session_find_request (self, frame->request_id);
  if (earlier != NULL)
    return (earlier->durable && yqq_sign_request_equals (earlier, frame, frame->documents)) ||
           yqq_relay_session_refuse_state (self, error);
  if (!yqq_relay_session_check_certificate (self, frame->certificate, frame->algorithm, error) ||
      !check_limits (self, frame->documents->len, error))
    return FALSE;
  pending->request = yqq_sign_request_new (frame, frame->documents,
                                           find_signer (self, frame->certificate, frame->algorithm),
                                           yqq_relay_session_now (self));
  g_ptr_array_add (self->requests, pending->request);
  yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_SIGN, YQQ_SESSION_REASON_NONE);
  journal_request (self, pending);
  return TRUE;
}

gboolean
yqq_relay_session_take_relying_party_frame (YqqRelaySession *self,
                                            YqqRelyingPartyFrame *frame,
                                            YqqRelayFrame *pending,
                                            GError **error)
{
  switch (frame->type) {
  case YQQ_RELYING_PARTY_FRAME_REQUEST:
    return yqq_relay_session_bind (self, frame->jws, error);
  case YQQ_RELYING_PARTY_FRAME_CHECK_CODE:
    return take_check_code (self, frame, error);
  case YQQ_RELYING_PARTY_FRAME_SIGN:
    return take_sign (self, frame, pending, error);
  case YQQ_RELYING_PARTY_FRAME_CLOSE:
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_CLOSE,
                            frame->reason == YQQ_SESSION_REASON_DONE ? YQQ_SESSION_REASON_DONE
                                                                     : YQQ_SESSION_REASON_PC);
    return TRUE;
  default:
    return yqq_relay_session_refuse_state (self, error);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/problem.h"

#include "base/json.h"
#include "protocol/error.h"
#include "protocol/message-reader.h"

#define TYPE_PREFIX "urn:yqq:problem:"
#define DETAIL_MAX_LENGTH 1000
#define WORD_MAX_LENGTH 64
#define MAX_WORDS 16

typedef struct {
  const char *nick;
  guint status;
  const char *title;
} Row;

static const Row rows[YQQ_PROBLEM_COUNT] = {
    [YQQ_PROBLEM_MALFORMED] = {"malformed", 400, "The request is malformed"},
    [YQQ_PROBLEM_TOO_LARGE] = {"too-large", 413, "The request is too large"},
    [YQQ_PROBLEM_NOT_FOUND] = {"not-found", 404, "There is nothing here"},
    [YQQ_PROBLEM_METHOD_NOT_ALLOWED] = {"method-not-allowed", 405, "Not with this method"},
    [YQQ_PROBLEM_RATE_LIMITED] = {"rate-limited", 429, "Too many requests"},
    [YQQ_PROBLEM_INTERNAL] = {"internal", 500, "The authority failed; nothing was changed"},
    [YQQ_PROBLEM_SIGNATURE_MISSING] = {"signature-missing", 401, "The request is not signed"},
    [YQQ_PROBLEM_SIGNATURE_INVALID] = {"signature-invalid", 401,
                                       "The request's signature does not verify"},
    [YQQ_PROBLEM_SIGNATURE_EXPIRED] = {"signature-expired", 401,
                                       "The request's signature is too old or too new"},
    [YQQ_PROBLEM_SIGNATURE_REPLAYED] = {"signature-replayed", 401,
                                        "The request's signature was used before"},
    [YQQ_PROBLEM_DEVICE_UNKNOWN] = {"device-unknown", 401, "The device is not registered"},
    [YQQ_PROBLEM_DEVICE_REVOKED] = {"device-revoked", 401, "The device is no longer registered"},
    [YQQ_PROBLEM_TOKEN_INVALID] = {"token-invalid", 401, "The token is not valid"},
    [YQQ_PROBLEM_PERSON_UNKNOWN] = {"person-unknown", 403, "There is no such person"},
    [YQQ_PROBLEM_EVIDENCE_INVALID] = {"evidence-invalid", 403, "The evidence does not hold"},
    [YQQ_PROBLEM_EVIDENCE_EXPIRED] = {"evidence-expired", 403, "The evidence is too old"},
    [YQQ_PROBLEM_EVIDENCE_LOCKED] = {"evidence-locked", 423, "Too many wrong tries"},
    [YQQ_PROBLEM_PIN_NOT_SET] = {"pin-not-set", 409, "There is no PIN yet"},
    [YQQ_PROBLEM_PIN_ALREADY_SET] = {"pin-already-set", 409, "There is a PIN already"},
    [YQQ_PROBLEM_PIN_WRONG] = {"pin-wrong", 403, "The PIN is wrong"},
    [YQQ_PROBLEM_PIN_LOCKED] = {"pin-locked", 423, "The PIN is locked"},
    [YQQ_PROBLEM_CHALLENGE_UNKNOWN] = {"challenge-unknown", 409,
                                       "The challenge is used, expired or never was"},
    [YQQ_PROBLEM_GRANT_NOT_FOUND] = {"grant-not-found", 404, "There is no such grant"},
    [YQQ_PROBLEM_GRANT_SUSPENDED] = {"grant-suspended", 409, "The grant is suspended"},
    [YQQ_PROBLEM_GRANT_CANCELLED] = {"grant-cancelled", 409, "The grant is cancelled"},
    [YQQ_PROBLEM_GRANT_EXPIRED] = {"grant-expired", 409, "The grant has expired"},
    [YQQ_PROBLEM_REQUEST_REFUSED] = {"request-refused", 400, "The certificate request was refused"},
    [YQQ_PROBLEM_CODE_UNKNOWN] = {"code-unknown", 404, "The code is not one of ours"},
    [YQQ_PROBLEM_CODE_EXPIRED] = {"code-expired", 410, "The code has expired"},
    [YQQ_PROBLEM_CODE_FORGED] = {"code-forged", 403, "The code is forged"},
    [YQQ_PROBLEM_CODE_USED] = {"code-used", 409, "The code has been scanned already"},
    [YQQ_PROBLEM_RELYING_PARTY_UNKNOWN] = {"relying-party-unknown", 403,
                                           "The relying party is not registered"},
    [YQQ_PROBLEM_REQUEST_INVALID] = {"request-invalid", 403, "The session request is not valid"},
    [YQQ_PROBLEM_CHECK_CODE_REQUIRED] = {"check-code-required", 409,
                                         "The check code has not been entered yet"},
    [YQQ_PROBLEM_CHECK_CODE_WRONG] = {"check-code-wrong", 403, "The check code is wrong"},
    [YQQ_PROBLEM_STATE_CONFLICT] = {"state-conflict", 409, "This does not fit the session's state"},
    [YQQ_PROBLEM_FRAME_REPLAYED] = {"frame-replayed", 409, "The frame's number was used before"},
    [YQQ_PROBLEM_FRAME_RATE] = {"frame-rate", 429, "Too many frames"},
    [YQQ_PROBLEM_SESSION_CLOSED] = {"session-closed", 410, "The session has ended"},
    [YQQ_PROBLEM_CERTIFICATE_UNKNOWN] = {"certificate-unknown", 404,
                                         "There is no such certificate in this session"},
    [YQQ_PROBLEM_CERTIFICATE_UNUSABLE] = {"certificate-unusable", 409,
                                          "The certificate cannot be used"},
    [YQQ_PROBLEM_SIGNATURE_REFUSED] = {"signature-refused", 409,
                                       "The signature does not fit what was asked"},
    [YQQ_PROBLEM_DOCUMENT_UNKNOWN] = {"document-unknown", 404, "There is no such document"},
    [YQQ_PROBLEM_LIMIT_REACHED] = {"limit-reached", 409, "The session's limit is reached"},
    [YQQ_PROBLEM_NOT_PERMITTED] = {"not-permitted", 403, "The person's role does not allow this"},
    [YQQ_PROBLEM_ACT_INVALID] = {"act-invalid", 403, "The act's signature does not hold"},
    [YQQ_PROBLEM_ACT_EXPIRED] = {"act-expired", 409, "The act is too old or too new"},
    [YQQ_PROBLEM_ACT_REUSED] = {"act-reused", 409, "There is another act with that id"},
    [YQQ_PROBLEM_PIN_REQUIRED] = {"pin-required", 403, "The PIN was not entered for this act"},
    [YQQ_PROBLEM_QUOTA_EXHAUSTED] = {"quota-exhausted", 409, "The quota does not suffice"},
    [YQQ_PROBLEM_GRANT_OWN] = {"grant-own", 409, "Nobody cancels or suspends their own grant"},
    [YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR] = {"grant-of-administrator", 409,
                                            "An administrator's grant goes with a transfer only"},
    [YQQ_PROBLEM_GRANT_DUPLICATE] = {"grant-duplicate", 409,
                                     "The person has a living grant in this enterprise"},
    [YQQ_PROBLEM_TRANSFER_WAITING] = {"transfer-waiting", 409,
                                      "An offer of this office is waiting already"},
    [YQQ_PROBLEM_TRANSFER_NOT_FOUND] = {"transfer-not-found", 404, "There is no such transfer"},
    [YQQ_PROBLEM_TRANSFER_ENDED] = {"transfer-ended", 409, "The transfer has ended"},
    [YQQ_PROBLEM_RECEIVER_UNUSABLE] = {"receiver-unusable", 409,
                                       "The receiver cannot take the office"},
    [YQQ_PROBLEM_PROPOSAL_NOT_FOUND] = {"proposal-not-found", 404, "There is no such proposal"},
    [YQQ_PROBLEM_PROPOSAL_ENDED] = {"proposal-ended", 409, "The proposal has ended"},
    [YQQ_PROBLEM_PROPOSAL_OWN] = {"proposal-own", 409, "Nobody decides on their own proposal"},
    [YQQ_PROBLEM_PROPOSAL_CHANGED] = {"proposal-changed", 409,
                                      "What was approved is not what is proposed"},
    [YQQ_PROBLEM_SECOND_PERSON_MISSING] = {"second-person-missing", 409,
                                           "There is nobody else who could approve"},
    [YQQ_PROBLEM_AUDIT_ALTERED] = {"audit-altered", 409,
                                   "The audit record is not the one that was signed earlier"},
    [YQQ_PROBLEM_IDENTITY_REQUIRED] = {"identity-required", 403,
                                       "The person has to be verified for this first"},
    [YQQ_PROBLEM_METHOD_REFUSED] = {"method-refused", 403, "This method does not count here"},
    [YQQ_PROBLEM_EVIDENCE_REPLAYED] = {"evidence-replayed", 409,
                                       "The evidence or its challenge was used before"},
    [YQQ_PROBLEM_SESSION_EXPIRED] = {"session-expired", 401,
                                     "The last log in on this device is too long ago"},
    [YQQ_PROBLEM_FACE_NOT_ENROLLED] = {"face-not-enrolled", 409,
                                       "No face is enrolled on this device"},
    [YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN] = {"authenticator-unknown", 404,
                                           "There is no such security key"},
    [YQQ_PROBLEM_REVIEWER_ONLY] = {"reviewer-only", 403, "Only a reviewer may do this"},
    [YQQ_PROBLEM_IDENTITY_OWN] = {"identity-own", 403, "Nobody confirms themselves"},
    [YQQ_PROBLEM_EVIDENCE_VOIDED] = {"evidence-voided", 403, "A newer code has taken its place"},
};

typedef struct {
  YqqProblem problem;
} YqqProblemErrorPrivate;

static void
yqq_problem_error_private_init (YqqProblemErrorPrivate *private)
{
  private->problem = (YqqProblem){.tries_left = -1, .last_seq = -1, .retry_after = -1};
}

static void
yqq_problem_error_private_copy (const YqqProblemErrorPrivate *from, YqqProblemErrorPrivate *to)
{
  to->problem = from->problem;
  to->problem.detail = g_strdup (from->problem.detail);
  to->problem.member = g_strdup (from->problem.member);
  to->problem.state = g_strdup (from->problem.state);
  to->problem.reason = g_strdup (from->problem.reason);
  to->problem.purpose = g_strdup (from->problem.purpose);
  to->problem.methods = g_strdupv (from->problem.methods);
}

static void
yqq_problem_error_private_clear (YqqProblemErrorPrivate *private)
{
  g_free (private->problem.detail);
  g_free (private->problem.member);
  g_free (private->problem.state);
  g_free (private->problem.reason);
  g_free (private->problem.purpose);
  g_strfreev (private->problem.methods);
}

G_DEFINE_EXTENDED_ERROR (YqqProblemError, yqq_problem_error)

static const char *
get_title (YqqProblemCode code)
{
  return code < YQQ_PROBLEM_COUNT ? rows[code].title : "The authority refused";
}

static GError *
make_error (YqqProblemCode code, const char *detail, va_list arguments)
{
  g_autofree char *text = detail != NULL ? g_strdup_vprintf (detail, arguments) : NULL;
  GError *error =
      g_error_new_literal (YQQ_PROBLEM_ERROR, code, text != NULL ? text : get_title (code));
  yqq_problem_error_get_private (error)->problem.detail = g_steal_pointer (&text);
  return error;
}

GError *
yqq_problem_error_new (YqqProblemCode code, const char *detail, ...)
{
  va_list arguments;
  va_start (arguments, detail);
  GError *error = make_error (code, detail, arguments);
  va_end (arguments);
  return error;
}

YqqProblem *
yqq_problem_error_set (GError **error, YqqProblemCode code, const char *detail, ...)
{
  static GPrivate discarded = G_PRIVATE_INIT ((GDestroyNotify)g_error_free);
  va_list arguments;
  va_start (arguments, detail);
  GError *made = make_error (code, detail, arguments);
  va_end (arguments);
  YqqProblem *problem = &yqq_problem_error_get_private (made)->problem;
  if (error != NULL)
    g_propagate_error (error, made);
  else
    g_private_replace (&discarded, made);
  return problem;
}

YqqProblem *
yqq_problem_error_get (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == YQQ_PROBLEM_ERROR, NULL);
  return &yqq_problem_error_get_private (error)->problem;
}

GError *
yqq_problem_error_from (const GError *error)
{
  if (error->domain == YQQ_PROBLEM_ERROR)
    return g_error_copy (error);
  gboolean too_large = g_error_matches (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_TOO_LARGE) ||
                       g_error_matches (error, YQQ_JSON_ERROR, YQQ_JSON_ERROR_TOO_LARGE);
  if (too_large)
    return yqq_problem_error_new (YQQ_PROBLEM_TOO_LARGE, "%s", error->message);
  if (error->domain != YQQ_PROTOCOL_ERROR && error->domain != YQQ_JSON_ERROR)
    return yqq_problem_error_new (YQQ_PROBLEM_INTERNAL, NULL);
  GError *problem = yqq_problem_error_new (YQQ_PROBLEM_MALFORMED, "%s", error->message);
  yqq_problem_error_get (problem)->member = g_strdup (yqq_protocol_error_get_member (error));
  return problem;
}

const char *
yqq_problem_code_to_nick (YqqProblemCode code)
{
  return code < YQQ_PROBLEM_COUNT ? rows[code].nick : NULL;
}

gboolean
yqq_problem_code_from_nick (const char *nick, YqqProblemCode *code)
{
  for (guint i = 0; nick != NULL && i < YQQ_PROBLEM_COUNT; i++)
    if (g_str_equal (rows[i].nick, nick)) {
      *code = i;
      return TRUE;
    }
  return FALSE;
}

guint
yqq_problem_code_get_status (YqqProblemCode code)
{
  g_return_val_if_fail (code < YQQ_PROBLEM_COUNT, 500);
  return rows[code].status;
}

const char *
yqq_problem_code_get_title (YqqProblemCode code)
{
  return get_title (code);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_number (JsonObject *object, const char *member, gint64 number)
{
  if (number >= 0)
    json_object_set_int_member (object, member, number);
}

JsonObject *
yqq_problem_to_json (const GError *error)
{
  const YqqProblem *problem = yqq_problem_error_get (error);
  g_return_val_if_fail (problem != NULL && error->code < YQQ_PROBLEM_COUNT, NULL);
  const Row *row = &rows[error->code];
  JsonObject *object = json_object_new ();
  g_autofree char *type = g_strconcat (TYPE_PREFIX, row->nick, NULL);
  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "title", row->title);
  json_object_set_int_member (object, "status", row->status);
  set_text (object, "detail", problem->detail);
  set_text (object, "member", problem->member);
  set_text (object, "state", problem->state);
  set_text (object, "reason", problem->reason);
  set_text (object, "purpose", problem->purpose);
  if (problem->methods != NULL)
    yqq_message_set_strings (object, "methods", (const char *const *)problem->methods);
  set_number (object, "tries_left", problem->tries_left);
  set_number (object, "last_seq", problem->last_seq);
  set_number (object, "retry_after", problem->retry_after);
  return object;
}

static YqqProblemCode
guess_code (guint http_status)
{
  switch (http_status) {
  case 404:
    return YQQ_PROBLEM_NOT_FOUND;
  case 405:
    return YQQ_PROBLEM_METHOD_NOT_ALLOWED;
  case 413:
    return YQQ_PROBLEM_TOO_LARGE;
  case 429:
    return YQQ_PROBLEM_RATE_LIMITED;
  case 500:
    return YQQ_PROBLEM_INTERNAL;
  default:
    return YQQ_PROBLEM_UNRECOGNISED;
  }
}

static char *
dup_text (JsonObject *object, const char *member, gsize max_length)
{
  const char *text;
  if (!yqq_json_read_string (object, member, max_length, &text, NULL))
    return NULL;
  return g_strdup (text);
}

/* NULL where there are none, or something that is no list of words. */
static GStrv
dup_words (JsonObject *object, const char *member)
{
  YqqMessageReader reader = {.object = object};
  if (!json_object_has_member (object, member))
    return NULL;
  g_auto (GStrv) words =
      yqq_message_reader_dup_strings (&reader, member, MAX_WORDS, WORD_MAX_LENGTH);
  return yqq_message_reader_finish (&reader, NULL) ? g_steal_pointer (&words) : NULL;
}

static gint64
get_number (JsonObject *object, const char *member, gint64 maximum)
{
  gint64 number = -1;
  yqq_json_read_int (object, member, 0, maximum, &number, NULL);
  return number;
}

GError *
yqq_problem_from_json (JsonObject *object, guint http_status)
{
  YqqProblemCode code = guess_code (http_status);
  if (object == NULL)
    return yqq_problem_error_new (code, NULL);
  const char *type;
  if (yqq_json_read_string (object, "type", WORD_MAX_LENGTH, &type, NULL) &&
      g_str_has_prefix (type, TYPE_PREFIX))
    yqq_problem_code_from_nick (type + sizeof TYPE_PREFIX - 1, &code);
  g_autofree char *detail = dup_text (object, "detail", DETAIL_MAX_LENGTH);
  GError *error = detail != NULL ? yqq_problem_error_new (code, "%s", detail)
                                 : yqq_problem_error_new (code, NULL);
  YqqProblem *problem = yqq_problem_error_get (error);
  problem->member = dup_text (object, "member", WORD_MAX_LENGTH);
  problem->state = dup_text (object, "state", WORD_MAX_LENGTH);
  problem->reason = dup_text (object, "reason", WORD_MAX_LENGTH);
  problem->purpose = dup_text (object, "purpose", WORD_MAX_LENGTH);
  problem->methods = dup_words (object, "methods");
  problem->tries_left = (gint)get_number (object, "tries_left", G_MAXINT);
  problem->last_seq = get_number (object, "last_seq", G_MAXINT64);
  problem->retry_after = get_number (object, "retry_after", G_MAXINT);
  return error;
}

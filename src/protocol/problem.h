/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way the authority says no: a table of codes and the problem document (RFC 9457) for each.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_PROBLEM_MALFORMED,
  YQQ_PROBLEM_TOO_LARGE,
  YQQ_PROBLEM_NOT_FOUND,
  YQQ_PROBLEM_METHOD_NOT_ALLOWED,
  YQQ_PROBLEM_RATE_LIMITED,
  YQQ_PROBLEM_INTERNAL,
  YQQ_PROBLEM_SIGNATURE_MISSING,
  YQQ_PROBLEM_SIGNATURE_INVALID,
  YQQ_PROBLEM_SIGNATURE_EXPIRED,
  YQQ_PROBLEM_SIGNATURE_REPLAYED,
  YQQ_PROBLEM_DEVICE_UNKNOWN,
  YQQ_PROBLEM_DEVICE_REVOKED,
  YQQ_PROBLEM_TOKEN_INVALID,
  YQQ_PROBLEM_PERSON_UNKNOWN,
  YQQ_PROBLEM_EVIDENCE_INVALID,
  YQQ_PROBLEM_EVIDENCE_EXPIRED,
  YQQ_PROBLEM_EVIDENCE_LOCKED,
  YQQ_PROBLEM_PIN_NOT_SET,
  YQQ_PROBLEM_PIN_ALREADY_SET,
  YQQ_PROBLEM_PIN_WRONG,
  YQQ_PROBLEM_PIN_LOCKED,
  YQQ_PROBLEM_CHALLENGE_UNKNOWN,
  YQQ_PROBLEM_GRANT_NOT_FOUND,
  YQQ_PROBLEM_GRANT_SUSPENDED,
  YQQ_PROBLEM_GRANT_CANCELLED,
  YQQ_PROBLEM_GRANT_EXPIRED,
  YQQ_PROBLEM_REQUEST_REFUSED,
  YQQ_PROBLEM_CODE_UNKNOWN,
  YQQ_PROBLEM_CODE_EXPIRED,
  YQQ_PROBLEM_CODE_FORGED,
  YQQ_PROBLEM_CODE_USED,
  YQQ_PROBLEM_RELYING_PARTY_UNKNOWN,
  YQQ_PROBLEM_REQUEST_INVALID,
  YQQ_PROBLEM_CHECK_CODE_REQUIRED,
  YQQ_PROBLEM_CHECK_CODE_WRONG,
  YQQ_PROBLEM_STATE_CONFLICT,
  YQQ_PROBLEM_FRAME_REPLAYED,
  YQQ_PROBLEM_FRAME_RATE,
  YQQ_PROBLEM_SESSION_CLOSED,
  YQQ_PROBLEM_CERTIFICATE_UNKNOWN,
  YQQ_PROBLEM_CERTIFICATE_UNUSABLE,
  YQQ_PROBLEM_SIGNATURE_REFUSED,
  YQQ_PROBLEM_DOCUMENT_UNKNOWN,
  YQQ_PROBLEM_LIMIT_REACHED,
  YQQ_PROBLEM_NOT_PERMITTED,
  YQQ_PROBLEM_ACT_INVALID,
  YQQ_PROBLEM_ACT_EXPIRED,
  YQQ_PROBLEM_ACT_REUSED,
  YQQ_PROBLEM_PIN_REQUIRED,
  YQQ_PROBLEM_QUOTA_EXHAUSTED,
  YQQ_PROBLEM_GRANT_OWN,
  YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR,
  YQQ_PROBLEM_GRANT_DUPLICATE,
  YQQ_PROBLEM_TRANSFER_WAITING,
  YQQ_PROBLEM_TRANSFER_NOT_FOUND,
  YQQ_PROBLEM_TRANSFER_ENDED,
  YQQ_PROBLEM_RECEIVER_UNUSABLE,
  YQQ_PROBLEM_PROPOSAL_NOT_FOUND,
  YQQ_PROBLEM_PROPOSAL_ENDED,
  YQQ_PROBLEM_PROPOSAL_OWN,
  YQQ_PROBLEM_PROPOSAL_CHANGED,
  YQQ_PROBLEM_SECOND_PERSON_MISSING,
  YQQ_PROBLEM_AUDIT_ALTERED,
  YQQ_PROBLEM_IDENTITY_REQUIRED,
  YQQ_PROBLEM_METHOD_REFUSED,
  YQQ_PROBLEM_EVIDENCE_REPLAYED,
  YQQ_PROBLEM_SESSION_EXPIRED,
  YQQ_PROBLEM_FACE_NOT_ENROLLED,
  YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN,
  YQQ_PROBLEM_REVIEWER_ONLY,
  YQQ_PROBLEM_IDENTITY_OWN,
  YQQ_PROBLEM_EVIDENCE_VOIDED,
  YQQ_PROBLEM_UNRECOGNISED, /* a code this program does not know; never sent */
} YqqProblemCode;
#define YQQ_PROBLEM_COUNT YQQ_PROBLEM_UNRECOGNISED

/* A GError whose code is a YqqProblemCode; carries the further members of the document. */
#define YQQ_PROBLEM_ERROR (yqq_problem_error_quark ())
GQuark yqq_problem_error_quark (void);

/* "pin-wrong"; NULL for UNRECOGNISED. */
const char *yqq_problem_code_to_nick (YqqProblemCode code);
gboolean yqq_problem_code_from_nick (const char *nick, YqqProblemCode *code);
guint yqq_problem_code_get_status (YqqProblemCode code);
const char *yqq_problem_code_get_title (YqqProblemCode code);

/* The further members; what is absent is -1 or NULL. */
typedef struct {
  char *detail;       /* English, for logs; no secrets, no internals */
  char *member;       /* malformed: which one is to blame */
  char *state;        /* state-conflict, session-closed, transfer-ended, proposal-ended */
  char *reason;       /* session-closed, certificate-unusable, act-invalid */
  char *purpose;      /* identity-required: what the person has to be verified for */
  GStrv methods;      /* method-refused: those that count; identity-required: those missing */
  gint tries_left;    /* pin-wrong, evidence-invalid, check-code-wrong */
  gint64 last_seq;    /* frame-replayed */
  gint64 retry_after; /* rate-limited, frame-rate: seconds */
} YqqProblem;

/* A new error without further members; detail is a printf format, NULL for the title. */
GError *yqq_problem_error_new (YqqProblemCode code, const char *detail, ...) G_GNUC_PRINTF (2, 3);
/* Sets *error like g_set_error and gives the members to fill in, borrowed from *error; a place to
 * throw them away if error is NULL. Strings put there are owned by the error (g_strdup them). */
YqqProblem *yqq_problem_error_set (GError **error, YqqProblemCode code, const char *detail, ...)
    G_GNUC_PRINTF (3, 4);
/* The further members of a YQQ_PROBLEM_ERROR, borrowed. */
YqqProblem *yqq_problem_error_get (const GError *error);

/* What the authority answers for error: a YQQ_PROBLEM_ERROR as it is, YQQ_PROTOCOL_ERROR and
 * YQQ_JSON_ERROR as malformed or too-large, anything else as internal without its message. */
GError *yqq_problem_error_from (const GError *error);

/* The problem document of a YQQ_PROBLEM_ERROR; its HTTP status is that of the code. */
JsonObject *yqq_problem_to_json (const GError *error);
/* Reads a document (or one that is not ours: then UNRECOGNISED, or the code of the HTTP status
 * where one fits) into an error; never fails. object may be NULL. */
GError *yqq_problem_from_json (JsonObject *object, guint http_status);

G_END_DECLS

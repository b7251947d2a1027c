/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a connected session can give: the certificates that may be used and the signatures made. */
#pragma once

#include "model/algorithm.h"
#include "model/certificate-kind.h"
#include "protocol/verification.h"

G_BEGIN_DECLS

#define YQQ_SESSION_ANSWER_MAX_BYTES (1024 * 1024)

/* One of GET /v1/sessions/{id}/certificates → {"certificates":[…]} */
typedef struct {
  char *fingerprint;
  YqqAlgorithm algorithm;
  YqqCertificateKind kind;
  char *enterprise_name;
  char *enterprise_credit_code;
  char *person_name;
  gint64 not_after_ms;
  GBytes *certificate; /* DER */
  GPtrArray *chain;    /* GBytes DER, the issuing certificate first */
} YqqSessionCertificate;

void yqq_session_certificate_free (YqqSessionCertificate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionCertificate, yqq_session_certificate_free)
GPtrArray *yqq_session_certificates_from_json (JsonObject *object, GError **error);
JsonObject *yqq_session_certificates_to_json (GPtrArray *certificates);

/* One signature of GET /v1/sessions/{id}/requests/{request_id} */
typedef struct {
  char *document; /* its id */
  char *name;
  GBytes *signature; /* CMS */
  YqqVerification *verification;
} YqqSessionSignature;

void yqq_session_signature_free (YqqSessionSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionSignature, yqq_session_signature_free)

typedef enum {
  YQQ_REQUEST_STATE_WAITING,
  YQQ_REQUEST_STATE_SIGNED,
  YQQ_REQUEST_STATE_REFUSED,
} YqqRequestState;

const char *yqq_request_state_to_nick (YqqRequestState state);
gboolean yqq_request_state_from_nick (const char *nick, YqqRequestState *state);

/* GET /v1/sessions/{id}/requests/{request_id} → */
typedef struct {
  char *request_id;
  YqqRequestState state;
  char *reason;          /* of a refusal, else NULL */
  GPtrArray *signatures; /* YqqSessionSignature, those there are so far */
} YqqSessionResult;

YqqSessionResult *yqq_session_result_from_json (JsonObject *object, GError **error);
JsonObject *yqq_session_result_to_json (const YqqSessionResult *self);
void yqq_session_result_free (YqqSessionResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionResult, yqq_session_result_free)

G_END_DECLS

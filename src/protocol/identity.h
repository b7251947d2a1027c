/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a person is, on the wire: a challenge, evidence for it, and what is still missing. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"

G_BEGIN_DECLS

/* A combination of methods that counts has at most so many, and there are at most so many of them.
 */
#define YQQ_IDENTITY_MAX_METHODS 8
#define YQQ_IDENTITY_MAX_WAYS 16
/* Longest evidence as JSON text: an id token is the longest. */
#define YQQ_IDENTITY_MAX_EVIDENCE (12 * 1024)

/* POST /v1/identity/challenges */
typedef struct {
  char *purpose; /* "log-in", … (identity/policy.h) */
  char *subject; /* what the purpose is about; NULL for nothing */
} YqqIdentityChallengeRequest;

YqqIdentityChallengeRequest *yqq_identity_challenge_request_from_json (JsonObject *object,
                                                                       GError **error);
JsonObject *yqq_identity_challenge_request_to_json (const YqqIdentityChallengeRequest *self);
void yqq_identity_challenge_request_free (YqqIdentityChallengeRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityChallengeRequest, yqq_identity_challenge_request_free)

/* → what is to be proven, and in which ways this person can do it here and now. */
typedef struct {
  char *challenge_id;
  GBytes *nonce;
  GStrv methods;           /* all that occur in ways */
  GPtrArray *ways;         /* of GStrv: any one of them suffices, and all its methods are needed.
                              One empty way: nothing is asked. No way: this person can do it in
                              none, and unavailable says why */
  gboolean satisfied;      /* nothing is asked: it can be used as it is */
  JsonObject *offers;      /* by method, what it needs to know */
  JsonObject *unavailable; /* by method, the nick of why it cannot be used now */
  gint64 expires_at_ms;
} YqqIdentityChallenge;

YqqIdentityChallenge *yqq_identity_challenge_from_json (JsonObject *object, GError **error);
JsonObject *yqq_identity_challenge_to_json (const YqqIdentityChallenge *self);
void yqq_identity_challenge_free (YqqIdentityChallenge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityChallenge, yqq_identity_challenge_free)

/* One method's evidence. */
typedef struct {
  char *method;
  JsonObject *evidence; /* as the method wants it; held by reference */
} YqqIdentityProof;

YqqIdentityProof *yqq_identity_proof_new (const char *method, JsonObject *evidence);
YqqIdentityProof *yqq_identity_proof_from_json (JsonObject *object, GError **error);
JsonObject *yqq_identity_proof_to_json (const YqqIdentityProof *self);
void yqq_identity_proof_free (YqqIdentityProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityProof, yqq_identity_proof_free)

/* POST /v1/identity/evidence */
typedef struct {
  char *challenge_id;
  YqqIdentityProof *proof;
} YqqIdentityEvidence;

YqqIdentityEvidence *yqq_identity_evidence_from_json (JsonObject *object, GError **error);
JsonObject *yqq_identity_evidence_to_json (const YqqIdentityEvidence *self);
void yqq_identity_evidence_free (YqqIdentityEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityEvidence, yqq_identity_evidence_free)

/* → */
typedef struct {
  gboolean satisfied;
  GStrv proven;       /* methods */
  GPtrArray *missing; /* of GStrv: what each way still lacks; empty where satisfied */
} YqqIdentityAnswer;

YqqIdentityAnswer *yqq_identity_answer_from_json (JsonObject *object, GError **error);
JsonObject *yqq_identity_answer_to_json (const YqqIdentityAnswer *self);
void yqq_identity_answer_free (YqqIdentityAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityAnswer, yqq_identity_answer_free)

G_END_DECLS

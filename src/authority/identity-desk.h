/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which identity was proven, and using it up. */
#pragma once

#include "authority/reply.h"
#include "authority/store/devices.h"
#include "authority/store/writer.h"
#include "authority/workers.h"
#include "base/clock.h"
#include "identity/policy.h"
#include "identity/verifier.h"
#include "protocol/identity.h"

G_BEGIN_DECLS

/* How long a challenge that was satisfied can be used for what it was asked for. */
#define YQQ_IDENTITY_PROVEN_MS (10 * 60 * G_GINT64_CONSTANT (1000))
/* A device's challenges that are open at once; the oldest gives way. */
#define YQQ_IDENTITY_MAX_OPEN 5
/* Evidence that may be refused in one challenge before it is void; the methods count tries of their
 * own besides. */
#define YQQ_IDENTITY_MAX_REFUSALS 10

/* After how long evidence that could not be judged is to be brought again. */
#define YQQ_IDENTITY_RETRY_SECONDS 5

typedef struct _YqqIdentityDesk YqqIdentityDesk;

/* Knows the methods staff-code, device and pin; others are added before the first request. Called
 * on the http thread but for what says otherwise. */
YqqIdentityDesk *
yqq_identity_desk_new (YqqWriter *writer, YqqIdentityPolicy *policy, YqqClock *clock);
void yqq_identity_desk_free (YqqIdentityDesk *self);
YqqIdentityPolicy *yqq_identity_desk_get_policy (YqqIdentityDesk *self);

/* Every provider of the authority's half registers here: called in the transaction, on the writer's
 * thread, to make the verifier for one check. Owned. device_id is NULL where the device is not
 * registered yet. */
typedef YqqIdentityVerifier *(*YqqIdentityVerifierFactory) (YqqDatabase *database,
                                                            const char *person_id,
                                                            const char *device_id,
                                                            YqqClock *clock,
                                                            gpointer user_data);
void yqq_identity_desk_add_method (YqqIdentityDesk *self,
                                   const char *method,
                                   YqqIdentityVerifierFactory make,
                                   gpointer user_data,
                                   GDestroyNotify destroy);

/* Says that a person has never registered for a method: it is then no second factor of theirs. */
#define YQQ_IDENTITY_NEVER_REGISTERED "none"

/* What a method offers this person on this device (its keys, its issuer; owned), or NULL with
 * *unavailable (static nick) where they cannot use it now; NULL without a nick: *error. Called in
 * transactions, on whichever thread. person_id and device_id are NULL before a log in has named
 * them. A method without an offerer can always be used. */
typedef JsonObject *(*YqqIdentityOfferer) (YqqDatabase *database,
                                           const char *person_id,
                                           const char *device_id,
                                           gint64 now_ms,
                                           const char **unavailable,
                                           gpointer user_data,
                                           GError **error);
void yqq_identity_desk_add_offer (YqqIdentityDesk *self,
                                  const char *method,
                                  YqqIdentityOfferer offer,
                                  gpointer user_data);

/* How to wait, in one of the workers, for what a verifier has said YQQ_IDENTITY_ERROR_NOT_READY
 * for; the evidence is then looked at once more. */
void yqq_identity_desk_add_wait (YqqIdentityDesk *self,
                                 const char *method,
                                 YqqWorkers *workers,
                                 GSourceOnceFunc wait,
                                 gpointer user_data);

/* POST /v1/identity/challenges; device NULL: the request is not signed by one, which only the
 * purpose log-in may be. */
void yqq_identity_desk_challenge (YqqIdentityDesk *self,
                                  const YqqDevice *device,
                                  const YqqIdentityChallengeRequest *request,
                                  YqqReply reply,
                                  gpointer user_data);

/* POST /v1/identity/evidence */
void yqq_identity_desk_prove (YqqIdentityDesk *self,
                              const YqqDevice *device,
                              const YqqIdentityEvidence *evidence,
                              YqqReply reply,
                              gpointer user_data);

/* Inside the caller's transaction: what a registration or a log in had to be made for that is
 * brought with a challenge, and uses it up. *task is NULL where there is no such challenge. */
gboolean yqq_identity_desk_find_task (YqqDatabase *database,
                                      const char *challenge_id,
                                      const char *purpose,
                                      const char *person_id,
                                      const char *thumbprint,
                                      YqqIdentityTask **task,
                                      GError **error);

/* Inside the caller's transaction, on any thread: checks that the challenge was satisfied at most
 * YQQ_IDENTITY_PROVEN_MS ago by this person on this device for purpose and subject (NULL or "" for
 * none), by what the policy asks now, and uses it up. *problem (YQQ_PROBLEM_IDENTITY_REQUIRED, or
 * EVIDENCE_REPLAYED where it was used before; owned) where it was not; FALSE only where the store
 * failed. challenge_id may be NULL: then it is a problem, unless nothing is asked for the purpose.
 * The caller commits either way: what was used or refused stands in the audit record. */
gboolean yqq_identity_desk_consume (YqqIdentityDesk *self,
                                    YqqDatabase *database,
                                    const char *challenge_id,
                                    const char *person_id,
                                    const char *device_id,
                                    const char *purpose,
                                    const char *subject,
                                    gint64 now_ms,
                                    GError **problem,
                                    GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority what has to be proven of a person for some purpose, and brings it evidence. */
#pragma once

#include "client/authority-connection.h"
#include "identity/task.h"
#include "protocol/identity.h"

G_BEGIN_DECLS

/* One question of the authority's: who is this person? */
typedef struct {
  YqqIdentityTask *task;   /* its offer is NULL: yqq_identity_case_dup_task */
  GPtrArray *ways;         /* of GStrv: any of them suffices. One empty way: nothing is asked. None:
                              the person cannot do it here now, and unavailable says why */
  JsonObject *offers;      /* by method */
  JsonObject *unavailable; /* by method, a nick: "not-enrolled", "expired", "locked", "too-new",
                              "not-set", "none", "unsupported" */
  gboolean satisfied;      /* nothing is asked: the challenge can be used as it is */
  gint64 expires_at_ms;
} YqqIdentityCase;

void yqq_identity_case_free (YqqIdentityCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityCase, yqq_identity_case_free)

/* The task as a method's prover wants it, with what the authority offers that method (NULL where it
 * has told nothing). Owned. */
YqqIdentityTask *yqq_identity_case_dup_task (YqqIdentityCase *self, const char *method);

/* purpose: YQQ_IDENTITY_PURPOSE_ (identity/policy.h), but for log-in, which client/log-in.h does;
 * subject: what it is about, NULL for nothing. Errors: YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR. */
void yqq_identity_begin_async (YqqAuthorityConnection *connection,
                               const char *purpose,
                               const char *subject,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
YqqIdentityCase *yqq_identity_begin_finish (GAsyncResult *result, GError **error);

/* Brings one method's evidence. The same method again in a challenge answers how it stands.
 * Errors: YQQ_PROBLEM_ERROR (evidence-invalid with tries_left, evidence-expired, evidence-locked,
 * evidence-replayed, method-refused), YQQ_CLIENT_ERROR. */
void yqq_identity_prove_async (YqqAuthorityConnection *connection,
                               const char *challenge_id,
                               const char *method,
                               JsonObject *evidence,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
YqqIdentityAnswer *yqq_identity_prove_finish (GAsyncResult *result, GError **error);

G_END_DECLS

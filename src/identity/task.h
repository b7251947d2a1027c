/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be proven: who, what for, on which device, within which challenge. */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One challenge of the authority's. Evidence is good for exactly this and nothing else. */
typedef struct {
  char *challenge_id;
  GBytes *nonce;           /* the challenge's own bytes, given out once */
  char *purpose;           /* one of YQQ_IDENTITY_PURPOSE_ (identity/policy.h) */
  char *subject;           /* what the purpose is about (a grant, a transfer); "" for none */
  char *person_id;         /* NULL before a log in, when the authority has not found them yet */
  char *device_thumbprint; /* of the device's key, as in its HTTP signatures */
  JsonObject *offer;       /* what the authority tells the method (its keys, its issuer); or NULL */
} YqqIdentityTask;

/* All copied; offer is referenced. */
YqqIdentityTask *yqq_identity_task_new (const char *challenge_id,
                                        GBytes *nonce,
                                        const char *purpose,
                                        const char *subject,
                                        const char *person_id,
                                        const char *device_thumbprint,
                                        JsonObject *offer);
YqqIdentityTask *yqq_identity_task_copy (const YqqIdentityTask *self);
void yqq_identity_task_free (YqqIdentityTask *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityTask, yqq_identity_task_free)

/* The 32 bytes that evidence of every method is bound to: SHA-256 over "yqq-identity-v1", the
 * purpose, the subject and the device's thumbprint, each ended by a line feed, and the nonce. The
 * person is not in it, because before a log in only the authority knows whom it will find; the
 * authority binds the challenge to them. Owned. */
GBytes *yqq_identity_task_dup_binding (const YqqIdentityTask *self);

G_END_DECLS

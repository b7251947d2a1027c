/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's policy file: read whole, and every fault explained to whoever wrote it. */
#pragma once

#include "identity/policy.h"

G_BEGIN_DECLS

#define YQQ_IDENTITY_POLICY_MAX_BYTES (64 * 1024)

/* Where a fault is and what to do about it. */
typedef struct {
  char *path;     /* of the member: "purposes.new-pin[1]"; "" for the file as a whole */
  char *sentence; /* what is wrong and what to write, translated */
} YqqPolicyFault;

void yqq_policy_fault_free (YqqPolicyFault *self);

/* Reads a policy; what the file leaves out is as yqq_identity_policy_new_default has it. NULL where
 * anything is wrong: then faults, a GPtrArray of YqqPolicyFault, has received all of it. The file's
 * members:
 *
 *   version         1
 *   purposes        by purpose (identity/policy.h): a list of ways, each a list of methods
 *                   (identity/method.h) that count together; an empty list asks for nothing
 *   second-factor   by method: the purposes for which whoever has registered for it has to use it
 *                   besides
 *   device          min_days
 *   face            max_age_days, challenges, tries, lock_minutes
 *   log-in          days
 *   oidc            name, issuer, client_id, person_claim, person_claim_is, device_flow, jwks_file
 *
 * What is refused although it could be read: methods whose result nobody but the person's own
 * device has seen and that stand alone (face); ways that cannot be gone (a key or a PIN before a
 * log in) or that would prove nothing (the device alone; the PIN for a new PIN). */
YqqIdentityPolicy *yqq_identity_policy_parse (const char *text, gssize length, GPtrArray *faults);

/* An array for faults. */
GPtrArray *yqq_policy_faults_new (void);

G_END_DECLS

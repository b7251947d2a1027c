/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a policy is made up: for those who make one. */
#pragma once

#include "identity/policy.h"

G_BEGIN_DECLS

struct _YqqIdentityPolicy {
  gatomicrefcount references;
  GHashTable *ways;    /* purpose → GPtrArray of GStrv */
  GHashTable *factors; /* purpose → GStrv */
  guint device_min_days;
  guint face_max_age_days;
  guint face_challenges;
  guint face_tries;
  guint face_lock_minutes;
  guint log_in_days;
  YqqOidcSettings *oidc;
};

/* Replaces the ways of a purpose; takes them. No way at all is written as one that asks for
 * nothing. */
void yqq_identity_policy_take_ways (YqqIdentityPolicy *self, const char *purpose, GPtrArray *ways);
/* Replaces the second factors of all purposes by this one, for these purposes. */
void yqq_identity_policy_clear_second_factors (YqqIdentityPolicy *self);
void yqq_identity_policy_add_second_factor (YqqIdentityPolicy *self,
                                            const char *method,
                                            const char *purpose);

G_END_DECLS

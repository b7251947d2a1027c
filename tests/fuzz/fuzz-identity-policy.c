/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy file of anybody's: it is taken, or every fault in it has a place and a sentence; and
 * whatever is taken keeps the rules that no file may break. */
#include "fuzz.h"
#include "identity/policy-file.h"
#include "identity/way.h"

/* These prove nothing, whoever says that they count. */
static const struct {
  const char *purpose;
  const char *proven[3];
} worthless[] = {
    {"log-in", {NULL}},           {"log-in", {"face"}},     {"log-in", {"device"}},
    {"log-in", {"pin", "face"}},  {"log-in", {"fido2"}},    {"new-pin", {NULL}},
    {"new-pin", {"face", "pin"}}, {"new-pin", {"device"}},  {"unlock", {"face"}},
    {"unlock", {"device"}},       {"enrol-face", {"face"}}, {"enrol-key", {NULL}},
};

static void
check_policy (YqqIdentityPolicy *policy)
{
  for (guint i = 0; i < G_N_ELEMENTS (worthless); i++) {
    GPtrArray *ways = yqq_identity_policy_get_ways (policy, worthless[i].purpose);
    g_assert_false (yqq_identity_ways_are_satisfied (ways, worthless[i].proven));
  }
  g_assert_cmpuint (yqq_identity_policy_get_log_in_days (policy), >, 0);
  g_assert_cmpuint (yqq_identity_policy_get_face_tries (policy), >, 0);
  const YqqOidcSettings *oidc = yqq_identity_policy_get_oidc (policy);
  g_assert_true (oidc == NULL ||
                 (oidc->name && oidc->issuer && oidc->client_id && oidc->person_claim));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  g_autoptr (YqqIdentityPolicy) policy =
      yqq_identity_policy_parse ((const char *)data, (gssize)size, faults);
  g_assert_true ((policy == NULL) == (faults->len > 0));
  for (guint i = 0; i < faults->len; i++) {
    const YqqPolicyFault *fault = faults->pdata[i];
    g_assert_nonnull (fault->path);
    g_assert_true (fault->sentence != NULL && *fault->sentence != '\0');
  }
  if (policy != NULL)
    check_policy (policy);
  return 0;
}

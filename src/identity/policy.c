/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy.h"

#include "identity/staff-code.h"

typedef struct {
  const char *purpose;
  const char *methods[4];
} Rule;

static const Rule rules[] = {
    {YQQ_IDENTITY_PURPOSE_LOG_IN, {YQQ_STAFF_CODE_METHOD}},
};

const char *const *
yqq_identity_policy_get_methods (const char *purpose)
{
  static const char *const none[] = {NULL};
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_strcmp0 (rules[i].purpose, purpose) == 0)
      return rules[i].methods;
  return none;
}

gboolean
yqq_identity_policy_allows (const char *purpose, const char *method)
{
  return g_strv_contains (yqq_identity_policy_get_methods (purpose), method);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy-rules.h"

#include <glib/gi18n-lib.h>

#include "identity/method.h"
#include "identity/policy.h"

#define IS(text, other) (g_strcmp0 (text, other) == 0)

static gboolean
has (const char *const *methods, const char *method)
{
  return g_strv_contains (methods, method);
}

/* The program that compares the face runs on the person's own computer, and whoever has that can
 * say whatever they like of it. */
static const char *
judge_face (const char *purpose, const char *const *methods)
{
  if (!has (methods, YQQ_IDENTITY_METHOD_FACE))
    return NULL;
  if (IS (purpose, YQQ_IDENTITY_PURPOSE_ENROL_FACE))
    return _ ("A face cannot show whose face it is. Use “pin”, “staff-code” or “oidc” here.");
  if (has (methods, YQQ_IDENTITY_METHOD_DEVICE) || has (methods, YQQ_IDENTITY_METHOD_STAFF_CODE) ||
      has (methods, YQQ_IDENTITY_METHOD_OIDC) || has (methods, YQQ_IDENTITY_METHOD_FIDO2))
    return NULL;
  return _ ("“face” cannot stand here without another method, because the face is compared on the "
            "person's own computer. Add “device”, “staff-code”, “oidc” or “fido2” to this way.");
}

static const char *
judge_device (const char *purpose, const char *const *methods)
{
  if (!has (methods, YQQ_IDENTITY_METHOD_DEVICE) || methods[1] != NULL ||
      IS (purpose, YQQ_IDENTITY_PURPOSE_TRANSFER))
    return NULL;
  return _ ("“device” alone shows the computer and not the person who sits at it. Add another "
            "method to this way.");
}

/* Before a log in nobody's keys are known, and no PIN is set. */
static const char *
judge_order (const char *purpose, const char *const *methods)
{
  gboolean log_in = IS (purpose, YQQ_IDENTITY_PURPOSE_LOG_IN);
  if (log_in && has (methods, YQQ_IDENTITY_METHOD_FIDO2))
    return _ ("“fido2” cannot count for “log-in”: whose keys to ask for is known only "
              "afterwards. Use “staff-code” or “oidc”.");
  if (log_in && has (methods, YQQ_IDENTITY_METHOD_PIN))
    return _ ("“pin” cannot count for “log-in”: the PIN belongs to a computer that is logged in. "
              "Use “staff-code” or “oidc”.");
  if (IS (purpose, YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT) && has (methods, YQQ_IDENTITY_METHOD_OIDC))
    return _ ("“oidc” cannot count for “link-account”: an account cannot show whose it is. Use "
              "“staff-code”, or “device” and “pin” together.");
  if (IS (purpose, YQQ_IDENTITY_PURPOSE_NEW_PIN) && has (methods, YQQ_IDENTITY_METHOD_PIN))
    return _ ("“pin” cannot count for “new-pin”: a new PIN is for those who do not know the old "
              "one. Take it out.");
  return NULL;
}

char *
yqq_policy_judge_way (const char *purpose, const char *const *methods, gboolean with_oidc)
{
  const char *sentence = judge_order (purpose, methods);
  if (sentence == NULL)
    sentence = judge_face (purpose, methods);
  if (sentence == NULL)
    sentence = judge_device (purpose, methods);
  if (sentence == NULL && !with_oidc && has (methods, YQQ_IDENTITY_METHOD_OIDC))
    sentence = _ ("“oidc” needs the member “oidc” with the provider's name, issuer and client_id. "
                  "Add that, or take the method out.");
  return g_strdup (sentence);
}

char *
yqq_policy_judge_nothing (const char *purpose)
{
  if (IS (purpose, YQQ_IDENTITY_PURPOSE_TRANSFER))
    return NULL;
  return g_strdup (_ ("Something has to be asked for this purpose. Write at least one way, such as "
                      "[\"staff-code\"], or leave the member out."));
}

char *
yqq_policy_judge_second_factor (const char *method, const char *purpose)
{
  if (!IS (method, YQQ_IDENTITY_METHOD_FIDO2))
    return g_strdup (_ ("Only “fido2” can be a second factor: the others are not registered by the "
                        "person."));
  if (IS (purpose, YQQ_IDENTITY_PURPOSE_LOG_IN))
    return g_strdup (_ ("A second factor cannot be asked for “log-in”: whose keys to ask for is "
                        "known only afterwards. Take it out."));
  return NULL;
}

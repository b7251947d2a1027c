/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/method.h"

static const char *const methods[] = {
    YQQ_IDENTITY_METHOD_STAFF_CODE,
    YQQ_IDENTITY_METHOD_OIDC,
    YQQ_IDENTITY_METHOD_FIDO2,
    YQQ_IDENTITY_METHOD_FACE,
    YQQ_IDENTITY_METHOD_DEVICE,
    YQQ_IDENTITY_METHOD_PIN,
    NULL,
};

const char *const *
yqq_identity_methods_list (void)
{
  return methods;
}

const char *
yqq_identity_method_intern (const char *method)
{
  for (guint i = 0; methods[i] != NULL; i++)
    if (g_strcmp0 (methods[i], method) == 0)
      return methods[i];
  return NULL;
}

gboolean
yqq_identity_method_is_known (const char *method)
{
  return g_strv_contains (methods, method);
}

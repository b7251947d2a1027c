/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/certificate-kind.h"

static const char *const nicks[YQQ_CERTIFICATE_KIND_COUNT] = {
    [YQQ_CERTIFICATE_KIND_ENTERPRISE] = "enterprise",
    [YQQ_CERTIFICATE_KIND_EMPLOYEE] = "employee",
};

const char *
yqq_certificate_kind_to_nick (YqqCertificateKind kind)
{
  g_return_val_if_fail ((guint)kind < YQQ_CERTIFICATE_KIND_COUNT, NULL);
  return nicks[kind];
}

gboolean
yqq_certificate_kind_from_nick (const char *nick, YqqCertificateKind *kind)
{
  for (guint i = 0; i < YQQ_CERTIFICATE_KIND_COUNT; i++)
    if (g_strcmp0 (nick, nicks[i]) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/issuer.h"

G_DEFINE_INTERFACE (YqqIssuer, yqq_issuer, G_TYPE_OBJECT)

static void
yqq_issuer_default_init (YqqIssuerInterface *interface)
{
}

GBytes *
yqq_issuer_issue (YqqIssuer *self,
                  YqqPublicKey *key,
                  const YqqCertificateProfile *profile,
                  GError **error)
{
  return YQQ_ISSUER_GET_IFACE (self)->issue (self, key, profile, error);
}

GPtrArray *
yqq_issuer_get_chain (YqqIssuer *self, YqqAlgorithm algorithm)
{
  return YQQ_ISSUER_GET_IFACE (self)->get_chain (self, algorithm);
}

GPtrArray *
yqq_issuer_get_roots (YqqIssuer *self, YqqAlgorithm algorithm)
{
  return YQQ_ISSUER_GET_IFACE (self)->get_roots (self, algorithm);
}

YqqX509 *
yqq_issuer_get_certificate (YqqIssuer *self, YqqAlgorithm algorithm)
{
  return YQQ_ISSUER_GET_IFACE (self)->get_certificate (self, algorithm);
}

char *
yqq_issuer_sign_audit (YqqIssuer *self, YqqJwsType type, GBytes *payload, GError **error)
{
  return YQQ_ISSUER_GET_IFACE (self)->sign_audit (self, type, payload, error);
}

YqqX509 *
yqq_issuer_get_auditor (YqqIssuer *self)
{
  return YQQ_ISSUER_GET_IFACE (self)->get_auditor (self);
}

gboolean
yqq_issuer_keep_head (YqqIssuer *self,
                      const char *chain,
                      gint64 sequence,
                      const char *hash,
                      GError **error)
{
  return YQQ_ISSUER_GET_IFACE (self)->keep_head (self, chain, sequence, hash, error);
}

gboolean
yqq_issuer_find_head (YqqIssuer *self,
                      const char *chain,
                      gint64 *sequence,
                      char **hash,
                      GError **error)
{
  return YQQ_ISSUER_GET_IFACE (self)->find_head (self, chain, sequence, hash, error);
}

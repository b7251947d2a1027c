/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who issues certificates: the local authority's keys, or one day somebody upstream. */
#pragma once

#include <glib-object.h>

#include "crypto/certificate-authority.h"
#include "crypto/certificate.h"
#include "crypto/jws.h"

G_BEGIN_DECLS

#define YQQ_TYPE_ISSUER (yqq_issuer_get_type ())
G_DECLARE_INTERFACE (YqqIssuer, yqq_issuer, YQQ, ISSUER, GObject)

struct _YqqIssuerInterface {
  GTypeInterface parent;
  GBytes *(*issue) (YqqIssuer *self,
                    YqqPublicKey *key,
                    const YqqCertificateProfile *profile,
                    GError **error);
  GPtrArray *(*get_chain) (YqqIssuer *self, YqqAlgorithm algorithm);
  GPtrArray *(*get_roots) (YqqIssuer *self, YqqAlgorithm algorithm);
  YqqX509 *(*get_certificate) (YqqIssuer *self, YqqAlgorithm algorithm);
  char *(*sign_audit) (YqqIssuer *self, YqqJwsType type, GBytes *payload, GError **error);
  YqqX509 *(*get_auditor) (YqqIssuer *self);
  gboolean (*keep_head) (YqqIssuer *self,
                         const char *chain,
                         gint64 sequence,
                         const char *hash,
                         GError **error);
  gboolean (*find_head) (YqqIssuer *self,
                         const char *chain,
                         gint64 *sequence,
                         char **hash,
                         GError **error);
};

/* A certificate (DER) for key, in the hierarchy of the key's algorithm. Fails with
 * YQQ_CRYPTO_ERROR. */
GBytes *yqq_issuer_issue (YqqIssuer *self,
                          YqqPublicKey *key,
                          const YqqCertificateProfile *profile,
                          GError **error);

/* GBytes of DER: the issuing authority's certificate, then the root's. Borrowed. */
GPtrArray *yqq_issuer_get_chain (YqqIssuer *self, YqqAlgorithm algorithm);

/* YqqX509 of the roots to trust. Borrowed. */
GPtrArray *yqq_issuer_get_roots (YqqIssuer *self, YqqAlgorithm algorithm);

/* The issuing authority's own certificate, which bounds the validity of what it issues. Borrowed.
 */
YqqX509 *yqq_issuer_get_certificate (YqqIssuer *self, YqqAlgorithm algorithm);

/* payload signed by the key for audit records, its kid the fingerprint of its certificate. Any
 * thread. Fails with YQQ_CRYPTO_ERROR. */
char *yqq_issuer_sign_audit (YqqIssuer *self, YqqJwsType type, GBytes *payload, GError **error);

/* That key's certificate (yqq_x509_is_auditor). Borrowed. */
YqqX509 *yqq_issuer_get_auditor (YqqIssuer *self);

/* Remembers, beside the audit key and out of the database's reach, which record of a chain was the
 * last when its head was signed. Durable. Any thread. Fails with G_FILE_ERROR. */
gboolean yqq_issuer_keep_head (YqqIssuer *self,
                               const char *chain,
                               gint64 sequence,
                               const char *hash,
                               GError **error);

/* What was remembered last; *sequence is 0 where there is nothing. Any thread. Fails with
 * G_FILE_ERROR, also where what is there cannot be read. */
gboolean yqq_issuer_find_head (YqqIssuer *self,
                               const char *chain,
                               gint64 *sequence,
                               char **hash,
                               GError **error);

/* The local implementation: loads both hierarchies from directory (mode 0700, made if it is not
 * there), or makes them when there are none, under a passphrase in a file beside them. Slow. Fails
 * with YQQ_CRYPTO_ERROR or G_FILE_ERROR. */
YqqIssuer *yqq_local_issuer_open (const char *directory, YqqClock *clock, GError **error);

G_END_DECLS

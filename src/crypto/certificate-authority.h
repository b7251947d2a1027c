/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certification authority of one algorithm: a root, an issuing authority below it, and what it
 * issues. */
#pragma once

#include "base/clock.h"
#include "crypto/key.h"
#include "model/certificate-kind.h"

G_BEGIN_DECLS

/* The longest time a certificate may be valid; GmSSL refuses more. */
#define YQQ_CERTIFICATE_MAX_DAYS 3653

typedef struct {
  const char *organisation;        /* O of both, at most 64 characters */
  const char *root_common_name;    /* CN of the root */
  const char *issuing_common_name; /* CN of the issuing authority */
} YqqCaProfile;

typedef struct {
  const char
      *enterprise_name;    /* O, at most 64 characters; also CN of an enterprise's certificate */
  const char *credit_code; /* GB 32100; checked by the caller, 18 characters here */
  const char *person_name; /* the person who holds the key, at most 64 characters */
  YqqCertificateKind kind;
  GBytes *serial;         /* 16 random bytes; the first bit is cleared, the second set */
  gint64 not_before_ms;   /* ms since 1970, cut to seconds */
  gint64 not_after_ms;    /* ms since 1970, cut to seconds */
  const char *grant_code; /* subject serialNumber: printable ASCII, at most 64 characters */
} YqqCertificateProfile;

/* Reference-counted and unchangeable; issuing may run in several threads at once. */
typedef struct _YqqCertificateAuthority YqqCertificateAuthority;

/* Makes new keys and certificates for a root (valid YQQ_CERTIFICATE_MAX_DAYS from clock's now) and
 * an issuing authority (as long). Errors: MALFORMED (a name), FAILED. */
YqqCertificateAuthority *yqq_certificate_authority_create (YqqAlgorithm algorithm,
                                                           const YqqCaProfile *profile,
                                                           YqqClock *clock,
                                                           GError **error);

/* Writes <nick>-root.pem, <nick>-issuing.pem, and the keys <nick>-root.key and <nick>-issuing.key
 * as encrypted PKCS#8 (PBES2 with scrypt and AES-256, RFC 7914 7.1), mode 0600, into dir, which
 * exists. All are durable when it returns; an authority that is already there is never overwritten
 * (G_FILE_ERROR_EXIST). passphrase: 1 to 1024 bytes. Slow (about 0.15 s).
 */
gboolean yqq_certificate_authority_save (YqqCertificateAuthority *self,
                                         const char *dir,
                                         YqqSecretBytes *passphrase,
                                         GError **error);

/* Reads what save wrote. The root's key stays on the disk: issuing doesn't need it. Checks that the
 * issuing key belongs to its certificate, and that to the root. Slow (about 0.1 s).
 * Errors: G_FILE_ERROR_NOENT if dir holds no authority of algorithm, WRONG_KEY (passphrase),
 * MALFORMED, UNTRUSTED. */
YqqCertificateAuthority *yqq_certificate_authority_load (YqqAlgorithm algorithm,
                                                         const char *dir,
                                                         YqqSecretBytes *passphrase,
                                                         GError **error);

YqqCertificateAuthority *yqq_certificate_authority_ref (YqqCertificateAuthority *self);
void yqq_certificate_authority_unref (YqqCertificateAuthority *self);

YqqAlgorithm yqq_certificate_authority_get_algorithm (YqqCertificateAuthority *self);

/* Issues a certificate (DER) to the holder of subject_key, which has this authority's algorithm. It
 * says digitalSignature and nonRepudiation, and nothing about being an authority. About 1 ms. The
 * validity must lie within the issuing authority's own and within YQQ_CERTIFICATE_MAX_DAYS. Errors:
 * MALFORMED (profile), UNSUPPORTED (key of another algorithm), FAILED. */
GBytes *yqq_certificate_authority_issue (YqqCertificateAuthority *self,
                                         YqqPublicKey *subject_key,
                                         const YqqCertificateProfile *profile,
                                         GError **error);

/* Issues a certificate (DER) to a key that signs audit records (yqq_x509_is_auditor), valid as long
 * as the issuing authority's own. Errors: UNSUPPORTED (key of another algorithm), FAILED. */
GBytes *yqq_certificate_authority_issue_auditor (YqqCertificateAuthority *self,
                                                 YqqPublicKey *subject_key,
                                                 GError **error);

/* The key that signs audit records and its certificate, both owned: what <nick>-audit.key (mode
 * 0600, encrypted like the authority's own) and <nick>-audit.pem in dir hold; made there where they
 * are not. Slow (about 0.05 s). Errors: as those of load and save. */
gboolean yqq_certificate_authority_open_auditor (YqqCertificateAuthority *self,
                                                 const char *dir,
                                                 YqqSecretBytes *passphrase,
                                                 YqqKey **key,
                                                 GBytes **certificate,
                                                 GError **error);

/* GBytes of DER: the issuing authority's certificate, then the root's. Borrowed. */
GPtrArray *yqq_certificate_authority_get_chain (YqqCertificateAuthority *self);

/* The last moment a certificate issued here can be valid, ms since 1970. */
gint64 yqq_certificate_authority_get_not_after_ms (YqqCertificateAuthority *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCertificateAuthority, yqq_certificate_authority_unref)

G_END_DECLS

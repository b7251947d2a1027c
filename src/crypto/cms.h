/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Detached CMS signatures over a digest (RFC 5652), CAdES-BES (ETSI EN 319 122-1, RFC 5126 4.3.1).
 */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

#define YQQ_CMS_MAX_BYTES (64 * 1024)

/* A certificate that signs documents, with all that is the same in each of its signatures made
 * once. Any thread may use it; it holds no key. */
typedef struct _YqqCmsSigner YqqCmsSigner;

/* chain: YqqX509, the issuing authorities without the root; may be NULL. Errors: FAILED. */
YqqCmsSigner *yqq_cms_signer_new (YqqX509 *certificate, GPtrArray *chain, GError **error);
YqqCmsSigner *yqq_cms_signer_ref (YqqCmsSigner *self);
void yqq_cms_signer_unref (YqqCmsSigner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCmsSigner, yqq_cms_signer_unref)

/* Signs a document by its digest (32 bytes: SM3 for SM2, SHA-256 for P-256). The signature carries
 * contentType, messageDigest, signingTime (cut to seconds) and signingCertificateV2 as signed
 * attributes, and the certificates of signer and chain. key must be the key of the certificate.
 * DER. Errors: WRONG_KEY (key and certificate differ), MALFORMED (not a digest), FAILED. */
GBytes *yqq_cms_signer_sign (YqqCmsSigner *self,
                             YqqKey *key,
                             GBytes *content_digest,
                             gint64 signing_time_ms,
                             GError **error);

/* Of the same signature only what does not follow from certificate, digest and time: its value r‖s,
 * YQQ_KEY_RAW_SIGNATURE_SIZE bytes. */
GBytes *yqq_cms_signer_sign_value (YqqCmsSigner *self,
                                   YqqKey *key,
                                   GBytes *content_digest,
                                   gint64 signing_time_ms,
                                   GError **error);

/* Makes of such a value what yqq_cms_signer_sign would have made, byte for byte, without the key.
 * Whether the value is the signer's is for whoever verifies the result.
 * Errors: MALFORMED (not 64 bytes, not a digest), FAILED. */
GBytes *yqq_cms_signer_complete (YqqCmsSigner *self,
                                 GBytes *value,
                                 GBytes *content_digest,
                                 gint64 signing_time_ms,
                                 GError **error);

/* yqq_cms_signer_sign for one signature. */
GBytes *yqq_cms_sign_detached (YqqKey *key,
                               YqqX509 *certificate,
                               GPtrArray *chain,
                               GBytes *content_digest,
                               gint64 signing_time_ms,
                               GError **error);

/* The algorithm of the one signer, so that a caller knows which digest of the file to compute.
 * Errors: MALFORMED, UNSUPPORTED. */
gboolean yqq_cms_peek_algorithm (GBytes *cms, YqqAlgorithm *algorithm, GError **error);

typedef enum {
  YQQ_CMS_CHECK_SIGNATURE, /* the signer's key signed the signed attributes */
  YQQ_CMS_CHECK_DIGEST,    /* the content is the content that was signed */
  YQQ_CMS_CHECK_CHAIN,     /* the signer's certificate leads to one of the roots, dates aside */
  YQQ_CMS_CHECK_VALIDITY,  /* signer and issuers were valid when, by its own word, it was signed */
} YqqCmsCheck;
#define YQQ_CMS_CHECK_COUNT 4

typedef enum {
  YQQ_CMS_RESULT_PASSED,
  YQQ_CMS_RESULT_FAILED,
  YQQ_CMS_RESULT_NOT_CHECKED, /* without roots: chain and validity */
} YqqCmsResult;

/* What a verification found; every getter is borrowed. */
typedef struct _YqqCmsReport YqqCmsReport;

/* Checks a detached signature of at most YQQ_CMS_MAX_BYTES with exactly one signer. roots: YqqX509,
 * or NULL to look at signature and digest only. now_ms bounds the claimed signing time: one more
 * than five minutes ahead fails the validity check, and without any signing time validity is
 * checked at now_ms. A failed check is in the report; NULL only if nothing could be checked.
 * Errors: MALFORMED, UNSUPPORTED. */
YqqCmsReport *yqq_cms_verify_detached (GBytes *cms,
                                       GBytes *content_digest,
                                       GPtrArray *roots,
                                       gint64 now_ms,
                                       GError **error);

YqqCmsResult yqq_cms_report_get_result (YqqCmsReport *self, YqqCmsCheck check);
/* "signature", "digest", "chain", "validity": stable names for reports. */
const char *yqq_cms_check_to_nick (YqqCmsCheck check);

/* TRUE if no check failed; else the first failure as an error: BAD_SIGNATURE, DIGEST_MISMATCH,
 * UNTRUSTED or NOT_VALID_NOW. */
gboolean yqq_cms_report_check (YqqCmsReport *self, GError **error);

YqqX509 *yqq_cms_report_get_signer (YqqCmsReport *self);
YqqAlgorithm yqq_cms_report_get_algorithm (YqqCmsReport *self);
/* The signing time the signer claims, ms since 1970; -1 if there is none. */
gint64 yqq_cms_report_get_signing_time_ms (YqqCmsReport *self);
/* Whether signer and issuers are valid at now_ms; an old signature stays good without it. FALSE
 * without roots. */
gboolean yqq_cms_report_is_valid_now (YqqCmsReport *self);
void yqq_cms_report_free (YqqCmsReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCmsReport, yqq_cms_report_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A parsed X.509 certificate, and whether a chain of them leads to a root (RFC 5280). */
#pragma once

#include "crypto/key.h"
#include "model/certificate-kind.h"

G_BEGIN_DECLS

#define YQQ_X509_MAX_BYTES (16 * 1024)
#define YQQ_X509_MAX_PEM_BYTES (256 * 1024)
#define YQQ_X509_MAX_CHAIN 8

/* A certificate as it was read: reference-counted, unchangeable, usable from several threads. Every
 * getter returns borrowed text or bytes. */
typedef struct _YqqX509 YqqX509;

/* Reads one certificate in DER with an SM2 or P-256 key and nothing behind it.
 * Errors: MALFORMED, UNSUPPORTED. Reading checks no signature: see yqq_x509_verify_chain. */
YqqX509 *yqq_x509_new (GBytes *der, GError **error);

/* Reads the certificates (YqqX509, 1 to YQQ_X509_MAX_CHAIN) of a PEM text; other blocks are
 * refused. length -1: up to the NUL. Errors: MALFORMED, UNSUPPORTED. */
GPtrArray *yqq_x509_list_new_from_pem (const char *pem, gssize length, GError **error);

/* Reads GBytes of DER, as yqq_certificate_authority_get_chain has them, into YqqX509. */
GPtrArray *yqq_x509_list_new_from_der (GPtrArray *ders, GError **error);
/* The same without the roots: what goes with a signature, for whoever verifies it has the root. */
GPtrArray *yqq_x509_list_new_intermediates (GPtrArray *ders, GError **error);

YqqX509 *yqq_x509_ref (YqqX509 *self);
void yqq_x509_unref (YqqX509 *self);

GBytes *yqq_x509_get_der (YqqX509 *self);
char *yqq_x509_to_pem (YqqX509 *self);

/* The enterprise (O); "" if the subject has none. */
const char *yqq_x509_get_enterprise (YqqX509 *self);
/* The person who holds the key: CN of an employee's certificate, name (2.5.4.41) of an
 * enterprise's;
 * "" if the subject has none. */
const char *yqq_x509_get_person (YqqX509 *self);
const char *yqq_x509_get_common_name (YqqX509 *self);
/* The enterprise's credit code (extension 1.2.156.10260.4.1.4); "" if there is none. */
const char *yqq_x509_get_credit_code (YqqX509 *self);
/* The code of the grant the certificate was issued under (subject serialNumber); "" if none. */
const char *yqq_x509_get_grant_code (YqqX509 *self);
/* FALSE, and *kind untouched, if the certificate doesn't say which kind it is (an authority's own).
 */
gboolean yqq_x509_get_kind (YqqX509 *self, YqqCertificateKind *kind);
/* The whole names, one line each (RFC 2253 order and escapes, UTF-8). */
const char *yqq_x509_get_subject (YqqX509 *self);
const char *yqq_x509_get_issuer (YqqX509 *self);
/* The serial number, lower-case hexadecimal, an even number of digits. */
const char *yqq_x509_get_serial (YqqX509 *self);
/* The SHA-256 of the DER, 64 digits of lower-case hexadecimal. */
const char *yqq_x509_get_fingerprint (YqqX509 *self);
/* The first and the last moment of its time, ms since 1970. */
gint64 yqq_x509_get_not_before_ms (YqqX509 *self);
gint64 yqq_x509_get_not_after_ms (YqqX509 *self);
YqqAlgorithm yqq_x509_get_algorithm (YqqX509 *self);
/* The subject's key. Borrowed. */
YqqPublicKey *yqq_x509_get_public_key (YqqX509 *self);
/* Whether it may issue certificates. */
gboolean yqq_x509_is_authority (YqqX509 *self);

/* Whether it is for signing audit records and for that alone. */
gboolean yqq_x509_is_auditor (YqqX509 *self);

/* Whether leaf, with the help of intermediates (YqqX509; may be NULL), leads to one of roots
 * (YqqX509, each of them trusted), every signature right (SM2 with YQQ_SM2_ID), every issuer
 * allowed to issue, and everything valid at at_unix_ms. Errors: UNTRUSTED, NOT_VALID_NOW. */
gboolean yqq_x509_verify_chain (YqqX509 *leaf,
                                GPtrArray *intermediates,
                                GPtrArray *roots,
                                gint64 at_unix_ms,
                                GError **error);

/* The same without a look at the dates; *first_ms and *last_ms are the first and the last moment at
 * which all of the chain is valid. Errors: UNTRUSTED. */
gboolean yqq_x509_verify_chain_ever (YqqX509 *leaf,
                                     GPtrArray *intermediates,
                                     GPtrArray *roots,
                                     gint64 *first_ms,
                                     gint64 *last_ms,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqX509, yqq_x509_unref)

G_END_DECLS

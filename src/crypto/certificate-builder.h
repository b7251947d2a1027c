/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes certificates piece by piece; for the certification authority only. */
#pragma once

#include "crypto/internal.h"

G_BEGIN_DECLS

/* A certificate without names, extensions and signature. serial: 16 bytes, of which the first bit
 * is cleared and the second set. NULL if OpenSSL refuses. */
X509 *yqq_certificate_builder_new (GBytes *serial,
                                   YqqPublicKey *key,
                                   gint64 not_before_ms,
                                   gint64 not_after_ms);

/* Basic constraints and key usage of an authority; path_length -1: no limit. */
gboolean yqq_certificate_builder_add_authority (X509 *x509, int path_length);

/* Key usage of an end entity that signs documents; no basic constraints (GmSSL refuses them there).
 */
gboolean yqq_certificate_builder_add_signer (X509 *x509);

/* Key usage and extended key usage of what signs audit records, and nothing else. */
gboolean yqq_certificate_builder_add_auditor (X509 *x509);

/* Subject and authority key identifiers. */
gboolean
yqq_certificate_builder_add_identifiers (X509 *x509, YqqPublicKey *subject, YqqPublicKey *issuer);

gboolean yqq_certificate_builder_add_credit_code (X509 *x509, const char *credit_code);

/* Signs and returns the DER. Errors: FAILED. */
GBytes *yqq_certificate_builder_sign (X509 *x509, YqqKey *issuer_key, GError **error);

G_END_DECLS

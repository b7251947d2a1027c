/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate of this device with its chain and its signing key, which stays sealed. */
#pragma once

#include <gio/gio.h>

#include "crypto/certificate.h"
#include "model/algorithm.h"

G_BEGIN_DECLS

#define YQQ_TYPE_CREDENTIAL (yqq_credential_get_type ())
G_DECLARE_FINAL_TYPE (YqqCredential, yqq_credential, YQQ, CREDENTIAL, GObject)

/* Immutable. Properties, all read-only text but the two times: grant-id, fingerprint,
 * algorithm (nick), enterprise-name, credit-code, person-name, not-before and not-after (unix ms).
 */
const char *yqq_credential_get_grant_id (YqqCredential *self);
YqqAlgorithm yqq_credential_get_algorithm (YqqCredential *self);
/* SHA-256 of the certificate, lower-case hexadecimal. */
const char *yqq_credential_get_fingerprint (YqqCredential *self);
const char *yqq_credential_get_enterprise_name (YqqCredential *self);
const char *yqq_credential_get_credit_code (YqqCredential *self);
const char *yqq_credential_get_person_name (YqqCredential *self);
/* The issuer's name, and the serial number in hexadecimal, as they stand in the certificate. */
const char *yqq_credential_get_issuer (YqqCredential *self);
const char *yqq_credential_get_serial (YqqCredential *self);
gint64 yqq_credential_get_not_before (YqqCredential *self);
gint64 yqq_credential_get_not_after (YqqCredential *self);
/* Borrowed. */
YqqX509 *yqq_credential_get_certificate (YqqCredential *self);
/* GBytes with the DER of each issuer, the root last. Borrowed. */
GPtrArray *yqq_credential_get_chain (YqqCredential *self);

G_END_DECLS

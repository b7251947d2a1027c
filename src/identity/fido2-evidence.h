/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a security key says, as it travels: an offer, an assertion, a registration. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The relying party that keys are registered with (CTAP 6.1). No web page can ever ask in its name:
 * no address has it. */
#define YQQ_FIDO2_RELYING_PARTY "yueqiqian"

/* The most keys that a person has. */
#define YQQ_FIDO2_MAX_KEYS 16

/* Which keys may be used: {"rp_id", "credentials": [base64, …]}. */
typedef struct {
  char *rp_id;
  GPtrArray *credentials; /* of GBytes, YQQ_FIDO2_MAX_KEYS at most */
} YqqFido2Offer;

YqqFido2Offer *yqq_fido2_offer_read (JsonObject *object, GError **error);
JsonObject *yqq_fido2_offer_write (const char *rp_id, GPtrArray *credentials);
void yqq_fido2_offer_free (YqqFido2Offer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFido2Offer, yqq_fido2_offer_free)

/* That a key was there and touched: {"credential", "authenticator_data", "signature"}, base64. */
typedef struct {
  GBytes *credential;
  GBytes *authenticator_data; /* WebAuthn 6.1 */
  GBytes *signature;          /* over authenticator_data and the task's binding */
} YqqFido2Assertion;

/* Errors: YQQ_JSON_ERROR. */
YqqFido2Assertion *yqq_fido2_assertion_read (JsonObject *object, GError **error);
JsonObject *yqq_fido2_assertion_write (const YqqFido2Assertion *self);
void yqq_fido2_assertion_free (YqqFido2Assertion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFido2Assertion, yqq_fido2_assertion_free)

/* A key made a credential: {"format", "authenticator_data", "signature", "certificate"?}. */
typedef struct {
  char *format;               /* "packed" (WebAuthn 8.2) */
  GBytes *authenticator_data; /* with the credential's name and public key in it */
  GBytes *signature;
  GBytes *certificate; /* of the key's maker; NULL where the credential signed for itself */
} YqqFido2Registration;

/* Errors: YQQ_JSON_ERROR. */
YqqFido2Registration *yqq_fido2_registration_read (JsonObject *object, GError **error);
JsonObject *yqq_fido2_registration_write (const YqqFido2Registration *self);
YqqFido2Registration *yqq_fido2_registration_copy (const YqqFido2Registration *self);
void yqq_fido2_registration_free (YqqFido2Registration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFido2Registration, yqq_fido2_registration_free)

G_END_DECLS

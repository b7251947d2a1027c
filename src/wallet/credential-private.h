/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the wallet does with a credential: make it, and open its key. */
#pragma once

#include "crypto/key.h"
#include "wallet/credential.h"
#include "wallet/unlocked-vault.h"
#include "wallet/wallet-items.h"

G_BEGIN_DECLS

/* Takes the certificate and the sealed key that belongs to it. */
YqqCredential *yqq_credential_new (YqqCertificateItem *certificate, YqqSigningKeyItem *signing_key);

/* Opens the key once a vault; from any thread. */
YqqKey *yqq_credential_open_key (YqqCredential *self, YqqUnlockedVault *vault, GError **error);

/* What is kept of the key from now on: item's forms; from any thread. */
void yqq_credential_take_forms (YqqCredential *self, YqqSigningKeyItem *item);

gboolean yqq_credential_has_two_forms (YqqCredential *self);

/* The attribute by which the key's item is found. */
const char *yqq_credential_get_key_fingerprint (YqqCredential *self);

G_END_DECLS

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

/* The attribute by which the key's item is found. */
const char *yqq_credential_get_key_fingerprint (YqqCredential *self);

G_END_DECLS

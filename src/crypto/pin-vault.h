/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN vault: from a PIN, the device's secret and the authority's pepper to a sealed secret. */
#pragma once

#include "crypto/key.h"

G_BEGIN_DECLS

/* Bytes of the salt, and of the device secret and the pepper; make them with yqq_random_*. */
#define YQQ_PIN_VAULT_SALT_SIZE 16
#define YQQ_PIN_VAULT_SECRET_SIZE 32

/* The most bytes of a secret that can be sealed. */
#define YQQ_PIN_VAULT_MAX_SECRET (16 * 1024)

/* The slow step, once a try: scrypt (RFC 7914) with N=2^16, r=8, p=1; about 240 ms and 64 MiB. Call
 * it in a worker thread. salt is not secret, is made once when the PIN is set, and kept. 32 bytes.
 */
YqqSecretBytes *yqq_pin_vault_stretch (YqqSecretBytes *pin, GBytes *salt);

/* The P-256 key that proves to the authority's PIN gate that this device was given the right PIN.
 * Its public half is registered when the PIN is set. Fast. */
YqqKey *yqq_pin_vault_derive_verifier (YqqSecretBytes *stretched, YqqSecretBytes *device_secret);

/* The key that seals: needs the authority's pepper too, so that nothing on the device can test a
 * PIN. Fast; 32 bytes. Any other pepper or PIN gives another key, which shows when opening. */
YqqSecretBytes *yqq_pin_vault_derive_kek (YqqSecretBytes *stretched,
                                          YqqSecretBytes *device_secret,
                                          YqqSecretBytes *pepper);

/* Seals secret (at most YQQ_PIN_VAULT_MAX_SECRET bytes) with AES-256-GCM under a fresh nonce:
 * version 1 ‖ nonce (12) ‖ ciphertext ‖ tag (16). associated_data (may be NULL) says what the
 * secret is and for whom; opening needs the same. */
GBytes *yqq_pin_vault_seal (YqqSecretBytes *kek, YqqSecretBytes *secret, GBytes *associated_data);

/* Opens what yqq_pin_vault_seal made. Errors: MALFORMED (size), UNSUPPORTED (another version),
 * WRONG_KEY (another key or associated data, or a changed bit). */
YqqSecretBytes *
yqq_pin_vault_open (YqqSecretBytes *kek, GBytes *sealed, GBytes *associated_data, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opened PIN vault: the key that opens signing keys, in locked memory until it is wiped. */
#pragma once

#include "base/secret-bytes.h"
#include "crypto/key.h"

G_BEGIN_DECLS

/* Reference counted; every function may be called from any thread. Whoever unlocked it enforces how
 * long it stays. */
typedef struct _YqqUnlockedVault YqqUnlockedVault;

YqqUnlockedVault *yqq_unlocked_vault_new (YqqSecretBytes *key_encryption_key);
YqqUnlockedVault *yqq_unlocked_vault_ref (YqqUnlockedVault *self);
void yqq_unlocked_vault_unref (YqqUnlockedVault *self);

/* Forgets the key and every signing key opened with it, for all holders, at once. */
void yqq_unlocked_vault_wipe (YqqUnlockedVault *self);
gboolean yqq_unlocked_vault_is_wiped (YqqUnlockedVault *self);

/* Seals and opens a secret; error YQQ_WALLET_ERROR_VAULT_CLOSED after a wipe, DAMAGED if the sealed
 * bytes are not what this vault sealed for these associated data. */
GBytes *yqq_unlocked_vault_seal (YqqUnlockedVault *self,
                                 YqqSecretBytes *secret,
                                 GBytes *associated_data,
                                 GError **error);
YqqSecretBytes *yqq_unlocked_vault_open (YqqUnlockedVault *self,
                                         GBytes *sealed,
                                         GBytes *associated_data,
                                         GError **error);

/* Signing keys that were opened already, by certificate fingerprint; owned or NULL. */
YqqKey *yqq_unlocked_vault_dup_key (YqqUnlockedVault *self, const char *fingerprint);
void yqq_unlocked_vault_keep_key (YqqUnlockedVault *self, const char *fingerprint, YqqKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqUnlockedVault, yqq_unlocked_vault_unref)

G_END_DECLS

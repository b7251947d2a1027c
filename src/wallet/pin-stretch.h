/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What setting, entering and replacing the PIN share, the slow half: device secret, stretching,
 * verifier key. */
#pragma once

#include "wallet/wallet-private.h"

G_BEGIN_DECLS

typedef struct {
  YqqKeyring *keyring;
  char *account_id;
  YqqSecretBytes *pin;
  GBytes *salt;
  YqqPinVaultItem *vault; /* setting: what is stored first, and a device secret is made if there is
                             none; NULL */

  YqqSecretBytes *device_secret;
  YqqSecretBytes *stretched;
  YqqKey *verifier;
} YqqPinStretch;

/* vault may be NULL; it is copied. */
YqqPinStretch *
yqq_pin_stretch_new (YqqWallet *wallet, YqqSecretBytes *pin, GBytes *salt, YqqPinVaultItem *vault);
void yqq_pin_stretch_free (YqqPinStretch *self);
/* A YqqWalletWork on one of them. */
gboolean yqq_pin_stretch_work (gpointer stretch, GCancellable *cancellable, GError **error);

gboolean yqq_pin_vault_store (YqqKeyring *keyring,
                              const char *account_id,
                              YqqPinVaultItem *item,
                              GError **error);

/* Owned. */
GBytes *yqq_pin_salt_new (void);

G_END_DECLS

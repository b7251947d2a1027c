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
  GBytes *replaced;     /* the salt of the PIN that this one takes the place of; NULL */
  gboolean make_secret; /* setting: a device secret is made if there is none */

  YqqSecretBytes *device_secret;
  YqqSecretBytes *stretched;
  YqqKey *verifier;
} YqqPinStretch;

/* replaced may be NULL. */
YqqPinStretch *yqq_pin_stretch_new (YqqWallet *wallet,
                                    YqqSecretBytes *pin,
                                    GBytes *salt,
                                    GBytes *replaced,
                                    gboolean make_secret);
void yqq_pin_stretch_free (YqqPinStretch *self);
/* A YqqWalletWork on one of them. Where a secret may be made, what is to be set is stored first. */
gboolean yqq_pin_stretch_work (gpointer stretch, GCancellable *cancellable, GError **error);

/* Stores the item; next NULL: no other PIN is on its way. */
gboolean yqq_pin_vault_store (YqqKeyring *keyring,
                              const char *account_id,
                              GBytes *salt,
                              gboolean registered,
                              GBytes *next,
                              GError **error);

/* Owned. */
GBytes *yqq_pin_salt_new (void);

G_END_DECLS

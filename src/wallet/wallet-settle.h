/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding out what an interrupted change or replacement of the PIN has left, and tidying it up. */
#pragma once

#include "wallet/wallet-private.h"

G_BEGIN_DECLS

/* Whether something may be left of a PIN that was on its way, or is to be made anew. */
gboolean yqq_wallet_is_unsettled (YqqWallet *self);

/* salt: of the PIN that vault was opened with. Keeps of every key the form that vault opens alone,
 * and remembers the keys that it does not open. Only where the gate cannot take the other PIN any
 * more. Calls apply (which answers task) in any case: what could not be stored now is settled the
 * next time. Takes task. */
void yqq_wallet_tidy_up (YqqWallet *self,
                         YqqUnlockedVault *vault,
                         GBytes *salt,
                         GTask *task,
                         YqqWalletApply apply,
                         gpointer data);

/* The gate has the PIN that was on its way. Stores that; keys that were not sealed under it are to
 * be made anew. A YqqWalletWork on a YqqWalletAdoption. */
typedef struct {
  YqqKeyring *keyring;
  char *account_id;
  GBytes *salt;
  YqqWalletForms *forms; /* afterwards */
} YqqWalletAdoption;

YqqWalletAdoption *yqq_wallet_adoption_new (YqqWallet *wallet, GBytes *salt);
void yqq_wallet_adoption_free (YqqWalletAdoption *self);
gboolean yqq_wallet_adoption_work (gpointer adoption, GCancellable *cancellable, GError **error);

G_END_DECLS

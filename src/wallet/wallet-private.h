/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wallet's inside, shared by the files that make it up. */
#pragma once

#include "wallet/credential-private.h"
#include "wallet/wallet-items.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

struct _YqqWallet {
  GObject parent;

  YqqKeyring *keyring;
  gboolean loaded;
  YqqAccount *account;
  YqqKey *device_key;
  char *login_id; /* of the account to come, with its device key, until it is stored */
  YqqKey *login_key;
  YqqPinVaultItem *pin_vault;
  GListStore *credentials;
  GHashTable *pending; /* fingerprint of the public key → YqqSigningKeyItem without certificate */

  GMutex mutex;               /* guards by_fingerprint, which signing threads read */
  GHashTable *by_fingerprint; /* certificate → YqqCredential */
};

/* What one reading of the keyring found. */
typedef struct {
  YqqAccount *account;
  YqqKey *device_key;
  char *login_id;
  YqqKey *login_key;
  YqqPinVaultItem *pin_vault;
  GPtrArray *credentials;
  GHashTable *pending;
} YqqWalletContents;

/* Blocks. Errors as yqq_wallet_load_async. */
YqqWalletContents *
yqq_wallet_contents_read (YqqKeyring *keyring, GCancellable *cancellable, GError **error);
void yqq_wallet_contents_free (YqqWalletContents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqWalletContents, yqq_wallet_contents_free)

GHashTable *yqq_wallet_new_pending_table (void);

/* Runs work in a thread and then, in the wallet's context, apply, which answers task. An error of
 * work answers task by itself. Takes task and data. */
typedef gboolean (*YqqWalletWork) (gpointer data, GCancellable *cancellable, GError **error);
typedef void (*YqqWalletApply) (YqqWallet *self, gpointer data, GTask *task);
void yqq_wallet_run (GTask *task,
                     gpointer data,
                     GDestroyNotify free_data,
                     YqqWalletWork work,
                     YqqWalletApply apply);

/* Changes to the state, with their notifications. The setters take what they are given. */
void yqq_wallet_set_account (YqqWallet *self, YqqAccount *account, YqqKey *device_key);
void yqq_wallet_set_login (YqqWallet *self, char *login_id, YqqKey *login_key);
void yqq_wallet_set_pin_vault (YqqWallet *self, YqqPinVaultItem *pin_vault);
/* The salt of a PIN that is on its way, in memory. */
void yqq_wallet_expect_salt (YqqWallet *self, GBytes *salt);
/* Fingerprints of the certificates' keys; owned. */
GStrv yqq_wallet_list_keys (YqqWallet *self);
/* What is kept of a key from now on, wherever the wallet holds it. */
void yqq_wallet_take_forms (YqqWallet *self, YqqSigningKeyItem *item);
void yqq_wallet_add_credential (YqqWallet *self, YqqCredential *credential);
void yqq_wallet_drop_credential (YqqWallet *self, YqqCredential *credential);
/* Forgets PIN vault, credentials and pending keys. */
void yqq_wallet_clear_credentials (YqqWallet *self);

/* Reads what the keyring has of the PIN and the keys now: another program may have changed it. The
 * certificates stay as they are. Blocks; NULL with error. */
typedef struct {
  YqqPinVaultItem *pin_vault; /* NULL: none */
  GPtrArray *keys;            /* YqqSigningKeyItem */
} YqqWalletForms;

YqqWalletForms *yqq_wallet_forms_read (YqqKeyring *keyring, const char *account_id, GError **error);
void yqq_wallet_forms_free (YqqWalletForms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqWalletForms, yqq_wallet_forms_free)
gboolean yqq_wallet_forms_store_key (YqqKeyring *keyring, YqqSigningKeyItem *key, GError **error);
void yqq_wallet_take_all_forms (YqqWallet *self, YqqWalletForms *forms);

/* FALSE with NOT_LOGGED_IN in task (which stays the caller's) before log in. */
gboolean yqq_wallet_require_account (YqqWallet *self, GTask *task);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this device holds for the person: account, device key, PIN vault, certificates and keys. */
#pragma once

#include "crypto/key.h"
#include "model/algorithm.h"
#include "wallet/account.h"
#include "wallet/credential.h"
#include "wallet/keyring.h"
#include "wallet/pin-gate.h"
#include "wallet/unlocked-vault.h"
#include "wallet/wallet-error.h"

G_BEGIN_DECLS

#define YQQ_TYPE_WALLET (yqq_wallet_get_type ())
G_DECLARE_FINAL_TYPE (YqqWallet, yqq_wallet, YQQ, WALLET, GObject)

/* Belongs to the thread that made it; slow parts run in worker threads. Read-only properties with
 * notification: loaded, logged-in, pin-set, stale (how many certificates are to be made anew). */
YqqWallet *yqq_wallet_new (YqqKeyring *keyring);

/* Borrowed. */
YqqKeyring *yqq_wallet_get_keyring (YqqWallet *self);
gboolean yqq_wallet_get_loaded (YqqWallet *self);
gboolean yqq_wallet_get_logged_in (YqqWallet *self);
gboolean yqq_wallet_get_pin_set (YqqWallet *self);
guint yqq_wallet_get_stale (YqqWallet *self);
/* NULL before log in. Borrowed. */
YqqAccount *yqq_wallet_get_account (YqqWallet *self);
/* The key that authenticates this device at the authority; while a log in is under way the one made
 * for it; NULL before there is any. Borrowed. */
YqqKey *yqq_wallet_get_device_key (YqqWallet *self);
/* Of YqqCredential; the same list for the wallet's whole life. Borrowed. */
GListModel *yqq_wallet_get_credentials (YqqWallet *self);
/* Borrowed or NULL. */
YqqCredential *yqq_wallet_find_credential (YqqWallet *self, const char *fingerprint);

/* Reads everything. Errors: KEYRING_LOCKED, KEYRING_ABSENT; DAMAGED only if the account itself or
 * its device key cannot be read: a damaged certificate is left out. May be called again at any time
 * (after unlocking). */
void yqq_wallet_load_async (YqqWallet *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean yqq_wallet_load_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Makes and stores the device key for a log in; the one an interrupted log in left is used again.
 * An account that is logged in stays as it is until store_account. */
void yqq_wallet_create_device_key_async (YqqWallet *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
yqq_wallet_create_device_key_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* The id that the account to be stored must have (made together with the device key); NULL while no
 * log in is under way. */
const char *yqq_wallet_get_login_id (YqqWallet *self);

/* Keeps the account that the device key was registered for: from here on the wallet is logged in.
 */
void yqq_wallet_store_account_async (YqqWallet *self,
                                     YqqAccount *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean yqq_wallet_store_account_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Removes every item of the account (log out): keys and certificates are gone for good. */
void yqq_wallet_forget_async (YqqWallet *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean yqq_wallet_forget_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Sets the first PIN. Errors: PIN_WEAK; PIN_ALREADY_SET; the gate's. An interrupted try with the
 * same PIN is finished by the next one. */
void yqq_wallet_set_pin_async (YqqWallet *self,
                               YqqPinGate *gate,
                               YqqSecretBytes *pin,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean yqq_wallet_set_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Sets another PIN without the old one, for who has shown who they are (identity: the challenge
 * that was satisfied for it). The keys here do not open any more: each certificate is to be made
 * anew. Whatever is interrupted, either the old PIN opens or the new one. Errors: NO_PIN; PIN_WEAK;
 * the gate's. */
void yqq_wallet_replace_pin_async (YqqWallet *self,
                                   YqqPinGate *gate,
                                   YqqSecretBytes *pin,
                                   const char *identity,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean yqq_wallet_replace_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Sets another PIN for who knows the old one: the keys stay, and so do the certificates. Each key
 * is kept sealed under both until the gate has taken the new PIN: whatever is interrupted, one of
 * them opens all keys, and the next use finds out which; the same change again after that succeeds.
 * Errors: NO_PIN; PIN_WEAK; PIN_UNCHANGED; WRONG_PIN and PIN_LOCKED for the old one; the gate's. A
 * change that was cancelled was not made. */
void yqq_wallet_change_pin_async (YqqWallet *self,
                                  YqqPinGate *gate,
                                  YqqSecretBytes *old_pin,
                                  YqqSecretBytes *new_pin,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_wallet_change_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Where a new PIN was on its way when this program ended: asks the gate which one counts, without
 * any PIN. A locked gate does not say; the next new PIN does. Does nothing where none was. */
void yqq_wallet_settle_pin_async (YqqWallet *self,
                                  YqqPinGate *gate,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_wallet_settle_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Whether the certificate is known to be sealed under a PIN that is gone, so that it is to be made
 * anew. */
gboolean yqq_wallet_is_stale (YqqWallet *self, YqqCredential *credential);

/* FALSE if the certificate's key was sealed under a PIN that is gone. */
gboolean yqq_wallet_opens (YqqWallet *self, YqqCredential *credential, YqqUnlockedVault *vault);

/* Opens the vault for one purpose (install, session, check, act, identity) and subject. Costs one
 * scrypt, beside which the gate is asked for its challenge. Errors: NO_PIN, WRONG_PIN and
 * PIN_LOCKED with the tries left, DAMAGED; the gate's. The vault is owned. */
void yqq_wallet_unlock_async (YqqWallet *self,
                              YqqPinGate *gate,
                              const char *purpose,
                              const char *subject,
                              YqqSecretBytes *pin,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
YqqUnlockedVault *yqq_wallet_unlock_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Makes a signing key for a grant and stores it sealed before anybody hears of it; the one that an
 * interrupted installation left for the same grant and algorithm is used again. Gives the key and,
 * in *request, its PKCS#10 (DER); both owned. */
void yqq_wallet_create_key_async (YqqWallet *self,
                                  YqqUnlockedVault *vault,
                                  const char *grant_id,
                                  YqqAlgorithm algorithm,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
YqqKey *yqq_wallet_create_key_finish (YqqWallet *self,
                                      GAsyncResult *result,
                                      GBytes **request,
                                      GError **error);

/* Keeps the certificate (DER) issued for a key that create_key made, with its chain (GBytes); an
 * earlier certificate of the same grant and algorithm is removed with its key. Needs no PIN.
 * Errors: KEY_UNKNOWN if no key here belongs to it. The credential is owned. */
void yqq_wallet_store_credential_async (YqqWallet *self,
                                        const char *grant_id,
                                        GBytes *certificate,
                                        GPtrArray *chain,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
YqqCredential *
yqq_wallet_store_credential_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Removes a certificate and its key from this device. */
void yqq_wallet_remove_credential_async (YqqWallet *self,
                                         YqqCredential *credential,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
yqq_wallet_remove_credential_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* TRUE if keys wait for a certificate because an installation was interrupted. */
gboolean yqq_wallet_has_pending_keys (YqqWallet *self);
/* TRUE if such a key has this public half (SPKI). */
gboolean yqq_wallet_is_pending_key (YqqWallet *self, GBytes *public_key);
/* Removes the keys that wait for a certificate. */
void yqq_wallet_discard_pending_keys_async (YqqWallet *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
yqq_wallet_discard_pending_keys_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* The key of a certificate, opened with the vault and kept in it until it is wiped. May be called
 * from any thread. Errors: KEY_UNKNOWN, VAULT_CLOSED, DAMAGED. */
YqqKey *yqq_wallet_open_key (YqqWallet *self,
                             YqqUnlockedVault *vault,
                             const char *fingerprint,
                             GError **error);

G_END_DECLS

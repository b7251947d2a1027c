/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs a person's acts with their certificate key and brings them to the authority. */
#pragma once

#include "client/authority-connection.h"
#include "model/enterprise.h"
#include "protocol/act-result.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

/* How long adding and modifying go without the PIN after it was entered for an act. */
#define YQQ_ACT_PIN_KEPT_MS (5 * 60 * 1000)

/* The act signed last is kept, in locked memory, until the next one is. Keeps the
 * vault that the PIN opened, in locked memory, for at most YQQ_ACT_PIN_KEPT_MS after the
 * PIN; then, on forget and with its last reference it is wiped. Belongs to one main context. */
#define YQQ_TYPE_ACT_SIGNER (yqq_act_signer_get_type ())
G_DECLARE_FINAL_TYPE (YqqActSigner, yqq_act_signer, YQQ, ACT_SIGNER, GObject)

YqqActSigner *
yqq_act_signer_new (YqqAuthorityConnection *connection, YqqWallet *wallet, YqqPinGate *gate);

/* The certificate this device would sign an act of that enterprise with: one that has not ended,
 * the enterprise's own before an employee's, SM2 before P-256. NULL: none is installed here. Owned.
 */
YqqCredential *yqq_act_signer_find_credential (YqqActSigner *self, YqqEnterprise *enterprise);

/* TRUE if perform needs a PIN for an act of that kind now. */
gboolean yqq_act_signer_needs_pin (YqqActSigner *self, YqqActKind kind);

/* Signs and sends. act->id and act->at_ms are set here where they are empty; a lost answer is asked
 * for again with the very same bytes, here and when the same act is performed once more, so that
 * nothing happens twice. pin may be NULL where none is needed. Errors: YQQ_WALLET_ERROR (WRONG_PIN
 * with tries left, PIN_LOCKED, NO_PIN, VAULT_CLOSED where a PIN is needed after all, KEY_UNKNOWN
 * where no certificate of that enterprise that can be used is installed here), YQQ_PROBLEM_ERROR,
 * YQQ_CLIENT_ERROR. */
void yqq_act_signer_perform_async (YqqActSigner *self,
                                   YqqEnterpriseAct *act,
                                   YqqSecretBytes *pin,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Owned. */
YqqActResult *
yqq_act_signer_perform_finish (YqqActSigner *self, GAsyncResult *result, GError **error);

/* Enters the PIN without an act, for what the authority gives only to who entered it a short while
 * ago. Errors: YQQ_WALLET_ERROR as above, YQQ_CLIENT_ERROR. */
void yqq_act_signer_enter_pin_async (YqqActSigner *self,
                                     YqqSecretBytes *pin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean yqq_act_signer_enter_pin_finish (YqqActSigner *self, GAsyncResult *result, GError **error);

/* Wipes what it keeps: on screen lock, suspend, log out. */
void yqq_act_signer_forget (YqqActSigner *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the detached signature over one digest in a worker thread. */
#pragma once

#include "wallet/wallet.h"

G_BEGIN_DECLS

/* The key is opened at the first signature of a certificate and kept in vault. Errors:
 * YQQ_WALLET_ERROR (KEY_UNKNOWN, VAULT_CLOSED, DAMAGED), YQQ_CRYPTO_ERROR. */
void yqq_sign_document_async (YqqWallet *wallet,
                              YqqUnlockedVault *vault,
                              const char *fingerprint,
                              GBytes *digest,
                              gint64 signing_time_ms,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* CMS, DER. Owned. */
GBytes *yqq_sign_document_finish (GAsyncResult *result, GError **error);

G_END_DECLS

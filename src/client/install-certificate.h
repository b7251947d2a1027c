/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Installs the certificate of a grant: PIN, key made here, certificate fetched and kept. */
#pragma once

#include "client/authority-connection.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_INSTALL_UNLOCKING,
  YQQ_INSTALL_MAKING_KEY,
  YQQ_INSTALL_REQUESTING,
  YQQ_INSTALL_STORING,
} YqqInstallStep;

/* Called in the caller's main context as each step begins. */
typedef void (*YqqInstallProgress) (YqqInstallStep step, gpointer user_data);

/* Interrupted at any point it leaves nothing half done: the next call for the same grant finishes
 * with the same key. Errors: YQQ_WALLET_ERROR (WRONG_PIN with tries left, …), YQQ_PROBLEM_ERROR
 * (grant-suspended, …), YQQ_CLIENT_ERROR. progress may be NULL. */
void yqq_install_certificate_async (YqqAuthorityConnection *connection,
                                    YqqWallet *wallet,
                                    YqqPinGate *gate,
                                    const char *grant_id,
                                    YqqAlgorithm algorithm,
                                    YqqSecretBytes *pin,
                                    YqqInstallProgress progress,
                                    gpointer progress_data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* The installed credential, owned. */
YqqCredential *yqq_install_certificate_finish (GAsyncResult *result, GError **error);

/* At start: keeps certificates that the authority issued for keys of this device whose installation
 * was interrupted, and removes the keys for which there is none. Without such keys nothing is
 * asked. */
void yqq_finish_installations_async (YqqAuthorityConnection *connection,
                                     YqqWallet *wallet,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean yqq_finish_installations_finish (GAsyncResult *result, GError **error);

G_END_DECLS

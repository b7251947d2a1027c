/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN without the old one, and every certificate of this device made anew under it. */
#pragma once

#include "client/authority-connection.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

/* done of all certificates are made anew, and left are left as they are; before the first call the
 * PIN is not set yet. */
typedef void (*YqqReplacePinProgress) (guint done, guint left, guint all, gpointer user_data);

/* identity: the challenge that was satisfied for it; NULL: the PIN is set, and only what still
 * does not open under it is made anew, so that whatever was interrupted goes on. A certificate
 * whose grant is suspended, cancelled or at its end is left as it is. progress is not called after
 * the end. */
void yqq_replace_pin_async (YqqAuthorityConnection *connection,
                            YqqWallet *wallet,
                            YqqPinGate *gate,
                            YqqSecretBytes *pin,
                            const char *identity,
                            YqqReplacePinProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean yqq_replace_pin_finish (GAsyncResult *result, GError **error);

G_END_DECLS

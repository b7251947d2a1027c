/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log out: the device is revoked at the authority and everything of the account leaves it. */
#pragma once

#include "client/authority-connection.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

/* Nothing is removed here if the authority could not be told (YQQ_CLIENT_ERROR_OFFLINE, …), unless
 * only_here is set. A device that the authority does not know any more is logged out as well. */
void yqq_log_out_async (YqqAuthorityConnection *connection,
                        YqqWallet *wallet,
                        gboolean only_here,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean yqq_log_out_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority for an authorised user's numbers in full, which it records. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/authorised-user.h"

G_BEGIN_DECLS

void yqq_reveal_user_async (YqqAuthorityConnection *connection,
                            const char *enterprise_id,
                            const char *grant_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Owned. */
YqqRevealedUser *yqq_reveal_user_finish (GAsyncResult *result, GError **error);

G_END_DECLS

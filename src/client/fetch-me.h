/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority who is logged in here, with PIN state and memberships. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/me.h"

G_BEGIN_DECLS

void yqq_fetch_me_async (YqqAuthorityConnection *connection,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* Owned. */
YqqMe *yqq_fetch_me_finish (GAsyncResult *result, GError **error);

G_END_DECLS

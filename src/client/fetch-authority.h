/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority who it is. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/authority-info.h"

G_BEGIN_DECLS

void yqq_fetch_authority_async (YqqAuthorityConnection *connection,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Owned. */
YqqAuthorityInfo *yqq_fetch_authority_finish (GAsyncResult *result, GError **error);

G_END_DECLS

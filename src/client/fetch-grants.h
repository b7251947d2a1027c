/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority for the person's grants with their certificates. */
#pragma once

#include "client/authority-connection.h"

G_BEGIN_DECLS

void yqq_fetch_grants_async (YqqAuthorityConnection *connection,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* An owned array of YqqGrant (model/grant.h). */
GPtrArray *yqq_fetch_grants_finish (GAsyncResult *result, GError **error);

G_END_DECLS

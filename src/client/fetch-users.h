/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority for a page of an enterprise's authorised users. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/authorised-user.h"

G_BEGIN_DECLS

/* after: the cursor of the page before, or NULL for the first page. limit: 0 for the usual size. */
void yqq_fetch_users_async (YqqAuthorityConnection *connection,
                            const char *enterprise_id,
                            const char *after,
                            guint limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Owned. */
YqqAuthorisedUsers *yqq_fetch_users_finish (GAsyncResult *result, GError **error);

G_END_DECLS

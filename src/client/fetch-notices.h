/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority for the person's notices, and tells it which were seen. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/notice.h"

G_BEGIN_DECLS

/* after: the sequence of the last one known; 0: the newest ones. */
void yqq_fetch_notices_async (YqqAuthorityConnection *connection,
                              gint64 after,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* Owned. */
YqqNotices *yqq_fetch_notices_finish (GAsyncResult *result, GError **error);

void yqq_see_notices_async (YqqAuthorityConnection *connection,
                            gint64 up_to,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean yqq_see_notices_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority what is wrong with grants before they are given. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/act-result.h"

G_BEGIN_DECLS

/* drafts: YqqGrantDraft. */
void yqq_check_grants_async (YqqAuthorityConnection *connection,
                             const char *enterprise_id,
                             GPtrArray *drafts,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* A line a draft, and the quota as it is. Owned. */
YqqActResult *yqq_check_grants_finish (GAsyncResult *result, GError **error);

G_END_DECLS

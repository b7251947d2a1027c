/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority for what an administrator sees of their enterprise. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

/* Acts that wait and were too long for the authority's answer are asked for one by one. */
void yqq_fetch_enterprise_async (YqqAuthorityConnection *connection,
                                 const char *enterprise_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Owned. */
YqqEnterpriseOverview *yqq_fetch_enterprise_finish (GAsyncResult *result, GError **error);

G_END_DECLS

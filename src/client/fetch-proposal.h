/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority for an act that waits for a second person and was too long for the overview.
 */
#pragma once

#include "client/authority-connection.h"
#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

void yqq_fetch_proposal_async (YqqAuthorityConnection *connection,
                               const char *enterprise_id,
                               const char *proposal_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* The compact JWS. Owned. */
char *yqq_fetch_proposal_finish (GAsyncResult *result, GError **error);

G_END_DECLS

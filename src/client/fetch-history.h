/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority for what was signed, and for a signature itself. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/usage-record.h"

G_BEGIN_DECLS

/* enterprise_id NULL: what the person signed; else all of the enterprise, for its administrators.
 */
void yqq_fetch_history_async (YqqAuthorityConnection *connection,
                              const char *enterprise_id,
                              const char *after,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* Owned. */
YqqUsageRecords *yqq_fetch_history_finish (GAsyncResult *result, GError **error);

void yqq_fetch_signature_async (YqqAuthorityConnection *connection,
                                const YqqUsageRecord *record,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* The CMS. Owned. */
GBytes *yqq_fetch_signature_finish (GAsyncResult *result, GError **error);

G_END_DECLS

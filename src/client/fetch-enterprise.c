/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-enterprise.h"

#include "client/ask.h"

void
yqq_fetch_enterprise_async (YqqAuthorityConnection *connection,
                            const char *enterprise_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s", enterprise_id);
  yqq_ask_async (connection, "GET", path, NULL, YQQ_REQUEST_SIGNED, YQQ_OVERVIEW_MAX_BYTES,
                 (YqqAnswerReader)yqq_enterprise_overview_from_json,
                 (GDestroyNotify)yqq_enterprise_overview_free, cancellable, callback, user_data);
}

YqqEnterpriseOverview *
yqq_fetch_enterprise_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

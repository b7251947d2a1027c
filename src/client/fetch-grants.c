/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-grants.h"

#include "client/ask.h"
#include "protocol/me.h"

void
yqq_fetch_grants_async (YqqAuthorityConnection *connection,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  yqq_ask_async (connection, "GET", "/v1/me/grants", NULL, YQQ_REQUEST_SIGNED, YQQ_GRANTS_MAX_BYTES,
                 (YqqAnswerReader)yqq_grants_from_json, (GDestroyNotify)g_ptr_array_unref,
                 cancellable, callback, user_data);
}

GPtrArray *
yqq_fetch_grants_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

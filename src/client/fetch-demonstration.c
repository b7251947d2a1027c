/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-demonstration.h"

#include "client/ask.h"

void
yqq_fetch_demonstration_async (YqqAuthorityConnection *connection,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  yqq_ask_async (connection, "GET", "/v1/demonstration", NULL, YQQ_REQUEST_PLAIN, 65536,
                 (YqqAnswerReader)yqq_demonstration_people_from_json,
                 (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
yqq_fetch_demonstration_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

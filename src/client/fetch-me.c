/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-me.h"

#include "client/ask.h"

void
yqq_fetch_me_async (YqqAuthorityConnection *connection,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  yqq_ask_async (connection, "GET", "/v1/me", NULL, YQQ_REQUEST_SIGNED, 65536,
                 (YqqAnswerReader)yqq_me_from_json, (GDestroyNotify)yqq_me_free, cancellable,
                 callback, user_data);
}

YqqMe *
yqq_fetch_me_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

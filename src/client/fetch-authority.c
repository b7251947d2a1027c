/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-authority.h"

#include "client/ask.h"

void
yqq_fetch_authority_async (YqqAuthorityConnection *connection,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  yqq_ask_async (connection, "GET", "/v1/authority", NULL, YQQ_REQUEST_PLAIN, 65536,
                 (YqqAnswerReader)yqq_authority_info_from_json,
                 (GDestroyNotify)yqq_authority_info_free, cancellable, callback, user_data);
}

YqqAuthorityInfo *
yqq_fetch_authority_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/check-grants.h"

#include "client/ask.h"

void
yqq_check_grants_async (YqqAuthorityConnection *connection,
                        const char *enterprise_id,
                        GPtrArray *drafts,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s/checks", enterprise_id);
  yqq_ask_async (connection, "POST", path, yqq_grant_checks_to_json (drafts), YQQ_REQUEST_SIGNED,
                 YQQ_ACT_RESULT_MAX_BYTES, (YqqAnswerReader)yqq_act_result_from_json,
                 (GDestroyNotify)yqq_act_result_free, cancellable, callback, user_data);
}

YqqActResult *
yqq_check_grants_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

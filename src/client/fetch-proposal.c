/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-proposal.h"

#include "client/ask.h"

void
yqq_fetch_proposal_async (YqqAuthorityConnection *connection,
                          const char *enterprise_id,
                          const char *proposal_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *path =
      g_strdup_printf ("/v1/enterprises/%s/proposals/%s", enterprise_id, proposal_id);
  yqq_ask_async (connection, "GET", path, NULL, YQQ_REQUEST_SIGNED, YQQ_OVERVIEW_MAX_BYTES,
                 (YqqAnswerReader)yqq_proposal_act_from_json, g_free, cancellable, callback,
                 user_data);
}

char *
yqq_fetch_proposal_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-users.h"

#include "client/ask.h"

void
yqq_fetch_users_async (YqqAuthorityConnection *connection,
                       const char *enterprise_id,
                       const char *after,
                       guint limit,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autofree char *cursor = after != NULL ? g_strconcat ("&after=", after, NULL) : g_strdup ("");
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s/grants?limit=%u%s", enterprise_id,
                                           limit > 0 ? limit : YQQ_USERS_PAGE_DEFAULT, cursor);
  yqq_ask_async (connection, "GET", path, NULL, YQQ_REQUEST_SIGNED, YQQ_USERS_MAX_BYTES,
                 (YqqAnswerReader)yqq_authorised_users_from_json,
                 (GDestroyNotify)yqq_authorised_users_free, cancellable, callback, user_data);
}

YqqAuthorisedUsers *
yqq_fetch_users_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

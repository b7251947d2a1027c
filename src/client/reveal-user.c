/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/reveal-user.h"

#include "client/ask.h"

void
yqq_reveal_user_async (YqqAuthorityConnection *connection,
                       const char *enterprise_id,
                       const char *grant_id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s/reveals", enterprise_id);
  JsonObject *body = json_object_new ();
  json_object_set_string_member (body, "grant", grant_id);
  yqq_ask_async (connection, "POST", path, body, YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_revealed_user_from_json,
                 (GDestroyNotify)yqq_revealed_user_free, cancellable, callback, user_data);
}

YqqRevealedUser *
yqq_reveal_user_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

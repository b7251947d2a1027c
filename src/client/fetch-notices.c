/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-notices.h"

#include "client/ask.h"

void
yqq_fetch_notices_async (YqqAuthorityConnection *connection,
                         gint64 after,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/v1/me/notices?after=%" G_GINT64_FORMAT, after);
  yqq_ask_async (connection, "GET", path, NULL, YQQ_REQUEST_SIGNED, YQQ_NOTICES_MAX_BYTES,
                 (YqqAnswerReader)yqq_notices_from_json, (GDestroyNotify)yqq_notices_free,
                 cancellable, callback, user_data);
}

YqqNotices *
yqq_fetch_notices_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

/* Nothing is in the answer; that it came is all. */
static gpointer
read_nothing (JsonObject *object, GError **error)
{
  return json_object_ref (object);
}

void
yqq_see_notices_async (YqqAuthorityConnection *connection,
                       gint64 up_to,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  JsonObject *body = json_object_new ();
  json_object_set_int_member (body, "up_to", up_to);
  yqq_ask_async (connection, "POST", "/v1/me/notices/seen", body, YQQ_REQUEST_SIGNED, 0,
                 read_nothing, (GDestroyNotify)json_object_unref, cancellable, callback, user_data);
}

gboolean
yqq_see_notices_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) nothing = yqq_ask_finish (result, error);
  return nothing != NULL;
}

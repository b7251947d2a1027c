/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-history.h"

#include "client/ask.h"

void
yqq_fetch_history_async (YqqAuthorityConnection *connection,
                         const char *enterprise_id,
                         const char *after,
                         guint limit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autofree char *of =
      enterprise_id != NULL ? g_strdup_printf ("enterprises/%s", enterprise_id) : g_strdup ("me");
  g_autofree char *cursor =
      after != NULL ? g_uri_escape_string (after, NULL, FALSE) : g_strdup ("");
  g_autofree char *path = g_strdup_printf ("/v1/%s/history?limit=%u%s%s", of, limit,
                                           after != NULL ? "&after=" : "", cursor);
  yqq_ask_async (connection, "GET", path, NULL, YQQ_REQUEST_SIGNED, YQQ_USAGE_MAX_BYTES,
                 (YqqAnswerReader)yqq_usage_records_from_json,
                 (GDestroyNotify)yqq_usage_records_free, cancellable, callback, user_data);
}

YqqUsageRecords *
yqq_fetch_history_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

void
yqq_fetch_signature_async (YqqAuthorityConnection *connection,
                           const YqqUsageRecord *record,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *path =
      g_strdup_printf ("/v1/history/%s/%s/%s", record->session, record->request, record->document);
  yqq_ask_async (connection, "GET", path, NULL, YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_usage_signature_from_json, (GDestroyNotify)g_bytes_unref,
                 cancellable, callback, user_data);
}

GBytes *
yqq_fetch_signature_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

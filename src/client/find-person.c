/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/find-person.h"

#include "client/ask.h"

void
yqq_find_person_async (YqqAuthorityConnection *connection,
                       const char *enterprise_id,
                       const YqqPersonQuery *query,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s/persons", enterprise_id);
  yqq_ask_async (connection, "POST", path, yqq_person_query_to_json (query), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_found_person_from_json, (GDestroyNotify)yqq_found_person_free,
                 cancellable, callback, user_data);
}

YqqFoundPerson *
yqq_find_person_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/accounts.h"

#include "client/ask.h"

#define PATH "/v1/me/accounts"
/* As many accounts as there can be, with the longest addresses. */
#define MAX_ANSWER (64 * 1024)

void
yqq_fetch_accounts_async (YqqAuthorityConnection *connection,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  yqq_ask_async (connection, "GET", PATH, NULL, YQQ_REQUEST_SIGNED, MAX_ANSWER,
                 (YqqAnswerReader)yqq_linked_accounts_from_json,
                 (GDestroyNotify)yqq_linked_accounts_free, cancellable, callback, user_data);
}

YqqLinkedAccounts *
yqq_fetch_accounts_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

void
yqq_link_account_async (YqqAuthorityConnection *connection,
                        const char *identity,
                        JsonObject *evidence,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  const YqqAccountLinking linking = {.identity = (char *)identity, .evidence = evidence};
  yqq_ask_async (connection, "POST", PATH, yqq_account_linking_to_json (&linking),
                 YQQ_REQUEST_SIGNED, 0, (YqqAnswerReader)yqq_linked_account_from_json,
                 (GDestroyNotify)yqq_linked_account_free, cancellable, callback, user_data);
}

YqqLinkedAccount *
yqq_link_account_finish (GAsyncResult *result, GError **error)
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
yqq_unlink_account_async (YqqAuthorityConnection *connection,
                          const char *id,
                          const char *identity,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *path = g_strdup_printf (PATH "/%s?identity=%s", id, identity);
  yqq_ask_async (connection, "DELETE", path, NULL, YQQ_REQUEST_SIGNED, 0, read_nothing,
                 (GDestroyNotify)json_object_unref, cancellable, callback, user_data);
}

gboolean
yqq_unlink_account_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) nothing = yqq_ask_finish (result, error);
  return nothing != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-key-fetch.h"

#include "base/json.h"
#include "identity/oidc-provider.h"

typedef struct {
  GAsyncResult *result;
} Answer;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  answer->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Answer *answer, GMainContext *context)
{
  while (answer->result == NULL)
    g_main_context_iteration (context, TRUE);
  return answer->result;
}

static YqqOidcKeys *
ask (GMainContext *context, const char *issuer, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupSession) session = yqq_oidc_http_session_new ();
  Answer discovered = {0}, keys = {0};
  yqq_oidc_provider_discover_async (session, issuer, cancellable, on_answer, &discovered);
  g_autoptr (GAsyncResult) first = wait_for (&discovered, context);
  g_autoptr (YqqOidcProvider) provider = yqq_oidc_provider_discover_finish (first, error);
  if (provider == NULL)
    return NULL;
  yqq_oidc_http_ask_async (session, provider->jwks_uri, NULL, cancellable, on_answer, &keys);
  g_autoptr (GAsyncResult) second = wait_for (&keys, context);
  g_autoptr (YqqOidcAnswer) answer = yqq_oidc_http_ask_finish (second, error);
  if (answer == NULL)
    return NULL;
  if (answer->status >= 300) {
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER,
                 "no keys at the provider's address for them (status %u)", answer->status);
    return NULL;
  }
  return yqq_oidc_keys_parse (answer->json, error);
}

YqqOidcKeys *
yqq_oidc_fetch_keys (const char *issuer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  YqqOidcKeys *keys = ask (context, issuer, cancellable, error);
  /* What the session still has to close. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return keys;
}

YqqOidcKeys *
yqq_oidc_read_keys (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  g_autoptr (JsonObject) json = yqq_json_parse (text, (gssize)length, YQQ_OIDC_MAX_ANSWER, error);
  return json != NULL ? yqq_oidc_keys_parse (json, error) : NULL;
}

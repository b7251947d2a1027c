/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-device-flow.h"

#include <string.h>

#include "base/json.h"
#include "identity/oidc-form.h"
#include "identity/oidc-settings.h"
#include "identity/oidc-token.h"

#define GRANT_TYPE "urn:ietf:params:oauth:grant-type:device_code"
#define DEFAULT_INTERVAL_S 5 /* RFC 8628 3.2 */
#define SLOWER_BY_S 5        /* RFC 8628 3.5 */
#define MAX_INTERVAL_S 60
#define MAX_SECONDS 1800
#define MAX_CODE 2048
#define MAX_USER_CODE 40

typedef struct {
  char *token_endpoint;
  char *client_id;
  YqqSecretBytes *device_code; /* text with its NUL: whoever has it gets the token */
  gint64 interval_s;
  gint64 ends_at_us; /* monotonic */
  YqqOidcShowCode show;
  gpointer show_data;
  GSource *timer;
  GSource *cancelled;
} Flow;

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
flow_free (Flow *self)
{
  drop_source (&self->timer);
  drop_source (&self->cancelled);
  g_free (self->token_endpoint);
  g_free (self->client_id);
  g_clear_pointer (&self->device_code, yqq_secret_bytes_unref);
  g_free (self);
}

static void wait_and_ask (GTask *task);

static void
fail (GTask *task, int code, const char *message)
{
  g_task_return_new_error (task, YQQ_OIDC_ERROR, code, "%s", message);
}

/* Whether error only means: ask again later. */
static gboolean
is_not_yet (Flow *flow, const char *refusal, const GError *error)
{
  if (g_strcmp0 (refusal, "authorization_pending") == 0)
    return TRUE;
  if (g_strcmp0 (refusal, "slow_down") != 0 &&
      !g_error_matches (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_OFFLINE))
    return FALSE;
  flow->interval_s = MIN (flow->interval_s + SLOWER_BY_S, MAX_INTERVAL_S);
  return TRUE;
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Flow *flow = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *refusal = NULL;
  g_autoptr (YqqOidcAnswer) answer = yqq_oidc_http_ask_finish (result, &error);
  char *token = answer != NULL ? yqq_oidc_token_from_answer (answer, &refusal, &error) : NULL;
  if (token != NULL)
    g_task_return_pointer (task, token, g_free);
  else if (is_not_yet (flow, refusal, error))
    wait_and_ask (task);
  else if (g_strcmp0 (refusal, "expired_token") == 0)
    fail (task, YQQ_OIDC_ERROR_TIMED_OUT, "nobody logged in in time");
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
on_time (gpointer user_data)
{
  GTask *task = user_data;
  Flow *flow = g_task_get_task_data (task);
  drop_source (&flow->cancelled);
  g_autoptr (YqqSecretBytes) form =
      yqq_oidc_form_new ("grant_type", GRANT_TYPE, "device_code",
                         (const char *)yqq_secret_bytes_get_data (flow->device_code), "client_id",
                         flow->client_id, NULL);
  yqq_oidc_http_ask_async (g_task_get_source_object (task), flow->token_endpoint, form,
                           g_task_get_cancellable (task), on_token, g_object_ref (task));
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Flow *flow = g_task_get_task_data (task);
  drop_source (&flow->timer);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task, GSource **slot, GSource *source, GSourceFunc function)
{
  drop_source (slot);
  *slot = source;
  g_source_set_callback (source, function, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
wait_and_ask (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gint64 left_us = flow->ends_at_us - g_get_monotonic_time ();
  if (left_us <= 0) {
    fail (task, YQQ_OIDC_ERROR_TIMED_OUT, "nobody logged in in time");
    return;
  }
  gint64 wait_ms = MIN (flow->interval_s * 1000, left_us / 1000 + 1);
  watch (task, &flow->timer, g_timeout_source_new ((guint)wait_ms), on_time);
  if (cancellable != NULL)
    watch (task, &flow->cancelled, g_cancellable_source_new (cancellable),
           G_SOURCE_FUNC (on_cancelled));
}

/* RFC 8628 3.2. Some write "verification_url". */
static gboolean
read_codes (Flow *flow, JsonObject *json, YqqOidcUserCode *code)
{
  const char *device_code = NULL;
  gint64 seconds = 0;
  if (!yqq_json_read_string (json, "device_code", MAX_CODE, &device_code, NULL) ||
      !yqq_json_read_string (json, "user_code", MAX_USER_CODE, &code->code, NULL) ||
      !yqq_json_read_int (json, "expires_in", 1, G_MAXINT32, &seconds, NULL) ||
      (!yqq_json_read_string (json, "verification_uri", YQQ_OIDC_MAX_URI, &code->address, NULL) &&
       !yqq_json_read_string (json, "verification_url", YQQ_OIDC_MAX_URI, &code->address, NULL)))
    return FALSE;
  if (yqq_json_has (json, "verification_uri_complete") &&
      !yqq_json_read_string (json, "verification_uri_complete", YQQ_OIDC_MAX_URI,
                             &code->whole_address, NULL))
    return FALSE;
  flow->interval_s = DEFAULT_INTERVAL_S;
  if (yqq_json_has (json, "interval") &&
      !yqq_json_read_int (json, "interval", 1, MAX_INTERVAL_S, &flow->interval_s, NULL))
    return FALSE;
  code->seconds = (guint)MIN (seconds, MAX_SECONDS);
  flow->ends_at_us = g_get_monotonic_time () + code->seconds * G_USEC_PER_SEC;
  flow->device_code = yqq_secret_bytes_new_copy (device_code, strlen (device_code) + 1);
  return yqq_oidc_is_safe_uri (code->address) &&
         (code->whole_address == NULL || yqq_oidc_is_safe_uri (code->whole_address));
}

static void
on_codes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Flow *flow = g_task_get_task_data (task);
  GError *error = NULL;
  const char *refusal = NULL;
  YqqOidcUserCode code = {0};
  g_autoptr (YqqOidcAnswer) answer = yqq_oidc_http_ask_finish (result, &error);
  if (answer != NULL && answer->status >= 300)
    yqq_oidc_token_from_answer (answer, &refusal, &error);
  else if (answer != NULL && !read_codes (flow, answer->json, &code))
    g_set_error (&error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER,
                 "the provider gives no code to log in with");
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  flow->show (&code, flow->show_data);
  wait_and_ask (task);
}

void
yqq_oidc_device_flow_async (SoupSession *session,
                            const YqqOidcProvider *provider,
                            const char *client_id,
                            const char *nonce,
                            YqqOidcShowCode show,
                            gpointer show_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Flow *flow = g_new0 (Flow, 1);
  g_task_set_task_data (task, flow, (GDestroyNotify)flow_free);
  g_task_set_check_cancellable (task, FALSE);
  if (provider->device_authorization_endpoint == NULL) {
    fail (task, YQQ_OIDC_ERROR_UNSUPPORTED, "the provider has no log in by telephone");
    return;
  }
  flow->token_endpoint = g_strdup (provider->token_endpoint);
  flow->client_id = g_strdup (client_id);
  flow->show = show;
  flow->show_data = show_data;
  g_autofree char *age = g_strdup_printf ("%" G_GINT64_FORMAT, YQQ_OIDC_TOKEN_MS / 1000);
  /* RFC 8628 knows no nonce, but some providers of OpenID Connect take it here as in its own flow.
   */
  g_autoptr (YqqSecretBytes) form = yqq_oidc_form_new ("client_id", client_id, "scope", "openid",
                                                       "nonce", nonce, "max_age", age, NULL);
  yqq_oidc_http_ask_async (session, provider->device_authorization_endpoint, form, cancellable,
                           on_codes, g_steal_pointer (&task));
}

char *
yqq_oidc_device_flow_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

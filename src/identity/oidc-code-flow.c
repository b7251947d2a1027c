/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-code-flow.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "identity/oidc-form.h"
#include "identity/oidc-redirect.h"
#include "identity/oidc-token.h"

#define STATE_SIZE 16
#define VERIFIER_SIZE 32 /* 43 characters, the fewest that RFC 7636 4.1 takes */
#define VERIFIER_CHARACTERS 43

typedef struct {
  char *issuer;
  char *token_endpoint;
  gboolean names_itself;
  char *client_id;
  YqqSecretBytes *verifier; /* text with its NUL */
  YqqOidcRedirect *redirect;
} Flow;

static void
flow_free (Flow *self)
{
  g_free (self->issuer);
  g_free (self->token_endpoint);
  g_free (self->client_id);
  g_clear_pointer (&self->verifier, yqq_secret_bytes_unref);
  g_clear_pointer (&self->redirect, yqq_oidc_redirect_free);
  g_free (self);
}

static YqqSecretBytes *
draw_verifier (void)
{
  g_autoptr (YqqSecretBytes) random = yqq_random_secret (VERIFIER_SIZE);
  char *text = yqq_base64url_encode (yqq_secret_bytes_get_data (random), VERIFIER_SIZE);
  YqqSecretBytes *verifier = yqq_secret_bytes_new_copy (text, VERIFIER_CHARACTERS + 1);
  yqq_wipe (text, VERIFIER_CHARACTERS);
  g_free (text);
  return verifier;
}

/* RFC 7636 4.2, S256 */
static char *
make_challenge (YqqSecretBytes *verifier)
{
  g_autoptr (YqqDigest) digest = yqq_digest_new (YQQ_DIGEST_ALGORITHM_SHA256);
  yqq_digest_update (digest, yqq_secret_bytes_get_data (verifier), VERIFIER_CHARACTERS);
  g_autoptr (GBytes) bytes = yqq_digest_finish (digest);
  return yqq_base64url_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
draw_state (void)
{
  guint8 random[STATE_SIZE];
  yqq_random_bytes (random, sizeof random);
  return yqq_base64url_encode (random, sizeof random);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const char *refusal;
  g_autoptr (YqqOidcAnswer) answer = yqq_oidc_http_ask_finish (result, &error);
  char *token = answer != NULL ? yqq_oidc_token_from_answer (answer, &refusal, &error) : NULL;
  if (token != NULL)
    g_task_return_pointer (task, token, g_free);
  else
    g_task_return_error (task, error);
}

/* RFC 9207 2.4: another provider's answer may not be taken for this one's. */
static gboolean
is_from (const Flow *flow, const YqqOidcReply *reply)
{
  return reply->issuer != NULL ? g_str_equal (reply->issuer, flow->issuer) : !flow->names_itself;
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Flow *flow = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqOidcReply) reply = yqq_oidc_redirect_wait_finish (result, &error);
  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (!is_from (flow, reply)) {
    g_task_return_new_error (task, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER,
                             "the browser brings another provider's answer back");
    return;
  }
  g_autoptr (YqqSecretBytes) form = yqq_oidc_form_new (
      "grant_type", "authorization_code", "code", reply->code, "redirect_uri",
      yqq_oidc_redirect_get_uri (flow->redirect), "client_id", flow->client_id, "code_verifier",
      (const char *)yqq_secret_bytes_get_data (flow->verifier), NULL);
  yqq_oidc_http_ask_async (g_task_get_source_object (task), flow->token_endpoint, form,
                           g_task_get_cancellable (task), on_token, g_object_ref (task));
}

static char *
make_address (const Flow *flow,
              const YqqOidcProvider *provider,
              const char *state,
              const char *nonce,
              const char *languages)
{
  g_autofree char *challenge = make_challenge (flow->verifier);
  g_autofree char *age = g_strdup_printf ("%" G_GINT64_FORMAT, YQQ_OIDC_TOKEN_MS / 1000);
  return yqq_oidc_address_new (provider->authorization_endpoint, "response_type", "code", "scope",
                               "openid", "client_id", flow->client_id, "redirect_uri",
                               yqq_oidc_redirect_get_uri (flow->redirect), "state", state, "nonce",
                               nonce, "code_challenge", challenge, "code_challenge_method", "S256",
                               "prompt", "login", "max_age", age, "ui_locales", languages, NULL);
}

void
yqq_oidc_code_flow_async (SoupSession *session,
                          const YqqOidcProvider *provider,
                          const char *client_id,
                          const char *nonce,
                          const char *languages,
                          guint patience_s,
                          YqqOidcOpen open,
                          gpointer open_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  GError *error = NULL;
  Flow *flow = g_new0 (Flow, 1);
  g_autofree char *state = draw_state ();
  flow->issuer = g_strdup (provider->issuer);
  flow->token_endpoint = g_strdup (provider->token_endpoint);
  flow->names_itself = provider->names_itself;
  flow->client_id = g_strdup (client_id);
  flow->verifier = draw_verifier ();
  g_task_set_task_data (task, flow, (GDestroyNotify)flow_free);
  flow->redirect = yqq_oidc_redirect_new (state, &error);
  if (flow->redirect == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autofree char *address = make_address (flow, provider, state, nonce, languages);
  yqq_oidc_redirect_wait_async (flow->redirect, patience_s, cancellable, on_reply,
                                g_object_ref (task));
  open (address, open_data);
}

char *
yqq_oidc_code_flow_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

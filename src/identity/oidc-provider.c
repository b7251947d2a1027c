/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-provider.h"

#include <string.h>

#include "base/json.h"
#include "crypto/jwk.h"
#include "identity/oidc-settings.h"

#define MAX_LISTED 64
#define MAX_LISTED_CHARACTERS 200

void
yqq_oidc_provider_free (YqqOidcProvider *self)
{
  if (self == NULL)
    return;
  g_free (self->issuer);
  g_free (self->authorization_endpoint);
  g_free (self->token_endpoint);
  g_free (self->jwks_uri);
  g_free (self->device_authorization_endpoint);
  g_free (self);
}

static gboolean
read_endpoint (JsonObject *json, const char *member, char **endpoint, GError **error)
{
  const char *uri = NULL;
  if (!yqq_json_read_string (json, member, YQQ_OIDC_MAX_URI, &uri, NULL) ||
      !yqq_oidc_is_safe_uri (uri)) {
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER,
                 "the provider's \"%s\" is no https address", member);
    return FALSE;
  }
  *endpoint = g_strdup (uri);
  return TRUE;
}

/* Whether the list names one of wanted; unsaid where there is no such list. */
static gboolean
lists_one_of (JsonObject *json, const char *member, const char *const *wanted, gboolean unsaid)
{
  g_auto (GStrv) listed = NULL;
  if (!json_object_has_member (json, member))
    return unsaid;
  if (!yqq_json_read_strings (json, member, MAX_LISTED, MAX_LISTED_CHARACTERS, &listed, NULL))
    return FALSE;
  for (guint i = 0; listed[i] != NULL; i++)
    if (g_strv_contains (wanted, listed[i]))
      return TRUE;
  return FALSE;
}

static gboolean
check_abilities (JsonObject *json, GError **error)
{
  const char *const pkce[] = {"S256", NULL};
  const char *const code[] = {"code", NULL};
  const char *const algorithms[] = {yqq_jwk_algorithm_get_name (YQQ_JWK_RS256),
                                    yqq_jwk_algorithm_get_name (YQQ_JWK_ES256), NULL};
  const char *lacking = NULL;
  if (!lists_one_of (json, "response_types_supported", code, FALSE))
    lacking = "the authorization code flow";
  else if (!lists_one_of (json, "code_challenge_methods_supported", pkce, TRUE))
    lacking = "PKCE with S256";
  else if (!lists_one_of (json, "id_token_signing_alg_values_supported", algorithms, FALSE))
    lacking = "tokens signed with RS256 or ES256";
  if (lacking != NULL)
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_UNSUPPORTED, "the provider has not %s",
                 lacking);
  return lacking == NULL;
}

static gboolean
read_members (YqqOidcProvider *self, JsonObject *json, GError **error)
{
  if (!read_endpoint (json, "authorization_endpoint", &self->authorization_endpoint, error) ||
      !read_endpoint (json, "token_endpoint", &self->token_endpoint, error) ||
      !read_endpoint (json, "jwks_uri", &self->jwks_uri, error) ||
      (json_object_has_member (json, "device_authorization_endpoint") &&
       !read_endpoint (json, "device_authorization_endpoint", &self->device_authorization_endpoint,
                       error)))
    return FALSE;
  yqq_json_read_boolean (json, "authorization_response_iss_parameter_supported",
                         &self->names_itself, NULL);
  return check_abilities (json, error);
}

YqqOidcProvider *
yqq_oidc_provider_parse (JsonObject *json, const char *issuer, GError **error)
{
  const char *named = NULL;
  if (!yqq_json_read_string (json, "issuer", YQQ_OIDC_MAX_URI, &named, NULL) ||
      strcmp (named, issuer) != 0) {
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER,
                 "the provider calls itself another issuer than %s", issuer);
    return NULL;
  }
  g_autoptr (YqqOidcProvider) self = g_new0 (YqqOidcProvider, 1);
  self->issuer = g_strdup (issuer);
  return read_members (self, json, error) ? g_steal_pointer (&self) : NULL;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqOidcProvider *provider = NULL;
  g_autoptr (YqqOidcAnswer) answer = yqq_oidc_http_ask_finish (result, &error);
  if (answer != NULL && answer->status >= 300)
    g_set_error (&error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER,
                 "nothing at the issuer's address describes it (status %u)", answer->status);
  else if (answer != NULL)
    provider = yqq_oidc_provider_parse (answer->json, g_task_get_task_data (task), &error);
  if (provider != NULL)
    g_task_return_pointer (task, provider, (GDestroyNotify)yqq_oidc_provider_free);
  else
    g_task_return_error (task, error);
}

void
yqq_oidc_provider_discover_async (SoupSession *session,
                                  const char *issuer,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (issuer), g_free);
  /* Discovery 1.0 4: a slash at the issuer's end is left out first. */
  gsize length = strlen (issuer);
  if (length > 0 && issuer[length - 1] == '/')
    length--;
  g_autofree char *uri =
      g_strdup_printf ("%.*s/.well-known/openid-configuration", (int)length, issuer);
  yqq_oidc_http_ask_async (session, uri, NULL, cancellable, on_answer, task);
}

YqqOidcProvider *
yqq_oidc_provider_discover_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-settings.h"

#include <string.h>

#include "base/json.h"

#define MAX_PATH 4096

gboolean
yqq_oidc_is_safe_uri (const char *uri)
{
  if (strlen (uri) > YQQ_OIDC_MAX_URI)
    return FALSE;
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  if (host == NULL || *host == '\0' || g_uri_get_userinfo (parsed) != NULL ||
      g_uri_get_fragment (parsed) != NULL)
    return FALSE;
  if (strcmp (g_uri_get_scheme (parsed), "https") == 0)
    return TRUE;
  return strcmp (g_uri_get_scheme (parsed), "http") == 0 &&
         (strcmp (host, "127.0.0.1") == 0 || strcmp (host, "::1") == 0 ||
          strcmp (host, "localhost") == 0);
}

static gboolean
refuse (GError **error, const char *member, const char *what)
{
  g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_INVALID, "\"%s\" has to be %s", member, what);
  return FALSE;
}

/* A required or, with a fallback, optional text that is not empty. */
static gboolean
read_text (JsonObject *json,
           const char *member,
           gsize max_characters,
           const char *fallback,
           char **text,
           GError **error)
{
  const char *value = fallback;
  if ((fallback == NULL || json_object_has_member (json, member)) &&
      (!yqq_json_read_string (json, member, max_characters, &value, NULL) || *value == '\0')) {
    g_autofree char *what =
        g_strdup_printf ("a text of 1 to %" G_GSIZE_FORMAT " characters", max_characters);
    return refuse (error, member, what);
  }
  *text = g_strdup (value);
  return TRUE;
}

static gboolean
read_issuer (YqqOidcSettings *self, JsonObject *json, GError **error)
{
  if (!read_text (json, "issuer", YQQ_OIDC_MAX_URI, NULL, &self->issuer, error))
    return FALSE;
  if (!yqq_oidc_is_safe_uri (self->issuer) || strchr (self->issuer, '?') != NULL)
    return refuse (error, "issuer", "an https address without a query");
  return TRUE;
}

static gboolean
read_claim (YqqOidcSettings *self, JsonObject *json, GError **error)
{
  const char *meaning = NULL;
  if (!read_text (json, "person_claim", YQQ_OIDC_MAX_CLAIM_NAME, "sub", &self->person_claim, error))
    return FALSE;
  self->claim_is_document = strcmp (self->person_claim, "id_number") == 0;
  if (!json_object_has_member (json, "person_claim_is"))
    return TRUE;
  if (!yqq_json_read_string (json, "person_claim_is", 16, &meaning, NULL) ||
      (strcmp (meaning, "link") != 0 && strcmp (meaning, "id-number") != 0))
    return refuse (error, "person_claim_is", "\"link\" or \"id-number\"");
  self->claim_is_document = strcmp (meaning, "id-number") == 0;
  return TRUE;
}

static gboolean
read_members (YqqOidcSettings *self, JsonObject *json, GError **error)
{
  const char *file = NULL;
  if (!read_text (json, "name", YQQ_OIDC_MAX_NAME, NULL, &self->name, error) ||
      !read_issuer (self, json, error) ||
      !read_text (json, "client_id", YQQ_OIDC_MAX_CLIENT_ID, NULL, &self->client_id, error) ||
      !read_claim (self, json, error))
    return FALSE;
  if (json_object_has_member (json, "device_flow") &&
      !yqq_json_read_boolean (json, "device_flow", &self->device_flow, NULL))
    return refuse (error, "device_flow", "true or false");
  if (json_object_has_member (json, "jwks_file") &&
      (!yqq_json_read_string (json, "jwks_file", MAX_PATH, &file, NULL) ||
       !g_path_is_absolute (file)))
    return refuse (error, "jwks_file", "a file's whole path, beginning with /");
  self->jwks_file = g_strdup (file);
  return TRUE;
}

YqqOidcSettings *
yqq_oidc_settings_from_json (JsonObject *json, GError **error)
{
  g_autoptr (YqqOidcSettings) self = g_new0 (YqqOidcSettings, 1);
  return read_members (self, json, error) ? g_steal_pointer (&self) : NULL;
}

YqqOidcSettings *
yqq_oidc_settings_copy (const YqqOidcSettings *self)
{
  YqqOidcSettings *copy = g_new0 (YqqOidcSettings, 1);
  copy->name = g_strdup (self->name);
  copy->issuer = g_strdup (self->issuer);
  copy->client_id = g_strdup (self->client_id);
  copy->device_flow = self->device_flow;
  copy->person_claim = g_strdup (self->person_claim);
  copy->claim_is_document = self->claim_is_document;
  copy->jwks_file = g_strdup (self->jwks_file);
  return copy;
}

void
yqq_oidc_settings_free (YqqOidcSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->person_claim);
  g_free (self->jwks_file);
  g_free (self);
}

JsonObject *
yqq_oidc_settings_to_offer (const YqqOidcSettings *self)
{
  JsonObject *offer = json_object_new ();
  json_object_set_string_member (offer, "name", self->name);
  json_object_set_string_member (offer, "issuer", self->issuer);
  json_object_set_string_member (offer, "client_id", self->client_id);
  json_object_set_boolean_member (offer, "device_flow", self->device_flow);
  return offer;
}

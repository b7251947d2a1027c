/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "base/shown-text.h"

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

typedef struct {
  JsonObject *json;
  YqqOidcFault report;
  gpointer user_data;
  gboolean faulty;
} Reading;

static void
blame (Reading *reading, const char *member, const char *sentence)
{
  reading->faulty = TRUE;
  reading->report (member, sentence, reading->user_data);
}

/* A text that people can be shown; owned, NULL after a fault, or where it is absent and optional.
 */
static char *
dup_text (Reading *reading, const char *member, glong max_length, gboolean required)
{
  const char *text = "";
  if (!json_object_has_member (reading->json, member) && !required)
    return NULL;
  if (yqq_json_read_string (reading->json, member, (gsize)max_length, &text, NULL) &&
      *text != '\0' && yqq_text_can_be_shown (text))
    return g_strdup (text);
  g_autofree char *sentence =
      g_strdup_printf (_ ("A text of 1 to %ld characters is needed here."), max_length);
  blame (reading, member, sentence);
  return NULL;
}

static char *
dup_issuer (Reading *reading)
{
  g_autofree char *issuer = dup_text (reading, "issuer", YQQ_OIDC_MAX_URI, TRUE);
  if (issuer == NULL || (yqq_oidc_is_safe_uri (issuer) && strchr (issuer, '?') == NULL))
    return g_steal_pointer (&issuer);
  blame (reading, "issuer",
         _ ("An https:// address without a question mark is needed here, exactly as the provider "
            "writes it in its tokens."));
  return NULL;
}

static gboolean
read_boolean (Reading *reading, const char *member)
{
  gboolean value = FALSE;
  if (json_object_has_member (reading->json, member) &&
      !yqq_json_read_boolean (reading->json, member, &value, NULL))
    blame (reading, member, _ ("Write true or false here."));
  return value;
}

static gboolean
read_claim_kind (Reading *reading, const char *claim)
{
  static const char *const kinds[] = {"link", "id-number", NULL};
  g_autofree char *kind = dup_text (reading, "person_claim_is", YQQ_OIDC_MAX_NAME, FALSE);
  if (kind == NULL)
    return strcmp (claim, "id_number") == 0;
  if (!g_strv_contains (kinds, kind)) {
    g_autofree char *choice = g_strjoinv (", ", (GStrv)kinds);
    g_autofree char *sentence =
        g_strdup_printf (_ ("“%s” is not known here. Known are: %s."), kind, choice);
    blame (reading, "person_claim_is", sentence);
  }
  return strcmp (kind, "id-number") == 0;
}

static char *
dup_file (Reading *reading)
{
  g_autofree char *file = dup_text (reading, "jwks_file", MAX_PATH, FALSE);
  if (file == NULL || g_path_is_absolute (file))
    return g_steal_pointer (&file);
  blame (reading, "jwks_file", _ ("A file's whole path is needed here, beginning with /."));
  return NULL;
}

YqqOidcSettings *
yqq_oidc_settings_read (JsonObject *json, YqqOidcFault report, gpointer user_data)
{
  Reading reading = {.json = json, .report = report, .user_data = user_data};
  g_autoptr (YqqOidcSettings) self = g_new0 (YqqOidcSettings, 1);
  self->name = dup_text (&reading, "name", YQQ_OIDC_MAX_NAME, TRUE);
  self->issuer = dup_issuer (&reading);
  self->client_id = dup_text (&reading, "client_id", YQQ_OIDC_MAX_CLIENT_ID, TRUE);
  self->person_claim = dup_text (&reading, "person_claim", YQQ_OIDC_MAX_CLAIM_NAME, FALSE);
  if (self->person_claim == NULL)
    self->person_claim = g_strdup ("sub");
  self->claim_is_document = read_claim_kind (&reading, self->person_claim);
  self->device_flow = read_boolean (&reading, "device_flow");
  self->jwks_file = dup_file (&reading);
  return reading.faulty ? NULL : g_steal_pointer (&self);
}

static void
keep_first (const char *member, const char *sentence, gpointer user_data)
{
  GError **error = user_data;
  if (*error == NULL)
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_INVALID, "\"%s\": %s", member, sentence);
}

YqqOidcSettings *
yqq_oidc_settings_from_json (JsonObject *json, GError **error)
{
  g_autoptr (GError) first = NULL;
  YqqOidcSettings *self = yqq_oidc_settings_read (json, keep_first, &first);
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return self;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy-section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/shown-text.h"
#include "identity/policy-private.h"

#define NAME_MAX_LENGTH 60
#define WORD_MAX_LENGTH 200
#define URI_MAX_LENGTH 2048

void
yqq_policy_section_blame (YqqPolicySection *self, const char *path, const char *sentence)
{
  YqqPolicyFault *fault = g_new0 (YqqPolicyFault, 1);
  fault->path = g_strdup (path);
  fault->sentence = g_strdup (sentence);
  g_ptr_array_add (self->faults, fault);
}

void
yqq_policy_section_blame_choice (YqqPolicySection *self,
                                 const char *path,
                                 const char *word,
                                 const char *const *known)
{
  g_autofree char *choice = g_strjoinv (", ", (GStrv)known);
  g_autofree char *sentence =
      word != NULL ? g_strdup_printf (_ ("“%s” is not known here. Known are: %s."), word, choice)
                   : g_strdup_printf (_ ("A text is needed here, one of: %s."), choice);
  yqq_policy_section_blame (self, path, sentence);
}

static char *
dup_path (YqqPolicySection *self, const char *member)
{
  return *self->path == '\0' ? g_strdup (member) : g_strdup_printf ("%s.%s", self->path, member);
}

void
yqq_policy_section_check_members (YqqPolicySection *self, const char *const *known)
{
  g_autoptr (GList) names = json_object_get_members (self->object);
  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (known, name->data)) {
      g_autofree char *path = dup_path (self, name->data);
      yqq_policy_section_blame_choice (self, path, name->data, known);
    }
}

JsonObject *
yqq_policy_section_get_object (YqqPolicySection *self, const char *member)
{
  JsonNode *node = json_object_get_member (self->object, member);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_autofree char *path = dup_path (self, member);
  if (node != NULL)
    yqq_policy_section_blame (self, path, _ ("An object is needed here: { … }."));
  return NULL;
}

gboolean
yqq_policy_section_open (YqqPolicySection *self,
                         const char *member,
                         const char *const *known,
                         YqqPolicySection *section)
{
  JsonObject *object = yqq_policy_section_get_object (self, member);
  if (object == NULL)
    return FALSE;
  *section = *self;
  section->object = object;
  section->path = member;
  yqq_policy_section_check_members (section, known);
  return TRUE;
}

void
yqq_policy_section_read_number (YqqPolicySection *self,
                                const char *member,
                                int minimum,
                                int maximum,
                                guint *value)
{
  JsonNode *node = json_object_get_member (self->object, member);
  if (node == NULL)
    return;
  if (json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= minimum &&
      json_node_get_int (node) <= maximum) {
    *value = (guint)json_node_get_int (node);
    return;
  }
  g_autofree char *path = dup_path (self, member);
  g_autofree char *sentence =
      g_strdup_printf (_ ("A whole number from %d to %d is needed here."), minimum, maximum);
  yqq_policy_section_blame (self, path, sentence);
}

/* OpenID Connect. */

/* A text that people can be shown; owned, NULL after a fault or where it is absent. */
static char *
dup_text (YqqPolicySection *self, const char *member, glong max_length, gboolean required)
{
  JsonNode *node = json_object_get_member (self->object, member);
  if (node == NULL && !required)
    return NULL;
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : "";
  if (*text != '\0' && g_utf8_strlen (text, -1) <= max_length && yqq_text_can_be_shown (text))
    return g_strdup (text);
  g_autofree char *path = dup_path (self, member);
  g_autofree char *sentence =
      g_strdup_printf (_ ("A text of 1 to %ld characters is needed here."), max_length);
  yqq_policy_section_blame (self, path, sentence);
  return NULL;
}

/* Evidence may be asked for in the clear on this computer itself only. */
static gboolean
is_safe_issuer (const char *issuer)
{
  g_autoptr (GUri) uri = g_uri_parse (issuer, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    return FALSE;
  const char *host = g_uri_get_host (uri);
  gboolean loopback = strcmp (host, "127.0.0.1") == 0 || strcmp (host, "::1") == 0 ||
                      strcmp (host, "localhost") == 0;
  return strcmp (g_uri_get_scheme (uri), "https") == 0 ||
         (strcmp (g_uri_get_scheme (uri), "http") == 0 && loopback);
}

static char *
dup_issuer (YqqPolicySection *self)
{
  g_autofree char *issuer = dup_text (self, "issuer", URI_MAX_LENGTH, TRUE);
  if (issuer == NULL || is_safe_issuer (issuer))
    return g_steal_pointer (&issuer);
  yqq_policy_section_blame (self, "oidc.issuer",
                            _ ("An https:// address without a question mark is needed here, "
                               "exactly as the provider writes it in its tokens."));
  return NULL;
}

static gboolean
read_boolean (YqqPolicySection *self, const char *member, gboolean fallback)
{
  JsonNode *node = json_object_get_member (self->object, member);
  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  g_autofree char *path = dup_path (self, member);
  yqq_policy_section_blame (self, path, _ ("Write true or false here."));
  return fallback;
}

static gboolean
read_claim_kind (YqqPolicySection *self, const char *claim)
{
  static const char *const kinds[] = {"link", "id-number", NULL};
  g_autofree char *kind = dup_text (self, "person_claim_is", WORD_MAX_LENGTH, FALSE);
  if (kind == NULL)
    return g_strcmp0 (claim, "id_number") == 0;
  if (!g_strv_contains (kinds, kind))
    yqq_policy_section_blame_choice (self, "oidc.person_claim_is", kind, kinds);
  return strcmp (kind, "id-number") == 0;
}

void
yqq_policy_section_read_oidc (YqqPolicySection *root)
{
  static const char *const members[] = {
      "name",         "issuer",          "client_id", "device_flow",
      "person_claim", "person_claim_is", "jwks_file", NULL};
  YqqPolicySection section;
  if (!yqq_policy_section_open (root, "oidc", members, &section))
    return;
  YqqIdentityOidcPolicy *oidc = g_new0 (YqqIdentityOidcPolicy, 1);
  root->policy->oidc = oidc;
  oidc->name = dup_text (&section, "name", NAME_MAX_LENGTH, TRUE);
  oidc->issuer = dup_issuer (&section);
  oidc->client_id = dup_text (&section, "client_id", WORD_MAX_LENGTH, TRUE);
  oidc->person_claim = dup_text (&section, "person_claim", NAME_MAX_LENGTH, FALSE);
  if (oidc->person_claim == NULL)
    oidc->person_claim = g_strdup ("sub");
  oidc->claim_is_document = read_claim_kind (&section, oidc->person_claim);
  oidc->device_flow = read_boolean (&section, "device_flow", FALSE);
  oidc->jwks_file = dup_text (&section, "jwks_file", URI_MAX_LENGTH, FALSE);
}

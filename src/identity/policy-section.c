/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy-section.h"

#include <glib/gi18n-lib.h>

#include "identity/policy-private.h"

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

static void
on_oidc_fault (const char *member, const char *sentence, gpointer user_data)
{
  YqqPolicySection *section = user_data;
  g_autofree char *path = dup_path (section, member);
  yqq_policy_section_blame (section, path, sentence);
}

void
yqq_policy_section_read_oidc (YqqPolicySection *root)
{
  static const char *const members[] = {
      "name",         "issuer",          "client_id", "device_flow",
      "person_claim", "person_claim_is", "jwks_file", NULL};
  YqqPolicySection section;
  if (yqq_policy_section_open (root, "oidc", members, &section))
    root->policy->oidc = yqq_oidc_settings_read (section.object, on_oidc_fault, &section);
}

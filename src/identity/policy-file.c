/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "identity/method.h"
#include "identity/policy-private.h"
#include "identity/policy-rules.h"
#include "identity/policy-section.h"
#include "identity/way.h"

#define MAX_WAYS 16

void
yqq_policy_fault_free (YqqPolicyFault *self)
{
  g_free (self->path);
  g_free (self->sentence);
  g_free (self);
}

GPtrArray *
yqq_policy_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_policy_fault_free);
}

/* Ways. */

/* NULL where it is no text. */
static const char *
get_word (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* NULL after a fault. */
static GStrv
read_methods (YqqPolicySection *section, const char *path, JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0) {
    yqq_policy_section_blame (section, path,
                              _ ("A way is a list of methods that count together, "
                                 "such as [\"staff-code\"]."));
    return NULL;
  }
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *method = get_word (json_array_get_element (array, i));
    g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);
    if (method == NULL || !yqq_identity_method_is_known (method)) {
      yqq_policy_section_blame_choice (section, place, method, yqq_identity_methods_list ());
      return NULL;
    }
    if (!g_hash_table_add (seen, (gpointer)method)) {
      yqq_policy_section_blame (section, place,
                                _ ("This method is in the way already. Take it "
                                   "out."));
      return NULL;
    }
    g_strv_builder_add (builder, method);
  }
  return g_strv_builder_end (builder);
}

static void
read_way (YqqPolicySection *section,
          const char *purpose,
          const char *path,
          JsonNode *node,
          GPtrArray *ways)
{
  g_auto (GStrv) methods = read_methods (section, path, node);
  if (methods == NULL)
    return;
  g_autofree char *fault =
      yqq_policy_judge_way (purpose, (const char *const *)methods, section->with_oidc);
  if (fault != NULL)
    yqq_policy_section_blame (section, path, fault);
  else
    yqq_identity_ways_add (ways, (const char *const *)methods);
}

static void
read_purpose (YqqPolicySection *section, const char *purpose, JsonNode *node)
{
  g_autofree char *path = g_strdup_printf ("purposes.%s", purpose);
  guint length =
      JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;
  g_autofree char *fault = length == 0 ? yqq_policy_judge_nothing (purpose) : NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node) || length > MAX_WAYS) {
    yqq_policy_section_blame (section, path,
                              _ ("A purpose has a list of at most 16 ways, each of them a list of "
                                 "methods: [[\"staff-code\"],[\"device\",\"face\"]]."));
    return;
  }
  if (fault != NULL) {
    yqq_policy_section_blame (section, path, fault);
    return;
  }
  GPtrArray *ways = yqq_identity_ways_new ();
  for (guint i = 0; i < length; i++) {
    g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);
    read_way (section, purpose, place, json_array_get_element (json_node_get_array (node), i),
              ways);
  }
  yqq_identity_policy_take_ways (section->policy, purpose, ways);
}

static void
read_purposes (YqqPolicySection *section)
{
  JsonObject *purposes = yqq_policy_section_get_object (section, "purposes");
  g_autoptr (GList) names = purposes != NULL ? json_object_get_members (purposes) : NULL;
  for (GList *name = names; name != NULL; name = name->next) {
    g_autofree char *path = g_strdup_printf ("purposes.%s", (char *)name->data);
    if (yqq_identity_purpose_is_known (name->data))
      read_purpose (section, name->data, json_object_get_member (purposes, name->data));
    else
      yqq_policy_section_blame_choice (section, path, name->data, yqq_identity_purposes_list ());
  }
}

/* Second factors. */

static void
read_factor (YqqPolicySection *section, const char *method, JsonNode *node)
{
  g_autofree char *path = g_strdup_printf ("second-factor.%s", method);
  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    yqq_policy_section_blame (section, path,
                              _ ("A second factor has a list of purposes, such as [\"new-pin\"]."));
    return;
  }
  JsonArray *purposes = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (purposes); i++) {
    const char *purpose = get_word (json_array_get_element (purposes, i));
    g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);
    if (purpose == NULL || !yqq_identity_purpose_is_known (purpose)) {
      yqq_policy_section_blame_choice (section, place, purpose, yqq_identity_purposes_list ());
      continue;
    }
    g_autofree char *fault = yqq_policy_judge_second_factor (method, purpose);
    if (fault != NULL)
      yqq_policy_section_blame (section, place, fault);
    else
      yqq_identity_policy_add_second_factor (section->policy, method, purpose);
  }
}

static void
read_factors (YqqPolicySection *section)
{
  JsonObject *factors = yqq_policy_section_get_object (section, "second-factor");
  if (factors == NULL)
    return;
  yqq_identity_policy_clear_second_factors (section->policy);
  g_autoptr (GList) names = json_object_get_members (factors);
  for (GList *name = names; name != NULL; name = name->next) {
    g_autofree char *path = g_strdup_printf ("second-factor.%s", (char *)name->data);
    if (yqq_identity_method_is_known (name->data))
      read_factor (section, name->data, json_object_get_member (factors, name->data));
    else
      yqq_policy_section_blame_choice (section, path, name->data, yqq_identity_methods_list ());
  }
}

/* The whole. */

static void
read_version (YqqPolicySection *section)
{
  JsonNode *node = json_object_get_member (section->object, "version");
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64 ||
      json_node_get_int (node) != 1)
    yqq_policy_section_blame (section, "version",
                              _ ("This program reads version 1. Write \"version\": 1."));
}

static void
read_numbers (YqqPolicySection *root)
{
  YqqIdentityPolicy *policy = root->policy;
  static const char *const device[] = {"min_days", NULL};
  static const char *const log_in[] = {"days", NULL};
  static const char *const face[] = {"max_age_days", "challenges", "tries", "lock_minutes", NULL};
  YqqPolicySection section;
  if (yqq_policy_section_open (root, "device", device, &section))
    yqq_policy_section_read_number (&section, "min_days", 0, 365, &policy->device_min_days);
  if (yqq_policy_section_open (root, "log-in", log_in, &section))
    yqq_policy_section_read_number (&section, "days", 1, 3650, &policy->log_in_days);
  if (!yqq_policy_section_open (root, "face", face, &section))
    return;
  yqq_policy_section_read_number (&section, "max_age_days", 1, 3650, &policy->face_max_age_days);
  yqq_policy_section_read_number (&section, "challenges", 1, 4, &policy->face_challenges);
  yqq_policy_section_read_number (&section, "tries", 1, 20, &policy->face_tries);
  yqq_policy_section_read_number (&section, "lock_minutes", 1, 1440, &policy->face_lock_minutes);
}

YqqIdentityPolicy *
yqq_identity_policy_parse (const char *text, gssize length, GPtrArray *faults)
{
  static const char *const members[] = {"version", "purposes", "second-factor", "device",
                                        "face",    "log-in",   "oidc",          NULL};
  guint before = faults->len;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_new_default ();
  g_autoptr (JsonObject) object =
      yqq_json_parse (text, length, YQQ_IDENTITY_POLICY_MAX_BYTES, &error);
  YqqPolicySection root = {.policy = policy, .faults = faults, .object = object, .path = ""};
  if (object == NULL) {
    g_autofree char *sentence =
        g_strdup_printf (_ ("This is no JSON object of at most 64 KB: %s."), error->message);
    yqq_policy_section_blame (&root, "", sentence);
    return NULL;
  }
  root.with_oidc = json_object_has_member (object, "oidc");
  yqq_policy_section_check_members (&root, members);
  read_version (&root);
  read_purposes (&root);
  read_factors (&root);
  read_numbers (&root);
  yqq_policy_section_read_oidc (&root);
  return faults->len == before ? g_steal_pointer (&policy) : NULL;
}

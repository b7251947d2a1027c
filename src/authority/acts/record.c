/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/acts/record.h"

#include "authority/store/audit.h"

/* Which grants were made or changed, where the act names many. */
static JsonObject *
describe_lines (const YqqActResult *result)
{
  if (result->lines->len == 0)
    return NULL;
  JsonArray *grants = json_array_sized_new (result->lines->len);
  for (guint i = 0; i < result->lines->len; i++) {
    const YqqActLine *line = g_ptr_array_index (result->lines, i);
    if (line->done)
      json_array_add_string_element (grants, line->grant);
  }
  JsonObject *detail = json_object_new ();
  json_object_set_array_member (detail, "grants", grants);
  return detail;
}

gboolean
yqq_record_act (YqqDatabase *database,
                const YqqActContext *context,
                const YqqActResult *result,
                GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (JsonObject) detail = describe_lines (result);
  const YqqAuditEntry entry = {
      .enterprise_id = act->enterprise,
      .act = yqq_act_kind_to_nick (act->kind),
      .actor = context->person_id,
      .subject = act->subject != NULL ? act->subject : act->id,
      .jws = context->jws,
      .certificate = context->certificate,
      .detail = detail,
  };
  return yqq_audit_append (database, &entry, context->now_ms, error);
}

gboolean
yqq_record_proposal (YqqDatabase *database,
                     const YqqActContext *context,
                     const char *proposal_id,
                     GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  json_object_set_string_member (detail, "kind", yqq_act_kind_to_nick (context->act->kind));
  json_object_set_string_member (detail, "act", context->act->id);
  const YqqAuditEntry entry = {
      .enterprise_id = context->act->enterprise,
      .act = "proposal-make",
      .actor = context->person_id,
      .subject = proposal_id,
      .detail = detail,
  };
  return yqq_audit_append (database, &entry, context->now_ms, error);
}

gboolean
yqq_record_reveal (YqqDatabase *database,
                   const char *enterprise_id,
                   const char *person_id,
                   const char *grant_id,
                   gint64 now_ms,
                   GError **error)
{
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_id,
      .act = "grant-reveal",
      .actor = person_id,
      .subject = grant_id,
  };
  return yqq_audit_append (database, &entry, now_ms, error);
}

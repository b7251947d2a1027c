/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/acts/record.h"

#include "authority/store/audit.h"

static void
add_grants (JsonObject *detail, const YqqActResult *result)
{
  JsonArray *grants = json_array_sized_new (result->lines->len);
  for (guint i = 0; i < result->lines->len; i++) {
    const YqqActLine *line = g_ptr_array_index (result->lines, i);
    if (line->done)
      json_array_add_string_element (grants, line->grant);
  }
  json_object_set_array_member (detail, "grants", grants);
}

/* Which grants were made or changed, where the act names many; which offer it made; under which
 * number it waits for a second person and has changed nothing. */
static JsonObject *
describe_result (const YqqActResult *result)
{
  JsonObject *detail = json_object_new ();
  if (result->proposal != NULL)
    json_object_set_string_member (detail, "proposal", result->proposal);
  else if (result->lines->len > 0)
    add_grants (detail, result);
  if (result->transfer != NULL)
    json_object_set_string_member (detail, "transfer", result->transfer);
  if (json_object_get_size (detail) > 0)
    return detail;
  json_object_unref (detail);
  return NULL;
}

gboolean
yqq_record_act (YqqDatabase *database,
                const YqqActContext *context,
                const YqqActResult *result,
                GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (JsonObject) detail = describe_result (result);
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
yqq_record_end (YqqDatabase *database,
                const char *enterprise_id,
                const char *act,
                const char *subject,
                gint64 now_ms,
                GError **error)
{
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_id,
      .act = act,
      .actor = "authority",
      .subject = subject,
  };
  return yqq_audit_append (database, &entry, now_ms, error);
}

gboolean
yqq_record_mismatches (YqqDatabase *database,
                       const char *enterprise_id,
                       const char *person_id,
                       guint mismatches,
                       gint64 now_ms,
                       GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  json_object_set_int_member (detail, "other_names", mismatches);
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_id,
      .act = "grant-check",
      .actor = person_id,
      .subject = enterprise_id,
      .detail = detail,
  };
  return yqq_audit_append (database, &entry, now_ms, error);
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

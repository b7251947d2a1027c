/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/identity-record.h"

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static JsonObject *
describe (const YqqIdentityEntry *entry)
{
  JsonObject *detail = json_object_new ();
  JsonArray *methods = json_array_new ();
  for (guint i = 0; entry->methods != NULL && entry->methods[i] != NULL; i++)
    json_array_add_string_element (methods, entry->methods[i]);
  json_object_set_string_member (detail, "purpose", entry->purpose);
  set_text (detail, "subject", entry->subject);
  json_object_set_array_member (detail, "methods", methods);
  set_text (detail, "device", entry->device);
  set_text (detail, "confirmed_by", entry->confirmed_by);
  set_text (detail, "reason", entry->reason);
  return detail;
}

gboolean
yqq_identity_record (YqqDatabase *database,
                     const YqqIdentityEntry *entry,
                     gint64 now_ms,
                     GError **error)
{
  g_autoptr (JsonObject) detail = describe (entry);
  const YqqAuditEntry record = {
      .act = entry->act,
      .actor = entry->person_id,
      .subject = entry->challenge_id != NULL ? entry->challenge_id : entry->person_id,
      .detail = detail,
  };
  return yqq_audit_append (database, &record, now_ms, error);
}

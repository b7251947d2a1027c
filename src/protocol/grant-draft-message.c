/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grants as they are filled in, as members of an act and of the question what is wrong with them.
 */
#include "base/json.h"
#include "protocol/act-result.h"
#include "protocol/shared-members.h"

/* Of what was filled in wrongly: long enough for any cell of a sheet. */
#define RAW_MAX_LENGTH 4096
#define RAW_MAX_PERMISSIONS 1024
#define RAW_MAX_YEARS 1000000

static char *
dup_raw_text (YqqMessageReader *reader, const char *member)
{
  const char *text = NULL;
  if (!yqq_message_reader_has (reader, member))
    return NULL;
  if (!yqq_json_read_string (reader->object, member, RAW_MAX_LENGTH, &text, NULL))
    yqq_message_reader_fail (reader, member, "not a text, or too long");
  return g_strdup (text);
}

/* Faults of fields are the answer's business; here a draft only has to be one. */
static void
read_raw (YqqGrantDraft *self, YqqMessageReader *reader)
{
  self->name = dup_raw_text (reader, "name");
  self->id_type = dup_raw_text (reader, "id_type");
  self->id_number = dup_raw_text (reader, "id_number");
  self->phone = dup_raw_text (reader, "phone");
  if (yqq_message_reader_has (reader, "years"))
    self->years = yqq_message_reader_get_int (reader, "years", -RAW_MAX_YEARS, RAW_MAX_YEARS);
  self->not_after_ms = yqq_message_reader_get_optional_time (reader, "not_after");
  if (yqq_message_reader_has (reader, "permissions"))
    self->permissions =
        yqq_message_reader_dup_strings (reader, "permissions", RAW_MAX_PERMISSIONS, RAW_MAX_LENGTH);
}

/* Whether the term is still to come is the authority's question and another time's answer: here
 * the end is looked at from just before it. */
static void
refuse_faults (const YqqGrantDraft *self, YqqMessageReader *reader)
{
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  gint64 before_ms = MAX (self->not_after_ms - 1, 0);
  if (!yqq_message_reader_has (reader, "permissions"))
    yqq_message_reader_fail (reader, "permissions", "missing");
  if (reader->error != NULL || yqq_grant_draft_check (self, 0, before_ms, faults))
    return;
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (faults[i] != YQQ_GRANT_FAULT_NONE)
      yqq_message_reader_fail (reader, yqq_grant_field_to_nick (i),
                               yqq_grant_fault_to_nick (faults[i]));
}

YqqGrantDraft *
yqq_grant_draft_from_json (JsonObject *object, gboolean strict, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqGrantDraft) self = yqq_grant_draft_new ();
  read_raw (self, &reader);
  if (strict)
    refuse_faults (self, &reader);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_grant_draft_to_json (const YqqGrantDraft *draft)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_text (object, "name", draft->name);
  yqq_message_set_text (object, "id_type", draft->id_type);
  yqq_message_set_text (object, "id_number", draft->id_number);
  yqq_message_set_text (object, "phone", draft->phone);
  if (draft->years != 0)
    json_object_set_int_member (object, "years", draft->years);
  yqq_message_set_time (object, "not_after", draft->not_after_ms);
  yqq_message_set_strings (object, "permissions", (const char *const *)draft->permissions);
  return object;
}

static YqqGrantDraft *
read_for_check (JsonObject *object, GError **error)
{
  return yqq_grant_draft_from_json (object, FALSE, error);
}

JsonObject *
yqq_grant_checks_to_json (GPtrArray *drafts)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_elements (object, "grants", drafts, (YqqElementWriter)yqq_grant_draft_to_json);
  return object;
}

GPtrArray *
yqq_grant_checks_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) drafts = yqq_message_reader_dup_elements (
      &reader, "grants", YQQ_ACT_MAX_ITEMS, (YqqElementReader)read_for_check,
      (GDestroyNotify)yqq_grant_draft_free);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&drafts) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/act-result.h"

#include "protocol/shared-members.h"

JsonObject *
yqq_act_submission_to_json (const char *jws)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "act", jws);
  return object;
}

char *
yqq_act_submission_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autofree char *jws = yqq_message_reader_dup_text (&reader, "act", YQQ_ACT_MAX_BYTES);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&jws) : NULL;
}

YqqActLine *
yqq_act_line_new (void)
{
  YqqActLine *self = g_new0 (YqqActLine, 1);
  self->problem = YQQ_ACT_LINE_NO_PROBLEM;
  return self;
}

void
yqq_act_line_free (YqqActLine *self)
{
  if (self == NULL)
    return;
  g_free (self->grant);
  g_free (self->code);
  g_free (self);
}

/* Fields of a later version are passed over. */
static void
read_faults (YqqActLine *self, YqqMessageReader *reader)
{
  if (!yqq_message_reader_has (reader, "faults"))
    return;
  YqqMessageReader faults = {.object = yqq_message_reader_get_object (reader, "faults")};
  for (guint i = 0; faults.object != NULL && i < YQQ_GRANT_FIELD_COUNT; i++) {
    const char *field = yqq_grant_field_to_nick (i);
    if (yqq_message_reader_has (&faults, field))
      self->faults[i] =
          yqq_message_reader_get_nick (&faults, field, (YqqNickReader)yqq_grant_fault_from_nick);
  }
  if (faults.error != NULL)
    yqq_message_reader_take_error (reader, "faults", faults.error);
}

static YqqActLine *
read_line (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqActLine) self = yqq_act_line_new ();
  self->done = yqq_message_reader_get_boolean (&reader, "done");
  self->grant = yqq_message_reader_dup_optional_identifier (&reader, "grant");
  self->code = yqq_message_reader_dup_optional_identifier (&reader, "code");
  g_autofree char *problem = yqq_message_reader_dup_optional_identifier (&reader, "problem");
  yqq_problem_code_from_nick (problem, &self->problem);
  read_faults (self, &reader);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static void
write_faults (const YqqActLine *self, JsonObject *object)
{
  g_autoptr (JsonObject) faults = json_object_new ();
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (self->faults[i] != YQQ_GRANT_FAULT_NONE)
      json_object_set_string_member (faults, yqq_grant_field_to_nick (i),
                                     yqq_grant_fault_to_nick (self->faults[i]));
  if (json_object_get_size (faults) > 0)
    json_object_set_object_member (object, "faults", g_steal_pointer (&faults));
}

static JsonObject *
write_line (const YqqActLine *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_boolean_member (object, "done", self->done);
  yqq_message_set_text (object, "grant", self->grant);
  yqq_message_set_text (object, "code", self->code);
  yqq_message_set_text (object, "problem", yqq_problem_code_to_nick (self->problem));
  write_faults (self, object);
  return object;
}

YqqActResult *
yqq_act_result_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqActResult) self = g_new0 (YqqActResult, 1);
  self->act = yqq_message_reader_dup_optional_identifier (&reader, "act");
  self->done = yqq_message_reader_get_boolean (&reader, "done");
  self->proposal = yqq_message_reader_dup_optional_identifier (&reader, "proposal");
  self->transfer = yqq_message_reader_dup_optional_identifier (&reader, "transfer");
  self->lines = yqq_message_reader_dup_elements (&reader, "lines", YQQ_ACT_MAX_ITEMS,
                                                 (YqqElementReader)read_line,
                                                 (GDestroyNotify)yqq_act_line_free);
  yqq_message_reader_get_quota (&reader, &self->quota);
  self->staff_code = yqq_message_reader_dup_optional_identifier (&reader, "staff_code");
  self->staff_code_expires_at_ms =
      yqq_message_reader_get_optional_time (&reader, "staff_code_expires_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_act_result_to_json (const YqqActResult *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_text (object, "act", self->act);
  json_object_set_boolean_member (object, "done", self->done);
  yqq_message_set_text (object, "proposal", self->proposal);
  yqq_message_set_text (object, "transfer", self->transfer);
  yqq_message_set_elements (object, "lines", self->lines, (YqqElementWriter)write_line);
  yqq_message_set_quota (object, &self->quota);
  yqq_message_set_text (object, "staff_code", self->staff_code);
  if (self->staff_code_expires_at_ms != 0)
    yqq_message_set_time (object, "staff_code_expires_at", self->staff_code_expires_at_ms);
  return object;
}

void
yqq_act_result_free (YqqActResult *self)
{
  if (self == NULL)
    return;
  g_free (self->act);
  g_free (self->proposal);
  g_free (self->transfer);
  g_free (self->staff_code);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's line: written in one form, and taken in no other. */
#include "audit/audit-record.h"

#include <string.h>

#define LINE                                                                                       \
  "{\"sequence\":1,\"previous\":"                                                                  \
  "\"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\","                          \
  "\"at\":\"2026-01-01T00:00:00.000Z\",\"act\":\"grant-add\",\"actor\":\"staff\",\"subject\":"     \
  "\"g\""                                                                                          \
  ",\"certificate\":null,\"jws\":null,\"detail\":{\"n\":[1,true,null,\"粤\\\"\\u000a\"]}}"

static void
a_line_comes_back_as_it_was_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuditRecord) record = yqq_audit_record_read (LINE, strlen (LINE), &error);
  g_assert_no_error (error);
  g_assert_cmpint (record->sequence, ==, 1);
  g_assert_cmpstr (record->actor, ==, "staff");
  g_assert_null (record->jws);
  g_autofree char *line = yqq_audit_record_write (record, &error);
  g_assert_cmpstr (line, ==, LINE);
}

static void
whatever_can_be_written_comes_back (void)
{
  static const char *const texts[] = {"\"",       "\\",   "a\\\"b", "\001\037 \177",
                                      "粤企签\n", "\t\t", "/"};
  g_autofree char *previous = yqq_audit_hash_chain ("e");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) detail = json_object_new ();
    json_object_set_string_member (detail, texts[i], texts[i]);
    const YqqAuditRecord record = {
        .sequence = 7,
        .previous = previous,
        .at_ms = 1000,
        .act = (char *)texts[i],
        .actor = (char *)"staff",
        .subject = (char *)texts[i],
        .detail = detail,
    };
    g_autofree char *line = yqq_audit_record_write (&record, &error);
    g_assert_no_error (error);
    g_autoptr (YqqAuditRecord) read = yqq_audit_record_read (line, strlen (line), &error);
    g_assert_no_error (error);
    g_assert_cmpstr (read->act, ==, texts[i]);
    g_assert_cmpstr (json_object_get_string_member (read->detail, texts[i]), ==, texts[i]);
    g_autofree char *again = yqq_audit_record_write (read, &error);
    g_assert_cmpstr (again, ==, line);
  }
}

static void
there_is_one_form_only (void)
{
  static const struct {
    const char *old, *new;
  } changes[] = {
      {"\"sequence\":1", "\"sequence\": 1"},
      {"\"sequence\":1", "\"sequence\":1.0"},
      {"\"sequence\":1", "\"sequence\":01"},
      {"\"sequence\":1", "\"sequence\":0"},
      {"\"sequence\":1", "\"sequence\":-1"},
      {"\"sequence\":1", "\"sequence\":\"1\""},
      {"{\"n\":", "{\"x\":1,\"x\":"},
      {"[1,", "[1.5,"},
      {"[1,", "[-0,"},
      {"\"certificate\":null", "\"certificate\":\"a\""},
      {"\"jws\":null", "\"jws\":\"a.b.c\""},
      {"\"subject\":\"g\"", "\"subject\":\"\\u0067\""},
      {"\"subject\":\"g\"", "\"subject\":\"g\\u0000\""},
      {"\"subject\":\"g\"", "\"subject\":null"},
      {"\"act\":\"grant-add\",\"actor\":\"staff\"", "\"actor\":\"staff\",\"act\":\"grant-add\""},
      {",\"jws\":null", ""},
      {",\"detail\":", ",\"more\":1,\"detail\":"},
      {"000Z", "000z"},
      {"66c7", "66C7"},
      {"\\u000a", "\\n"},
      {"\"subject\":\"g\"", "\"subject\":\"\\u000A\""},
      {"\"subject\":\"g\"", "\"subject\":\"\\u0020\""},
      {"\"subject\":\"g\"", "\"subject\":\"\\n\""},
      {"\"subject\":\"g\"", "\"subject\":\"\\/\""},
      {"\"subject\":\"g\"", "\"subject\":\"\n\""},
      {"\"subject\":\"g\"", "\"subject\":\"\\"},
      {"\"sequence\":1", "\"sequence\":9223372036854775808"},
      {"\"detail\":{", "\"detail\":nullx{"},
      {"}}", "}} "},
      {"}}", "}"},
      {"粤", "\xe7\xb2"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GString) line = g_string_new (LINE);
    g_assert_cmpuint (g_string_replace (line, changes[i].old, changes[i].new, 1), ==, 1);
    g_test_message ("change %u", i);
    g_assert_null (yqq_audit_record_read (line->str, line->len, &error));
    g_assert_error (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_MALFORMED);
  }
}

static void
a_line_over_its_limit_is_too_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strnfill (YQQ_AUDIT_LINE_MAX_BYTES + 1, ' ');
  g_assert_null (yqq_audit_record_read (line, strlen (line), &error));
  g_assert_error (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_TOO_LARGE);
}

/* GB/T 32905 A.1 */
static void
the_hash_is_sm3_of_the_line_alone (void)
{
  g_autofree char *hash = yqq_audit_hash_line ("abc\n", 3);
  g_assert_cmpstr (hash, ==, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

static void
each_chain_begins_with_its_name (void)
{
  g_autofree char *start = yqq_audit_hash_chain ("e");
  g_autofree char *same = yqq_audit_hash_line ("yqq-audit-chain-v1\ne", 20);
  g_autofree char *other = yqq_audit_hash_chain ("f");
  g_assert_cmpstr (start, ==, same);
  g_assert_cmpstr (start, !=, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(story) g_test_add_func ("/audit/record/" #story, story)
  ADD (a_line_comes_back_as_it_was_written);
  ADD (whatever_can_be_written_comes_back);
  ADD (there_is_one_form_only);
  ADD (a_line_over_its_limit_is_too_large);
  ADD (the_hash_is_sm3_of_the_line_alone);
  ADD (each_chain_begins_with_its_name);
#undef ADD
  return g_test_run ();
}

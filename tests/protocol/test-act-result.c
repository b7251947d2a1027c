/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/act-result.h"

#include "message.h"

#define QUOTA "\"quota\":{\"total\":10,\"in_use\":3,\"suspended\":1,\"cancelled\":2}"
#define RESULT(lines) "{\"act\":\"a1\",\"done\":false,\"lines\":[" lines "]," QUOTA "}"

static const MessageKind result =
    MESSAGE ("{\"act\":\"a1\",\"done\":true,\"proposal\":\"p1\",\"transfer\":\"t1\",\"lines\":["
             "{\"done\":true,\"grant\":\"g1\",\"code\":\"YQ44-1\"},"
             "{\"done\":false,\"grant\":\"g2\",\"problem\":\"grant-cancelled\"},"
             "{\"done\":false,\"faults\":{\"name\":\"missing\",\"id_number\":\"duplicate\"}}"
             "]," QUOTA "}",
             yqq_act_result,
             "act proposal transfer");

static const MessageKind checks = {
    .text = "{\"grants\":[{\"permissions\":[]},"
            "{\"name\":\"李\\n四\",\"id_type\":\"card\",\"id_number\":\"\",\"phone\":\"1\","
            "\"years\":99,\"not_after\":\"2026-11-22T08:00:00.000Z\",\"permissions\":[\"x\"]}]}",
    .read = (MessageReader)yqq_grant_checks_from_json,
    .write = (MessageWriter)yqq_grant_checks_to_json,
    .free = (GDestroyNotify)g_ptr_array_unref,
};

static void
messages_come_back (void)
{
  message_check (&result);
  message_check (&checks);
}

static YqqActResult *
read_result (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = message_parse (text);
  YqqActResult *self = yqq_act_result_from_json (object, &error);
  g_assert_no_error (error);
  return self;
}

static void
each_line_tells_what_became_of_it (void)
{
  g_autoptr (YqqActResult) self = read_result (result.text);
  const YqqActLine *done = g_ptr_array_index (self->lines, 0);
  const YqqActLine *refused = g_ptr_array_index (self->lines, 1);
  const YqqActLine *wrong = g_ptr_array_index (self->lines, 2);
  g_assert_true (done->done);
  g_assert_cmpstr (done->code, ==, "YQ44-1");
  g_assert_cmpint (done->problem, ==, YQQ_ACT_LINE_NO_PROBLEM);
  g_assert_cmpint (refused->problem, ==, YQQ_PROBLEM_GRANT_CANCELLED);
  g_assert_cmpint (wrong->problem, ==, YQQ_ACT_LINE_NO_PROBLEM);
  g_assert_cmpint (wrong->faults[YQQ_GRANT_FIELD_NAME], ==, YQQ_GRANT_FAULT_MISSING);
  g_assert_cmpint (wrong->faults[YQQ_GRANT_FIELD_ID_NUMBER], ==, YQQ_GRANT_FAULT_DUPLICATE);
  g_assert_cmpint (wrong->faults[YQQ_GRANT_FIELD_PHONE], ==, YQQ_GRANT_FAULT_NONE);
  g_assert_cmpint (yqq_quota_get_left (&self->quota), ==, 4);
}

static void
a_new_line_says_nothing_yet (void)
{
  g_autoptr (YqqActLine) line = yqq_act_line_new ();
  g_assert_false (line->done);
  g_assert_cmpint (line->problem, ==, YQQ_ACT_LINE_NO_PROBLEM);
}

/* An authority of a later version may know more than this program. */
static void
what_is_unknown_in_a_line_is_passed_over (void)
{
  g_autoptr (YqqActResult) self =
      read_result (RESULT ("{\"done\":false,\"problem\":\"moon-too-full\","
                           "\"faults\":{\"shoe_size\":\"invalid\"}}"));
  const YqqActLine *line = g_ptr_array_index (self->lines, 0);
  g_assert_cmpint (line->problem, ==, YQQ_ACT_LINE_NO_PROBLEM);
}

static void
hostile_answers_are_refused (void)
{
  message_check_refused (&result, RESULT ("{}"), "done");
  message_check_refused (&result, RESULT ("{\"done\":true,\"grant\":\"a b\"}"), "grant");
  message_check_refused (&result, RESULT ("{\"done\":true,\"problem\":7}"), "problem");
  message_check_refused (&result, RESULT ("{\"done\":true,\"faults\":[]}"), "faults");
  message_check_refused (&result, RESULT ("{\"done\":true,\"faults\":{\"name\":\"ugly\"}}"),
                         "name");
  message_check_refused (&result,
                         "{\"done\":true,\"lines\":[],\"quota\":{\"total\":-1,\"in_use\":0,"
                         "\"suspended\":0,\"cancelled\":0}}",
                         "total");
  message_check_refused (&result,
                         "{\"done\":true,\"lines\":[],\"quota\":{\"total\":1,\"in_use\":0,"
                         "\"suspended\":0,\"cancelled\":9007199254740993}}",
                         "cancelled");
  message_check_refused (&checks, "{\"grants\":[{\"name\":7}]}", "name");
  message_check_refused (&checks, "{\"grants\":[{\"years\":1e9}]}", "years");
  message_check_refused (&checks, "{\"grants\":[{\"permissions\":{}}]}", "permissions");
}

static void
check_too_many (const MessageKind *kind, const char *before, const char *line, const char *after)
{
  g_autoptr (GString) text = g_string_new (before);
  g_string_append (text, line);
  for (guint i = 0; i < YQQ_ACT_MAX_ITEMS; i++)
    g_string_append_printf (text, ",%s", line);
  g_string_append (text, after);
  message_check_refused (kind, text->str, NULL);
}

static void
there_are_at_most_two_thousand_lines (void)
{
  check_too_many (&result, "{\"done\":true,\"lines\":[", "{\"done\":true}", "]," QUOTA "}");
  check_too_many (&checks, "{\"grants\":[", "{}", "]}");
}

static void
an_act_is_sent_as_it_was_signed (void)
{
  g_autoptr (JsonObject) object = yqq_act_submission_to_json ("a.b.c");
  g_autofree char *jws = yqq_act_submission_from_json (object, NULL);
  g_assert_cmpstr (jws, ==, "a.b.c");
  static const MessageKind kind = {.read = (MessageReader)yqq_act_submission_from_json,
                                   .free = g_free};
  message_check_refused (&kind, "{}", "act");
  message_check_refused (&kind, "{\"act\":\"\"}", "act");
  message_check_refused (&kind, "{\"act\":{}}", "act");
}

#define ADD(test) g_test_add_func ("/protocol/act-result/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (messages_come_back);
  ADD (each_line_tells_what_became_of_it);
  ADD (a_new_line_says_nothing_yet);
  ADD (what_is_unknown_in_a_line_is_passed_over);
  ADD (hostile_answers_are_refused);
  ADD (there_are_at_most_two_thousand_lines);
  ADD (an_act_is_sent_as_it_was_signed);
  return g_test_run ();
}

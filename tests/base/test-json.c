/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>

static void
check_refused (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_json_parse (text, -1, 0, &error));
  g_assert_error (error, YQQ_JSON_ERROR, code);
}

static void
what_rfc8259_does_not_have_is_refused (void)
{
  static const char *texts[] = {
      "",
      "[]",
      "1",
      "{",
      "{}x",
      "{\"a\":1,}",
      "{a:1}",
      "{'a':1}",
      "{\"a\":01}",
      "{\"a\":.5}",
      "{\"a\":1.}",
      "{\"a\":+1}",
      "{\"a\":1/**/}",
      "// x\n{}",
      "var a = {}",
      "{\"a\":NaN}",
      "{\"a\":\"\\x\"}",
      "{\"a\":\"\n\"}",
      "{\"a\":\"\\ud800\"}",
      "{\"a\":\"\\u0000\"}",
      "{\"a\":\"\xff\"}",
      "{\"a\":\"\\udc00\\ud800\"}",
      "{\"a\"}",
      "{\"a\":}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (texts[i], YQQ_JSON_ERROR_MALFORMED);
}

static void
numbers_that_would_become_others_are_refused (void)
{
  g_autofree char *digits = g_strnfill (70, '0');
  g_autofree char *long_number = g_strdup_printf ("{\"a\":1.%s}", digits);
  check_refused ("{\"a\":9223372036854775808}", YQQ_JSON_ERROR_MALFORMED);
  check_refused ("{\"a\":-9223372036854775809}", YQQ_JSON_ERROR_MALFORMED);
  check_refused ("{\"a\":18446744073709551621}", YQQ_JSON_ERROR_MALFORMED); /* once a 5 */
  check_refused ("{\"a\":1e999}", YQQ_JSON_ERROR_MALFORMED);
  check_refused ("{\"a\":-1e999}", YQQ_JSON_ERROR_MALFORMED);
  check_refused (long_number, YQQ_JSON_ERROR_MALFORMED);
}

static void
whole_numbers_are_taken_to_their_last_bit (void)
{
  g_autoptr (JsonObject) object = yqq_json_parse (
      "{\"a\":9223372036854775807,\"b\":-9223372036854775808,\"c\":-0}", -1, 0, NULL);
  g_assert_nonnull (object);
  g_assert_cmpint (json_object_get_int_member (object, "a"), ==, G_MAXINT64);
  g_assert_cmpint (json_object_get_int_member (object, "b"), ==, G_MININT64);
  g_assert_cmpint (json_object_get_int_member (object, "c"), ==, 0);
}

static void
a_member_named_twice_is_refused (void)
{
  check_refused ("{\"a\":1,\"a\":2}", YQQ_JSON_ERROR_MALFORMED);
  check_refused ("{\"a\":1,\"\\u0061\":2}", YQQ_JSON_ERROR_MALFORMED);
  check_refused ("{\"b\":{\"a\":1,\"a\":2}}", YQQ_JSON_ERROR_MALFORMED);
}

static void
nesting_is_bounded (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"a\":");
  for (int i = 0; i < 5000; i++)
    g_string_append_c (deep, '[');
  check_refused (deep->str, YQQ_JSON_ERROR_TOO_DEEP);
}

static void
size_is_bounded (void)
{
  g_autofree char *spaces = g_strnfill (YQQ_JSON_MAX_BYTES, ' ');
  g_autofree char *text = g_strconcat ("{}", spaces, NULL);
  check_refused (text, YQQ_JSON_ERROR_TOO_LARGE);
  g_autoptr (JsonObject) object = yqq_json_parse (text, -1, 2 * YQQ_JSON_MAX_BYTES, NULL);
  g_assert_nonnull (object);
}

static void
members_are_read_by_type_and_bound (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object =
      yqq_json_parse ("{\"s\":\"粤企签\",\"n\":7,\"t\":true,\"b\":\"Zm9v\",\"o\":{},\"l\":[{}],"
                      "\"w\":[\"x\",\"y\"],\"z\":null,\"e\":\"\\ud83d\\ude00\"}",
                      -1, 0, &error);
  g_assert_no_error (error);
  const char *text = NULL;
  gint64 number = 0;
  gboolean flag = FALSE;
  g_autoptr (GBytes) bytes = NULL;
  JsonObject *inner = NULL;
  JsonArray *list = NULL;
  g_auto (GStrv) words = NULL;
  g_assert_true (yqq_json_read_string (object, "s", 3, &text, &error));
  g_assert_cmpstr (text, ==, "粤企签");
  g_assert_true (yqq_json_read_int (object, "n", 0, 7, &number, &error));
  g_assert_true (yqq_json_read_boolean (object, "t", &flag, &error));
  g_assert_true (yqq_json_read_bytes (object, "b", 3, &bytes, &error));
  g_assert_true (yqq_json_read_object (object, "o", &inner, &error));
  g_assert_true (yqq_json_read_objects (object, "l", 1, &list, &error));
  g_assert_true (yqq_json_read_strings (object, "w", 2, 1, &words, &error));
  g_assert_false (yqq_json_has (object, "z"));
  g_assert_true (yqq_json_has (object, "s"));
}

static void
a_failed_read_leaves_the_value_and_names_the_member (void)
{
  g_autoptr (JsonObject) object = yqq_json_parse ("{\"s\":\"four\",\"n\":8}", -1, 0, NULL);
  const char *text = "before";
  gint64 number = -1;
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_json_read_string (object, "s", 3, &text, &error));
  g_assert_error (error, YQQ_JSON_ERROR, YQQ_JSON_ERROR_MEMBER);
  g_assert_nonnull (strstr (error->message, "\"s\""));
  g_assert_cmpstr (text, ==, "before");
  g_assert_false (yqq_json_read_int (object, "n", 0, 7, &number, NULL));
  g_assert_false (yqq_json_read_int (object, "missing", 0, 7, &number, NULL));
  g_assert_false (yqq_json_read_string (object, "n", 9, &text, NULL));
  g_assert_cmpint (number, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/what_rfc8259_does_not_have_is_refused",
                   what_rfc8259_does_not_have_is_refused);
  g_test_add_func ("/base/json/numbers_that_would_become_others_are_refused",
                   numbers_that_would_become_others_are_refused);
  g_test_add_func ("/base/json/whole_numbers_are_taken_to_their_last_bit",
                   whole_numbers_are_taken_to_their_last_bit);
  g_test_add_func ("/base/json/a_member_named_twice_is_refused", a_member_named_twice_is_refused);
  g_test_add_func ("/base/json/nesting_is_bounded", nesting_is_bounded);
  g_test_add_func ("/base/json/size_is_bounded", size_is_bounded);
  g_test_add_func ("/base/json/members_are_read_by_type_and_bound",
                   members_are_read_by_type_and_bound);
  g_test_add_func ("/base/json/a_failed_read_leaves_the_value_and_names_the_member",
                   a_failed_read_leaves_the_value_and_names_the_member);
  return g_test_run ();
}

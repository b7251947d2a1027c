/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/identifier.h"
#include "protocol/time-text.h"
#include "protocol/verification.h"

#include "message.h"
#include "samples.h"

static const MessageKind verification = MESSAGE (VERIFICATION, yqq_verification, "signed_at");
static const MessageKind verify_request =
    MESSAGE ("{\"signature\":\"MAA=\",\"digest\":\"" BYTES_32 "\"}", yqq_verify_request, NULL);

static void
times_have_one_form (void)
{
  static const struct {
    gint64 unix_ms;
    const char *text;
  } times[] = {
      {0, "1970-01-01T00:00:00.000Z"},
      {1795334400000, "2026-11-22T08:00:00.000Z"},
      {951782399999, "2000-02-28T23:59:59.999Z"},
      {951825600001, "2000-02-29T12:00:00.001Z"},
      {253402300799999, "9999-12-31T23:59:59.999Z"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autofree char *text = yqq_time_text_format (times[i].unix_ms);
    gint64 unix_ms = -1;
    g_assert_cmpstr (text, ==, times[i].text);
    g_assert_true (yqq_time_text_parse (text, &unix_ms, NULL));
    g_assert_cmpint (unix_ms, ==, times[i].unix_ms);
  }
}

static void
other_times_are_refused (void)
{
  static const char *const texts[] = {
      "",
      "2026-11-22",
      "2026-11-22T08:00:00Z",
      "2026-11-22T08:00:00.00Z",
      "2026-11-22T08:00:00.0000Z",
      "2026-11-22 08:00:00.000Z",
      "2026-11-22T08:00:00.000z",
      "2026-11-22T08:00:00.000+00:00",
      "2026-13-22T08:00:00.000Z",
      "2026-02-29T08:00:00.000Z",
      "2026-11-22T24:00:00.000Z",
      "2026-11-22T08:60:00.000Z",
      "2026-11-22T08:00:60.000Z",
      "1969-12-31T23:59:59.999Z",
      "0000-00-00T00:00:00.000Z",
      " 2026-11-22T08:00:00.000Z",
      "+026-11-22T08:00:00.000Z",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    gint64 unix_ms = 7;
    g_autoptr (GError) error = NULL;
    g_assert_false (yqq_time_text_parse (texts[i], &unix_ms, &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
    g_assert_cmpint (unix_ms, ==, 7);
  }
}

static void
identifiers_cannot_walk_in_paths (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');
  g_assert_true (yqq_identifier_is_valid ("a"));
  g_assert_true (yqq_identifier_is_valid ("A-Z_a.z-0"));
  g_assert_true (yqq_identifier_is_valid ("..."));
  g_assert_true (yqq_identifier_is_valid (longest));
  g_assert_false (yqq_identifier_is_valid (too_long));
  g_assert_false (yqq_identifier_is_valid (NULL));
  g_assert_false (yqq_identifier_is_valid (""));
  g_assert_false (yqq_identifier_is_valid ("."));
  g_assert_false (yqq_identifier_is_valid (".."));
  g_assert_false (yqq_identifier_is_valid ("a/b"));
  g_assert_false (yqq_identifier_is_valid ("a b"));
  g_assert_false (yqq_identifier_is_valid ("a%2f"));
  g_assert_false (yqq_identifier_is_valid ("张"));
}

static void
verifications_come_back (void)
{
  message_check (&verification);
  message_check (&verify_request);
}

static void
a_copied_verification_is_its_own (void)
{
  g_autoptr (JsonObject) object = message_parse (VERIFICATION);
  YqqVerification *read = yqq_verification_from_json (object, NULL);
  g_autoptr (YqqVerification) copy = yqq_verification_copy (read);
  yqq_verification_free (read);
  g_autoptr (JsonObject) written = yqq_verification_to_json (copy);
  g_autoptr (JsonNode) before = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonNode) after = json_node_init_object (json_node_alloc (), written);
  g_assert_true (json_node_equal (before, after));
}

#define ADD(test) g_test_add_func ("/protocol/texts/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (times_have_one_form);
  ADD (other_times_are_refused);
  ADD (identifiers_cannot_walk_in_paths);
  ADD (verifications_come_back);
  ADD (a_copied_verification_is_its_own);
  return g_test_run ();
}

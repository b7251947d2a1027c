/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/notice.h"

#include "message.h"
#include "samples.h"

#define NOTICE                                                                                     \
  "{\"sequence\":7,\"kind\":\"certificate-used\",\"at\":\"" TIME                                   \
  "\",\"seen\":false,\"enterprise\":\"e1\",\"enterprise_name\":\"演示企业\","                  \
  "\"subject\":\"g1\",\"person\":\"李四\",\"detail\":\"电子招投标\",\"number\":3}"

static const MessageKind notice = MESSAGE (NOTICE, yqq_notice, "enterprise person detail");
#define OF_PERSON                                                                                  \
  "{\"sequence\":8,\"kind\":\"device-added\",\"at\":\"" TIME                                       \
  "\",\"seen\":true,\"subject\":\"d1\",\"detail\":\"办公室\",\"number\":0}"

static const MessageKind of_person = MESSAGE (OF_PERSON, yqq_notice, "detail");
static const MessageKind notices =
    MESSAGE ("{\"notices\":[" NOTICE "," NOTICE "],\"unseen\":2}", yqq_notices, NULL);

static void
messages_come_back (void)
{
  message_check (&notice);
  message_check (&of_person);
  message_check (&notices);
}

static void
kinds_have_stable_names (void)
{
  static const char *const nicks[] = {
      "grant-given",      "grant-changed",      "grant-suspended",    "grant-resumed",
      "grant-cancelled",  "grant-expiring",     "transfer-waiting",   "transfer-accepted",
      "transfer-refused", "transfer-withdrawn", "transfer-timed-out", "proposal-waiting",
      "proposal-decided", "certificate-used",   "grants-expiring",    "pin-replaced",
      "pin-changed",      "device-disputed",    "grant-renewed",      "key-added",
      "key-removed",      "identity-confirmed", "device-added",       "face-enrolled",
      "face-erased",      "account-linked",     "account-unlinked",
  };
  YqqNoticeKind kind;
  g_assert_cmpuint (G_N_ELEMENTS (nicks), ==, YQQ_NOTICE_KIND_COUNT);
  for (guint i = 0; i < YQQ_NOTICE_KIND_COUNT; i++) {
    g_assert_true (yqq_notice_kind_from_nick (nicks[i], &kind));
    g_assert_cmpint (kind, ==, i);
    g_assert_cmpstr (yqq_notice_kind_to_nick (i), ==, nicks[i]);
  }
  g_assert_false (yqq_notice_kind_from_nick (NULL, &kind));
}

static void
hostile_notices_are_refused (void)
{
  static const struct {
    const char *member, *value;
  } cases[] = {
      {"kind", "advertisement"}, {"subject", "../g"}, {"enterprise", "a b"}, {"at", "today"}};
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) object = message_parse (NOTICE);
    json_object_set_string_member (object, cases[i].member, cases[i].value);
    g_autofree char *text = yqq_json_to_string (object);
    message_check_refused (&notice, text, cases[i].member);
  }
  g_autoptr (JsonObject) zero = message_parse (NOTICE);
  json_object_set_int_member (zero, "sequence", 0);
  g_autofree char *text = yqq_json_to_string (zero);
  message_check_refused (&notice, text, "sequence");
}

static void
one_answer_has_at_most_two_hundred (void)
{
  g_autoptr (GString) text = g_string_new ("{\"unseen\":0,\"notices\":[" NOTICE);
  for (guint i = 0; i < YQQ_NOTICES_MAX_COUNT; i++)
    g_string_append (text, "," NOTICE);
  g_string_append (text, "]}");
  message_check_refused (&notices, text->str, "notices");
}

static void
a_copy_stands_for_itself (void)
{
  g_autoptr (JsonObject) object = message_parse (NOTICE);
  YqqNotice *self = yqq_notice_from_json (object, NULL);
  g_autoptr (YqqNotice) copy = yqq_notice_copy (self);
  yqq_notice_free (self);
  g_autoptr (JsonObject) written = yqq_notice_to_json (copy);
  g_autofree char *before = yqq_json_to_string (object);
  g_autofree char *after = yqq_json_to_string (written);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(test) g_test_add_func ("/protocol/notice/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (messages_come_back);
  ADD (kinds_have_stable_names);
  ADD (hostile_notices_are_refused);
  ADD (one_answer_has_at_most_two_hundred);
  ADD (a_copy_stands_for_itself);
  return g_test_run ();
}

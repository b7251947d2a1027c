/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/face.h"

#include "message.h"
#include "samples.h"

static const MessageKind enrolment = MESSAGE (
    "{\"template\":\"t1\",\"model\":\"nets 1\",\"consent\":\"face-1\",\"identity\":\"c1\"}",
    yqq_face_enrolment,
    "identity");
static const MessageKind receipt =
    MESSAGE ("{\"enrolled_at\":\"" TIME "\",\"expires_at\":\"" TIME "\"}", yqq_face_receipt, NULL);

static void
messages_come_back (void)
{
  message_check (&enrolment);
  message_check (&receipt);
}

static void
hostile_enrolments_are_refused (void)
{
  static const struct {
    const char *member, *value;
  } cases[] = {{"template", "../t"}, {"model", "a\tb"}, {"consent", ""}, {"identity", "a b"}};
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) object = message_parse (enrolment.text);
    json_object_set_string_member (object, cases[i].member, cases[i].value);
    g_autofree char *text = yqq_json_to_string (object);
    message_check_refused (&enrolment, text, cases[i].member);
  }
}

#define ADD(test) g_test_add_func ("/protocol/face/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (messages_come_back);
  ADD (hostile_enrolments_are_refused);
  return g_test_run ();
}

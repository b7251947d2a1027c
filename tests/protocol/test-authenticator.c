/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/authenticator.h"

#include "message.h"
#include "samples.h"

#define VIEW                                                                                       \
  "{\"id\":\"k1\",\"label\":\"办公室\",\"credential\":\"AQID\",\"added_at\":\"" TIME               \
  "\",\"used_at\":\"" TIME "\"}"

static const MessageKind view = MESSAGE (VIEW, yqq_authenticator_view, "used_at");
static const MessageKind addition =
    MESSAGE ("{\"label\":\"办公室\",\"identity\":\"c1\",\"registration\":{\"format\":\"packed\"}}",
             yqq_authenticator_addition,
             "identity");

static void
messages_come_back (void)
{
  message_check (&view);
  message_check (&addition);
}

static void
a_list_comes_back_and_ends_somewhere (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_view_free);
  for (guint i = 0; i < YQQ_AUTHENTICATORS_MAX_COUNT + 1; i++) {
    g_autoptr (JsonObject) object = message_parse (VIEW);
    g_ptr_array_add (keys, yqq_authenticator_view_from_json (object, NULL));
  }
  g_autoptr (JsonObject) too_many = yqq_authenticators_to_json (keys);
  g_assert_null (yqq_authenticators_from_json (too_many, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  g_ptr_array_set_size (keys, YQQ_AUTHENTICATORS_MAX_COUNT);
  g_autoptr (JsonObject) whole = yqq_authenticators_to_json (keys);
  g_autoptr (GPtrArray) read = yqq_authenticators_from_json (whole, NULL);
  g_assert_cmpuint (read->len, ==, YQQ_AUTHENTICATORS_MAX_COUNT);
}

static void
a_label_is_a_text_that_can_be_shown (void)
{
  static const char *const wrong[] = {"{}", "{\"label\":\"\"}", "{\"label\":\"a\\nb\"}",
                                      "{\"label\":7}",
                                      "{\"label\":\"0123456789012345678901234567890123456789x\"}"};
  g_autoptr (JsonObject) right = yqq_authenticator_label_to_json ("家里");
  g_autofree char *label = yqq_authenticator_label_from_json (right, NULL);
  g_assert_cmpstr (label, ==, "家里");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) object = message_parse (wrong[i]);
    g_assert_null (yqq_authenticator_label_from_json (object, &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  }
}

static void
hostile_keys_are_refused (void)
{
  static const struct {
    const char *member, *value;
  } cases[] = {{"id", "../k"}, {"label", "a\tb"}, {"credential", "*"}, {"added_at", "today"}};
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) object = message_parse (VIEW);
    json_object_set_string_member (object, cases[i].member, cases[i].value);
    g_autofree char *text = yqq_json_to_string (object);
    message_check_refused (&view, text, cases[i].member);
  }
}

#define ADD(test) g_test_add_func ("/protocol/authenticator/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (messages_come_back);
  ADD (a_list_comes_back_and_ends_somewhere);
  ADD (a_label_is_a_text_that_can_be_shown);
  ADD (hostile_keys_are_refused);
  return g_test_run ();
}

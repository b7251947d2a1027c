/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/authorised-user.h"

#include "message.h"
#include "samples.h"

#define USER                                                                                       \
  "{\"grant\":\"g1\",\"code\":\"YQ44-1\",\"name\":\"李四\",\"id_type\":\"resident-id\","         \
  "\"id_number_masked\":\"4401**********0015\",\"phone_masked\":\"138****8000\","                  \
  "\"kind\":\"employee\",\"roles\":[\"employee\"],\"state\":\"suspended\","                        \
  "\"permissions\":[\"enterprise-certificate\",\"seal:s1\"],\"created_at\":\"" TIME                \
  "\",\"not_after\":\"" LATER "\",\"cancelled_at\":\"" LATER "\",\"me\":false}"

static const MessageKind user = MESSAGE (USER, yqq_authorised_user, "phone_masked cancelled_at");
static const MessageKind users =
    MESSAGE ("{\"grants\":[" USER "," USER "],\"next\":\"c-2\"}", yqq_authorised_users, "next");
static const MessageKind revealed =
    MESSAGE ("{\"id_number\":\"440100199001010015\",\"phone\":\"13800138000\"}",
             yqq_revealed_user,
             "phone");

static void
messages_come_back (void)
{
  message_check (&user);
  message_check (&users);
  message_check (&revealed);
}

static void
wrong_words_are_refused (void)
{
  static const struct {
    const char *member, *value;
  } cases[] = {
      {"id_type", "card"}, {"kind", "robot"},      {"state", "asleep"},
      {"grant", "a b"},    {"created_at", "2026"}, {"code", "证书"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) object = message_parse (USER);
    json_object_set_string_member (object, cases[i].member, cases[i].value);
    g_autofree char *text = yqq_json_to_string (object);
    message_check_refused (&user, text, cases[i].member);
  }
}

static void
unknown_permissions_and_roles_are_refused (void)
{
  static const char *const members[] = {"permissions", "roles"};
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autoptr (JsonObject) object = message_parse (USER);
    json_array_add_string_element (json_object_get_array_member (object, members[i]), "all");
    g_autofree char *text = yqq_json_to_string (object);
    message_check_refused (&user, text, members[i]);
  }
}

static void
a_page_is_bounded_and_its_cursor_can_stand_in_an_address (void)
{
  g_autoptr (GString) text = g_string_new ("{\"grants\":[" USER);
  for (guint i = 0; i < YQQ_USERS_PAGE_MAX; i++)
    g_string_append (text, "," USER);
  g_string_append (text, "]}");
  message_check_refused (&users, text->str, "grants");
  message_check_refused (&users, "{\"grants\":[],\"next\":\"a&limit=9\"}", "next");
}

static void
a_copy_stands_for_itself (void)
{
  g_autoptr (JsonObject) object = message_parse (USER);
  YqqAuthorisedUser *self = yqq_authorised_user_from_json (object, NULL);
  g_autoptr (YqqAuthorisedUser) copy = yqq_authorised_user_copy (self);
  yqq_authorised_user_free (self);
  g_autoptr (JsonObject) written = yqq_authorised_user_to_json (copy);
  g_autofree char *before = yqq_json_to_string (object);
  g_autofree char *after = yqq_json_to_string (written);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(test) g_test_add_func ("/protocol/authorised-user/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (messages_come_back);
  ADD (wrong_words_are_refused);
  ADD (unknown_permissions_and_roles_are_refused);
  ADD (a_page_is_bounded_and_its_cursor_can_stand_in_an_address);
  ADD (a_copy_stands_for_itself);
  return g_test_run ();
}

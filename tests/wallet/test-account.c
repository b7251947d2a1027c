/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/account.h"

#include "wallet/wallet-error.h"

static YqqAccount *
create (const char *birthday, const char *id_type)
{
  return yqq_account_new ("account-1", "unix:/run/authority.sock", "https://sign.example.cn",
                          "person-1", "林晓", "device-1", birthday, id_type);
}

static YqqAccount *
write_and_read (YqqAccount *account)
{
  g_autoptr (JsonObject) object = yqq_account_to_json (account);
  g_autoptr (GError) error = NULL;
  YqqAccount *read = yqq_account_from_json (object, &error);
  g_assert_no_error (error);
  return read;
}

static void
everything_comes_back_from_the_keyring (void)
{
  static const char *const birthdays[] = {"19880101", NULL}; /* a passport tells none */
  static const char *const types[] = {"resident-id", "passport"};
  for (guint i = 0; i < G_N_ELEMENTS (birthdays); i++) {
    g_autoptr (YqqAccount) account = create (birthdays[i], types[i]);
    g_autoptr (YqqAccount) read = write_and_read (account);
    g_assert_cmpstr (yqq_account_get_id (read), ==, "account-1");
    g_assert_cmpstr (yqq_account_get_authority_address (read), ==, "unix:/run/authority.sock");
    g_assert_cmpstr (yqq_account_get_authority_origin (read), ==, "https://sign.example.cn");
    g_assert_cmpstr (yqq_account_get_person_id (read), ==, "person-1");
    g_assert_cmpstr (yqq_account_get_person_name (read), ==, "林晓");
    g_assert_cmpstr (yqq_account_get_device_id (read), ==, "device-1");
    g_assert_cmpstr (yqq_account_get_birthday (read), ==, birthdays[i]);
    g_assert_cmpstr (yqq_account_get_id_type (read), ==, types[i]);
  }
}

static void
assert_damaged (JsonObject *object, const char *member)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_account_from_json (object, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
  g_assert_nonnull (g_strstr_len (error->message, -1, member));
}

/* Only the birthday, and the document's type, which was not always kept, may be absent; of another
 * kind nothing may be. */
static void
an_account_that_lacks_something_is_damaged_and_says_what (void)
{
  g_autoptr (YqqAccount) account = create ("19880101", "resident-id");
  g_autoptr (JsonObject) whole = yqq_account_to_json (account);
  g_autoptr (GList) members = json_object_get_members (whole);
  g_assert_cmpuint (g_list_length (members), ==, 8);
  for (GList *each = members; each != NULL; each = each->next) {
    g_autoptr (JsonObject) object = yqq_account_to_json (account);
    if (!g_str_equal (each->data, "birthday") && !g_str_equal (each->data, "id_type")) {
      json_object_remove_member (object, each->data);
      assert_damaged (object, each->data);
    }
    json_object_set_int_member (object, each->data, 1);
    assert_damaged (object, each->data);
  }
}

static void
what_a_later_version_adds_is_passed_over (void)
{
  g_autoptr (YqqAccount) account = create (NULL, NULL);
  g_autoptr (JsonObject) object = yqq_account_to_json (account);
  json_object_set_string_member (object, "favourite_seal", "round");
  g_autoptr (YqqAccount) read = yqq_account_from_json (object, NULL);
  g_assert_nonnull (read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/wallet/account/" #name, name)
  ADD (everything_comes_back_from_the_keyring);
  ADD (an_account_that_lacks_something_is_damaged_and_says_what);
  ADD (what_a_later_version_adds_is_passed_over);
  return g_test_run ();
}

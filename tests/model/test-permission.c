/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/permission.h"

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
a_permission_is_the_certificate_or_a_seal (void)
{
  static const char *const good[] = {"enterprise-certificate", "seal:1", "seal:A.b_c-9"};
  static const char *const bad[] = {
      NULL, "", "enterprise", "seal", "seal:", "seal:a b", "seal:公章", "seal:a/b", "Seal:1",
  };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (yqq_permission_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (yqq_permission_is_valid (bad[i]));
}

static void
a_seal_is_found_in_its_permission (void)
{
  g_assert_cmpstr (yqq_permission_get_seal ("seal:s-1"), ==, "s-1");
  g_assert_null (yqq_permission_get_seal ("enterprise-certificate"));
  g_assert_null (yqq_permission_get_seal ("seal:"));
  g_assert_null (yqq_permission_get_seal (NULL));
}

static void
a_long_seal_is_refused (void)
{
  g_autofree char *id = g_strnfill (YQQ_PERMISSION_MAX_LENGTH, 'a');
  g_autofree char *permission = g_strconcat (YQQ_PERMISSION_SEAL_PREFIX, id, NULL);
  g_assert_false (yqq_permission_is_valid (permission));
  permission[YQQ_PERMISSION_MAX_LENGTH] = '\0';
  g_assert_true (yqq_permission_is_valid (permission));
}

static void
none_at_all_is_valid (void)
{
  g_assert_true (yqq_permissions_validate (NULL, NULL));
  g_assert_true (yqq_permissions_validate ((const char *const[]){NULL}, NULL));
}

static void
unknown_repeated_and_too_many_are_refused (void)
{
  g_autoptr (GError) unknown = NULL, repeated = NULL, many = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i <= YQQ_PERMISSIONS_MAX_COUNT; i++) {
    g_autofree char *permission = g_strdup_printf (YQQ_PERMISSION_SEAL_PREFIX "%u", i);
    g_strv_builder_add (builder, permission);
  }
  g_auto (GStrv) long_list = g_strv_builder_end (builder);
  g_assert_true (
      yqq_permissions_validate (LIST ("seal:1", "enterprise-certificate", "seal:2"), NULL));
  g_assert_false (yqq_permissions_validate (LIST ("seal:1", "all"), &unknown));
  g_assert_error (unknown, YQQ_MODEL_ERROR, YQQ_MODEL_ERROR_CHARACTER);
  g_assert_false (yqq_permissions_validate (LIST ("seal:1", "seal:2", "seal:1"), &repeated));
  g_assert_error (repeated, YQQ_MODEL_ERROR, YQQ_MODEL_ERROR_CHARACTER);
  g_assert_false (yqq_permissions_validate ((const char *const *)long_list, &many));
  g_assert_error (many, YQQ_MODEL_ERROR, YQQ_MODEL_ERROR_LENGTH);
  g_clear_pointer (&long_list[YQQ_PERMISSIONS_MAX_COUNT], g_free);
  g_assert_true (yqq_permissions_validate ((const char *const *)long_list, NULL));
}

static void
order_makes_no_difference (void)
{
  g_assert_true (yqq_permissions_equal (LIST ("seal:1", "seal:2"), LIST ("seal:2", "seal:1")));
  g_assert_true (yqq_permissions_equal (NULL, (const char *const[]){NULL}));
  g_assert_false (yqq_permissions_equal (LIST ("seal:1"), LIST ("seal:1", "seal:2")));
  g_assert_false (yqq_permissions_equal (LIST ("seal:1", "seal:2"), LIST ("seal:1")));
  g_assert_false (yqq_permissions_equal (NULL, LIST ("seal:1")));
  g_assert_true (yqq_permissions_contain (LIST ("seal:1", "seal:2"), "seal:2"));
  g_assert_false (yqq_permissions_contain (NULL, "seal:2"));
}

#define ADD(test) g_test_add_func ("/model/permission/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_permission_is_the_certificate_or_a_seal);
  ADD (a_seal_is_found_in_its_permission);
  ADD (a_long_seal_is_refused);
  ADD (none_at_all_is_valid);
  ADD (unknown_repeated_and_too_many_are_refused);
  ADD (order_makes_no_difference);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy.h"

#include "identity/method.h"
#include "identity/way.h"

static gboolean
counts (YqqIdentityPolicy *policy, const char *purpose, const char *first, const char *second)
{
  const char *const proven[] = {first, second, NULL};
  return yqq_identity_ways_are_satisfied (yqq_identity_policy_get_ways (policy, purpose), proven);
}

static void
only_what_is_named_counts (void)
{
  g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_new_default ();
  g_assert_true (counts (policy, "log-in", "staff-code", NULL));
  for (const char *const *purpose = yqq_identity_purposes_list (); *purpose != NULL; purpose++) {
    gboolean enrols = g_str_has_prefix (*purpose, "enrol-");
    gboolean asks = g_strcmp0 (*purpose, "transfer") != 0;
    g_assert_true (counts (policy, *purpose, "staff-code", NULL));
    g_assert_true (counts (policy, *purpose, "pin", NULL) == (enrols || !asks));
    g_assert_true (counts (policy, *purpose, "device", "face") == !asks);
    g_assert_true (counts (policy, *purpose, "", NULL) == !asks);
    g_assert_true (counts (policy, *purpose, NULL, NULL) == !asks);
  }
}

static void
an_unknown_purpose_can_never_be_satisfied (void)
{
  g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_new_default ();
  g_assert_false (counts (policy, "", "staff-code", NULL));
  g_assert_false (counts (policy, "log-out", "staff-code", "device"));
  g_assert_false (yqq_identity_purpose_is_known ("log-out"));
  g_assert_true (yqq_identity_purpose_is_known ("new-pin"));
  g_assert_null (yqq_identity_policy_get_second_factors (policy, "log-out")[0]);
}

static void
a_registered_key_is_asked_for_where_it_matters (void)
{
  g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_new_default ();
  for (const char *const *purpose = yqq_identity_purposes_list (); *purpose != NULL; purpose++) {
    const char *const *factors = yqq_identity_policy_get_second_factors (policy, *purpose);
    gboolean matters =
        g_strcmp0 (*purpose, "new-pin") == 0 || g_strcmp0 (*purpose, "transfer") == 0;
    g_assert_cmpuint (g_strv_length ((GStrv)factors), ==, matters ? 1 : 0);
    g_assert_cmpstr (factors[0], ==, matters ? "fido2" : NULL);
  }
}

static void
the_demonstration_takes_device_and_face_together (void)
{
  g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_new_demonstration ();
  g_assert_true (counts (policy, "new-pin", "device", "face"));
  g_assert_true (counts (policy, "new-pin", "staff-code", NULL));
  g_assert_false (counts (policy, "new-pin", "face", NULL));
  g_assert_false (counts (policy, "new-pin", "device", "pin"));
  g_assert_true (counts (policy, "log-in", "device", "face"));
  g_assert_true (counts (policy, "log-in", "staff-code", NULL));
  g_assert_false (counts (policy, "log-in", "face", NULL));
  g_assert_false (counts (policy, "unlock", "device", "face"));
  g_assert_cmpuint (yqq_identity_policy_get_device_min_days (policy), ==, 0);
}

static void
the_methods_have_their_published_names (void)
{
  static const char *const published[] = {"staff-code", "oidc", "fido2", "face", "device", "pin"};
  const char *const *methods = yqq_identity_methods_list ();
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    g_assert_cmpstr (methods[i], ==, published[i]);
  g_assert_null (methods[G_N_ELEMENTS (published)]);
  g_assert_true (yqq_identity_method_is_known ("face"));
  g_assert_false (yqq_identity_method_is_known ("password"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/policy/only_what_is_named_counts", only_what_is_named_counts);
  g_test_add_func ("/identity/policy/an_unknown_purpose_can_never_be_satisfied",
                   an_unknown_purpose_can_never_be_satisfied);
  g_test_add_func ("/identity/policy/a_registered_key_is_asked_for_where_it_matters",
                   a_registered_key_is_asked_for_where_it_matters);
  g_test_add_func ("/identity/policy/the_demonstration_takes_device_and_face_together",
                   the_demonstration_takes_device_and_face_together);
  g_test_add_func ("/identity/policy/the_methods_have_their_published_names",
                   the_methods_have_their_published_names);
  return g_test_run ();
}

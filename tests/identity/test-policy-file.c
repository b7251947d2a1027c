/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy-file.h"

#include <string.h>

#include "identity/way.h"

static YqqIdentityPolicy *
read_policy (const char *text)
{
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  YqqIdentityPolicy *policy = yqq_identity_policy_parse (text, -1, faults);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s: %s", ((YqqPolicyFault *)faults->pdata[i])->path,
                    ((YqqPolicyFault *)faults->pdata[i])->sentence);
  g_assert_nonnull (policy);
  return policy;
}

/* The file has exactly this fault. */
static void
check_fault (const char *text, const char *path, const char *sentence)
{
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  g_assert_null (yqq_identity_policy_parse (text, -1, faults));
  g_assert_cmpuint (faults->len, ==, 1);
  const YqqPolicyFault *fault = faults->pdata[0];
  g_assert_cmpstr (fault->path, ==, path);
  g_assert_cmpstr (fault->sentence, ==, sentence);
}

static gboolean
counts (YqqIdentityPolicy *policy, const char *purpose, const char *first, const char *second)
{
  const char *const proven[] = {first, second, NULL};
  return yqq_identity_ways_are_satisfied (yqq_identity_policy_get_ways (policy, purpose), proven);
}

static void
a_whole_file_is_read (void)
{
  g_autoptr (YqqIdentityPolicy) policy = read_policy (
      "{\"version\":1,\"purposes\":{\"log-in\":[[\"staff-code\"],[\"oidc\"]],"
      "\"new-pin\":[[\"device\",\"face\"]],\"transfer\":[[\"device\"]]},"
      "\"second-factor\":{\"fido2\":[\"unlock\"]},\"device\":{\"min_days\":3},"
      "\"face\":{\"max_age_days\":90,\"challenges\":3,\"tries\":4,\"lock_minutes\":60},"
      "\"log-in\":{\"days\":30},\"oidc\":{\"name\":\"粤省事\",\"issuer\":\"https://id.example.cn\","
      "\"client_id\":\"yqq\",\"device_flow\":true,\"jwks_file\":\"/etc/keys.json\"}}");
  g_assert_true (counts (policy, "log-in", "oidc", NULL));
  g_assert_true (counts (policy, "new-pin", "face", "device"));
  g_assert_false (counts (policy, "new-pin", "staff-code", NULL));
  g_assert_false (counts (policy, "transfer", NULL, NULL));
  g_assert_cmpstr (yqq_identity_policy_get_second_factors (policy, "unlock")[0], ==, "fido2");
  g_assert_null (yqq_identity_policy_get_second_factors (policy, "new-pin")[0]);
  g_assert_cmpuint (yqq_identity_policy_get_device_min_days (policy), ==, 3);
  g_assert_cmpuint (yqq_identity_policy_get_face_max_age_days (policy), ==, 90);
  g_assert_cmpuint (yqq_identity_policy_get_face_challenges (policy), ==, 3);
  g_assert_cmpuint (yqq_identity_policy_get_face_tries (policy), ==, 4);
  g_assert_cmpuint (yqq_identity_policy_get_face_lock_minutes (policy), ==, 60);
  g_assert_cmpuint (yqq_identity_policy_get_log_in_days (policy), ==, 30);
  const YqqOidcSettings *oidc = yqq_identity_policy_get_oidc (policy);
  g_assert_cmpstr (oidc->name, ==, "粤省事");
  g_assert_cmpstr (oidc->person_claim, ==, "sub");
  g_assert_true (oidc->device_flow);
  g_assert_false (oidc->claim_is_document);
  g_assert_cmpstr (oidc->jwks_file, ==, "/etc/keys.json");
}

static void
what_is_left_out_is_as_it_is_without_a_file (void)
{
  g_autoptr (YqqIdentityPolicy) policy =
      read_policy ("{\"version\":1,\"purposes\":{\"transfer\":[]}}");
  g_assert_true (counts (policy, "log-in", "staff-code", NULL));
  g_assert_true (counts (policy, "enrol-face", "pin", NULL));
  g_assert_true (counts (policy, "transfer", NULL, NULL));
  g_assert_cmpuint (yqq_identity_policy_get_log_in_days (policy), ==, 90);
  g_assert_cmpstr (yqq_identity_policy_get_second_factors (policy, "new-pin")[0], ==, "fido2");
  g_assert_null (yqq_identity_policy_get_oidc (policy));
}

#define PURPOSE(purpose, ways)                                                                     \
  "{\"version\":1,\"oidc\":{\"name\":\"n\",\"issuer\":\"https://i\",\"client_id\":\"c\"},"         \
  "\"purposes\":{\"" purpose "\":" ways "}}"
#define FACE_ALONE                                                                                     \
  "“face” cannot stand here without another method, because the face is compared on the person's " \
  "own computer. Add “device”, “staff-code”, “oidc” or “fido2” to this way."
#define DEVICE_ALONE                                                                                \
  "“device” alone shows the computer and not the person who sits at it. Add another method to " \
  "this way."
#define NOTHING                                                                                    \
  "Something has to be asked for this purpose. Write at least one way, such as "                   \
  "[\"staff-code\"], or leave the member out."

static void
ways_that_prove_nothing_are_refused_and_the_way_out_is_named (void)
{
  static const struct {
    const char *text, *path, *sentence;
  } cases[] = {
      {PURPOSE ("unlock", "[[\"face\"]]"), "purposes.unlock[0]", FACE_ALONE},
      {PURPOSE ("unlock", "[[\"staff-code\"],[\"pin\",\"face\"]]"), "purposes.unlock[1]",
       FACE_ALONE},
      {PURPOSE ("log-in", "[[\"device\"]]"), "purposes.log-in[0]", DEVICE_ALONE},
      {PURPOSE ("enrol-face", "[[\"device\"]]"), "purposes.enrol-face[0]", DEVICE_ALONE},
      {PURPOSE ("new-pin", "[[\"pin\",\"device\"]]"), "purposes.new-pin[0]",
       "“pin” cannot count for “new-pin”: a new PIN is for those who do not know the old one. "
       "Take it out."},
      {PURPOSE ("log-in", "[[\"fido2\",\"oidc\"]]"), "purposes.log-in[0]",
       "“fido2” cannot count for “log-in”: whose keys to ask for is known only afterwards. Use "
       "“staff-code” or “oidc”."},
      {PURPOSE ("log-in", "[[\"pin\"]]"), "purposes.log-in[0]",
       "“pin” cannot count for “log-in”: the PIN belongs to a computer that is logged in. Use "
       "“staff-code” or “oidc”."},
      {PURPOSE ("enrol-face", "[[\"device\",\"face\"]]"), "purposes.enrol-face[0]",
       "A face cannot show whose face it is. Use “pin”, “staff-code” or “oidc” here."},
      {PURPOSE ("link-account", "[[\"oidc\",\"device\"]]"), "purposes.link-account[0]",
       "“oidc” cannot count for “link-account”: an account cannot show whose it is. Use "
       "“staff-code”, or “device” and “pin” together."},
      {PURPOSE ("new-pin", "[]"), "purposes.new-pin", NOTHING},
      {PURPOSE ("enrol-key", "[]"), "purposes.enrol-key", NOTHING},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_fault (cases[i].text, cases[i].path, cases[i].sentence);
}

static void
what_is_not_known_is_named_with_what_is (void)
{
  check_fault ("{\"version\":1,\"purposes\":{\"logout\":[[\"pin\"]]}}", "purposes.logout",
               "“logout” is not known here. Known are: log-in, new-pin, unlock, transfer, "
               "enrol-face, enrol-key, link-account.");
  check_fault ("{\"version\":1,\"purposes\":{\"unlock\":[[\"staff-code\",\"sms\"]]}}",
               "purposes.unlock[0][1]",
               "“sms” is not known here. Known are: staff-code, oidc, fido2, face, device, pin.");
  check_fault ("{\"version\":1,\"purposes\":{\"unlock\":[[7]]}}", "purposes.unlock[0][0]",
               "A text is needed here, one of: staff-code, oidc, fido2, face, device, pin.");
  check_fault ("{\"version\":1,\"device\":{\"days\":1}}", "device.days",
               "“days” is not known here. Known are: min_days.");
  check_fault ("{\"version\":1,\"purpose\":{}}", "purpose",
               "“purpose” is not known here. Known are: version, purposes, second-factor, device, "
               "face, log-in, oidc.");
}

static void
what_is_of_another_kind_is_named_with_what_it_has_to_be (void)
{
  check_fault ("{}", "version", "This program reads version 1. Write \"version\": 1.");
  check_fault ("{\"version\":2}", "version", "This program reads version 1. Write \"version\": 1.");
  check_fault ("{\"version\":1,\"log-in\":{\"days\":0}}", "log-in.days",
               "A whole number from 1 to 3650 is needed here.");
  check_fault ("{\"version\":1,\"face\":[]}", "face", "An object is needed here: { … }.");
  check_fault ("{\"version\":1,\"purposes\":{\"unlock\":[\"pin\"]}}", "purposes.unlock[0]",
               "A way is a list of methods that count together, such as [\"staff-code\"].");
  check_fault ("{\"version\":1,\"purposes\":{\"unlock\":[[]]}}", "purposes.unlock[0]",
               "A way is a list of methods that count together, such as [\"staff-code\"].");
  check_fault ("{\"version\":1,\"purposes\":{\"unlock\":[[\"pin\",\"pin\"]]}}",
               "purposes.unlock[0][1]", "This method is in the way already. Take it out.");
  check_fault ("[]", "", "This is no JSON object of at most 64 KB: not a JSON object.");
}

static void
a_provider_is_needed_where_it_counts_and_has_to_be_safe (void)
{
  check_fault ("{\"version\":1,\"purposes\":{\"unlock\":[[\"oidc\"]]}}", "purposes.unlock[0]",
               "“oidc” needs the member “oidc” with the provider's name, issuer and client_id. "
               "Add that, or take the method out.");
  check_fault ("{\"version\":1,\"oidc\":{\"name\":\"n\",\"issuer\":\"http://id.example.cn\","
               "\"client_id\":\"c\"}}",
               "oidc.issuer",
               "An https:// address without a question mark is needed here, exactly as the "
               "provider writes it in its tokens.");
  check_fault ("{\"version\":1,\"oidc\":{\"issuer\":\"https://i\",\"client_id\":\"c\"}}",
               "oidc.name", "A text of 1 to 60 characters is needed here.");
  g_autoptr (YqqIdentityPolicy) policy =
      read_policy ("{\"version\":1,\"oidc\":{\"name\":\"n\",\"issuer\":\"http://127.0.0.1:3000\","
                   "\"client_id\":\"c\",\"person_claim\":\"id_number\"}}");
  g_assert_true (yqq_identity_policy_get_oidc (policy)->claim_is_document);
}

static void
only_what_people_register_can_be_a_second_factor (void)
{
  check_fault ("{\"version\":1,\"second-factor\":{\"face\":[\"new-pin\"]}}",
               "second-factor.face[0]",
               "Only “fido2” can be a second factor: the others are not registered by the "
               "person.");
  check_fault ("{\"version\":1,\"second-factor\":{\"fido2\":[\"unlock\",\"log-in\"]}}",
               "second-factor.fido2[1]",
               "A second factor cannot be asked for “log-in”: whose keys to ask for is known only "
               "afterwards. Take it out.");
}

static void
all_faults_are_told_at_once (void)
{
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  g_assert_null (yqq_identity_policy_parse (
      "{\"purposes\":{\"log-in\":[],\"unlock\":[[\"face\"]]},\"log-in\":{\"days\":0}}", -1,
      faults));
  g_assert_cmpuint (faults->len, ==, 4);
}

static void
a_huge_file_is_refused (void)
{
  g_autofree char *blanks = g_strnfill (YQQ_IDENTITY_POLICY_MAX_BYTES, ' ');
  g_autofree char *text = g_strconcat ("{\"version\":1", blanks, "}", NULL);
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  g_assert_null (yqq_identity_policy_parse (text, -1, faults));
  g_assert_true (g_str_has_prefix (((YqqPolicyFault *)faults->pdata[0])->sentence,
                                   "This is no JSON object of at most 64 KB: "));
}

#define ADD(test) g_test_add_func ("/identity/policy-file/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_whole_file_is_read);
  ADD (what_is_left_out_is_as_it_is_without_a_file);
  ADD (ways_that_prove_nothing_are_refused_and_the_way_out_is_named);
  ADD (what_is_not_known_is_named_with_what_is);
  ADD (what_is_of_another_kind_is_named_with_what_it_has_to_be);
  ADD (a_provider_is_needed_where_it_counts_and_has_to_be_safe);
  ADD (only_what_people_register_can_be_a_second_factor);
  ADD (all_faults_are_told_at_once);
  ADD (a_huge_file_is_refused);
  return g_test_run ();
}

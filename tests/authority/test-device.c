/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in, the account, certificates: over HTTP, against a whole authority. */
#include "base/encoding.h"
#include "crypto/certificate.h"
#include "support.h"

static TestAuthority *authority;

static void
a_person_logs_in_and_sees_their_account (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  g_autoptr (TestAnswer) me = test_device_request (device, authority, "GET", "/v1/me", NULL);
  g_assert_cmpuint (me->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (me, "device_id"), ==, device->id);
  g_assert_null (strstr (me->body, "440100190001010014"));
  JsonArray *memberships = json_object_get_array_member (me->json, "memberships");
  g_assert_cmpuint (json_array_get_length (memberships), ==, 2);
}

static void
the_same_key_with_good_evidence_is_the_same_device (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  g_autofree char *body = test_make_registration (authority, device, 0, NULL, NULL);
  g_autoptr (TestAnswer) again =
      test_device_request (device, authority, "POST", "/v1/devices", body);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (test_answer_get_text (again, "device_id"), ==, device->id);
}

static void
a_used_challenge_or_code_registers_nobody_again (void)
{
  g_autoptr (TestDevice) device = test_device_new ();
  g_autofree char *body = test_make_registration (authority, device, 0, NULL, NULL);
  g_autoptr (TestAnswer) first =
      test_device_request (device, authority, "POST", "/v1/devices", body);
  g_assert_cmpuint (first->status, ==, 201);
  g_autoptr (TestAnswer) second =
      test_device_request (device, authority, "POST", "/v1/devices", body);
  test_assert_problem (second, "evidence-replayed");
}

static void
somebody_elses_name_is_an_unknown_person (void)
{
  g_autoptr (TestDevice) device = test_device_new ();
  g_autofree char *body = test_make_registration (authority, device, 0, NULL, "张三");
  g_autoptr (TestAnswer) answer =
      test_device_request (device, authority, "POST", "/v1/devices", body);
  test_assert_problem (answer, "person-unknown");
}

static void
five_wrong_codes_lock_until_staff_give_a_new_one (void)
{
  g_autoptr (TestDevice) device = test_device_new ();
  g_autofree char *good = test_make_registration (authority, device, 2, NULL, NULL);
  g_autofree char *code = g_strndup (strstr (good, "\"code\":\"") + 8, 8);
  g_autofree char *challenge_id = g_strndup (good + strlen ("{\"challenge_id\":\""), 36);
  g_auto (GStrv) parts = g_strsplit (good, code, 2);
  g_autofree char *wrong = g_strdup_printf ("%s00000000%s", parts[0], parts[1]);
  for (int left = 4; left >= 0; left--) {
    g_autoptr (TestAnswer) answer =
        test_device_request (device, authority, "POST", "/v1/devices", wrong);
    test_assert_problem (answer, "evidence-invalid");
    g_assert_cmpint (test_answer_get_int (answer, "tries_left"), ==, left);
  }
  g_autoptr (TestAnswer) locked =
      test_device_request (device, authority, "POST", "/v1/devices", good);
  test_assert_problem (locked, "evidence-locked");
  g_autoptr (TestDevice) helped = test_log_in (authority, 2);
  g_assert_nonnull (helped->id);
}

static void
a_key_that_did_not_sign_registers_nothing (void)
{
  g_autoptr (TestDevice) device = test_device_new ();
  g_autoptr (TestDevice) other = test_device_new ();
  g_autofree char *body = test_make_registration (authority, device, 0, NULL, NULL);
  g_autoptr (TestAnswer) answer =
      test_device_request (other, authority, "POST", "/v1/devices", body);
  test_assert_problem (answer, "signature-invalid");
}

static void
logging_out_revokes_the_device_and_its_certificates (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  g_autoptr (TestDevice) other = test_log_in (authority, 0);
  test_set_pin (device, authority);
  g_autofree char *grant = test_get_grant (device, authority);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (TestAnswer) installed = test_install (device, authority, grant, key);
  g_assert_cmpuint (installed->status, ==, 201);
  g_autoptr (TestAnswer) out =
      test_device_request (device, authority, "DELETE", "/v1/devices/self", NULL);
  g_assert_cmpuint (out->status, ==, 200);
  g_autoptr (TestAnswer) me = test_device_request (device, authority, "GET", "/v1/me", NULL);
  test_assert_problem (me, "device-revoked");
  g_autoptr (TestAnswer) grants =
      test_device_request (other, authority, "GET", "/v1/me/grants", NULL);
  g_assert_null (strstr (grants->body, test_answer_get_text (installed, "fingerprint")));
}

static void
check_certificate (TestAnswer *answer, YqqAlgorithm algorithm)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) der =
      yqq_base64_decode (test_answer_get_text (answer, "certificate"), -1, &error);
  g_assert_no_error (error);
  g_autoptr (YqqX509) x509 = yqq_x509_new (der, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (yqq_x509_get_enterprise (x509), ==, "演示科技（广东）有限公司");
  g_assert_cmpstr (yqq_x509_get_credit_code (x509), ==, "91440101YQDEM0017N");
  JsonArray *chain = json_object_get_array_member (answer->json, "chain");
  g_autoptr (GPtrArray) ders = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < json_array_get_length (chain); i++)
    g_ptr_array_add (ders,
                     yqq_base64_decode (json_array_get_string_element (chain, i), -1, &error));
  g_autoptr (GPtrArray) authorities = yqq_x509_list_new_from_der (ders, &error);
  g_assert_no_error (error);
  GPtrArray *roots = yqq_issuer_get_roots (authority->authority->issuer, algorithm);
  yqq_x509_verify_chain (x509, authorities, roots, yqq_clock_get_unix_ms (authority->clock),
                         &error);
  g_assert_no_error (error);
}

static void
certificates_are_issued_once_a_key_and_supersede (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  test_set_pin (device, authority);
  g_autofree char *grant = test_get_grant (device, authority);
  for (guint algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (YqqKey) key = yqq_key_generate ((YqqAlgorithm)algorithm);
    g_autoptr (YqqKey) newer = yqq_key_generate ((YqqAlgorithm)algorithm);
    g_autoptr (TestAnswer) first = test_install (device, authority, grant, key);
    g_assert_cmpuint (first->status, ==, 201);
    check_certificate (first, (YqqAlgorithm)algorithm);
    g_autoptr (TestAnswer) again = test_install (device, authority, grant, key);
    g_assert_cmpuint (again->status, ==, 200);
    g_assert_cmpstr (test_answer_get_text (first, "fingerprint"), ==,
                     test_answer_get_text (again, "fingerprint"));
    g_autoptr (TestAnswer) second = test_install (device, authority, grant, newer);
    g_assert_cmpuint (second->status, ==, 201);
    g_autoptr (TestAnswer) back = test_install (device, authority, grant, key);
    test_assert_problem (back, "request-refused");
  }
}

static void
a_certificate_needs_the_pin_the_grant_and_a_proof (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  g_autoptr (TestDevice) stranger = test_log_in (authority, 1);
  test_set_pin (device, authority);
  test_set_pin (stranger, authority);
  g_autofree char *grant = test_get_grant (device, authority);
  g_autofree char *path = g_strdup_printf ("/v1/grants/%s/certificates", grant);
  const char *rubbish = "{\"request\":\"AAAA\",\"algorithm\":\"sm2-sm3\"}";
  g_autoptr (TestAnswer) without = test_device_request (device, authority, "POST", path, rubbish);
  test_assert_problem (without, "challenge-unknown");
  g_autoptr (TestAnswer) opened = test_open_gate (device, authority, "install", grant, TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
  g_autoptr (TestAnswer) refused = test_device_request (device, authority, "POST", path, rubbish);
  test_assert_problem (refused, "request-refused");
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (TestAnswer) theirs = test_install (stranger, authority, grant, key);
  test_assert_problem (theirs, "grant-not-found");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  authority = test_authority_new (yqq_clock_get_system ());
#define ADD(name) g_test_add_func ("/authority/device/" #name, name)
  ADD (a_person_logs_in_and_sees_their_account);
  ADD (the_same_key_with_good_evidence_is_the_same_device);
  ADD (a_used_challenge_or_code_registers_nobody_again);
  ADD (somebody_elses_name_is_an_unknown_person);
  ADD (five_wrong_codes_lock_until_staff_give_a_new_one);
  ADD (a_key_that_did_not_sign_registers_nothing);
  ADD (logging_out_revokes_the_device_and_its_certificates);
  ADD (certificates_are_issued_once_a_key_and_supersede);
  ADD (a_certificate_needs_the_pin_the_grant_and_a_proof);
  int result = g_test_run ();
  test_authority_free (authority);
  return result;
}

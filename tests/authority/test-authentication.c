/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Device authentication: what is forged, replayed, late or changed on the way. */
#include <string.h>

#include "support.h"

static TestAuthority *authority;

static void
ask_me (TestDevice *device, const char *problem)
{
  g_autoptr (TestAnswer) answer = test_device_request (device, authority, "GET", "/v1/me", NULL);
  if (problem != NULL)
    test_assert_problem (answer, problem);
  else
    g_assert_cmpuint (answer->status, ==, 200);
}

static void
an_unsigned_request_is_missing_its_signature (void)
{
  g_autoptr (TestAnswer) answer = test_request (authority, "GET", "/v1/me", NULL, NULL);
  test_assert_problem (answer, "signature-missing");
}

static void
a_key_nobody_registered_is_unknown (void)
{
  g_autoptr (TestDevice) device = test_device_new ();
  ask_me (device, "device-unknown");
}

static void
a_nonce_is_taken_once (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  g_autoptr (TestDevice) other = test_log_in (authority, 1);
  device->nonce = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  other->nonce = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  ask_me (device, NULL);
  ask_me (device, "signature-replayed");
  ask_me (other, NULL);
}

static void
a_request_from_another_time_is_expired (void)
{
  static const struct {
    gint64 offset;
    const char *problem;
  } cases[] = {{-301, "signature-expired"}, {302, "signature-expired"}, {-290, NULL}, {290, NULL}};
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    device->created = g_get_real_time () / G_USEC_PER_SEC + cases[i].offset;
    ask_me (device, cases[i].problem);
  }
}

/* Signs one request and sends another. */
static void
send_changed (TestDevice *device, const char *method, const char *path, const char *body)
{
  g_autofree char *headers = test_device_sign (device, "POST", "/v1/pin/challenges",
                                               "{\"purpose\":\"check\",\"subject\":\"a\"}");
  g_autoptr (TestAnswer) answer = test_request (authority, method, path, headers, body);
  test_assert_problem (answer, "signature-invalid");
}

static void
a_request_changed_on_the_way_is_invalid (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  const char *body = "{\"purpose\":\"check\",\"subject\":\"a\"}";
  send_changed (device, "POST", "/v1/pin/open", body);
  send_changed (device, "PUT", "/v1/pin", body);
  send_changed (device, "POST", "/v1/pin/challenges?x=1", body);
  send_changed (device, "POST", "/v1/pin/challenges", "{\"purpose\":\"check\",\"subject\":\"b\"}");
  send_changed (device, "POST", "/v1/pin/challenges", "");
}

static void
another_devices_signature_under_this_name_is_invalid (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  g_autoptr (TestDevice) forger = test_log_in (authority, 1);
  g_autofree char *theirs = test_device_sign (device, "GET", "/v1/me", NULL);
  g_autofree char *own = test_device_sign (forger, "GET", "/v1/me", NULL);
  char *signature = strstr (own, "\r\nSignature: ");
  char *cut = strstr (theirs, "\r\nSignature: ");
  g_autofree char *mixed = g_strdup_printf ("%.*s%s", (int)(cut - theirs), theirs, signature);
  g_autoptr (TestAnswer) answer = test_request (authority, "GET", "/v1/me", mixed, NULL);
  test_assert_problem (answer, "signature-invalid");
}

static void
headers_of_another_shape_are_invalid (void)
{
  static const char *const inputs[] = {
      "yqq=()",
      "sig=(\"@method\")",
      "",
      "yqq=(\"@method\" \"@path\");created=1",
  };
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++) {
    g_autofree char *headers = g_strdup_printf (
        "Content-Digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:\r\n"
        "Signature-Input: %s\r\nSignature: yqq=:AAAA:\r\n",
        inputs[i]);
    g_autoptr (TestAnswer) answer = test_request (authority, "GET", "/v1/me", headers, NULL);
    g_assert_cmpuint (answer->status, ==, 401);
  }
}

static void
a_bearer_token_is_no_device (void)
{
  g_autoptr (TestAnswer) answer =
      test_request (authority, "GET", "/v1/me", "Authorization: Bearer abc\r\n", NULL);
  test_assert_problem (answer, "signature-missing");
  g_autoptr (TestAnswer) session =
      test_request (authority, "GET", "/v1/sessions/abc", "Authorization: Bearer abc\r\n", NULL);
  g_assert_cmpuint (session->status, >=, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  authority = test_authority_new (yqq_clock_get_system ());
#define ADD(name) g_test_add_func ("/authority/authentication/" #name, name)
  ADD (an_unsigned_request_is_missing_its_signature);
  ADD (a_key_nobody_registered_is_unknown);
  ADD (a_nonce_is_taken_once);
  ADD (a_request_from_another_time_is_expired);
  ADD (a_request_changed_on_the_way_is_invalid);
  ADD (another_devices_signature_under_this_name_is_invalid);
  ADD (headers_of_another_shape_are_invalid);
  ADD (a_bearer_token_is_no_device);
  int result = g_test_run ();
  test_authority_free (authority);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/certificate-request.h"

#include <string.h>

#include "fixture.h"

static GBytes *
create (YqqKey *key)
{
  g_autoptr (GError) error = NULL;
  GBytes *der = yqq_certificate_request_create (key, "张三", &error);
  g_assert_no_error (error);
  return der;
}

static void
a_request_proves_its_key (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (GBytes) der = create (key);
    g_autoptr (YqqPublicKey) public = yqq_certificate_request_check (der, &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (yqq_public_key_get_spki (public), yqq_key_get_public (key)));
  }
}

static void
assert_refused (GBytes *der, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_certificate_request_check (der, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

/* Puts another public key of the same size where the first one stands. */
static GBytes *
replace_key (GBytes *der, GBytes *spki, GBytes *other)
{
  gsize size, spki_size;
  const guint8 *bytes = g_bytes_get_data (der, &size);
  const guint8 *wanted = g_bytes_get_data (spki, &spki_size);
  guint8 *copy = g_memdup2 (bytes, size);
  guint8 *found = memmem (copy, size, wanted, spki_size);
  g_assert_nonnull (found);
  memcpy (found, g_bytes_get_data (other, NULL), spki_size);
  return g_bytes_new_take (copy, size);
}

static void
a_request_for_somebody_elses_key_is_refused (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqKey) victim = yqq_key_generate (algorithm);
    g_autoptr (GBytes) der = create (key);
    g_autoptr (GBytes) forged =
        replace_key (der, yqq_key_get_public (key), yqq_key_get_public (victim));
    assert_refused (forged, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
  }
}

static void
no_bit_can_be_turned (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (GBytes) der = create (key);
    for (gsize i = 0; i < g_bytes_get_size (der) * 8; i++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) changed = fixture_tamper (der, (gssize)i / 8, (guint8)(1u << i % 8));
      g_assert_null (yqq_certificate_request_check (changed, &error));
      g_assert_nonnull (error);
    }
  }
}

static void
what_is_no_request_is_malformed (void)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (GBytes) der = create (key);
  gsize size = g_bytes_get_size (der);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  assert_refused (empty, YQQ_CRYPTO_ERROR_MALFORMED);
  assert_refused (yqq_key_get_public (key), YQQ_CRYPTO_ERROR_MALFORMED);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (der, 0, size - 1);
  assert_refused (cut, YQQ_CRYPTO_ERROR_MALFORMED);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_byte_array_append (longer, g_bytes_get_data (der, NULL), (guint)size);
  g_byte_array_append (longer, (const guint8 *)"\0", 1);
  g_autoptr (GBytes) trailing = g_bytes_new (longer->data, longer->len);
  assert_refused (trailing, YQQ_CRYPTO_ERROR_MALFORMED);
  g_byte_array_set_size (longer, YQQ_CERTIFICATE_REQUEST_MAX_BYTES + 1);
  g_autoptr (GBytes) huge = g_bytes_new (longer->data, longer->len);
  assert_refused (huge, YQQ_CRYPTO_ERROR_MALFORMED);
}

static void
a_name_too_long_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autofree char *name = g_strnfill (65, 'x');
  g_assert_null (yqq_certificate_request_create (key, name, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (yqq_certificate_request_create (key, "\xff", &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
}

/* Another program's requests are taken, and ours by another program. */
static void
openssl_and_we_accept_each_others_requests (void)
{
  char *dir = fixture_directory_new ();
  g_autofree char *ours = g_build_filename (dir, "ours.der", NULL);
  g_autofree char *theirs = g_build_filename (dir, "theirs.der", NULL);
  g_autofree char *key_path = g_build_filename (dir, "key.pem", NULL);
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    gboolean sm2 = algorithm == YQQ_ALGORITHM_SM2_SM3;
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (GBytes) der = create (key);
    g_assert_true (g_file_set_contents (ours, g_bytes_get_data (der, NULL),
                                        (gssize)g_bytes_get_size (der), NULL));
    g_autofree char *output = NULL;
    const char *verify[] = {"openssl",
                            "req",
                            "-inform",
                            "DER",
                            "-in",
                            ours,
                            "-verify",
                            "-noout",
                            sm2 ? "-vfyopt" : NULL,
                            "distid:" YQQ_SM2_ID,
                            NULL};
    g_assert_cmpint (fixture_run (verify, &output), ==, 0);
    const char *generate[] = {"openssl",
                              "genpkey",
                              "-algorithm",
                              sm2 ? "SM2" : "EC",
                              "-out",
                              key_path,
                              sm2 ? NULL : "-pkeyopt",
                              "ec_paramgen_curve:P-256",
                              NULL};
    g_assert_cmpint (fixture_run (generate, NULL), ==, 0);
    const char *request[] = {"openssl",
                             "req",
                             "-new",
                             "-key",
                             key_path,
                             "-subj",
                             "/CN=x",
                             "-outform",
                             "DER",
                             "-out",
                             theirs,
                             sm2 ? "-sm3" : "-sha256",
                             sm2 ? "-sigopt" : NULL,
                             "distid:" YQQ_SM2_ID,
                             NULL};
    g_assert_cmpint (fixture_run (request, NULL), ==, 0);
    char *content = NULL;
    gsize size = 0;
    g_assert_true (g_file_get_contents (theirs, &content, &size, NULL));
    g_autoptr (GBytes) their_der = g_bytes_new_take (content, size);
    g_autoptr (YqqPublicKey) public = yqq_certificate_request_check (their_der, &error);
    g_assert_no_error (error);
    g_assert_cmpint (yqq_public_key_get_algorithm (public), ==, algorithm);
  }
  fixture_directory_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/certificate-request/a_request_proves_its_key",
                   a_request_proves_its_key);
  g_test_add_func ("/crypto/certificate-request/a_request_for_somebody_elses_key_is_refused",
                   a_request_for_somebody_elses_key_is_refused);
  g_test_add_func ("/crypto/certificate-request/no_bit_can_be_turned", no_bit_can_be_turned);
  g_test_add_func ("/crypto/certificate-request/what_is_no_request_is_malformed",
                   what_is_no_request_is_malformed);
  g_test_add_func ("/crypto/certificate-request/a_name_too_long_is_refused",
                   a_name_too_long_is_refused);
  g_test_add_func ("/crypto/certificate-request/openssl_and_we_accept_each_others_requests",
                   openssl_and_we_accept_each_others_requests);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/key.h"

static void
what_a_key_signs_its_public_half_verifies (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), &error);
    g_assert_no_error (error);
    g_assert_cmpint (yqq_public_key_get_algorithm (public), ==, algorithm);
    g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
    g_autoptr (GBytes) signature = yqq_key_sign (key, message, &error);
    g_assert_no_error (error);
    g_assert_true (yqq_public_key_verify (public, message, signature, &error));
    g_autoptr (GBytes) raw = yqq_key_sign_raw (key, message, &error);
    g_assert_cmpuint (g_bytes_get_size (raw), ==, YQQ_KEY_RAW_SIGNATURE_SIZE);
    g_assert_true (yqq_public_key_verify_raw (public, message, raw, &error));
    g_assert_no_error (error);
    g_autoptr (GBytes) other = g_bytes_new_static ("messagE", 7);
    g_assert_false (yqq_public_key_verify (public, other, signature, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
  }
}

static void
a_secret_reads_back_as_the_same_key (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
    g_autoptr (YqqKey) again = yqq_key_new_from_secret (algorithm, secret, &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (yqq_key_get_public (key), yqq_key_get_public (again)));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/key/what_a_key_signs_its_public_half_verifies",
                   what_a_key_signs_its_public_half_verifies);
  g_test_add_func ("/crypto/key/a_secret_reads_back_as_the_same_key",
                   a_secret_reads_back_as_the_same_key);
  return g_test_run ();
}

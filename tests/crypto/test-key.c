/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/key.h"

#include <string.h>

#include "crypto/internal.h"
#include "crypto/random.h"
#include "fixture.h"

#define SM2_SPKI "3059301306072a8648ce3d020106082a811ccf5501822d034200"
#define P256_SPKI "3059301306072a8648ce3d020106082a8648ce3d030107034200"

/* GB/T 32918.5 A.2: key pair and signature of "message digest" */
#define SM2_SCALAR "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
#define SM2_POINT                                                                                  \
  "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"                             \
  "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
#define SM2_SIGNATURE                                                                              \
  "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"                               \
  "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"

/* RFC 6979 A.2.5: P-256 with SHA-256, message "sample" */
#define P256_POINT                                                                                 \
  "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"                             \
  "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define P256_SIGNATURE                                                                             \
  "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"                               \
  "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"

static YqqPublicKey *
public_key (const char *hex)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) spki = fixture_hex (hex);
  YqqPublicKey *key = yqq_public_key_new (spki, &error);
  g_assert_no_error (error);
  return key;
}

static void
assert_published (const char *spki, const char *text, const char *signature_hex)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) key = public_key (spki);
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) signature = fixture_hex (signature_hex);
  g_assert_true (yqq_public_key_verify_raw (key, message, signature, &error));
  g_assert_no_error (error);
  for (gssize i = 0; i < YQQ_KEY_RAW_SIGNATURE_SIZE; i++) {
    g_autoptr (GBytes) changed = fixture_tamper (signature, i, 0x01);
    g_assert_false (yqq_public_key_verify_raw (key, message, changed, NULL));
  }
}

static void
the_published_signatures_verify (void)
{
  assert_published (SM2_SPKI SM2_POINT, "message digest", SM2_SIGNATURE);
  assert_published (P256_SPKI P256_POINT, "sample", P256_SIGNATURE);
}

static void
what_a_key_signs_its_public_half_verifies (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), &error);
    g_assert_no_error (error);
    g_assert_cmpint (yqq_key_get_algorithm (key), ==, algorithm);
    g_assert_cmpint (yqq_public_key_get_algorithm (public), ==, algorithm);
    g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
    g_autoptr (GBytes) signature = yqq_key_sign (key, message, &error);
    g_assert_no_error (error);
    g_assert_true (yqq_public_key_verify (public, message, signature, &error));
    g_autoptr (GBytes) raw = yqq_key_sign_raw (key, message, &error);
    g_assert_cmpuint (g_bytes_get_size (raw), ==, YQQ_KEY_RAW_SIGNATURE_SIZE);
    g_assert_true (yqq_public_key_verify_raw (public, message, raw, &error));
    g_assert_no_error (error);
  }
}

static void
nothing_else_verifies (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqKey) other = yqq_key_generate (algorithm);
    g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), NULL);
    g_autoptr (YqqPublicKey) other_public = yqq_public_key_new (yqq_key_get_public (other), NULL);
    g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
    g_autoptr (GBytes) other_message = g_bytes_new_static ("messagE", 7);
    g_autoptr (GBytes) signature = yqq_key_sign (key, message, NULL);
    g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
    g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (64), 64);
    g_autoptr (GBytes) raw = yqq_key_sign_raw (key, message, NULL);
    g_autoptr (GError) error = NULL;
    g_assert_false (yqq_public_key_verify (public, other_message, signature, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
    g_clear_error (&error);
    g_assert_false (yqq_public_key_verify (public, message, raw, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
    g_assert_false (yqq_public_key_verify (other_public, message, signature, NULL));
    g_assert_false (yqq_public_key_verify (public, message, empty, NULL));
    g_assert_false (yqq_public_key_verify_raw (public, message, zeros, NULL));
    g_assert_false (yqq_public_key_verify_raw (public, message, signature, NULL));
  }
}

/* Signed with another identifier, or with none: ZA differs, and so does everything. */
static void
an_sm2_signature_under_another_identifier_is_bad (void)
{
  g_autoptr (YqqKey) key = fixture_key_with_id ("someone@else");
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), NULL);
  g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
  g_autoptr (GBytes) signature = yqq_key_sign (key, message, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_public_key_verify (public, message, signature, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
  g_assert_null (yqq_key_dup_secret (key)); /* of this kind of key, nothing is here to be sealed */
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
    g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
    g_autoptr (GBytes) signature = yqq_key_sign (again, message, &error);
    g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), &error);
    g_assert_true (yqq_public_key_verify (public, message, signature, &error));
  }
}

#define SM2_PKCS8                                                                                  \
  "308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420" SM2_SCALAR            \
  "a144034200" SM2_POINT

static void
the_published_key_reads_from_pkcs8 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) secret = fixture_secret (SM2_PKCS8);
  g_autoptr (YqqKey) key = yqq_key_new_from_secret (YQQ_ALGORITHM_SM2_SM3, secret, &error);
  g_assert_no_error (error);
  g_autoptr (YqqSecretBytes) again = yqq_key_dup_secret (key);
  g_assert_true (yqq_secret_bytes_equal (secret, again));
  g_autoptr (GBytes) spki = fixture_hex (SM2_SPKI SM2_POINT);
  g_assert_true (g_bytes_equal (yqq_key_get_public (key), spki));
}

static void
a_damaged_secret_is_malformed (void)
{
  g_autoptr (GBytes) good = fixture_hex (SM2_PKCS8);
  for (gsize i = 0; i < g_bytes_get_size (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bad = fixture_tamper (good, (gssize)i, 0x04);
    g_autoptr (YqqSecretBytes) secret =
        yqq_secret_bytes_new_copy (g_bytes_get_data (bad, NULL), g_bytes_get_size (bad));
    g_assert_null (yqq_key_new_from_secret (YQQ_ALGORITHM_SM2_SM3, secret, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) secret = fixture_secret (SM2_PKCS8);
  g_assert_null (yqq_key_new_from_secret (YQQ_ALGORITHM_P256_SHA256, secret, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
}

static void
openssl_reads_our_secrets (void)
{
  char *dir = fixture_directory_new ();
  g_autofree char *path = g_build_filename (dir, "key.der", NULL);
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
    g_assert_true (g_file_set_contents (path, (char *)yqq_secret_bytes_get_data (secret),
                                        (gssize)yqq_secret_bytes_get_size (secret), NULL));
    const char *command[] = {"openssl", "pkey",   "-inform", "DER", "-in",
                             path,      "-check", "-noout",  NULL};
    g_assert_cmpint (fixture_run (command, NULL), ==, 0);
  }
  fixture_directory_remove (dir);
}

static void
assert_no_public_key (const char *hex, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) spki = fixture_hex (hex);
  g_assert_null (yqq_public_key_new (spki, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

static void
only_good_points_of_our_curves_are_public_keys (void)
{
  g_autoptr (YqqPublicKey) good = public_key (SM2_SPKI SM2_POINT);
  g_autofree char *off_curve = g_strdup (SM2_SPKI SM2_POINT);
  off_curve[strlen (off_curve) - 1] = '4';
  assert_no_public_key (off_curve, YQQ_CRYPTO_ERROR_MALFORMED);
  assert_no_public_key ("", YQQ_CRYPTO_ERROR_MALFORMED);
  assert_no_public_key ("04", YQQ_CRYPTO_ERROR_MALFORMED);
  assert_no_public_key (SM2_SPKI SM2_POINT "00", YQQ_CRYPTO_ERROR_UNSUPPORTED);
  /* a point of SM2 said to be one of P-256 */
  assert_no_public_key (P256_SPKI SM2_POINT, YQQ_CRYPTO_ERROR_MALFORMED);
  /* Ed25519 */
  assert_no_public_key ("302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a"
                        "0ee172f3daa62325af021a68f707511a",
                        YQQ_CRYPTO_ERROR_UNSUPPORTED);
}

static void
a_thumbprint_names_the_key (void)
{
  g_autoptr (YqqPublicKey) first = public_key (SM2_SPKI SM2_POINT);
  g_autoptr (YqqPublicKey) second = public_key (P256_SPKI P256_POINT);
  g_autofree char *one = yqq_public_key_thumbprint (first);
  g_autofree char *other = yqq_public_key_thumbprint (second);
  g_assert_cmpuint (strlen (one), ==, 43);
  g_assert_cmpstr (one, !=, other);
}

static void
a_derived_key_is_always_the_same (void)
{
  g_autoptr (YqqSecretBytes) seed = yqq_random_secret (32);
  g_autoptr (YqqKey) key = yqq_key_derive (seed, "label");
  g_autoptr (YqqKey) again = yqq_key_derive (seed, "label");
  g_autoptr (YqqKey) other = yqq_key_derive (seed, "another label");
  g_assert_true (g_bytes_equal (yqq_key_get_public (key), yqq_key_get_public (again)));
  g_assert_false (g_bytes_equal (yqq_key_get_public (key), yqq_key_get_public (other)));
  g_autoptr (GBytes) message = g_bytes_new_static ("challenge", 9);
  g_autoptr (GBytes) signature = yqq_key_sign (key, message, NULL);
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), NULL);
  g_assert_true (yqq_public_key_verify (public, message, signature, NULL));
}

static void
a_message_over_the_limit_is_not_signed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  gsize size = YQQ_KEY_MAX_MESSAGE + 1;
  g_autoptr (GBytes) message = g_bytes_new_take (g_malloc0 (size), size);
  g_assert_null (yqq_key_sign (key, message, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_FAILED);
}

static gpointer
sign_many (gpointer data)
{
  YqqKey *key = data;
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), NULL);
  for (guint32 i = 0; i < 50; i++) {
    g_autoptr (GBytes) message = g_bytes_new (&i, sizeof i);
    g_autoptr (GBytes) signature = yqq_key_sign (key, message, NULL);
    g_assert_true (yqq_public_key_verify (public, message, signature, NULL));
  }
  return NULL;
}

static void
one_key_signs_in_several_threads (void)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  GThread *threads[4];
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sign", sign_many, key);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name) g_test_add_func ("/crypto/key/" #name, name)
  TEST (the_published_signatures_verify);
  TEST (what_a_key_signs_its_public_half_verifies);
  TEST (nothing_else_verifies);
  TEST (an_sm2_signature_under_another_identifier_is_bad);
  TEST (a_secret_reads_back_as_the_same_key);
  TEST (the_published_key_reads_from_pkcs8);
  TEST (a_damaged_secret_is_malformed);
  TEST (openssl_reads_our_secrets);
  TEST (only_good_points_of_our_curves_are_public_keys);
  TEST (a_thumbprint_names_the_key);
  TEST (a_derived_key_is_always_the_same);
  TEST (a_message_over_the_limit_is_not_signed);
  TEST (one_key_signs_in_several_threads);
  return g_test_run ();
}

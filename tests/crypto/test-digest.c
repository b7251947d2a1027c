/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/digest.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/encoding.h"
#include "fixture.h"

static void
assert_hex (GBytes *bytes, const char *expected)
{
  g_autofree char *text = yqq_hex_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_digest (YqqDigestAlgorithm algorithm, const char *message, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (message, strlen (message));
  g_autoptr (GBytes) digest = yqq_digest (algorithm, bytes);
  assert_hex (digest, expected);
}

#define ABCD_16 "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd"

static void
sm3_gives_the_digests_of_its_standard (void)
{
  /* GB/T 32905 A.1 and A.2 */
  assert_digest (YQQ_DIGEST_ALGORITHM_SM3, "abc",
                 "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  assert_digest (YQQ_DIGEST_ALGORITHM_SM3, ABCD_16,
                 "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

static void
sha256_gives_the_digests_of_its_standard (void)
{
  /* FIPS 180-4, examples of NIST */
  assert_digest (YQQ_DIGEST_ALGORITHM_SHA256, "abc",
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert_digest (YQQ_DIGEST_ALGORITHM_SHA256, "",
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_digest (YQQ_DIGEST_ALGORITHM_SHA256,
                 "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void
pieces_give_the_digest_of_the_whole (void)
{
  g_autoptr (YqqDigest) digest = yqq_digest_new (YQQ_DIGEST_ALGORITHM_SM3);
  yqq_digest_update (digest, ABCD_16, 7);
  yqq_digest_update (digest, NULL, 0);
  yqq_digest_update (digest, &ABCD_16[7], strlen (ABCD_16) - 7);
  g_autoptr (GBytes) value = yqq_digest_finish (digest);
  assert_hex (value, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

static void
a_file_has_the_digest_of_its_bytes (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = fixture_directory_new ();
  g_autofree char *path = g_build_filename (dir, "file", NULL);
  g_autofree char *content = g_strnfill (200 * 1024, 'x'); /* more than one piece */
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr (GBytes) expected = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  g_autoptr (GBytes) digest = yqq_digest_file (YQQ_DIGEST_ALGORITHM_SHA256, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (digest, expected));
  fixture_directory_remove (dir);
}

static void
what_is_no_regular_file_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = fixture_directory_new ();
  g_autofree char *path = g_build_filename (dir, "pipe", NULL);
  g_assert_null (yqq_digest_file (YQQ_DIGEST_ALGORITHM_SM3, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (yqq_digest_file (YQQ_DIGEST_ALGORITHM_SM3, dir, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_null (yqq_digest_file (YQQ_DIGEST_ALGORITHM_SM3, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  fixture_directory_remove (dir);
}

static void
a_cancelled_file_gives_no_digest (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_assert_null (yqq_digest_file (YQQ_DIGEST_ALGORITHM_SM3, "/etc/hostname", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_hmac (const char *key_hex, const char *data, const char *expected)
{
  g_autoptr (YqqSecretBytes) key = fixture_secret (key_hex);
  g_autoptr (GBytes) value = yqq_hmac_sha256 (key, data, strlen (data));
  assert_hex (value, expected);
}

static void
hmac_gives_the_values_of_rfc_4231 (void)
{
  assert_hmac ("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There",
               "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  assert_hmac ("4a656665", "what do ya want for nothing?",
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  g_autoptr (GString) long_key = g_string_new (NULL);
  for (guint i = 0; i < 131; i++)
    g_string_append (long_key, "aa");
  assert_hmac (long_key->str, "Test Using Larger Than Block-Size Key - Hash Key First",
               "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/digest/sm3_gives_the_digests_of_its_standard",
                   sm3_gives_the_digests_of_its_standard);
  g_test_add_func ("/crypto/digest/sha256_gives_the_digests_of_its_standard",
                   sha256_gives_the_digests_of_its_standard);
  g_test_add_func ("/crypto/digest/pieces_give_the_digest_of_the_whole",
                   pieces_give_the_digest_of_the_whole);
  g_test_add_func ("/crypto/digest/a_file_has_the_digest_of_its_bytes",
                   a_file_has_the_digest_of_its_bytes);
  g_test_add_func ("/crypto/digest/what_is_no_regular_file_is_refused",
                   what_is_no_regular_file_is_refused);
  g_test_add_func ("/crypto/digest/a_cancelled_file_gives_no_digest",
                   a_cancelled_file_gives_no_digest);
  g_test_add_func ("/crypto/digest/hmac_gives_the_values_of_rfc_4231",
                   hmac_gives_the_values_of_rfc_4231);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/encoding.h"

#include <string.h>

typedef char *(*Encode) (gconstpointer, gsize);
typedef GBytes *(*Decode) (const char *, gssize, GError **);

static void
check_both_ways (Encode encode, Decode decode, const char *plain, const char *text)
{
  g_autofree char *encoded = encode (plain, strlen (plain));
  g_assert_cmpstr (encoded, ==, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) decoded = decode (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), plain,
                   strlen (plain));
}

static void
check_refused (Decode decode, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (decode (text, -1, &error));
  g_assert_error (error, YQQ_ENCODING_ERROR, YQQ_ENCODING_ERROR_MALFORMED);
}

static void
rfc4648_vectors_hold (void) /* RFC 4648 section 10, base32 without its padding */
{
  static const char *plain[] = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
  static const char *b64[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  static const char *b64url[] = {"", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"};
  static const char *b32[] = {"", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"};
  static const char *hex[] = {"", "66", "666f", "666f6f", "666f6f62", "666f6f6261", "666f6f626172"};
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++) {
    check_both_ways (yqq_base64_encode, yqq_base64_decode, plain[i], b64[i]);
    check_both_ways (yqq_base64url_encode, yqq_base64url_decode, plain[i], b64url[i]);
    check_both_ways (yqq_base32_encode, yqq_base32_decode, plain[i], b32[i]);
    check_both_ways (yqq_hex_encode, yqq_hex_decode, plain[i], hex[i]);
  }
}

static void
a_second_spelling_of_the_same_bytes_is_refused (void)
{
  check_refused (yqq_base64_decode, "Zh==");
  check_refused (yqq_base64url_decode, "Zh");
  check_refused (yqq_base32_decode, "MZ");
  check_refused (yqq_base32_decode, "my");
  check_refused (yqq_hex_decode, "6F");
}

static void
impossible_lengths_and_letters_are_refused (void)
{
  check_refused (yqq_base64_decode, "Zg");
  check_refused (yqq_base64_decode, "Zg=");
  check_refused (yqq_base64_decode, "Z===");
  check_refused (yqq_base64_decode, "====");
  check_refused (yqq_base64_decode, "Zg==Zg==");
  check_refused (yqq_base64_decode, "Zm 9");
  check_refused (yqq_base64url_decode, "Zg==");
  check_refused (yqq_base64url_decode, "Z");
  check_refused (yqq_base32_decode, "A");
  check_refused (yqq_base32_decode, "AAA");
  check_refused (yqq_base32_decode, "MZXW6YQ=");
  check_refused (yqq_hex_decode, "666");
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_hex_decode ("6\0", 2, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/encoding/rfc4648_vectors_hold", rfc4648_vectors_hold);
  g_test_add_func ("/base/encoding/a_second_spelling_of_the_same_bytes_is_refused",
                   a_second_spelling_of_the_same_bytes_is_refused);
  g_test_add_func ("/base/encoding/impossible_lengths_and_letters_are_refused",
                   impossible_lengths_and_letters_are_refused);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/foreign-jws.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/key.h"

/* RFC 7515 A.2 and A.3: the same payload, signed with two kinds of key. */
#define RFC_PAYLOAD                                                                                \
  "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
#define RSA_SIGNATURE                                                                              \
  "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5ju" \
  "jGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07" \
  "Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipU" \
  "TI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
#define RSA_JWS "eyJhbGciOiJSUzI1NiJ9." RFC_PAYLOAD "." RSA_SIGNATURE
#define RSA_MODULUS                                                                                \
  "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4" \
  "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb" \
  "BYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-D" \
  "WNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
#define RSA_KEY "{\"kty\":\"RSA\",\"n\":\"" RSA_MODULUS "\",\"e\":\"AQAB\"}"
#define EC_SIGNATURE                                                                               \
  "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
#define EC_JWS "eyJhbGciOiJFUzI1NiJ9." RFC_PAYLOAD "." EC_SIGNATURE
#define EC_X "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define EC_Y "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
#define EC_KEY "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_X "\",\"y\":\"" EC_Y "\"}"

static YqqJwk *
read_key (const char *text, GError **error)
{
  g_autoptr (JsonObject) json = yqq_json_parse (text, -1, 0, NULL);
  g_assert_nonnull (json);
  return yqq_jwk_new (json, error);
}

static YqqJwk *
key_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  YqqJwk *key = read_key (text, &error);
  g_assert_no_error (error);
  return key;
}

static gboolean
verify (const char *compact, YqqJwk *key, GError **error)
{
  g_autoptr (YqqForeignJws) jws = yqq_foreign_jws_parse (compact, error);
  return jws != NULL && yqq_foreign_jws_verify (jws, key, error);
}

static void
the_examples_of_rfc_7515_verify (void)
{
  const char *const examples[][2] = {{RSA_KEY, RSA_JWS}, {EC_KEY, EC_JWS}};
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqJwk) key = key_of (examples[i][0]);
    g_assert_true (verify (examples[i][1], key, &error));
    g_assert_no_error (error);
  }
}

static void
one_changed_bit_anywhere_verifies_nothing (void)
{
  const char *const examples[][2] = {{RSA_KEY, RSA_JWS}, {EC_KEY, EC_JWS}};
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++) {
    g_autoptr (YqqJwk) key = key_of (examples[i][0]);
    for (gsize at = 0; at < strlen (examples[i][1]); at++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *changed = g_strdup (examples[i][1]);
      changed[at] ^= 1;
      g_assert_false (verify (changed, key, &error));
      g_assert_nonnull (error);
    }
  }
}

static void
another_keys_algorithm_is_refused (void)
{
  g_autoptr (GError) error = NULL, other = NULL;
  g_autoptr (YqqJwk) rsa = key_of (RSA_KEY), p256 = key_of (EC_KEY);
  g_assert_false (verify (RSA_JWS, p256, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNSUPPORTED);
  g_assert_false (verify (EC_JWS, rsa, &other));
  g_assert_error (other, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNSUPPORTED);
}

static void
check_header (const char *header, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *encoded = yqq_base64url_encode (header, strlen (header));
  g_autofree char *compact = g_strconcat (encoded, "." RFC_PAYLOAD "." EC_SIGNATURE, NULL);
  g_autoptr (YqqForeignJws) jws = yqq_foreign_jws_parse (compact, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

static void
what_a_header_may_say (void)
{
  check_header ("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"a\",\"x5t\":\"b\"}", -1);
  check_header ("{\"alg\":\"RS256\",\"typ\":\"jwt\"}", -1);
  const char *const unsupported[] = {
      "{\"alg\":\"none\"}",
      "{\"alg\":\"HS256\"}",
      "{\"alg\":\"es256\"}",
      "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}",
      "{\"alg\":\"ES256\",\"typ\":1}",
      "{\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1}",
      "{\"alg\":\"ES256\",\"b64\":false}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (unsupported); i++)
    check_header (unsupported[i], YQQ_CRYPTO_ERROR_UNSUPPORTED);
  const char *const malformed[] = {"{}", "[]", "", "{\"alg\":1}", "{\"alg\":\"ES256\",\"kid\":7}"};
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    check_header (malformed[i], YQQ_CRYPTO_ERROR_MALFORMED);
}

static void
what_is_not_three_parts_or_too_long_is_malformed (void)
{
  g_autofree char *rest = g_strnfill (YQQ_FOREIGN_JWS_MAX_BYTES, 'A');
  g_autofree char *long_one = g_strconcat (RSA_JWS, rest, NULL);
  const char *const texts[] = {"", "a.b", "a.b.c.d", RSA_JWS ".", RSA_JWS "=", long_one};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_foreign_jws_parse (texts[i], &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  }
}

static void
check_key (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqJwk) key = read_key (text, &error);
  g_assert_null (key);
  g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

static void
keys_that_check_no_signature_are_told_from_broken_ones (void)
{
  check_key ("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED);
  check_key ("{\"kty\":\"oct\",\"k\":\"AA\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED);
  check_key ("{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}",
             YQQ_CRYPTO_ERROR_UNSUPPORTED);
  check_key ("{\"kty\":\"RSA\",\"n\":\"ofgW\",\"e\":\"AQAB\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED);
  check_key ("{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"" RSA_MODULUS "\",\"e\":\"AQAB\"}",
             YQQ_CRYPTO_ERROR_UNSUPPORTED);
  check_key ("{\"kty\":\"RSA\",\"alg\":\"PS256\",\"n\":\"" RSA_MODULUS "\",\"e\":\"AQAB\"}",
             YQQ_CRYPTO_ERROR_UNSUPPORTED);
  check_key ("{\"kty\":\"RSA\",\"key_ops\":[\"sign\"],\"n\":\"" RSA_MODULUS "\",\"e\":\"AQAB\"}",
             YQQ_CRYPTO_ERROR_UNSUPPORTED);
  check_key ("{\"kty\":\"RSA\",\"n\":\"" RSA_MODULUS "\",\"e\":\"AQ\"}",
             YQQ_CRYPTO_ERROR_MALFORMED);
  check_key ("{\"kty\":\"RSA\",\"n\":\"" RSA_MODULUS "\",\"e\":\"Ag\"}",
             YQQ_CRYPTO_ERROR_MALFORMED);
  check_key ("{\"kty\":\"RSA\",\"n\":\"" RSA_MODULUS "\"}", YQQ_CRYPTO_ERROR_MALFORMED);
  check_key ("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_Y "\",\"y\":\"" EC_X "\"}",
             YQQ_CRYPTO_ERROR_MALFORMED);
  check_key ("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"" EC_Y "\"}",
             YQQ_CRYPTO_ERROR_MALFORMED);
  check_key ("{\"kid\":\"1\"}", YQQ_CRYPTO_ERROR_MALFORMED);
}

#define ADD(test) g_test_add_func ("/crypto/foreign-jws/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_examples_of_rfc_7515_verify);
  ADD (one_changed_bit_anywhere_verifies_nothing);
  ADD (another_keys_algorithm_is_refused);
  ADD (what_a_header_may_say);
  ADD (what_is_not_three_parts_or_too_long_is_malformed);
  ADD (keys_that_check_no_signature_are_told_from_broken_ones);
  return g_test_run ();
}

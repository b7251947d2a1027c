/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/jws.h"

#include <string.h>

#include "base/encoding.h"
#include "fixture.h"

#define TYPE YQQ_JWS_SESSION_REQUEST
#define PAYLOAD "{\"sid\":\"7\",\"exp\":1767225660}"

/* RFC 7515 A.3 */
#define RFC_JWS                                                                                    \
  "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvb" \
  "S9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKT" \
  "UJqPP3-Kg6NU1Q"
#define RFC_PAYLOAD                                                                                \
  "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"

static YqqPublicKey *
public_of (YqqKey *key)
{
  return yqq_public_key_new (yqq_key_get_public (key), NULL);
}

static YqqPublicKey *
rfc_key (void)
{
  g_autoptr (GError) error = NULL;
  const char *coordinates[] = {"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                               "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"};
  g_autoptr (GBytes) head = fixture_hex ("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  g_autoptr (GByteArray) spki = g_byte_array_new ();
  g_byte_array_append (spki, g_bytes_get_data (head, NULL), (guint)g_bytes_get_size (head));
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GBytes) bytes = yqq_base64url_decode (coordinates[i], -1, &error);
    g_byte_array_append (spki, g_bytes_get_data (bytes, NULL), (guint)g_bytes_get_size (bytes));
  }
  g_autoptr (GBytes) der = g_bytes_new (spki->data, spki->len);
  YqqPublicKey *key = yqq_public_key_new (der, &error);
  g_assert_no_error (error);
  return key;
}

static char *
sign (YqqKey *key, const char *kid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) payload = g_bytes_new_static (PAYLOAD, strlen (PAYLOAD));
  char *compact = yqq_jws_sign (key, TYPE, kid, payload, &error);
  g_assert_no_error (error);
  return compact;
}

static void
the_example_of_rfc_7515_verifies (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) key = rfc_key ();
  g_autoptr (GBytes) payload = yqq_jws_verify (RFC_JWS, TYPE, key, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload), RFC_PAYLOAD,
                   strlen (RFC_PAYLOAD));
}

static void
what_is_signed_verifies (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqPublicKey) public = public_of (key);
    g_autofree char *compact = sign (key, "应用方-1");
    g_autoptr (GBytes) payload = yqq_jws_verify (compact, TYPE, public, &error);
    g_assert_no_error (error);
    g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload), PAYLOAD,
                     strlen (PAYLOAD));
    g_autofree char *kid = yqq_jws_peek_kid (compact, TYPE, &error);
    g_assert_cmpstr (kid, ==, "应用方-1");
  }
}

static void
assert_refused (const char *compact, YqqPublicKey *key, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_jws_verify (compact, TYPE, key, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

static void
no_letter_can_be_changed (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
    g_autoptr (YqqPublicKey) public = public_of (key);
    g_autofree char *compact = sign (key, "rp-1");
    for (gsize i = 0; compact[i] != '\0'; i++) {
      g_autofree char *changed = g_strdup (compact);
      changed[i] = compact[i] == 'A' ? 'B' : 'A';
      g_assert_null (yqq_jws_verify (changed, TYPE, public, NULL));
    }
  }
}

static void
another_key_does_not_verify (void)
{
  g_autoptr (YqqKey) sm2 = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (YqqKey) other_sm2 = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (YqqKey) p256 = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (YqqPublicKey) other_public = public_of (other_sm2);
  g_autoptr (YqqPublicKey) p256_public = public_of (p256);
  g_autofree char *compact = sign (sm2, NULL);
  assert_refused (compact, other_public, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
  assert_refused (compact, p256_public, YQQ_CRYPTO_ERROR_UNSUPPORTED);
}

/* Signs with header as it stands, whatever it says. */
static char *
sign_header (YqqKey *key, const char *header)
{
  g_autofree char *head = yqq_base64url_encode (header, strlen (header));
  g_autofree char *body = yqq_base64url_encode (PAYLOAD, strlen (PAYLOAD));
  g_autofree char *text = g_strconcat (head, ".", body, NULL);
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) signature = yqq_key_sign_raw (key, message, NULL);
  g_autofree char *tail = yqq_base64url_encode (g_bytes_get_data (signature, NULL), 64);
  return g_strconcat (text, ".", tail, NULL);
}

static void
only_the_known_members_may_stand_in_the_header (void)
{
  static const struct {
    const char *header;
    int code; /* -1: good */
  } cases[] = {
      {"{\"alg\":\"ES256\"}", -1},
      {"{\"typ\":\"yqq-session-request+jwt\",\"kid\":\"a\",\"alg\":\"ES256\"}", -1},
      {"{\"alg\":\"none\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"HS256\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"SM2\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":1}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"kid\":\"a\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"ES256\",\"typ\":\"JWT\"}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"ES256\",\"typ\":null}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"ES256\",\"b64\":false}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"ES256\",\"jwk\":{}}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"ES256\",\"x5c\":[]}", YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {"{\"alg\":\"ES256\",\"alg\":\"ES256\"}", YQQ_CRYPTO_ERROR_MALFORMED},
      {"{\"alg\":\"ES256\",\"kid\":7}", YQQ_CRYPTO_ERROR_MALFORMED},
      {"[]", YQQ_CRYPTO_ERROR_MALFORMED},
      {"", YQQ_CRYPTO_ERROR_MALFORMED},
  };
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (YqqPublicKey) public = public_of (key);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *compact = sign_header (key, cases[i].header);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) payload = yqq_jws_verify (compact, TYPE, public, &error);
    g_test_message ("%s", cases[i].header);
    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, YQQ_CRYPTO_ERROR, cases[i].code);
    g_assert_cmpint (payload != NULL, ==, cases[i].code < 0);
  }
}

static void
what_is_no_jws_is_malformed (void)
{
  g_autoptr (YqqPublicKey) key = rfc_key ();
  g_autofree char *huge = g_strnfill (yqq_jws_type_get_max_bytes (TYPE) + 1, 'A');
  g_autofree char *four = g_strconcat (RFC_JWS, ".", NULL);
  g_autofree char *padded = g_strconcat (RFC_JWS, "=", NULL);
  const char *bad[] = {"", ".", "..", "a.b", four, padded, huge, "eyJhbGciOiJFUzI1NiJ9.!.AA"};
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i], key, YQQ_CRYPTO_ERROR_MALFORMED);
}

static void
a_jws_without_kid_names_no_key (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_jws_peek_kid (RFC_JWS, TYPE, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
}

static void
what_is_too_long_is_not_signed (void)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *kid = g_strnfill (129, 'k');
  g_autoptr (GBytes) small = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (12 * 1024 + 200), 12 * 1024 + 200);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_jws_sign (key, TYPE, kid, small, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (yqq_jws_sign (key, TYPE, NULL, large, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
}

/* All types differ in name, and only session requests may go without one. */
static void
what_is_signed_for_one_purpose_serves_no_other (void)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (YqqPublicKey) public = public_of (key);
  g_autoptr (GBytes) payload = g_bytes_new_static (PAYLOAD, strlen (PAYLOAD));
  g_autofree char *unnamed = sign_header (key, "{\"alg\":\"SM2\"}");
  for (YqqJwsType made = 0; made < YQQ_JWS_TYPE_COUNT; made++) {
    g_autofree char *compact = yqq_jws_sign (key, made, "kid", payload, NULL);
    for (YqqJwsType asked = 0; asked < YQQ_JWS_TYPE_COUNT; asked++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) read = yqq_jws_verify (compact, asked, public, &error);
      g_autofree char *kid = yqq_jws_peek_kid (compact, asked, NULL);
      g_assert_true ((read != NULL) == (made == asked));
      g_assert_true ((kid != NULL) == (made == asked));
      if (read == NULL)
        g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNSUPPORTED);
    }
    g_autoptr (GBytes) read = yqq_jws_verify (unnamed, made, public, NULL);
    g_assert_true ((read != NULL) == (made == YQQ_JWS_SESSION_REQUEST));
  }
}

static void
an_act_may_be_as_long_as_its_type_allows (void)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (YqqPublicKey) public = public_of (key);
  gsize most = yqq_jws_type_get_max_bytes (YQQ_JWS_ACT);
  g_assert_cmpuint (most, ==, 1024 * 1024);
  g_autoptr (GBytes) long_act =
      g_bytes_new_take (g_malloc0 (most * 3 / 4 - 300), most * 3 / 4 - 300);
  g_autoptr (GBytes) longer = g_bytes_new_take (g_malloc0 (most * 3 / 4), most * 3 / 4);
  g_autoptr (GError) error = NULL;
  g_autofree char *compact = yqq_jws_sign (key, YQQ_JWS_ACT, "kid", long_act, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) read = yqq_jws_verify (compact, YQQ_JWS_ACT, public, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (read, long_act));
  g_assert_null (yqq_jws_sign (key, YQQ_JWS_ACT, "kid", longer, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/jws/the_example_of_rfc_7515_verifies",
                   the_example_of_rfc_7515_verifies);
  g_test_add_func ("/crypto/jws/what_is_signed_verifies", what_is_signed_verifies);
  g_test_add_func ("/crypto/jws/no_letter_can_be_changed", no_letter_can_be_changed);
  g_test_add_func ("/crypto/jws/another_key_does_not_verify", another_key_does_not_verify);
  g_test_add_func ("/crypto/jws/only_the_known_members_may_stand_in_the_header",
                   only_the_known_members_may_stand_in_the_header);
  g_test_add_func ("/crypto/jws/what_is_no_jws_is_malformed", what_is_no_jws_is_malformed);
  g_test_add_func ("/crypto/jws/a_jws_without_kid_names_no_key", a_jws_without_kid_names_no_key);
  g_test_add_func ("/crypto/jws/what_is_too_long_is_not_signed", what_is_too_long_is_not_signed);
  g_test_add_func ("/crypto/jws/what_is_signed_for_one_purpose_serves_no_other",
                   what_is_signed_for_one_purpose_serves_no_other);
  g_test_add_func ("/crypto/jws/an_act_may_be_as_long_as_its_type_allows",
                   an_act_may_be_as_long_as_its_type_allows);
  return g_test_run ();
}

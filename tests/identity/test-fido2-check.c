/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What real keys signed, recorded elsewhere: the checks must take it, and must not take less. */
#include <string.h>

#include "base/encoding.h"
#include "cbor.h"
#include "crypto/digest.h"
#include "identity/fido2-check.h"

/* A YubiKey 5 for the relying party example.com: its answers to a registration and a log in, as
 * published in Yubico's java-webauthn-server (RealExamples.scala, "YubiKey5"; BSD-2-Clause). */
#define RELYING_PARTY "example.com"
#define CREATE_CLIENT_DATA                                                                         \
  "{\"type\": \"webauthn.create\", \"clientExtensions\": {}, \"challenge\": \"Y2hhbGxlbmdl\", "    \
  "\"origin\": \"https://example.com\"}"
#define GET_CLIENT_DATA                                                                            \
  "{\"type\": \"webauthn.get\", \"clientExtensions\": {}, \"challenge\": \"Q0hBTExFTkdF\", "       \
  "\"origin\": \"https://example.com\"}"
static const char attestation[] =
    "o2NmbXRmcGFja2VkZ2F0dFN0bXSjY2FsZyZjc2lnWEcwRQIgCrcg9FJhbV35puNRlN36gSO9_YNWweirVdB2n3Ojez0"
    "CIQDOvSCusMldIS57ittkKJ9cne9RYQS6a--ivsKFYWrAIWN4NWOBWQLAMIICvDCCAaSgAwIBAgIEA63wEjANBgkqhki"
    "G9w0BAQsFADAuMSwwKgYDVQQDEyNZdWJpY28gVTJGIFJvb3QgQ0EgU2VyaWFsIDQ1NzIwMDYzMTAgFw0xNDA4MDEwMDA"
    "wMDBaGA8yMDUwMDkwNDAwMDAwMFowbTELMAkGA1UEBhMCU0UxEjAQBgNVBAoMCVl1YmljbyBBQjEiMCAGA1UECwwZQXV"
    "0aGVudGljYXRvciBBdHRlc3RhdGlvbjEmMCQGA1UEAwwdWXViaWNvIFUyRiBFRSBTZXJpYWwgNjE3MzA4MzQwWTATBgc"
    "qhkjOPQIBBggqhkjOPQMBBwNCAAQZnoecFi233DnuSkKgRhalswn-ygkvdr4JSPltbpXK5MxlzVSgWc-9x8mzGysdbBh"
    "EecLAYfQYqpVLWWosHPoXo2wwajAiBgkrBgEEAYLECgIEFTEuMy42LjEuNC4xLjQxNDgyLjEuNzATBgsrBgEEAYLlHAI"
    "BAQQEAwIEMDAhBgsrBgEEAYLlHAEBBAQSBBD6K5ncnjlCV4-SSjDSPEEYMAwGA1UdEwEB_wQCMAAwDQYJKoZIhvcNAQE"
    "LBQADggEBACjrs2f-0djw4onryp_22AdXxg6a5XyxcoybHDjKu72E2SN9qDGsIZSfDy38DDFr_bF1s25joiu7WA6tylK"
    "A0HmEDloeJXJiWjv7h2Az2_siqWnJOLic4XE1lAChJS2XAqkSk9VFGelg3SLOiifrBet-ebdQwAL-2QFrcR7JrXRQG9k"
    "Uy76O2VcSgbdPROsHfOYeywarhalyVSZ-6OOYK_Q_DLIaOC0jXrnkzm2ymMQFQlBAIysrYeEM1wxiFbwDt-lAcbcOEtH"
    "Ef5ZlWi75nUzlWn8bSx_5FO4TbZ5hIEcUiGRpiIBEMRZlOIm4ZIbZycn_vJOFRTVps0V0S4ygtDdoYXV0aERhdGFYxKN"
    "5pvbur7mlXjeMEYA04nUeaC-rny0wqxPSElWGzhlHQQAAAAv6K5ncnjlCV4-SSjDSPEEYAED94RxjDuKGTpu5usg0Vce"
    "e9gqqhDVGw1__eyvx3YUhH7gba6zYjbwI1e1CZa78jZq8167iUIHbM_kNbyXIHSNhpQECAyYgASFYIIIyZu4ct876xj7"
    "sKSV90mbX0PpGLuRIRGu6IxnWUhD9Ilggw2qT1jtmMhn-X9raOZxqjWkzfdF8aJqFpvp3QXI-vNY";
static const char credential[] =
    "_eEcYw7ihk6bubrINFXHnvYKqoQ1RsNf_3sr8d2FIR-4G2us2I28CNXtQmWu_I2avNeu4lCB2zP5DW8lyB0jYQ";
static const char authenticator_data[] = "o3mm9u6vuaVeN4wRgDTidR5oL6ufLTCrE9ISVYbOGUcBAAAADA";
static const char signature[] =
    "MEQCIE5k9IsMKGNpn6l29eIuoXkkuyZmSTePbQRKrWUaF5IxAiA-3veAkhDgW06BA-L_"
    "TLNw8KZDzHzU5zaw6Guqk-_J5Q";

/* A key that answered without being touched, for "localhost": Yubico's libfido2, regress/assert.c
 * (BSD-2-Clause). */
static const char silent_public_key[] =
    "34eb9977029c3638bbc2aea0a018c664fce84992d7749e0c468c9da6df46f784"
    "601e0f8b23854a9aecc1089f30d00dd7767b5548917c4f0f641a1df8be14908a";
static const char silent_hash[] =
    "ec8d8f78424a2bb78234aaca07a1f656421cb6f6b3008652352da2624abe8976";
static const char silent_data[] =
    "49960de5880e8c687434170f6476605b8fe4aeb9a28632c7995cf3ba831d97630000000003";
static const char silent_signature[] =
    "3046022100f6d1a3d5242bdeeea09089cdf89ebd6b4d5579e4c1422779b79ba40ae247640e"
    "022100e5c9c2834731c726e525b2b439a7fc3d70bee9810d4a62a9ab4a91c07d2d231e";

static GBytes *
from_base64url (const char *text)
{
  GBytes *bytes = yqq_base64url_decode (text, -1, NULL);
  g_assert_nonnull (bytes);
  return bytes;
}

static GBytes *
from_hex (const char *text)
{
  GBytes *bytes = yqq_hex_decode (text, -1, NULL);
  g_assert_nonnull (bytes);
  return bytes;
}

static GBytes *
hash (const char *client_data)
{
  g_autoptr (GBytes) bytes = g_bytes_new (client_data, strlen (client_data));
  return yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
}

/* Takes an attestation object apart (WebAuthn 6.5.4). */
static YqqFido2Registration *
read_recorded (void)
{
  g_autoptr (GBytes) bytes = from_base64url (attestation);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (CborItem) object = cbor_parse (data, size);
  g_assert_nonnull (object);
  const CborItem *statement = cbor_get_named (object, "attStmt");
  g_autoptr (GBytes) format = cbor_dup_bytes (cbor_get_named (object, "fmt"));
  YqqFido2Registration *recorded = g_new0 (YqqFido2Registration, 1);
  recorded->format = g_strndup (g_bytes_get_data (format, NULL), g_bytes_get_size (format));
  recorded->authenticator_data = cbor_dup_bytes (cbor_get_named (object, "authData"));
  recorded->signature = cbor_dup_bytes (cbor_get_named (statement, "sig"));
  recorded->certificate =
      cbor_dup_bytes (g_ptr_array_index (cbor_get_named (statement, "x5c")->items, 0));
  return recorded;
}

static YqqAuthenticator *
register_recorded (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqFido2Registration) recorded = read_recorded ();
  g_autoptr (GBytes) over = hash (CREATE_CLIENT_DATA);
  YqqAuthenticator *key = yqq_fido2_check_registration (recorded, RELYING_PARTY, over, &error);
  g_assert_no_error (error);
  return key;
}

static YqqFido2Assertion *
make_recorded_assertion (void)
{
  YqqFido2Assertion *recorded = g_new0 (YqqFido2Assertion, 1);
  recorded->credential = from_base64url (credential);
  recorded->authenticator_data = from_base64url (authenticator_data);
  recorded->signature = from_base64url (signature);
  return recorded;
}

static void
a_real_keys_registration_is_taken (void)
{
  g_autoptr (YqqAuthenticator) key = register_recorded ();
  g_autoptr (GBytes) name = from_base64url (credential);
  g_assert_true (g_bytes_equal (key->credential, name));
  g_assert_cmpuint (g_bytes_get_size (key->public_key), ==, 64);
  g_assert_cmpuint (key->counter, ==, 11);
}

static void
a_real_keys_assertion_is_taken (void)
{
  g_autoptr (GError) error = NULL;
  guint32 counter = 0;
  g_autoptr (YqqAuthenticator) key = register_recorded ();
  g_autoptr (YqqFido2Assertion) recorded = make_recorded_assertion ();
  g_autoptr (GBytes) over = hash (GET_CLIENT_DATA);
  g_assert_true (
      yqq_fido2_check_assertion (recorded, RELYING_PARTY, over, key->public_key, &counter, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counter, ==, 12);
}

static void
check_assertion_refused (const YqqFido2Assertion *assertion,
                         const char *rp_id,
                         GBytes *over,
                         GBytes *public_key)
{
  g_autoptr (GError) error = NULL;
  guint32 counter = 77;
  g_assert_false (yqq_fido2_check_assertion (assertion, rp_id, over, public_key, &counter, &error));
  g_assert_error (error, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
  g_assert_cmpuint (counter, ==, 77);
}

static void
an_assertion_for_somebody_else_is_refused (void)
{
  g_autoptr (YqqAuthenticator) key = register_recorded ();
  g_autoptr (YqqFido2Assertion) recorded = make_recorded_assertion ();
  g_autoptr (GBytes) over = hash (GET_CLIENT_DATA);
  g_autoptr (GBytes) over_another = hash (CREATE_CLIENT_DATA);
  g_autoptr (GBytes) too_short = g_bytes_new_from_bytes (over, 0, 31);
  g_autoptr (GBytes) other_key = from_hex (silent_public_key);
  check_assertion_refused (recorded, "yueqiqian", over, key->public_key);
  check_assertion_refused (recorded, RELYING_PARTY, over_another, key->public_key);
  check_assertion_refused (recorded, RELYING_PARTY, too_short, key->public_key);
  check_assertion_refused (recorded, RELYING_PARTY, over, other_key);
}

static void
what_is_no_public_key_checks_nothing (void)
{
  static const guint8 off_the_curve[64] = {1, 2, 3};
  g_autoptr (YqqFido2Assertion) recorded = make_recorded_assertion ();
  g_autoptr (GBytes) over = hash (GET_CLIENT_DATA);
  for (gsize size = 0; size <= sizeof off_the_curve; size += 32) {
    g_autoptr (GBytes) key = g_bytes_new (off_the_curve, size);
    check_assertion_refused (recorded, RELYING_PARTY, over, key);
  }
}

/* Its signature is right; what is missing is the person. */
static void
a_key_that_nobody_touched_is_refused (void)
{
  g_autoptr (YqqFido2Assertion) recorded = g_new0 (YqqFido2Assertion, 1);
  recorded->credential = g_bytes_new ("any", 3);
  recorded->authenticator_data = from_hex (silent_data);
  recorded->signature = from_hex (silent_signature);
  g_autoptr (GBytes) over = from_hex (silent_hash);
  g_autoptr (GBytes) public_key = from_hex (silent_public_key);
  check_assertion_refused (recorded, "localhost", over, public_key);
}

static void
check_registration_refused (const YqqFido2Registration *registration, const char *rp_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) over = hash (CREATE_CLIENT_DATA);
  g_assert_null (yqq_fido2_check_registration (registration, rp_id, over, &error));
  g_assert_error (error, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
}

static void
a_registration_for_another_relying_party_is_refused (void)
{
  g_autoptr (YqqFido2Registration) recorded = read_recorded ();
  check_registration_refused (recorded, "yueqiqian");
}

static void
a_registration_that_nobody_signed_is_refused (void)
{
  g_autoptr (YqqFido2Registration) recorded = read_recorded ();
  g_clear_pointer (&recorded->certificate, g_bytes_unref);
  check_registration_refused (recorded, RELYING_PARTY);
  g_clear_pointer (&recorded->format, g_free);
  recorded->format = g_strdup ("none");
  check_registration_refused (recorded, RELYING_PARTY);
}

static void
a_registration_that_breaks_off_is_refused (void)
{
  g_autoptr (YqqFido2Registration) recorded = read_recorded ();
  g_autoptr (GBytes) whole = g_steal_pointer (&recorded->authenticator_data);
  for (gsize size = 0; size < g_bytes_get_size (whole); size++) {
    g_clear_pointer (&recorded->authenticator_data, g_bytes_unref);
    recorded->authenticator_data = g_bytes_new_from_bytes (whole, 0, size);
    check_registration_refused (recorded, RELYING_PARTY);
  }
}

#define ADD(test) g_test_add_func ("/identity/fido2-check/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_real_keys_registration_is_taken);
  ADD (a_real_keys_assertion_is_taken);
  ADD (an_assertion_for_somebody_else_is_refused);
  ADD (what_is_no_public_key_checks_nothing);
  ADD (a_key_that_nobody_touched_is_refused);
  ADD (a_registration_for_another_relying_party_is_refused);
  ADD (a_registration_that_nobody_signed_is_refused);
  ADD (a_registration_that_breaks_off_is_refused);
  return g_test_run ();
}

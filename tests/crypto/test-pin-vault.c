/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/pin-vault.h"

#include <string.h>

#include "base/encoding.h"
#include "crypto/internal.h"
#include "crypto/random.h"
#include "fixture.h"

static void
assert_secret (YqqSecretBytes *secret, const char *expected)
{
  g_autofree char *text =
      yqq_hex_encode (yqq_secret_bytes_get_data (secret), yqq_secret_bytes_get_size (secret));
  g_assert_cmpstr (text, ==, expected);
}

static void
scrypt_gives_the_values_of_rfc_7914 (void)
{
  g_autoptr (YqqSecretBytes) small = yqq_scrypt ("", 0, "", 0, 16, 1, 1, 64);
  assert_secret (small, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                        "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  g_autoptr (YqqSecretBytes) parallel = yqq_scrypt ("password", 8, "NaCl", 4, 1024, 8, 16, 64);
  assert_secret (parallel, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                           "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  g_autoptr (YqqSecretBytes) large =
      yqq_scrypt ("pleaseletmein", 13, "SodiumChloride", 14, 16384, 8, 1, 64);
  assert_secret (large, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

static void
hkdf_gives_the_value_of_rfc_5869_without_salt (void)
{
  g_autoptr (YqqSecretBytes) material =
      fixture_secret ("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
  g_autoptr (YqqSecretBytes) output = yqq_hkdf_sha256 (material, "", 42);
  assert_secret (output, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                         "9d201395faa4b61a96c8");
}

/* Test case 16 of McGrew and Viega, The Galois/Counter Mode of Operation. */
#define GCM_KEY "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
#define GCM_DATA "feedfacedeadbeeffeedfacedeadbeefabaddad2"
#define GCM_NONCE "cafebabefacedbaddecaf888"
#define GCM_CLEAR                                                                                  \
  "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b5" \
  "25b16aedf5aa0de657ba637b39"
#define GCM_SEALED                                                                                 \
  "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b10568288" \
  "38c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"

static void
the_vault_opens_the_published_gcm_vector (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) kek = fixture_secret (GCM_KEY);
  g_autoptr (GBytes) sealed = fixture_hex ("01" GCM_NONCE GCM_SEALED);
  g_autoptr (GBytes) data = fixture_hex (GCM_DATA);
  g_autoptr (YqqSecretBytes) clear = yqq_pin_vault_open (kek, sealed, data, &error);
  g_assert_no_error (error);
  assert_secret (clear, GCM_CLEAR);
}

static void
what_is_sealed_opens_again (void)
{
  const gsize sizes[] = {0, 1, 138, YQQ_PIN_VAULT_MAX_SECRET};
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqSecretBytes) kek = yqq_random_secret (32);
    g_autoptr (YqqSecretBytes) secret = yqq_random_secret (sizes[i]);
    g_autoptr (GBytes) data = i == 0 ? NULL : g_bytes_new_static ("whose", 5);
    g_autoptr (GBytes) sealed = yqq_pin_vault_seal (kek, secret, data);
    g_autoptr (YqqSecretBytes) opened = yqq_pin_vault_open (kek, sealed, data, &error);
    g_assert_no_error (error);
    g_assert_true (yqq_secret_bytes_equal (secret, opened));
  }
}

static void
the_same_secret_never_seals_to_the_same_bytes (void)
{
  g_autoptr (YqqSecretBytes) kek = yqq_random_secret (32);
  g_autoptr (YqqSecretBytes) secret = yqq_random_secret (32);
  g_autoptr (GBytes) first = yqq_pin_vault_seal (kek, secret, NULL);
  g_autoptr (GBytes) second = yqq_pin_vault_seal (kek, secret, NULL);
  g_assert_false (g_bytes_equal (first, second));
}

static void
assert_stays_shut (YqqSecretBytes *kek, GBytes *sealed, GBytes *data, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_pin_vault_open (kek, sealed, data, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

static void
a_changed_container_stays_shut (void)
{
  g_autoptr (YqqSecretBytes) kek = fixture_secret (GCM_KEY);
  g_autoptr (YqqSecretBytes) secret = fixture_secret ("00112233");
  g_autoptr (GBytes) data = g_bytes_new_static ("whose", 5);
  g_autoptr (GBytes) other_data = g_bytes_new_static ("whosE", 5);
  g_autoptr (GBytes) sealed = yqq_pin_vault_seal (kek, secret, data);
  for (gsize i = 0; i < g_bytes_get_size (sealed); i++) {
    g_autoptr (GBytes) changed = fixture_tamper (sealed, (gssize)i, 0x40);
    assert_stays_shut (kek, changed, data,
                       i == 0 ? YQQ_CRYPTO_ERROR_UNSUPPORTED : YQQ_CRYPTO_ERROR_WRONG_KEY);
  }
  assert_stays_shut (kek, sealed, other_data, YQQ_CRYPTO_ERROR_WRONG_KEY);
  assert_stays_shut (kek, sealed, NULL, YQQ_CRYPTO_ERROR_WRONG_KEY);
}

static void
a_container_of_impossible_size_is_malformed (void)
{
  g_autoptr (YqqSecretBytes) kek = fixture_secret (GCM_KEY);
  g_autofree guint8 *zeros = g_malloc0 (YQQ_PIN_VAULT_MAX_SECRET + 30);
  const gsize sizes[] = {0, 1, 28, YQQ_PIN_VAULT_MAX_SECRET + 30};
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GBytes) sealed = g_bytes_new (zeros, sizes[i]);
    assert_stays_shut (kek, sealed, NULL, YQQ_CRYPTO_ERROR_MALFORMED);
  }
}

static YqqSecretBytes *
kek_of (const char *pin, YqqSecretBytes *device_secret, YqqSecretBytes *pepper)
{
  g_autoptr (YqqSecretBytes) pin_bytes = yqq_secret_bytes_new_copy (pin, strlen (pin));
  g_autoptr (GBytes) salt = g_bytes_new_static ("0123456789abcdef", 16);
  g_autoptr (YqqSecretBytes) stretched = yqq_pin_vault_stretch (pin_bytes, salt);
  return yqq_pin_vault_derive_kek (stretched, device_secret, pepper);
}

static void
pin_device_and_pepper_are_all_needed (void)
{
  g_autoptr (YqqSecretBytes) device = yqq_random_secret (YQQ_PIN_VAULT_SECRET_SIZE);
  g_autoptr (YqqSecretBytes) pepper = yqq_random_secret (YQQ_PIN_VAULT_SECRET_SIZE);
  g_autoptr (YqqSecretBytes) other = yqq_random_secret (YQQ_PIN_VAULT_SECRET_SIZE);
  g_autoptr (YqqSecretBytes) right = kek_of ("260917", device, pepper);
  g_autoptr (YqqSecretBytes) again = kek_of ("260917", device, pepper);
  g_assert_true (yqq_secret_bytes_equal (right, again));
  g_autoptr (YqqSecretBytes) wrong_pin = kek_of ("260918", device, pepper);
  g_autoptr (YqqSecretBytes) wrong_device = kek_of ("260917", other, pepper);
  g_autoptr (YqqSecretBytes) wrong_pepper = kek_of ("260917", device, other);
  g_autoptr (YqqSecretBytes) swapped = kek_of ("260917", pepper, device);
  g_autoptr (YqqSecretBytes) secret = yqq_random_secret (138);
  g_autoptr (GBytes) sealed = yqq_pin_vault_seal (right, secret, NULL);
  assert_stays_shut (wrong_pin, sealed, NULL, YQQ_CRYPTO_ERROR_WRONG_KEY);
  assert_stays_shut (wrong_device, sealed, NULL, YQQ_CRYPTO_ERROR_WRONG_KEY);
  assert_stays_shut (wrong_pepper, sealed, NULL, YQQ_CRYPTO_ERROR_WRONG_KEY);
  assert_stays_shut (swapped, sealed, NULL, YQQ_CRYPTO_ERROR_WRONG_KEY);
}

/* The wire must not change under devices that are already enrolled: computed beforehand with
 * Python's hashlib.scrypt and an HKDF and curve arithmetic of its own
 * (tests/support/sm2_verify.py). */
static void
known_inputs_give_the_known_keys (void)
{
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy ("260917", 6);
  g_autoptr (GBytes) salt = g_bytes_new_static ("0123456789abcdef", 16);
  g_autoptr (YqqSecretBytes) device =
      fixture_secret ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  g_autoptr (YqqSecretBytes) pepper =
      fixture_secret ("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeffe0e1e2e3e4e5e6e7e8e9eaebecedeeef");
  g_autoptr (YqqSecretBytes) stretched = yqq_pin_vault_stretch (pin, salt);
  assert_secret (stretched, "d3f4305a945f1a6b9ef910995cfbe3bcf0e5778ac1b5bd357b1149a23c95faa2");
  g_autoptr (YqqSecretBytes) kek = yqq_pin_vault_derive_kek (stretched, device, pepper);
  assert_secret (kek, "2f283ecb3839bdda8490e4c3cd77fe05b44433612bbcdb6410d8d647d0a8762f");
  g_autoptr (YqqKey) verifier = yqq_pin_vault_derive_verifier (stretched, device);
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (verifier), NULL);
  g_autofree char *thumbprint = yqq_public_key_thumbprint (public);
  g_assert_cmpint (yqq_key_get_algorithm (verifier), ==, YQQ_ALGORITHM_P256_SHA256);
  g_assert_cmpstr (thumbprint, ==, "voPI5hJHo5b6JSFZDlI9FaQvY3HLrTIzSKv15wFL9TY");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/pin-vault/scrypt_gives_the_values_of_rfc_7914",
                   scrypt_gives_the_values_of_rfc_7914);
  g_test_add_func ("/crypto/pin-vault/hkdf_gives_the_value_of_rfc_5869_without_salt",
                   hkdf_gives_the_value_of_rfc_5869_without_salt);
  g_test_add_func ("/crypto/pin-vault/the_vault_opens_the_published_gcm_vector",
                   the_vault_opens_the_published_gcm_vector);
  g_test_add_func ("/crypto/pin-vault/what_is_sealed_opens_again", what_is_sealed_opens_again);
  g_test_add_func ("/crypto/pin-vault/the_same_secret_never_seals_to_the_same_bytes",
                   the_same_secret_never_seals_to_the_same_bytes);
  g_test_add_func ("/crypto/pin-vault/a_changed_container_stays_shut",
                   a_changed_container_stays_shut);
  g_test_add_func ("/crypto/pin-vault/a_container_of_impossible_size_is_malformed",
                   a_container_of_impossible_size_is_malformed);
  g_test_add_func ("/crypto/pin-vault/pin_device_and_pepper_are_all_needed",
                   pin_device_and_pepper_are_all_needed);
  g_test_add_func ("/crypto/pin-vault/known_inputs_give_the_known_keys",
                   known_inputs_give_the_known_keys);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The software key's PIN: PIN/UV auth protocol one (CTAP 6.5.6). */
#include <string.h>

#include <fido/err.h>
#include <openssl/core_names.h>

#include "crypto/digest.h"
#include "crypto/random.h"
#include "software-key-private.h"

#define COORDINATE_SIZE 32
#define PIN_HASH_SIZE 16
#define PIN_AUTH_SIZE 16
#define WRONG_IN_A_ROW 3

void
software_key_begin_pin (SoftwareKey *self)
{
  self->agreement = EVP_PKEY_Q_keygen (NULL, NULL, "EC", "P-256");
  self->wrong_in_a_row = 0;
  yqq_random_bytes (self->pin_token, sizeof self->pin_token);
}

void
software_key_end_pin (SoftwareKey *self)
{
  g_clear_pointer (&self->agreement, EVP_PKEY_free);
}

static void
put_key_agreement (SoftwareKey *self, GByteArray *answer)
{
  guint8 *point = NULL;
  size_t size = EVP_PKEY_get1_encoded_public_key (self->agreement, &point);
  g_assert_cmpuint (size, ==, 1 + 2 * COORDINATE_SIZE);
  cbor_put_map (answer, 1);
  cbor_put_int (answer, 1);
  cbor_put_map (answer, 5);
  cbor_put_int (answer, 1);
  cbor_put_int (answer, 2); /* EC2 */
  cbor_put_int (answer, 3);
  cbor_put_int (answer, -25); /* ECDH-ES with HKDF-256 */
  cbor_put_int (answer, -1);
  cbor_put_int (answer, 1); /* P-256 */
  cbor_put_int (answer, -2);
  cbor_put_bytes (answer, point + 1, COORDINATE_SIZE);
  cbor_put_int (answer, -3);
  cbor_put_bytes (answer, point + 1 + COORDINATE_SIZE, COORDINATE_SIZE);
  OPENSSL_free (point);
}

static EVP_PKEY *
read_peer (const CborItem *cose)
{
  g_autoptr (GBytes) x = cbor_dup_bytes (cbor_get (cose, -2));
  g_autoptr (GBytes) y = cbor_dup_bytes (cbor_get (cose, -3));
  guint8 point[1 + 2 * COORDINATE_SIZE] = {4};
  EVP_PKEY *peer = EVP_PKEY_Q_keygen (NULL, NULL, "EC", "P-256"); /* for its curve */
  if (g_bytes_get_size (x) != COORDINATE_SIZE || g_bytes_get_size (y) != COORDINATE_SIZE)
    return peer;
  memcpy (point + 1, g_bytes_get_data (x, NULL), COORDINATE_SIZE);
  memcpy (point + 1 + COORDINATE_SIZE, g_bytes_get_data (y, NULL), COORDINATE_SIZE);
  g_assert_cmpint (EVP_PKEY_set1_encoded_public_key (peer, point, sizeof point), ==, 1);
  return peer;
}

/* SHA-256 of the shared point's x. */
static GBytes *
agree (SoftwareKey *self, const CborItem *cose)
{
  EVP_PKEY *peer = read_peer (cose);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new (self->agreement, NULL);
  guint8 x[COORDINATE_SIZE];
  size_t size = sizeof x;
  g_assert_true (EVP_PKEY_derive_init (context) == 1 &&
                 EVP_PKEY_derive_set_peer (context, peer) == 1 &&
                 EVP_PKEY_derive (context, x, &size) == 1);
  EVP_PKEY_CTX_free (context);
  EVP_PKEY_free (peer);
  g_autoptr (GBytes) shared = g_bytes_new (x, size);
  return yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, shared);
}

/* AES-256-CBC with an IV of zeros, without padding. */
static void
run_cipher (GBytes *key, gboolean encrypt, const guint8 *from, gsize size, guint8 *to)
{
  static const guint8 iv[16] = {0};
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new ();
  int done = 0;
  g_assert_true (EVP_CipherInit_ex (context, EVP_aes_256_cbc (), NULL, g_bytes_get_data (key, NULL),
                                    iv, encrypt) == 1 &&
                 EVP_CIPHER_CTX_set_padding (context, 0) == 1 &&
                 EVP_CipherUpdate (context, to, &done, from, (int)size) == 1);
  g_assert_cmpint (done, ==, (int)size);
  EVP_CIPHER_CTX_free (context);
}

static gboolean
is_right (SoftwareKey *self, GBytes *shared, const CborItem *encrypted)
{
  guint8 tried[PIN_HASH_SIZE];
  if (encrypted == NULL || encrypted->value != PIN_HASH_SIZE)
    return FALSE;
  run_cipher (shared, FALSE, encrypted->data, PIN_HASH_SIZE, tried);
  g_autoptr (GBytes) pin = g_bytes_new (self->pin, strlen (self->pin));
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, pin);
  return memcmp (tried, g_bytes_get_data (digest, NULL), PIN_HASH_SIZE) == 0;
}

/* CTAP 6.5.5.7.1: the try is taken before it is judged. */
static guint8
judge_pin (SoftwareKey *self, GBytes *shared, const CborItem *encrypted, guint all_tries)
{
  if (self->pin == NULL)
    return FIDO_ERR_PIN_NOT_SET;
  if (self->pin_tries == 0)
    return FIDO_ERR_PIN_BLOCKED;
  if (self->wrong_in_a_row >= WRONG_IN_A_ROW)
    return FIDO_ERR_PIN_AUTH_BLOCKED;
  self->pin_tries--;
  if (is_right (self, shared, encrypted)) {
    self->pin_tries = all_tries;
    self->wrong_in_a_row = 0;
    return FIDO_OK;
  }
  self->wrong_in_a_row++;
  if (self->pin_tries == 0)
    return FIDO_ERR_PIN_BLOCKED;
  return self->wrong_in_a_row >= WRONG_IN_A_ROW ? FIDO_ERR_PIN_AUTH_BLOCKED : FIDO_ERR_PIN_INVALID;
}

static guint8
give_pin_token (SoftwareKey *self, const CborItem *request, GByteArray *answer)
{
  g_autoptr (GBytes) shared = agree (self, cbor_get (request, 3));
  g_mutex_lock (&self->lock);
  guint8 status = judge_pin (self, shared, cbor_get (request, 6), 8);
  g_mutex_unlock (&self->lock);
  if (status != FIDO_OK)
    return status;
  guint8 encrypted[sizeof self->pin_token];
  run_cipher (shared, TRUE, self->pin_token, sizeof encrypted, encrypted);
  cbor_put_map (answer, 1);
  cbor_put_int (answer, 2);
  cbor_put_bytes (answer, encrypted, sizeof encrypted);
  return FIDO_OK;
}

guint8
software_key_client_pin (SoftwareKey *self, const CborItem *request, GByteArray *answer)
{
  const CborItem *subcommand = cbor_get (request, 2);
  switch (subcommand != NULL ? subcommand->value : 0) {
  case 1: /* getPinRetries */
    cbor_put_map (answer, 1);
    cbor_put_int (answer, 3);
    cbor_put_int (answer, (gint)self->pin_tries);
    return FIDO_OK;
  case 2: /* getKeyAgreement */
    put_key_agreement (self, answer);
    return FIDO_OK;
  case 5: /* getPinToken */
    return give_pin_token (self, request, answer);
  default:
    return FIDO_ERR_INVALID_COMMAND;
  }
}

gboolean
software_key_check_pin_auth (SoftwareKey *self, const CborItem *hash, const CborItem *pin_auth)
{
  g_autoptr (YqqSecretBytes) token =
      yqq_secret_bytes_new_copy (self->pin_token, sizeof self->pin_token);
  g_autoptr (GBytes) right = yqq_hmac_sha256 (token, hash->data, hash->value);
  return pin_auth->value == PIN_AUTH_SIZE &&
         memcmp (g_bytes_get_data (right, NULL), pin_auth->data, PIN_AUTH_SIZE) == 0;
}

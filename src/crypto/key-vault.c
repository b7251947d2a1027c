/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vault keys: the kind of signing key that is whole on this device. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <string.h>

#include "crypto/internal.h"

/* PrivateKeyInfo{0, {id-ecPublicKey, curve}, OCTET STRING{ECPrivateKey{1, d, [1] Q}}} (RFC 5958,
 * RFC 5915): with a named curve every byte but d and Q is known beforehand, so that no secret
 * passes through OpenSSL's encoders, which leave copies behind. */
#define SCALAR_OFFSET 36
#define POINT_OFFSET 73
#define PKCS8_SIZE (POINT_OFFSET + YQQ_KEY_POINT_SIZE)

static const guint8 before_scalar[YQQ_ALGORITHM_COUNT][SCALAR_OFFSET + 1] = {
    [YQQ_ALGORITHM_SM2_SM3] = "\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
                              "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x82\x2d\x04\x6d\x30\x6b\x02\x01\x01"
                              "\x04\x20",
    [YQQ_ALGORITHM_P256_SHA256] =
        "\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
        "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x04\x6d\x30\x6b\x02\x01\x01"
        "\x04\x20",
};
static const guint8 before_point[] = {0xa1, 0x44, 0x03, 0x42, 0x00};

G_STATIC_ASSERT (SCALAR_OFFSET + YQQ_KEY_SCALAR_SIZE + sizeof before_point == POINT_OFFSET);

typedef struct {
  YqqAlgorithm algorithm;
  EVP_PKEY *pkey;
} VaultKey;

const char *
yqq_key_curve (YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? "SM2" : "P-256";
}

/* OpenSSL's name for the kind of key; an "EC" key on SM2's curve would silently make ECDSA. */
static const char *
key_type (YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? "SM2" : "EC";
}

static EVP_PKEY *
from_parameters (YqqAlgorithm algorithm, int selection, OSSL_PARAM *parameters)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, key_type (algorithm), NULL);
  EVP_PKEY *pkey = NULL;
  if (context == NULL || EVP_PKEY_fromdata_init (context) != 1 ||
      EVP_PKEY_fromdata (context, &pkey, selection, parameters) != 1)
    return NULL;
  return pkey;
}

EVP_PKEY *
yqq_key_pair_new (YqqAlgorithm algorithm, const guint8 *scalar, const guint8 *point)
{
  guint8 native[YQQ_KEY_SCALAR_SIZE] = {0};
  OSSL_PARAM parameters[4] = {
      OSSL_PARAM_construct_utf8_string (OSSL_PKEY_PARAM_GROUP_NAME,
                                        (char *)yqq_key_curve (algorithm), 0),
      OSSL_PARAM_construct_octet_string (OSSL_PKEY_PARAM_PUB_KEY, (guint8 *)point,
                                         YQQ_KEY_POINT_SIZE),
      OSSL_PARAM_construct_end (),
      OSSL_PARAM_construct_end (),
  };
  if (scalar != NULL) {
    for (guint i = 0; i < sizeof native; i++)
      native[G_BYTE_ORDER == G_LITTLE_ENDIAN ? sizeof native - 1 - i : i] = scalar[i];
    parameters[2] = OSSL_PARAM_construct_BN (OSSL_PKEY_PARAM_PRIV_KEY, native, sizeof native);
  }
  EVP_PKEY *pkey = from_parameters (
      algorithm, scalar != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters);
  OPENSSL_cleanse (native, sizeof native);
  return pkey;
}

gboolean
yqq_key_begin (EVP_MD_CTX *context, YqqAlgorithm algorithm, EVP_PKEY *pkey, gboolean signing)
{
  const char *digest = algorithm == YQQ_ALGORITHM_SM2_SM3 ? "SM3" : "SHA256";
  EVP_PKEY_CTX *key_context = NULL; /* the digest context owns it */
  int started =
      signing ? EVP_DigestSignInit_ex (context, &key_context, digest, NULL, NULL, pkey, NULL)
              : EVP_DigestVerifyInit_ex (context, &key_context, digest, NULL, NULL, pkey, NULL);
  if (started != 1)
    return FALSE;
  return algorithm != YQQ_ALGORITHM_SM2_SM3 ||
         EVP_PKEY_CTX_set1_id (key_context, YQQ_SM2_ID, strlen (YQQ_SM2_ID)) == 1;
}

static GBytes *
vault_key_sign (gpointer data, GBytes *message, GError **error)
{
  VaultKey *self = data;
  guint8 signature[128];
  gsize signature_size = sizeof signature, size;
  const guint8 *bytes = g_bytes_get_data (message, &size);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  if (!yqq_key_begin (context, self->algorithm, self->pkey, TRUE) ||
      EVP_DigestSign (context, signature, &signature_size, bytes, size) != 1) {
    yqq_crypto_set_openssl_error (error, "signing");
    return NULL;
  }
  return g_bytes_new (signature, signature_size);
}

static gboolean
get_scalar (EVP_PKEY *pkey, guint8 *scalar)
{
  BIGNUM *number = NULL;
  gboolean got = EVP_PKEY_get_bn_param (pkey, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 &&
                 BN_bn2binpad (number, scalar, YQQ_KEY_SCALAR_SIZE) == YQQ_KEY_SCALAR_SIZE;
  BN_clear_free (number);
  return got;
}

static gboolean
get_point (EVP_PKEY *pkey, guint8 *point)
{
  gsize size = 0;
  return EVP_PKEY_get_octet_string_param (pkey, OSSL_PKEY_PARAM_PUB_KEY, point, YQQ_KEY_POINT_SIZE,
                                          &size) == 1 &&
         size == YQQ_KEY_POINT_SIZE;
}

static YqqSecretBytes *
vault_key_dup_secret (gpointer data)
{
  VaultKey *self = data;
  YqqSecretBytes *pkcs8 = yqq_secret_bytes_new (PKCS8_SIZE);
  guint8 *bytes = yqq_secret_bytes_get_data (pkcs8);
  memcpy (bytes, before_scalar[self->algorithm], SCALAR_OFFSET);
  memcpy (bytes + SCALAR_OFFSET + YQQ_KEY_SCALAR_SIZE, before_point, sizeof before_point);
  if (!get_scalar (self->pkey, bytes + SCALAR_OFFSET) ||
      !get_point (self->pkey, bytes + POINT_OFFSET))
    g_error ("a key does not give its own secret");
  return pkcs8;
}

static void
vault_key_free (gpointer data)
{
  VaultKey *self = data;
  EVP_PKEY_free (self->pkey); /* clears the scalar */
  g_free (self);
}

static const YqqKeyBackend vault_backend = {vault_key_sign, vault_key_dup_secret, vault_key_free};

/* Takes pkey. */
static YqqKey *
vault_key_new (YqqAlgorithm algorithm, EVP_PKEY *pkey)
{
  guint8 point[YQQ_KEY_POINT_SIZE];
  if (!EVP_PKEY_is_a (pkey, key_type (algorithm)) || !get_point (pkey, point))
    g_error ("OpenSSL made a key of another kind");
  g_autoptr (GBytes) spki = yqq_public_key_encode (algorithm, point);
  VaultKey *data = g_new0 (VaultKey, 1);
  data->algorithm = algorithm;
  data->pkey = pkey;
  return yqq_key_new (algorithm, spki, &vault_backend, data);
}

YqqKey *
yqq_key_generate (YqqAlgorithm algorithm)
{
  EVP_PKEY *pkey = algorithm == YQQ_ALGORITHM_SM2_SM3
                       ? EVP_PKEY_Q_keygen (NULL, NULL, "SM2")
                       : EVP_PKEY_Q_keygen (NULL, NULL, "EC", yqq_key_curve (algorithm));
  if (pkey == NULL)
    g_error ("OpenSSL makes no %s keys", key_type (algorithm));
  return vault_key_new (algorithm, pkey);
}

static gboolean
is_pair (EVP_PKEY *pkey)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_pkey (NULL, pkey, NULL);
  return context != NULL && EVP_PKEY_pairwise_check (context) == 1 &&
         EVP_PKEY_private_check (context) == 1;
}

YqqKey *
yqq_key_new_from_secret (YqqAlgorithm algorithm, YqqSecretBytes *pkcs8, GError **error)
{
  g_autoptr (EVP_PKEY) pkey = NULL;
  const guint8 *bytes = yqq_secret_bytes_get_data (pkcs8);
  if (yqq_secret_bytes_get_size (pkcs8) == PKCS8_SIZE &&
      memcmp (bytes, before_scalar[algorithm], SCALAR_OFFSET) == 0 &&
      memcmp (bytes + SCALAR_OFFSET + YQQ_KEY_SCALAR_SIZE, before_point, sizeof before_point) == 0)
    pkey = yqq_key_pair_new (algorithm, bytes + SCALAR_OFFSET, bytes + POINT_OFFSET);
  if (pkey == NULL || !is_pair (pkey)) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a private key of this algorithm");
    return NULL;
  }
  return vault_key_new (algorithm, g_steal_pointer (&pkey));
}

/* FIPS 186-4 B.4.1: 128 bits more than the order has, so that the remainder leans nowhere. */
static void
reduce_to_scalar (YqqSecretBytes *wide, const EC_GROUP *group, guint8 *scalar, guint8 *point)
{
  BN_CTX *numbers = BN_CTX_secure_new ();
  BIGNUM *d = BN_secure_new ();
  BIGNUM *limit = BN_dup (EC_GROUP_get0_order (group));
  EC_POINT *q = EC_POINT_new (group);
  BN_set_flags (d, BN_FLG_CONSTTIME);
  if (BN_bin2bn (yqq_secret_bytes_get_data (wide), (int)yqq_secret_bytes_get_size (wide), d) ==
          NULL ||
      !BN_sub_word (limit, 1) || !BN_nnmod (d, d, limit, numbers) || !BN_add_word (d, 1) ||
      BN_bn2binpad (d, scalar, YQQ_KEY_SCALAR_SIZE) != YQQ_KEY_SCALAR_SIZE ||
      !EC_POINT_mul (group, q, d, NULL, NULL, numbers) ||
      EC_POINT_point2oct (group, q, POINT_CONVERSION_UNCOMPRESSED, point, YQQ_KEY_POINT_SIZE,
                          numbers) != YQQ_KEY_POINT_SIZE)
    g_error ("a key could not be derived");
  EC_POINT_free (q);
  BN_free (limit);
  BN_clear_free (d);
  BN_CTX_free (numbers);
}

YqqKey *
yqq_key_derive (YqqSecretBytes *seed, const char *label)
{
  g_return_val_if_fail (yqq_secret_bytes_get_size (seed) >= 32, NULL);
  g_autoptr (YqqSecretBytes) wide =
      yqq_hkdf_sha256 (seed, label, YQQ_KEY_SCALAR_SIZE + YQQ_KEY_SCALAR_SIZE / 2);
  g_autoptr (YqqSecretBytes) scalar = yqq_secret_bytes_new (YQQ_KEY_SCALAR_SIZE);
  guint8 point[YQQ_KEY_POINT_SIZE];
  EC_GROUP *group = EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
  reduce_to_scalar (wide, group, yqq_secret_bytes_get_data (scalar), point);
  EC_GROUP_free (group);
  EVP_PKEY *pkey =
      yqq_key_pair_new (YQQ_ALGORITHM_P256_SHA256, yqq_secret_bytes_get_data (scalar), point);
  if (pkey == NULL)
    g_error ("a derived key is none");
  return vault_key_new (YQQ_ALGORITHM_P256_SHA256, pkey);
}

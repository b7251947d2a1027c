/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/jwk.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/internal.h"

#define MAX_MODULUS_CHARACTERS 700 /* 4096 bits in base64url, with room to tell "too large" */
#define COORDINATE_CHARACTERS 43   /* 32 bytes in base64url */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)

struct _YqqJwk {
  gatomicrefcount references;
  char *kid;
  YqqJwkAlgorithm algorithm;
  EVP_PKEY *rsa;
  YqqPublicKey *p256;
};

static const char *const names[YQQ_JWK_ALGORITHM_COUNT] = {
    [YQQ_JWK_RS256] = "RS256",
    [YQQ_JWK_ES256] = "ES256",
};

const char *
yqq_jwk_algorithm_get_name (YqqJwkAlgorithm algorithm)
{
  return names[algorithm];
}

gboolean
yqq_jwk_algorithm_from_name (const char *name, YqqJwkAlgorithm *algorithm)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0) {
      *algorithm = i;
      return TRUE;
    }
  return FALSE;
}

static GBytes *
read_number (JsonObject *json, const char *member, gsize max_characters, GError **error)
{
  const char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  if (yqq_json_read_string (json, member, max_characters, &text, NULL))
    bytes = yqq_base64url_decode (text, -1, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "a key's number is not base64url");
    return NULL;
  }
  return g_steal_pointer (&bytes);
}

static BIGNUM *
to_bignum (GBytes *bytes)
{
  return BN_bin2bn (g_bytes_get_data (bytes, NULL), (int)g_bytes_get_size (bytes), NULL);
}

static EVP_PKEY *
build_rsa (const BIGNUM *modulus, const BIGNUM *exponent)
{
  EVP_PKEY *pkey = NULL;
  g_autoptr (OSSL_PARAM_BLD) builder = OSSL_PARAM_BLD_new ();
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "RSA", NULL);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_N, modulus);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_E, exponent);
  OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param (builder);
  if (EVP_PKEY_fromdata_init (context) != 1 ||
      EVP_PKEY_fromdata (context, &pkey, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    pkey = NULL;
  OSSL_PARAM_free (parameters);
  return pkey;
}

/* Small or even exponents and short moduli are no keys; huge ones only cost time. */
static gboolean
read_rsa (YqqJwk *self, JsonObject *json, GError **error)
{
  g_autoptr (GBytes) n = read_number (json, "n", MAX_MODULUS_CHARACTERS, error);
  g_autoptr (GBytes) e = n != NULL ? read_number (json, "e", 8, error) : NULL;
  if (e == NULL)
    return FALSE;
  g_autoptr (BIGNUM) modulus = to_bignum (n), exponent = to_bignum (e);
  int bits = BN_num_bits (modulus);
  if (bits < YQQ_JWK_MIN_RSA_BITS || bits > YQQ_JWK_MAX_RSA_BITS)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "an RSA key has 2048 to 4096 bits");
  if (!BN_is_odd (modulus) || !BN_is_odd (exponent) || BN_num_bits (exponent) < 2)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not an RSA key");
  self->rsa = build_rsa (modulus, exponent);
  return self->rsa != NULL ||
         yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not an RSA key");
}

static gboolean
read_p256 (YqqJwk *self, JsonObject *json, GError **error)
{
  const char *curve = "";
  guint8 point[YQQ_KEY_POINT_SIZE] = {POINT_CONVERSION_UNCOMPRESSED};
  if (!yqq_json_read_string (json, "crv", 16, &curve, NULL) || strcmp (curve, "P-256") != 0)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED, "not a key on P-256");
  g_autoptr (GBytes) x = read_number (json, "x", COORDINATE_CHARACTERS, error);
  g_autoptr (GBytes) y = x != NULL ? read_number (json, "y", COORDINATE_CHARACTERS, error) : NULL;
  if (y == NULL)
    return FALSE;
  if (g_bytes_get_size (x) != YQQ_KEY_SCALAR_SIZE || g_bytes_get_size (y) != YQQ_KEY_SCALAR_SIZE)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "a coordinate has 32 bytes");
  memcpy (point + 1, g_bytes_get_data (x, NULL), YQQ_KEY_SCALAR_SIZE);
  memcpy (point + 1 + YQQ_KEY_SCALAR_SIZE, g_bytes_get_data (y, NULL), YQQ_KEY_SCALAR_SIZE);
  g_autoptr (GBytes) spki = yqq_public_key_encode (YQQ_ALGORITHM_P256_SHA256, point);
  self->p256 = yqq_public_key_new (spki, error);
  return self->p256 != NULL;
}

/* A key for encryption, or for another algorithm than its type has here, checks no signature. */
static gboolean
check_use (JsonObject *json, const char *algorithm, GError **error)
{
  const char *text = NULL;
  g_auto (GStrv) operations = NULL;
  if ((yqq_json_has (json, "use") &&
       (!yqq_json_read_string (json, "use", 16, &text, NULL) || strcmp (text, "sig") != 0)) ||
      (yqq_json_has (json, "alg") &&
       (!yqq_json_read_string (json, "alg", 16, &text, NULL) || strcmp (text, algorithm) != 0)) ||
      (yqq_json_has (json, "key_ops") &&
       (!yqq_json_read_strings (json, "key_ops", 16, 32, &operations, NULL) ||
        !g_strv_contains ((const char *const *)operations, "verify"))))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the key is not for signatures we take");
  return TRUE;
}

static gboolean
read_key (YqqJwk *self, JsonObject *json, GError **error)
{
  const char *type = NULL, *kid = NULL;
  if (!yqq_json_read_string (json, "kty", 16, &type, NULL) ||
      (yqq_json_has (json, "kid") &&
       !yqq_json_read_string (json, "kid", YQQ_JWK_MAX_KID, &kid, NULL)))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a JSON Web Key");
  gboolean is_rsa = strcmp (type, "RSA") == 0;
  if (!is_rsa && strcmp (type, "EC") != 0)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED, "a key of another type");
  self->algorithm = is_rsa ? YQQ_JWK_RS256 : YQQ_JWK_ES256;
  self->kid = g_strdup (kid);
  return check_use (json, names[self->algorithm], error) &&
         (is_rsa ? read_rsa (self, json, error) : read_p256 (self, json, error));
}

YqqJwk *
yqq_jwk_new (JsonObject *json, GError **error)
{
  YqqJwk *self = g_new0 (YqqJwk, 1);
  g_atomic_ref_count_init (&self->references);
  if (!read_key (self, json, error))
    g_clear_pointer (&self, yqq_jwk_unref);
  return self;
}

YqqJwk *
yqq_jwk_ref (YqqJwk *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_jwk_unref (YqqJwk *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->kid);
  g_clear_pointer (&self->rsa, EVP_PKEY_free);
  g_clear_pointer (&self->p256, yqq_public_key_unref);
  g_free (self);
}

const char *
yqq_jwk_get_kid (YqqJwk *self)
{
  return self->kid;
}

YqqJwkAlgorithm
yqq_jwk_get_algorithm (YqqJwk *self)
{
  return self->algorithm;
}

static gboolean
verify_rsa (EVP_PKEY *rsa, GBytes *message, GBytes *signature, GError **error)
{
  gsize size, signature_size;
  const guint8 *bytes = g_bytes_get_data (message, &size);
  const guint8 *signature_bytes = g_bytes_get_data (signature, &signature_size);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *padding = NULL; /* the digest context's */
  if (size > YQQ_KEY_MAX_MESSAGE || signature_size != (gsize)EVP_PKEY_get_size (rsa) ||
      EVP_DigestVerifyInit (context, &padding, EVP_sha256 (), NULL, rsa) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding (padding, RSA_PKCS1_PADDING) != 1 ||
      EVP_DigestVerify (context, signature_bytes, signature_size, bytes, size) != 1)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_BAD_SIGNATURE,
                              "the signature is not this key's over this message");
  return TRUE;
}

gboolean
yqq_jwk_verify (YqqJwk *self, GBytes *message, GBytes *signature, GError **error)
{
  if (self->algorithm == YQQ_JWK_RS256)
    return verify_rsa (self->rsa, message, signature, error);
  return yqq_public_key_verify_raw (self->p256, message, signature, error);
}

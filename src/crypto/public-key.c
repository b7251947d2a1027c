/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Public keys and the checking of signatures. */
#include <openssl/ec.h>
#include <string.h>

#include "base/encoding.h"
#include "crypto/internal.h"

/* SubjectPublicKeyInfo{{id-ecPublicKey, curve}, BIT STRING{point}} (RFC 5480): all but the point is
 * known. */
#define POINT_OFFSET 26
#define SPKI_SIZE (POINT_OFFSET + YQQ_KEY_POINT_SIZE)

static const guint8 before_point[YQQ_ALGORITHM_COUNT][POINT_OFFSET + 1] = {
    [YQQ_ALGORITHM_SM2_SM3] = "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x81"
                              "\x1c\xcf\x55\x01\x82\x2d\x03\x42\x00",
    [YQQ_ALGORITHM_P256_SHA256] =
        "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86"
        "\x48\xce\x3d\x03\x01\x07\x03\x42\x00",
};

struct _YqqPublicKey {
  gatomicrefcount references;
  YqqAlgorithm algorithm;
  GBytes *spki;
  EVP_PKEY *pkey;
};

GBytes *
yqq_public_key_encode (YqqAlgorithm algorithm, const guint8 *point)
{
  guint8 spki[SPKI_SIZE];
  memcpy (spki, before_point[algorithm], POINT_OFFSET);
  memcpy (spki + POINT_OFFSET, point, YQQ_KEY_POINT_SIZE);
  return g_bytes_new (spki, sizeof spki);
}

static gboolean
find_algorithm (const guint8 *spki, gsize size, YqqAlgorithm *algorithm)
{
  for (guint i = 0; size == SPKI_SIZE && i < YQQ_ALGORITHM_COUNT; i++)
    if (memcmp (spki, before_point[i], POINT_OFFSET) == 0) {
      *algorithm = i;
      return TRUE;
    }
  return FALSE;
}

YqqPublicKey *
yqq_public_key_new (GBytes *spki, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (spki, &size);
  YqqAlgorithm algorithm;
  if (size == 0 || bytes[0] != 0x30) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a public key");
    return NULL;
  }
  if (!find_algorithm (bytes, size, &algorithm)) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                       "not a public key of SM2 or P-256 with an uncompressed point");
    return NULL;
  }
  EVP_PKEY *pkey = yqq_key_pair_new (algorithm, NULL, bytes + POINT_OFFSET);
  if (pkey == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the key's point is not on its curve");
    return NULL;
  }
  YqqPublicKey *self = g_new0 (YqqPublicKey, 1);
  g_atomic_ref_count_init (&self->references);
  self->algorithm = algorithm;
  self->spki = g_bytes_ref (spki);
  self->pkey = pkey;
  return self;
}

YqqPublicKey *
yqq_public_key_ref (YqqPublicKey *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_public_key_unref (YqqPublicKey *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  EVP_PKEY_free (self->pkey);
  g_bytes_unref (self->spki);
  g_free (self);
}

YqqAlgorithm
yqq_public_key_get_algorithm (YqqPublicKey *self)
{
  return self->algorithm;
}

GBytes *
yqq_public_key_get_spki (YqqPublicKey *self)
{
  return self->spki;
}

EVP_PKEY *
yqq_public_key_peek (YqqPublicKey *self)
{
  return self->pkey;
}

gboolean
yqq_public_key_verify (YqqPublicKey *self, GBytes *message, GBytes *signature, GError **error)
{
  gsize size, signature_size;
  const guint8 *bytes = g_bytes_get_data (message, &size);
  const guint8 *signature_bytes = g_bytes_get_data (signature, &signature_size);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  if (size > YQQ_KEY_MAX_MESSAGE || signature_size == 0 || signature_size > 128 ||
      !yqq_key_begin (context, self->algorithm, self->pkey, FALSE) ||
      EVP_DigestVerify (context, signature_bytes, signature_size, bytes, size) != 1)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_BAD_SIGNATURE,
                              "the signature is not this key's over this message");
  return TRUE;
}

gboolean
yqq_public_key_verify_raw (YqqPublicKey *self, GBytes *message, GBytes *signature, GError **error)
{
  g_autoptr (GBytes) der = yqq_signature_from_raw (signature);
  if (der == NULL)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_BAD_SIGNATURE,
                              "a raw signature has 64 bytes");
  return yqq_public_key_verify (self, message, der, error);
}

static char *
make_thumbprint (GBytes *spki)
{
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, spki);
  return yqq_base64url_encode (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
}

char *
yqq_public_key_thumbprint (YqqPublicKey *self)
{
  return make_thumbprint (self->spki);
}

char *
yqq_key_thumbprint (YqqKey *self)
{
  return make_thumbprint (yqq_key_get_public (self));
}

GBytes *
yqq_signature_to_raw (GBytes *der)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (der, &size);
  guint8 raw[YQQ_KEY_RAW_SIGNATURE_SIZE];
  ECDSA_SIG *signature = d2i_ECDSA_SIG (NULL, &bytes, (long)size);
  gboolean fits = signature != NULL &&
                  BN_bn2binpad (ECDSA_SIG_get0_r (signature), raw, YQQ_KEY_SCALAR_SIZE) >= 0 &&
                  BN_bn2binpad (ECDSA_SIG_get0_s (signature), raw + YQQ_KEY_SCALAR_SIZE,
                                YQQ_KEY_SCALAR_SIZE) >= 0;
  ECDSA_SIG_free (signature);
  return fits ? g_bytes_new (raw, sizeof raw) : NULL;
}

GBytes *
yqq_signature_from_raw (GBytes *raw)
{
  if (g_bytes_get_size (raw) != YQQ_KEY_RAW_SIGNATURE_SIZE)
    return NULL;
  const guint8 *bytes = g_bytes_get_data (raw, NULL);
  guint8 der[80], *end = der;
  ECDSA_SIG *signature = ECDSA_SIG_new ();
  BIGNUM *r = BN_bin2bn (bytes, YQQ_KEY_SCALAR_SIZE, NULL);
  BIGNUM *s = BN_bin2bn (bytes + YQQ_KEY_SCALAR_SIZE, YQQ_KEY_SCALAR_SIZE, NULL);
  ECDSA_SIG_set0 (signature, r, s);
  int size = i2d_ECDSA_SIG (signature, &end);
  ECDSA_SIG_free (signature);
  return size > 0 ? g_bytes_new (der, (gsize)size) : NULL;
}

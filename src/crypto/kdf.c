/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key derivation: HKDF for keys out of keys, scrypt for keys out of what people remember. */
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <string.h>

#include "crypto/internal.h"

static void
derive (const char *name, const OSSL_PARAM *parameters, YqqSecretBytes *output)
{
  EVP_KDF *method = EVP_KDF_fetch (NULL, name, NULL);
  EVP_KDF_CTX *context = method != NULL ? EVP_KDF_CTX_new (method) : NULL;
  if (context == NULL || EVP_KDF_derive (context, yqq_secret_bytes_get_data (output),
                                         yqq_secret_bytes_get_size (output), parameters) != 1)
    g_error ("%s failed", name); /* only for want of memory: the parameters are our own */
  EVP_KDF_CTX_free (context);
  EVP_KDF_free (method);
}

YqqSecretBytes *
yqq_hkdf_sha256 (YqqSecretBytes *key_material, const char *info, gsize size)
{
  char digest[] = "SHA256";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_KEY,
                                         yqq_secret_bytes_get_data (key_material),
                                         yqq_secret_bytes_get_size (key_material)),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_INFO, (gpointer)info, strlen (info)),
      OSSL_PARAM_construct_end (),
  };
  YqqSecretBytes *output = yqq_secret_bytes_new (size);
  derive ("HKDF", parameters, output);
  return output;
}

YqqSecretBytes *
yqq_scrypt (gconstpointer password,
            gsize password_size,
            gconstpointer salt,
            gsize salt_size,
            guint64 n,
            guint32 r,
            guint32 p,
            gsize size)
{
  /* RFC 7914 2 and a little room for what OpenSSL keeps beside it. */
  guint64 memory = 128 * r * (n + p + 2) + 1024 * 1024;
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_PASSWORD, (gpointer)password,
                                         password_size),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT, (gpointer)salt, salt_size),
      OSSL_PARAM_construct_uint64 (OSSL_KDF_PARAM_SCRYPT_N, &n),
      OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_SCRYPT_R, &r),
      OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_SCRYPT_P, &p),
      OSSL_PARAM_construct_uint64 (OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
      OSSL_PARAM_construct_end (),
  };
  YqqSecretBytes *output = yqq_secret_bytes_new (size);
  derive ("SCRYPT", parameters, output);
  return output;
}

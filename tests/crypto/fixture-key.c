/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key that is not the product's own, behind the product's interface: SM2 under any identifier. */
#include <string.h>

#include "crypto/certificate-authority-private.h"
#include "crypto/internal.h"
#include "fixture.h"

typedef struct {
  EVP_PKEY *pkey;
  char *id;
} OddKey;

static GBytes *
odd_key_sign (gpointer data, GBytes *message, GError **error)
{
  OddKey *self = data;
  guint8 signature[128];
  gsize size = sizeof signature;
  EVP_PKEY_CTX *key_context = NULL;
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_assert_cmpint (
      EVP_DigestSignInit_ex (context, &key_context, "SM3", NULL, NULL, self->pkey, NULL), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set1_id (key_context, self->id, strlen (self->id)), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &size, g_bytes_get_data (message, NULL),
                                   g_bytes_get_size (message)),
                   ==, 1);
  return g_bytes_new (signature, size);
}

static void
odd_key_free (gpointer data)
{
  OddKey *self = data;
  EVP_PKEY_free (self->pkey);
  g_free (self->id);
  g_free (self);
}

YqqKey *
fixture_key_from_secret_with_id (YqqSecretBytes *pkcs8, const char *id)
{
  static const YqqKeyBackend backend = {odd_key_sign, NULL, odd_key_free};
  g_autoptr (YqqKey) whole = yqq_key_new_from_secret (YQQ_ALGORITHM_SM2_SM3, pkcs8, NULL);
  const guint8 *bytes = yqq_secret_bytes_get_data (pkcs8);
  OddKey *data = g_new0 (OddKey, 1);
  g_assert_nonnull (whole);
  data->id = g_strdup (id);
  data->pkey = d2i_AutoPrivateKey (NULL, &bytes, (long)yqq_secret_bytes_get_size (pkcs8));
  g_assert_true (EVP_PKEY_is_a (data->pkey, "SM2"));
  return yqq_key_new (YQQ_ALGORITHM_SM2_SM3, yqq_key_get_public (whole), &backend, data);
}

YqqKey *
fixture_key_with_id (const char *id)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
  return fixture_key_from_secret_with_id (secret, id);
}

YqqSecretBytes *
fixture_issuing_secret (Fixture *self)
{
  return yqq_key_dup_secret (yqq_certificate_authority_peek_issuing_key (self->authority));
}

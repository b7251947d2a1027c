/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/key.h"

#include "crypto/internal.h"

struct _YqqKey {
  gatomicrefcount references;
  YqqAlgorithm algorithm;
  GBytes *spki;
  const YqqKeyBackend *backend;
  gpointer data;
};

YqqKey *
yqq_key_new (YqqAlgorithm algorithm, GBytes *spki, const YqqKeyBackend *backend, gpointer data)
{
  YqqKey *self = g_new0 (YqqKey, 1);
  g_atomic_ref_count_init (&self->references);
  self->algorithm = algorithm;
  self->spki = g_bytes_ref (spki);
  self->backend = backend;
  self->data = data;
  return self;
}

YqqKey *
yqq_key_ref (YqqKey *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_key_unref (YqqKey *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  self->backend->free (self->data);
  g_bytes_unref (self->spki);
  g_free (self);
}

YqqAlgorithm
yqq_key_get_algorithm (YqqKey *self)
{
  return self->algorithm;
}

GBytes *
yqq_key_get_public (YqqKey *self)
{
  return self->spki;
}

YqqSecretBytes *
yqq_key_dup_secret (YqqKey *self)
{
  return self->backend->dup_secret != NULL ? self->backend->dup_secret (self->data) : NULL;
}

GBytes *
yqq_key_sign (YqqKey *self, GBytes *message, GError **error)
{
  if (g_bytes_get_size (message) > YQQ_KEY_MAX_MESSAGE) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_FAILED, "the message is too long to be signed");
    return NULL;
  }
  return self->backend->sign (self->data, message, error);
}

GBytes *
yqq_key_sign_raw (YqqKey *self, GBytes *message, GError **error)
{
  g_autoptr (GBytes) der = yqq_key_sign (self, message, error);
  GBytes *raw = der != NULL ? yqq_signature_to_raw (der) : NULL;
  if (der != NULL && raw == NULL)
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_FAILED, "a signature came out in no known form");
  return raw;
}

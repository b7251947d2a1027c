/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/digest.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include "crypto/internal.h"

#define READ_SIZE (64 * 1024)

struct _YqqDigest {
  EVP_MD_CTX *context;
};

static const EVP_MD *
method (YqqDigestAlgorithm algorithm)
{
  return algorithm == YQQ_DIGEST_ALGORITHM_SM3 ? EVP_sm3 () : EVP_sha256 ();
}

YqqDigestAlgorithm
yqq_digest_algorithm_for (YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? YQQ_DIGEST_ALGORITHM_SM3
                                            : YQQ_DIGEST_ALGORITHM_SHA256;
}

GBytes *
yqq_digest (YqqDigestAlgorithm algorithm, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  g_autoptr (YqqDigest) digest = yqq_digest_new (algorithm);
  yqq_digest_update (digest, data, size);
  return yqq_digest_finish (digest);
}

YqqDigest *
yqq_digest_new (YqqDigestAlgorithm algorithm)
{
  YqqDigest *self = g_new0 (YqqDigest, 1);
  self->context = EVP_MD_CTX_new ();
  if (self->context == NULL || EVP_DigestInit_ex (self->context, method (algorithm), NULL) != 1)
    g_error ("OpenSSL has no %s", algorithm == YQQ_DIGEST_ALGORITHM_SM3 ? "SM3" : "SHA-256");
  return self;
}

void
yqq_digest_update (YqqDigest *self, gconstpointer data, gsize size)
{
  g_return_if_fail (self->context != NULL);
  if (size > 0 && EVP_DigestUpdate (self->context, data, size) != 1)
    g_error ("a digest could not be continued");
}

GBytes *
yqq_digest_finish (YqqDigest *self)
{
  guint8 value[EVP_MAX_MD_SIZE];
  guint size = 0;
  g_return_val_if_fail (self->context != NULL, NULL);
  if (EVP_DigestFinal_ex (self->context, value, &size) != 1 || size != YQQ_DIGEST_SIZE)
    g_error ("a digest could not be finished");
  g_clear_pointer (&self->context, EVP_MD_CTX_free);
  return g_bytes_new (value, size);
}

void
yqq_digest_free (YqqDigest *self)
{
  EVP_MD_CTX_free (self->context);
  g_free (self);
}

static gboolean
feed_stream (YqqDigest *digest, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  gssize count;
  while ((count = g_input_stream_read (stream, buffer, READ_SIZE, cancellable, error)) > 0)
    yqq_digest_update (digest, buffer, (gsize)count);
  return count == 0;
}

GBytes *
yqq_digest_file (YqqDigestAlgorithm algorithm,
                 const char *path,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  /* Asked first: opening a pipe would wait for its other end. */
  GFileType type = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable);
  if (type == G_FILE_TYPE_SPECIAL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s is not a regular file", path);
    return NULL;
  }
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (YqqDigest) digest = yqq_digest_new (algorithm);
  if (stream == NULL || !feed_stream (digest, G_INPUT_STREAM (stream), cancellable, error))
    return NULL;
  return yqq_digest_finish (digest);
}

GBytes *
yqq_hmac_sha256 (YqqSecretBytes *key, gconstpointer data, gsize size)
{
  guint8 value[YQQ_DIGEST_SIZE];
  gsize value_size = 0;
  if (EVP_Q_mac (NULL, "HMAC", NULL, "SHA256", NULL, yqq_secret_bytes_get_data (key),
                 yqq_secret_bytes_get_size (key), data, size, value, sizeof value,
                 &value_size) == NULL ||
      value_size != sizeof value)
    g_error ("OpenSSL has no HMAC-SHA256");
  return g_bytes_new (value, sizeof value);
}

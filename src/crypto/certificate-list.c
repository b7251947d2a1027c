/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates to and from PEM, and lists of them. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>

#include "crypto/internal.h"

char *
yqq_x509_to_pem (YqqX509 *self)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  gsize size;
  const guint8 *der = g_bytes_get_data (yqq_x509_get_der (self), &size);
  char *text = NULL;
  if (bio == NULL || PEM_write_bio (bio, PEM_STRING_X509, "", der, (long)size) <= 0)
    g_error ("out of memory");
  long length = BIO_get_mem_data (bio, &text);
  return g_strndup (text, (gsize)length);
}

static YqqX509 *
read_block (const char *name, const char *header, GBytes *der, GError **error)
{
  if (strcmp (name, PEM_STRING_X509) != 0 || header[0] != '\0') {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED,
                       "the PEM text holds something other than certificates");
    return NULL;
  }
  return yqq_x509_new (der, error);
}

/* FALSE at the end of the text and on an error. */
static gboolean
read_next (BIO *bio, GPtrArray *list, GError **error)
{
  char *name = NULL, *header = NULL;
  guint8 *data = NULL;
  long size = 0;
  if (PEM_read_bio (bio, &name, &header, &data, &size) != 1)
    return FALSE;
  g_autoptr (GBytes) der = yqq_bytes_take_openssl (data, (int)size);
  YqqX509 *x509 = NULL;
  if (list->len == YQQ_X509_MAX_CHAIN)
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "too many certificates");
  else
    x509 = read_block (name, header, der, error);
  OPENSSL_free (name);
  OPENSSL_free (header);
  if (x509 != NULL)
    g_ptr_array_add (list, x509);
  return x509 != NULL;
}

GPtrArray *
yqq_x509_list_new_from_pem (const char *pem, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (pem) : (gsize)length;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  g_autoptr (GError) problem = NULL;
  if (size > 0 && size <= YQQ_X509_MAX_PEM_BYTES) {
    g_autoptr (BIO) bio = BIO_new_mem_buf (pem, (int)size);
    while (read_next (bio, list, &problem))
      ;
  }
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  gboolean ended =
      ERR_peek_last_error () == 0 || ERR_GET_REASON (ERR_peek_last_error ()) == PEM_R_NO_START_LINE;
  if (list->len == 0 || !ended) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not certificates in PEM");
    return NULL;
  }
  ERR_clear_error ();
  return g_steal_pointer (&list);
}

GPtrArray *
yqq_x509_list_new_from_der (GPtrArray *ders, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  for (guint i = 0; i < ders->len; i++) {
    YqqX509 *x509 = yqq_x509_new (g_ptr_array_index (ders, i), error);
    if (x509 == NULL)
      return NULL;
    g_ptr_array_add (list, x509);
  }
  return g_steal_pointer (&list);
}

GPtrArray *
yqq_x509_list_new_intermediates (GPtrArray *ders, GError **error)
{
  GPtrArray *list = yqq_x509_list_new_from_der (ders, error);
  for (guint i = list != NULL ? list->len : 0; i > 0; i--) {
    YqqX509 *issuer = g_ptr_array_index (list, i - 1);
    if (g_str_equal (yqq_x509_get_subject (issuer), yqq_x509_get_issuer (issuer)))
      g_ptr_array_remove_index (list, i - 1);
  }
  return list;
}

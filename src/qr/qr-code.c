/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qr/qr-code.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

G_DEFINE_QUARK (yqq - qr - error - quark, yqq_qr_error)

struct _YqqQrCode {
  guint version;
  guint size;
  guint8 *dark; /* size × size */
};

static YqqQrCode *
copy_symbol (const QRcode *symbol)
{
  YqqQrCode *self = g_new0 (YqqQrCode, 1);
  self->version = (guint)symbol->version;
  self->size = (guint)symbol->width;
  self->dark = g_malloc ((gsize)self->size * self->size);
  for (guint i = 0; i < self->size * self->size; i++)
    self->dark[i] = symbol->data[i] & 1;
  return self;
}

YqqQrCode *
yqq_qr_code_new (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  if (*text == '\0') {
    g_set_error (error, YQQ_QR_ERROR, YQQ_QR_ERROR_EMPTY, "an empty text has no code");
    return NULL;
  }
  /* Case-sensitive keeps the text as it is; the compact modes are still found part by part. */
  QRcode *symbol = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (symbol == NULL && errno == ENOMEM)
    g_error ("out of memory while drawing a code");
  if (symbol == NULL) {
    g_set_error (error, YQQ_QR_ERROR, YQQ_QR_ERROR_TOO_LONG,
                 "%" G_GSIZE_FORMAT " bytes do not fit into one code", strlen (text));
    return NULL;
  }
  YqqQrCode *self = copy_symbol (symbol);
  QRcode_free (symbol);
  return self;
}

void
yqq_qr_code_free (YqqQrCode *self)
{
  g_free (self->dark);
  g_free (self);
}

guint
yqq_qr_code_get_version (YqqQrCode *self)
{
  return self->version;
}

guint
yqq_qr_code_get_size (YqqQrCode *self)
{
  return self->size;
}

gboolean
yqq_qr_code_get_module (YqqQrCode *self, int x, int y)
{
  int size = (int)self->size;
  if (x < 0 || y < 0 || x >= size || y >= size)
    return FALSE;
  return self->dark[y * size + x] != 0;
}

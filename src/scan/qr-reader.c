/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/qr-reader.h"

#include "scan/zbar-decoder.h"

struct _YqqQrReader {
  YqqZbarDecoder *decoder;
};

YqqQrReader *
yqq_qr_reader_new (void)
{
  YqqQrReader *self = g_new0 (YqqQrReader, 1);
  self->decoder = yqq_zbar_decoder_new ();
  return self;
}

void
yqq_qr_reader_free (YqqQrReader *self)
{
  yqq_zbar_decoder_free (self->decoder);
  g_free (self);
}

GPtrArray *
yqq_qr_reader_read (YqqQrReader *self, const guint8 *grey, guint width, guint height, gsize stride)
{
  g_autoptr (YqqGreyImage) image = yqq_grey_image_new_copy (grey, width, height, stride);
  return yqq_zbar_decoder_decode (self->decoder, image);
}

GPtrArray *
yqq_qr_reader_read_frame (YqqQrReader *self,
                          const guint8 *grey,
                          guint width,
                          guint height,
                          gsize stride)
{
  return yqq_qr_reader_read (self, grey, width, height, stride);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zbar held down to what we need of it: QR codes only, as bytes. */
#pragma once

#include "scan/grey-image.h"
#include "scan/qr-reading.h"

G_BEGIN_DECLS

typedef struct _YqqZbarDecoder YqqZbarDecoder;

/* One a thread. */
YqqZbarDecoder *yqq_zbar_decoder_new (void);
void yqq_zbar_decoder_free (YqqZbarDecoder *self);

/* The readings (owned YqqQrReading) in image, in its pixels. */
GPtrArray *yqq_zbar_decoder_decode (YqqZbarDecoder *self, const YqqGreyImage *image);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqZbarDecoder, yqq_zbar_decoder_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the QR codes (ISO/IEC 18004) in a grey picture. */
#pragma once

#include "scan/qr-reading.h"

G_BEGIN_DECLS

typedef struct _YqqQrReader YqqQrReader;

/* A reader keeps working memory from picture to picture; use one in each thread. */
YqqQrReader *yqq_qr_reader_new (void);
void yqq_qr_reader_free (YqqQrReader *self);

/* Tries everything it knows: for pictures that will not come again. grey is height rows of width
 * 8-bit luma values, stride bytes apart. Returns the YqqQrReading found (owned), often none. */
GPtrArray *
yqq_qr_reader_read (YqqQrReader *self, const guint8 *grey, guint width, guint height, gsize stride);

/* Spends a frame's time only, and what did not fit is tried on the frames that follow: for a camera
 * that looks at the same thing for a while. Otherwise like yqq_qr_reader_read. */
GPtrArray *yqq_qr_reader_read_frame (YqqQrReader *self,
                                     const guint8 *grey,
                                     guint width,
                                     guint height,
                                     gsize stride);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqQrReader, yqq_qr_reader_free)

G_END_DECLS

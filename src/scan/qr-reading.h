/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One QR code that was read: what it says and where in the picture it stands. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct {
  double x, y;
} YqqQrPoint;

typedef struct {
  GBytes *bytes; /* what the code holds, byte for byte */
  char *text;    /* the same as a string, or NULL where it is not UTF-8 without NUL bytes */
  /* The code's corners without quiet zone: its upper left one first, then towards its upper right.
   * In pixels of the picture, unless the function that gave the reading says otherwise. */
  YqqQrPoint outline[4];
} YqqQrReading;

#define YQQ_TYPE_QR_READING (yqq_qr_reading_get_type ())
GType yqq_qr_reading_get_type (void);

/* Copies the bytes and the outline. */
YqqQrReading *yqq_qr_reading_new (gconstpointer data, gsize size, const YqqQrPoint outline[4]);
YqqQrReading *yqq_qr_reading_copy (YqqQrReading *self);
void yqq_qr_reading_free (YqqQrReading *self);

/* Multiplies every coordinate, for a reading that was made in a scaled picture. */
void yqq_qr_reading_scale (YqqQrReading *self, double x, double y);

/* The middle of the outline. */
YqqQrPoint yqq_qr_reading_get_centre (YqqQrReading *self);

/* Adds reading to readings (owned YqqQrReading) or frees it where the same text has already been
 * read at the same place. */
void yqq_qr_reading_add_unique (GPtrArray *readings, YqqQrReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqQrReading, yqq_qr_reading_free)

G_END_DECLS

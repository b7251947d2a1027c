/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a QR code (ISO/IEC 18004), and the pictures that can be drawn of it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_QR_ERROR (yqq_qr_error_quark ())
GQuark yqq_qr_error_quark (void);

typedef enum {
  YQQ_QR_ERROR_EMPTY,    /* there is nothing to encode */
  YQQ_QR_ERROR_TOO_LONG, /* no version holds the text at level M */
} YqqQrError;

/* Modules of white that every picture has on each side of the code (ISO/IEC 18004 9.1). */
#define YQQ_QR_QUIET_ZONE 4

typedef struct _YqqQrCode YqqQrCode;

/* Encodes text (UTF-8) at error correction level M in the smallest version that holds it. Digits
 * and upper-case letters take the compact modes, so a text of those alone gives the smallest code.
 * Fails with YQQ_QR_ERROR. */
YqqQrCode *yqq_qr_code_new (const char *text, GError **error);
void yqq_qr_code_free (YqqQrCode *self);

/* The version, 1 to 40. */
guint yqq_qr_code_get_version (YqqQrCode *self);

/* Modules a side, without the quiet zone. */
guint yqq_qr_code_get_size (YqqQrCode *self);

/* TRUE where the module is dark; every place outside the code is light. */
gboolean yqq_qr_code_get_module (YqqQrCode *self, int x, int y);

/* An SVG document, black on white, one unit a module, quiet zone included: one path, crisp edges,
 * no script and no reference to anything outside itself. */
char *yqq_qr_code_to_svg (YqqQrCode *self);

/* Half-block characters in UTF-8, two rows of modules a line, quiet zone included. Light modules
 * are drawn as blocks: it reads as a code on a terminal that writes light on dark. */
char *yqq_qr_code_to_text (YqqQrCode *self);

/* 8-bit grey pixels, black on white, quiet zone included, pixels_per_module (1 to 32) wide a
 * module, rows one after the other without padding. *side receives pixels a side. */
GBytes *yqq_qr_code_to_grey (YqqQrCode *self, guint pixels_per_module, guint *side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqQrCode, yqq_qr_code_free)

G_END_DECLS

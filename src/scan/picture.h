/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures from outside, as files hold them or as pixels, turned into grey ones within limits. */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "scan/grey-image.h"

G_BEGIN_DECLS

#define YQQ_PICTURE_MAX_BYTES (32 * 1024 * 1024)
#define YQQ_PICTURE_MAX_PIXELS (64 * 1000 * 1000)
/* A larger picture is scaled down to this while it is loaded. */
#define YQQ_PICTURE_MAX_SIDE 4096

/* Loads PNG, JPEG, GIF (its first frame), BMP, TIFF, WebP or PNM, as far as the system has a
 * loader. Transparent parts count as white. Fails with YQQ_SCAN_ERROR_NOT_A_PICTURE or _TOO_LARGE.
 */
YqqGreyImage *yqq_picture_load (GBytes *bytes, GError **error);

/* The same in colours, to be looked at. */
GdkPixbuf *yqq_picture_load_pixbuf (GBytes *bytes, GError **error);

/* Turns rows of 8-bit red, green, blue and (channels 4, not premultiplied) alpha into grey. Fails
 * with YQQ_SCAN_ERROR_TOO_LARGE; sizes that the bytes don't hold are NOT_A_PICTURE. */
YqqGreyImage *yqq_picture_from_pixels (GBytes *pixels,
                                       guint width,
                                       guint height,
                                       gsize stride,
                                       guint channels,
                                       GError **error);

G_END_DECLS

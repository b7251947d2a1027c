/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of a camera, as whoever has one lends it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_FACE_PIXELS_GREY8, /* a byte a pixel */
  YQQ_FACE_PIXELS_RGB,   /* three bytes */
  YQQ_FACE_PIXELS_RGBA,  /* four bytes; the last is ignored */
} YqqFacePixels;

/* height rows of width pixels, stride bytes apart, as the camera sees them: not mirrored. time_us
 * is when it was taken (any clock that never goes back, g_get_monotonic_time for a camera): limits
 * of time are counted by it, not by how long the work takes. */
typedef struct {
  GBytes *pixels;
  guint width;
  guint height;
  gsize stride;
  YqqFacePixels format;
  gint64 time_us;
} YqqFaceFrame;

/* A frame of the smallest size taken has this width and height. */
#define YQQ_FACE_MIN_SIDE 64
#define YQQ_FACE_MAX_SIDE 8192

G_END_DECLS

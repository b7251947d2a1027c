/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture within the engine, and the looking at parts of it in other sizes and at other angles.
 */
#pragma once

#include <glib.h>

#include "face/face-frame.h"

G_BEGIN_DECLS

/* Pictures are shrunk to this before anything looks at them. */
#define YQQ_FACE_PICTURE_MAX_SIDE 640

/* Rows of red, green, blue bytes without padding. */
typedef struct {
  guint width;
  guint height;
  guint8 *rgb;
} YqqFacePicture;

typedef struct {
  float x, y;
} YqqFacePoint;

/* In pixels of the picture. */
typedef struct {
  float x, y, width, height;
} YqqFaceBox;

YqqFacePicture *yqq_face_picture_new (guint width, guint height);

/* The frame's pixels, shrunk by a whole number where a side is longer than
 * YQQ_FACE_PICTURE_MAX_SIDE. NULL where the frame's sizes do not fit its bytes, or are out of
 * bounds. */
YqqFacePicture *yqq_face_picture_new_from_frame (const YqqFaceFrame *frame);

void yqq_face_picture_free (YqqFacePicture *self);

/* Where in the picture a place of a smaller one lies:
 * (xx·x + xy·y + x0, yx·x + yy·y + y0). Places are the middles of pixels. */
typedef struct {
  float xx, xy, x0;
  float yx, yy, y0;
} YqqFaceMap;

/* Shows all of box as width × height. */
YqqFaceMap yqq_face_map_for_box (YqqFaceBox box, guint width, guint height);

typedef enum { YQQ_FACE_CHANNELS_GREY = 1, YQQ_FACE_CHANNELS_RGB = 3 } YqqFaceChannels;

/* What of the picture lies under each place of a smaller one: channels planes of width × height
 * numbers (value - offset) × scale, the values from 0 to 255. Beyond the picture its edge goes on.
 */
void yqq_face_picture_look (const YqqFacePicture *self,
                            const YqqFaceMap *map,
                            guint width,
                            guint height,
                            YqqFaceChannels channels,
                            float offset,
                            float scale,
                            float *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFacePicture, yqq_face_picture_free)

G_END_DECLS

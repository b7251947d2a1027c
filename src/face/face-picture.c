/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-picture.h"

#include <math.h>
#include <string.h>

/* At most so many samples a side for a place of a much smaller picture. */
#define MAX_SAMPLES 6

YqqFacePicture *
yqq_face_picture_new (guint width, guint height)
{
  YqqFacePicture *self = g_new0 (YqqFacePicture, 1);
  self->width = width;
  self->height = height;
  self->rgb = g_malloc0 ((gsize)width * height * 3);
  return self;
}

void
yqq_face_picture_free (YqqFacePicture *self)
{
  g_free (self->rgb);
  g_free (self);
}

/* --- from a frame ----------------------------------------------------------------------------- */

static guint
get_pixel_size (YqqFacePixels format)
{
  return format == YQQ_FACE_PIXELS_GREY8 ? 1 : format == YQQ_FACE_PIXELS_RGB ? 3 : 4;
}

static gboolean
is_whole (const YqqFaceFrame *frame)
{
  if (frame->pixels == NULL || frame->format > YQQ_FACE_PIXELS_RGBA ||
      MIN (frame->width, frame->height) < YQQ_FACE_MIN_SIDE ||
      MAX (frame->width, frame->height) > YQQ_FACE_MAX_SIDE)
    return FALSE;
  gsize row = (gsize)frame->width * get_pixel_size (frame->format);
  gsize size = g_bytes_get_size (frame->pixels);
  return frame->stride >= row && size >= row &&
         (size - row) / frame->stride >= (gsize)frame->height - 1;
}

/* The mean of factor × factor pixels whose first is at. */
static void
average (const guint8 *at, gsize stride, guint size, guint factor, guint8 *rgb)
{
  guint sums[3] = {0}, green = size > 1 ? 1 : 0, blue = size > 1 ? 2 : 0;
  for (guint y = 0; y < factor; y++, at += stride)
    for (guint x = 0; x < factor; x++) {
      sums[0] += at[x * size];
      sums[1] += at[x * size + green];
      sums[2] += at[x * size + blue];
    }
  for (guint i = 0; i < 3; i++)
    rgb[i] = (guint8)(sums[i] / (factor * factor));
}

YqqFacePicture *
yqq_face_picture_new_from_frame (const YqqFaceFrame *frame)
{
  if (!is_whole (frame))
    return NULL;
  guint longest = MAX (frame->width, frame->height);
  guint factor = (longest + YQQ_FACE_PICTURE_MAX_SIDE - 1) / YQQ_FACE_PICTURE_MAX_SIDE;
  guint size = get_pixel_size (frame->format);
  const guint8 *pixels = g_bytes_get_data (frame->pixels, NULL);
  YqqFacePicture *self =
      yqq_face_picture_new (MAX (frame->width / factor, 1), MAX (frame->height / factor, 1));
  guint8 *to = self->rgb;
  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++, to += 3)
      average (pixels + (gsize)y * factor * frame->stride + (gsize)x * factor * size, frame->stride,
               size, factor, to);
  return self;
}

/* --- looking ---------------------------------------------------------------------------------- */

YqqFaceMap
yqq_face_map_for_box (YqqFaceBox box, guint width, guint height)
{
  return (YqqFaceMap){
      .xx = box.width / (float)width, .x0 = box.x, .yy = box.height / (float)height, .y0 = box.y};
}

/* Between the four pixels around a place; added to rgb. */
static inline void
add_sample (const YqqFacePicture *self, float x, float y, float *rgb)
{
  x = CLAMP (x - .5f, 0, (float)(self->width - 1));
  y = CLAMP (y - .5f, 0, (float)(self->height - 1));
  guint left = (guint)x, top = (guint)y;
  guint right = MIN (left + 1, self->width - 1), bottom = MIN (top + 1, self->height - 1);
  float dx = x - (float)left, dy = y - (float)top;
  const guint8 *above = self->rgb + (gsize)top * self->width * 3;
  const guint8 *below = self->rgb + (gsize)bottom * self->width * 3;
  for (guint i = 0; i < 3; i++) {
    float a = above[left * 3 + i] * (1 - dx) + above[right * 3 + i] * dx;
    float b = below[left * 3 + i] * (1 - dx) + below[right * 3 + i] * dx;
    rgb[i] += a * (1 - dy) + b * dy;
  }
}

/* How many samples a side make a place that stands for several pixels. */
static guint
count_samples (const YqqFaceMap *map)
{
  float across = hypotf (map->xx, map->yx), down = hypotf (map->xy, map->yy);
  return (guint)CLAMP (ceilf (MAX (across, down) - .01f), 1, MAX_SAMPLES);
}

static void
look_at (const YqqFacePicture *self,
         const YqqFaceMap *map,
         guint column,
         guint row,
         guint samples,
         float *rgb)
{
  float step = 1 / (float)samples;
  rgb[0] = rgb[1] = rgb[2] = 0;
  for (guint i = 0; i < samples; i++)
    for (guint j = 0; j < samples; j++) {
      float x = (float)column + ((float)j + .5f) * step;
      float y = (float)row + ((float)i + .5f) * step;
      add_sample (self, map->xx * x + map->xy * y + map->x0, map->yx * x + map->yy * y + map->y0,
                  rgb);
    }
  for (guint i = 0; i < 3; i++)
    rgb[i] *= step * step;
}

void
yqq_face_picture_look (const YqqFacePicture *self,
                       const YqqFaceMap *map,
                       guint width,
                       guint height,
                       YqqFaceChannels channels,
                       float offset,
                       float scale,
                       float *out)
{
  guint samples = count_samples (map);
  gsize plane = (gsize)width * height;
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++, out++) {
      float rgb[3];
      look_at (self, map, x, y, samples, rgb);
      if (channels == YQQ_FACE_CHANNELS_GREY) {
        *out = (rgb[0] * .299f + rgb[1] * .587f + rgb[2] * .114f - offset) * scale;
        continue;
      }
      for (guint i = 0; i < 3; i++)
        out[i * plane] = (rgb[i] - offset) * scale;
    }
}

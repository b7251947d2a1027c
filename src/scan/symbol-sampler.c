/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/symbol-sampler.h"

#include <math.h>
#include <string.h>

#define QUIET_ZONE 4
#define EDGE_SAMPLE 40 /* beyond the code's edge it is light */
#define LEVEL_REACH 4  /* modules each way */

/* Between four pixels; 0 (neither light nor dark) outside the picture. */
static float
interpolate (const YqqSoftImage *image, float x, float y)
{
  float left = floorf (x - .5f), top = floorf (y - .5f);
  if (!(left >= 0 && top >= 0 && left + 1 < image->width && top + 1 < image->height))
    return 0;
  float right_share = x - .5f - left, lower_share = y - .5f - top;
  const gint8 *upper = image->values + (gsize)top * image->width + (gsize)left;
  const gint8 *lower = upper + image->width;
  return (upper[0] * (1 - right_share) + upper[1] * right_share) * (1 - lower_share) +
         (lower[0] * (1 - right_share) + lower[1] * right_share) * lower_share;
}

void
yqq_symbol_sample (const YqqSoftImage *image, const YqqSymbolFit *fit, float *samples)
{
  static const float points[5][3] = {/* offset, offset, weight */
                                     {.5f, .5f, 2},
                                     {.28f, .28f, 1},
                                     {.72f, .28f, 1},
                                     {.28f, .72f, 1},
                                     {.72f, .72f, 1}};
  guint size = fit->layout->size;
  for (guint i = 0; i < size * size; i++) {
    float sum = 0;
    for (guint k = 0; k < G_N_ELEMENTS (points); k++) {
      float x, y;
      yqq_homography_map (&fit->map, (float)(i % size) + points[k][0],
                          (float)(i / size) + points[k][1], &x, &y);
      sum += points[k][2] * interpolate (image, x, y);
    }
    samples[i] = sum / 6;
  }
}

static float
get_sample (const YqqSymbolLayout *layout, const float *samples, int x, int y)
{
  int size = (int)layout->size;
  return x >= 0 && y >= 0 && x < size && y < size ? samples[y * size + x] : EDGE_SAMPLE;
}

static float
sharpen (const YqqSymbolLayout *layout, const float *samples, int x, int y, float amount)
{
  float around = get_sample (layout, samples, x - 1, y) + get_sample (layout, samples, x + 1, y) +
                 get_sample (layout, samples, x, y - 1) + get_sample (layout, samples, x, y + 1);
  float own = get_sample (layout, samples, x, y);
  return own + amount * (own - around / 4);
}

static float
level (const YqqSymbolLayout *layout, const float *samples, int x, int y)
{
  float sum = 0;
  int count = 0, last = (int)layout->size - 1;
  for (int b = MAX (0, y - LEVEL_REACH); b <= MIN (last, y + LEVEL_REACH); b++)
    for (int a = MAX (0, x - LEVEL_REACH); a <= MIN (last, x + LEVEL_REACH); a++, count++)
      sum += get_sample (layout, samples, a, b);
  return get_sample (layout, samples, x, y) - sum / (float)count;
}

static gboolean
is_dark (const YqqSymbolLayout *layout, const float *samples, YqqRendering rendering, int x, int y)
{
  int fixed = layout->modules[y * (int)layout->size + x];
  if (fixed != YQQ_MODULE_DATA)
    return fixed == YQQ_MODULE_DARK;
  switch (rendering) {
  case YQQ_RENDERING_SHARPENED:
    return sharpen (layout, samples, x, y, .6f) < 0;
  case YQQ_RENDERING_SHARPENED_MORE:
    return sharpen (layout, samples, x, y, 1.2f) < 0;
  case YQQ_RENDERING_LEVELLED:
    return level (layout, samples, x, y) < 0;
  default:
    return get_sample (layout, samples, x, y) < 0;
  }
}

YqqGreyImage *
yqq_symbol_render (const YqqSymbolLayout *layout, const float *samples, YqqRendering rendering)
{
  guint scale = layout->version > 25 ? 3 : 4, side = (layout->size + 2 * QUIET_ZONE) * scale;
  YqqGreyImage *image = yqq_grey_image_new (side, side);
  memset (image->pixels, 255, (gsize)side * side);
  for (guint y = 0; y < layout->size; y++)
    for (guint x = 0; x < layout->size; x++) {
      if (!is_dark (layout, samples, rendering, (int)x, (int)y))
        continue;
      guint8 *corner =
          image->pixels + (gsize)(y + QUIET_ZONE) * scale * side + (x + QUIET_ZONE) * scale;
      for (guint row = 0; row < scale; row++)
        memset (corner + (gsize)row * side, 0, scale);
    }
  return image;
}

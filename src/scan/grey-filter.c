/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/grey-image.h"

#include <string.h>

static void
blur_rows (const YqqGreyImage *from, YqqGreyImage *to)
{
  guint width = from->width;
  for (guint y = 0; y < from->height; y++) {
    const guint8 *in = from->pixels + (gsize)y * width;
    guint8 *out = to->pixels + (gsize)y * width;
    out[0] = in[0];
    out[width - 1] = in[width - 1];
    for (guint x = 1; x + 1 < width; x++)
      out[x] = (guint8)((in[x - 1] + 2 * in[x] + in[x + 1] + 2) / 4);
  }
}

static void
blur_columns (const YqqGreyImage *from, YqqGreyImage *to)
{
  gsize width = from->width, last = width * (from->height - 1);
  memcpy (to->pixels, from->pixels, width);
  memcpy (to->pixels + last, from->pixels + last, width);
  for (guint y = 1; y + 1 < from->height; y++) {
    const guint8 *above = from->pixels + (y - 1) * width, *in = above + width, *below = in + width;
    guint8 *out = to->pixels + y * width;
    for (gsize x = 0; x < width; x++)
      out[x] = (guint8)((above[x] + 2 * in[x] + below[x] + 2) / 4);
  }
}

YqqGreyImage *
yqq_grey_image_blur (const YqqGreyImage *self, guint times)
{
  YqqGreyImage *blurred =
      yqq_grey_image_new_copy (self->pixels, self->width, self->height, self->width);
  g_autoptr (YqqGreyImage) between = yqq_grey_image_new (self->width, self->height);
  for (; times > 0; times--) {
    blur_rows (blurred, between);
    blur_columns (between, blurred);
  }
  return blurred;
}

YqqGreyImage *
yqq_grey_image_sharpen (const YqqGreyImage *self, guint times, double amount)
{
  YqqGreyImage *sharp = yqq_grey_image_blur (self, times);
  int factor = (int)(amount * 256);
  for (gsize i = 0; i < (gsize)self->width * self->height; i++) {
    int difference = self->pixels[i] - sharp->pixels[i];
    sharp->pixels[i] = (guint8)CLAMP (self->pixels[i] + difference * factor / 256, 0, 255);
  }
  return sharp;
}

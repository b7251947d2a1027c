/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/grey-image.h"

#include <math.h>
#include <string.h>

YqqGreyImage *
yqq_grey_image_new (guint width, guint height)
{
  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_return_val_if_fail (width <= YQQ_GREY_IMAGE_MAX_SIDE && height <= YQQ_GREY_IMAGE_MAX_SIDE,
                        NULL);
  YqqGreyImage *self = g_new0 (YqqGreyImage, 1);
  self->width = width;
  self->height = height;
  self->pixels = g_malloc ((gsize)width * height);
  return self;
}

YqqGreyImage *
yqq_grey_image_new_copy (const guint8 *grey, guint width, guint height, gsize stride)
{
  YqqGreyImage *self = yqq_grey_image_new (width, height);
  for (guint y = 0; y < height; y++)
    memcpy (self->pixels + (gsize)y * width, grey + y * stride, width);
  return self;
}

void
yqq_grey_image_free (YqqGreyImage *self)
{
  g_free (self->pixels);
  g_free (self);
}

YqqGreyImage *
yqq_grey_image_halve (const YqqGreyImage *self)
{
  YqqGreyImage *half = yqq_grey_image_new (self->width / 2, self->height / 2);
  for (guint y = 0; y < half->height; y++) {
    const guint8 *upper = self->pixels + (gsize)2 * y * self->width, *lower = upper + self->width;
    guint8 *row = half->pixels + (gsize)y * half->width;
    for (guint x = 0; x < half->width; x++)
      row[x] =
          (guint8)((upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) / 4);
  }
  return half;
}

typedef struct {
  guint first, count; /* pixels that are averaged */
  guint fraction;     /* of 256: share of the pixel after first, where it grows */
} Span;

static Span *
divide (guint from, guint to)
{
  Span *spans = g_new0 (Span, to);
  for (guint i = 0; i < to; i++) {
    if (to < from) {
      spans[i].first = (guint)((guint64)i * from / to);
      spans[i].count = MAX (1, (guint)((guint64)(i + 1) * from / to) - spans[i].first);
      continue;
    }
    double at = CLAMP ((i + .5) * from / to - .5, 0, from - 1);
    spans[i].first = (guint)at;
    spans[i].fraction = (guint)((at - spans[i].first) * 256);
    spans[i].count = spans[i].first + 1 < from ? 2 : 1;
  }
  return spans;
}

/* Weights the pixels of a span: equal ones where it shrinks, two by nearness where it grows. */
static guint
sum_span (const guint8 *at, gsize step, const Span *span, gboolean shrinks)
{
  if (!shrinks)
    return at[0] * (256 - span->fraction) + (span->count > 1 ? at[step] * span->fraction : 0);
  guint sum = 0;
  for (guint i = 0; i < span->count; i++)
    sum += at[i * step];
  return sum * 256 / span->count;
}

static guint8
scale_pixel (const YqqGreyImage *self,
             const Span *column,
             const Span *row,
             gboolean across,
             gboolean down)
{
  const guint8 *at = self->pixels + (gsize)row->first * self->width + column->first;
  if (!down) {
    guint upper = sum_span (at, 1, column, across);
    guint lower = row->count > 1 ? sum_span (at + self->width, 1, column, across) : 0;
    return (guint8)((upper * (256 - row->fraction) + lower * row->fraction + 32768) >> 16);
  }
  guint sum = 0;
  for (guint i = 0; i < row->count; i++)
    sum += sum_span (at + (gsize)i * self->width, 1, column, across);
  return (guint8)(sum / row->count / 256);
}

YqqGreyImage *
yqq_grey_image_scale (const YqqGreyImage *self, guint width, guint height)
{
  YqqGreyImage *scaled = yqq_grey_image_new (width, height);
  g_autofree Span *columns = divide (self->width, width);
  g_autofree Span *rows = divide (self->height, height);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      scaled->pixels[(gsize)y * width + x] =
          scale_pixel (self, &columns[x], &rows[y], width < self->width, height < self->height);
  return scaled;
}

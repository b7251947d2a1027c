/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grey picture in memory and the few ways it is scaled and smoothed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The largest side of a picture that is looked at. */
#define YQQ_GREY_IMAGE_MAX_SIDE 16384

typedef struct {
  guint width, height;
  guint8 *pixels; /* rows of width luma values one after the other */
} YqqGreyImage;

/* Pixels are not set. */
YqqGreyImage *yqq_grey_image_new (guint width, guint height);
/* Copies rows that are stride bytes apart. */
YqqGreyImage *yqq_grey_image_new_copy (const guint8 *grey, guint width, guint height, gsize stride);
void yqq_grey_image_free (YqqGreyImage *self);

/* Half the size, each pixel the mean of four. Wants two pixels each way. */
YqqGreyImage *yqq_grey_image_halve (const YqqGreyImage *self);

/* Any size: mean of the pixels covered where it shrinks, bilinear where it grows. */
YqqGreyImage *yqq_grey_image_scale (const YqqGreyImage *self, guint width, guint height);

/* Smooths by the weights 1 2 1 both ways, times times. */
YqqGreyImage *yqq_grey_image_blur (const YqqGreyImage *self, guint times);

/* Adds amount of what blurring times times takes away. */
YqqGreyImage *yqq_grey_image_sharpen (const YqqGreyImage *self, guint times, double amount);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqGreyImage, yqq_grey_image_free)

G_END_DECLS

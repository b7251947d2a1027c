/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grey picture as differences from its surroundings: how surely each pixel is light or dark. */
#pragma once

#include "scan/grey-image.h"

G_BEGIN_DECLS

/* What is further from its threshold than this is no surer for it. */
#define YQQ_SOFT_LIMIT 100

typedef struct {
  guint width, height;
  gint8 *values; /* below 0 dark, from 0 on light, ±YQQ_SOFT_LIMIT at most */
} YqqSoftImage;

typedef struct {
  guint block; /* pixels a side of the squares that have one threshold; about a module or two */
  gboolean inverted; /* light codes on dark ground */
  /* Between these lies the contrast within a block, estimated from the picture's noise, under which
   * the block counts as plain. */
  guint least_contrast, most_contrast;
} YqqThresholdOptions;

YqqSoftImage *yqq_soft_image_new (const YqqGreyImage *image, const YqqThresholdOptions *options);
void yqq_soft_image_free (YqqSoftImage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSoftImage, yqq_soft_image_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two loops that nearly all of the time goes into, written for vectors of eight floats. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A tile of a matrix product: so many rows of the weights by so many columns of the picture. */
#define YQQ_TILE_ROWS 6
#define YQQ_TILE_COLUMNS 16

/* tile [YQQ_TILE_ROWS][YQQ_TILE_COLUMNS] = weights × columns, where weights are
 * [depth][YQQ_TILE_ROWS] and columns are [depth][YQQ_TILE_COLUMNS]. */
void yqq_kernel_multiply (const float *weights, const float *columns, guint depth, float *tile);

/* Floats that may be read, but are not used, beyond the last of padded. */
#define YQQ_KERNEL_SLACK 16

/* out [height][width] from one channel that has been padded already: rows of padded_width floats,
 * kernel side × side weights, stride 1 or 2. bias is added. */
typedef struct {
  const float *padded;
  guint padded_width;
  const float *weights;
  guint kernel_height;
  guint kernel_width;
  guint stride;
  float bias;
  float *out;
  guint height;
  guint width;
} YqqDepthwise;

void yqq_kernel_depthwise (const YqqDepthwise *job);

G_END_DECLS

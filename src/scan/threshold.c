/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/threshold.h"

#include <string.h>

#define REACH 2                /* blocks each way that a threshold is averaged over */
#define NOISE_TO_CONTRAST 3.63 /* six standard deviations; the median of |2b - a - c| is 1.652 */

typedef struct {
  guint columns, rows, size;
  int *levels;
} Blocks;

/* The median of the second differences: edges are few, noise is everywhere. */
static guint
estimate_noise_contrast (const YqqGreyImage *image)
{
  guint counts[1024] = {0}, total = 0, below = 0, median = 0;
  for (guint y = 3; y < image->height; y += 7) {
    const guint8 *row = image->pixels + (gsize)y * image->width;
    for (guint x = 1; x + 1 < image->width; x += 2, total++)
      counts[ABS (2 * row[x] - row[x - 1] - row[x + 1])]++;
  }
  while (median < 1023 && (below += counts[median]) * 2 < total)
    median++;
  return (guint)((median + .5) * NOISE_TO_CONTRAST);
}

typedef struct {
  int mean, darkest, lightest;
} Block;

/* Column by column over the rows of one line of blocks: plain loops over arrays, which compilers
 * turn into vector instructions. */
typedef struct {
  guint16 *sums;
  guint8 *darkest, *lightest;
  guint rows;
} Columns;

static void
add_rows (Columns *columns, const YqqGreyImage *image, guint top, guint bottom)
{
  guint width = image->width;
  columns->rows = bottom - top;
  memset (columns->sums, 0, width * sizeof *columns->sums);
  memset (columns->darkest, 255, width);
  memset (columns->lightest, 0, width);
  for (guint y = top; y < bottom; y++) {
    const guint8 *pixels = image->pixels + (gsize)y * width;
    for (guint x = 0; x < width; x++) {
      columns->sums[x] = (guint16)(columns->sums[x] + pixels[x]);
      columns->darkest[x] = MIN (columns->darkest[x], pixels[x]);
      columns->lightest[x] = MAX (columns->lightest[x], pixels[x]);
    }
  }
}

static Block
measure (const Columns *columns, guint left, guint right)
{
  Block block = {0, 255, 0};
  for (guint x = left; x < right; x++) {
    block.mean += columns->sums[x];
    block.darkest = MIN (block.darkest, columns->darkest[x]);
    block.lightest = MAX (block.lightest, columns->lightest[x]);
  }
  block.mean /= (int)((right - left) * columns->rows);
  return block;
}

/* A plain block counts as light, unless those before it show that it lies inside something dark. */
static int
choose_level (const Blocks *blocks, guint column, guint row, Block block, int contrast)
{
  if (block.lightest - block.darkest > contrast)
    return block.mean;
  int level = block.darkest / 2;
  if (column == 0 || row == 0)
    return level;
  const int *at = blocks->levels + row * blocks->columns + column;
  const int *above = at - blocks->columns;
  int around = (above[0] + 2 * at[-1] + above[-1]) / 4;
  return block.darkest < around ? around : level;
}

static int
average_level (const Blocks *blocks, guint column, guint row)
{
  int sum = 0;
  for (int y = -REACH; y <= REACH; y++)
    for (int x = -REACH; x <= REACH; x++) {
      int c = CLAMP ((int)column + x, 0, (int)blocks->columns - 1);
      int r = CLAMP ((int)row + y, 0, (int)blocks->rows - 1);
      sum += blocks->levels[r * (int)blocks->columns + c];
    }
  return sum / ((2 * REACH + 1) * (2 * REACH + 1));
}

/* A block at the far edge is moved inwards, so that all have the same size where there is room. */
static guint
get_start (guint index, guint size, guint length)
{
  return MIN (index * size, length > size ? length - size : 0);
}

static void
find_levels (Blocks *blocks, const YqqGreyImage *image, int contrast)
{
  guint width = image->width;
  g_autofree guint16 *sums = g_new (guint16, width);
  g_autofree guint8 *darkest = g_malloc (width), *lightest = g_malloc (width);
  Columns columns = {sums, darkest, lightest, 0};
  for (guint row = 0; row < blocks->rows; row++) {
    guint top = get_start (row, blocks->size, image->height);
    add_rows (&columns, image, top, MIN (top + blocks->size, image->height));
    for (guint column = 0; column < blocks->columns; column++) {
      guint left = get_start (column, blocks->size, width);
      Block block = measure (&columns, left, MIN (left + blocks->size, width));
      blocks->levels[row * blocks->columns + column] =
          choose_level (blocks, column, row, block, contrast);
    }
  }
}

static void
subtract (const guint8 *pixels, const gint16 *levels, gint8 *values, guint width, gint16 sign)
{
  for (guint x = 0; x < width; x++) {
    gint16 difference = (gint16)(sign * (pixels[x] - levels[x]));
    difference = MIN (difference, YQQ_SOFT_LIMIT);
    values[x] = (gint8)MAX (difference, -YQQ_SOFT_LIMIT);
  }
}

static void
apply_levels (YqqSoftImage *self, const YqqGreyImage *image, const Blocks *blocks, gint16 sign)
{
  g_autofree gint16 *levels = g_new (gint16, self->width);
  for (guint y = 0; y < self->height; y++) {
    for (guint x = 0; y % blocks->size == 0 && x < self->width; x++)
      levels[x] = x % blocks->size == 0
                      ? (gint16)average_level (blocks, x / blocks->size, y / blocks->size)
                      : levels[x - 1];
    gsize start = (gsize)y * self->width;
    subtract (image->pixels + start, levels, self->values + start, self->width, sign);
  }
}

YqqSoftImage *
yqq_soft_image_new (const YqqGreyImage *image, const YqqThresholdOptions *options)
{
  int contrast =
      (int)CLAMP (estimate_noise_contrast (image), options->least_contrast, options->most_contrast);
  Blocks blocks = {(image->width + options->block - 1) / options->block,
                   (image->height + options->block - 1) / options->block, options->block, NULL};
  g_autofree int *levels = blocks.levels = g_new (int, (gsize)blocks.columns *blocks.rows);
  find_levels (&blocks, image, contrast);
  YqqSoftImage *self = g_new0 (YqqSoftImage, 1);
  self->width = image->width;
  self->height = image->height;
  self->values = g_malloc ((gsize)image->width * image->height);
  apply_levels (self, image, &blocks, options->inverted ? -1 : 1);
  return self;
}

void
yqq_soft_image_free (YqqSoftImage *self)
{
  g_free (self->values);
  g_free (self);
}

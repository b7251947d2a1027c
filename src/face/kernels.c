/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/kernels.h"

#include <string.h>

/* A version for processors with AVX2 and FMA beside the plain one, chosen when the program starts.
 * clang, with which only the fuzz targets are built, has no such names of processors. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define FOR_EACH_PROCESSOR __attribute__ ((target_clones ("arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

typedef float Vector __attribute__ ((vector_size (32), aligned (4), may_alias));

#define WIDTH 8
#define ROWS YQQ_TILE_ROWS

/* Twelve sums stay in registers while both operands are read once, in order. */
FOR_EACH_PROCESSOR void
yqq_kernel_multiply (const float *weights, const float *columns, guint depth, float *tile)
{
  Vector left[ROWS] = {{0}}, right[ROWS] = {{0}};
  for (guint k = 0; k < depth; k++, weights += ROWS, columns += YQQ_TILE_COLUMNS) {
    Vector a = *(const Vector *)columns;
    Vector b = *(const Vector *)(columns + WIDTH);
#pragma GCC unroll 6
    for (guint row = 0; row < ROWS; row++) {
      left[row] += a * weights[row];
      right[row] += b * weights[row];
    }
  }
  for (guint row = 0; row < ROWS; row++, tile += YQQ_TILE_COLUMNS) {
    *(Vector *)tile = left[row];
    *(Vector *)(tile + WIDTH) = right[row];
  }
}

/* Eight numbers, or every second one of sixteen; by a pointer, since vectors that are returned
 * would be a matter of the processor. */
static inline __attribute__ ((always_inline)) void
load (const float *at, guint stride, Vector *values)
{
  Vector first = *(const Vector *)at;
  if (stride == 1) {
    *values = first;
    return;
  }
  Vector second = *(const Vector *)(at + WIDTH);
  *values = (Vector)__builtin_shufflevector (first, second, 0, 2, 4, 6, 8, 10, 12, 14);
}

static inline __attribute__ ((always_inline)) void
filter (const YqqDepthwise *job, guint rows, guint columns, guint stride)
{
  for (guint y = 0; y < job->height; y++) {
    const float *from = job->padded + (gsize)y * stride * job->padded_width;
    float *out = job->out + (gsize)y * job->width;
    for (guint x = 0; x < job->width; x += WIDTH) {
      Vector sum = (Vector){0} + job->bias;
      for (guint i = 0; i < rows; i++)
        for (guint j = 0; j < columns; j++) {
          Vector values;
          load (from + (gsize)i * job->padded_width + x * stride + j, stride, &values);
          sum += values * job->weights[i * columns + j];
        }
      if (x + WIDTH <= job->width)
        *(Vector *)(out + x) = sum;
      else
        memcpy (out + x, &sum, (job->width - x) * sizeof *out);
    }
  }
}

FOR_EACH_PROCESSOR void
yqq_kernel_depthwise (const YqqDepthwise *job)
{
  gboolean is_three = job->kernel_height == 3 && job->kernel_width == 3;
  if (is_three && job->stride == 1)
    filter (job, 3, 3, 1);
  else if (is_three)
    filter (job, 3, 3, 2);
  else
    filter (job, job->kernel_height, job->kernel_width, job->stride);
}

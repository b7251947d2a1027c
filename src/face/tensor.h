/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of numbers with up to four dimensions, as the networks pass them on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_TENSOR_MAX_DIMENSIONS 4
#define YQQ_TENSOR_MAX_SIDE 65536
#define YQQ_TENSOR_MAX_SIZE (4u << 20)
/* Whole numbers only tell shapes: a handful. */
#define YQQ_TENSOR_MAX_INTEGERS 8

/* Either floats (aligned to 64 bytes, owned) or integers; size is the product of the dimensions,
 * which is 1 where there are none. */
typedef struct {
  guint n_dimensions;
  guint dimensions[YQQ_TENSOR_MAX_DIMENSIONS];
  gsize size;
  float *floats;
  gboolean is_integer;
  gint64 integers[YQQ_TENSOR_MAX_INTEGERS];
} YqqTensor;

/* Whether these dimensions are within the limits, and their product. */
gboolean yqq_tensor_measure (const guint64 *dimensions, guint n_dimensions, gsize *size);

/* A tensor of zeros whose dimensions have been measured. Integers: at most
 * YQQ_TENSOR_MAX_INTEGERS of them. */
YqqTensor *yqq_tensor_new (const guint *dimensions, guint n_dimensions);
YqqTensor *yqq_tensor_new_integers (const gint64 *integers, guint n_integers);

/* One dimension counted from the end, or 1 where there are fewer: the channels, height and width
 * of [1, channels, height, width] are 2, 1 and 0. */
guint yqq_tensor_get_dimension (const YqqTensor *self, guint from_end);

/* The product of the dimensions from first up to (without) end. */
gsize yqq_tensor_get_product (const YqqTensor *self, guint first, guint end);

gboolean yqq_tensor_has_shape_of (const YqqTensor *self, const YqqTensor *other);

void yqq_tensor_free (YqqTensor *self);

/* size floats, zero, aligned for vectors of any kind; g_aligned_free. */
float *yqq_floats_new (gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqTensor, yqq_tensor_free)

G_END_DECLS

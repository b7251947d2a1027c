/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/tensor.h"

#include <string.h>

#define ALIGNMENT 64

float *
yqq_floats_new (gsize size)
{
  return g_aligned_alloc0 (MAX (size, 1), sizeof (float), ALIGNMENT);
}

gboolean
yqq_tensor_measure (const guint64 *dimensions, guint n_dimensions, gsize *size)
{
  if (n_dimensions > YQQ_TENSOR_MAX_DIMENSIONS)
    return FALSE;
  guint64 product = 1;
  for (guint i = 0; i < n_dimensions; i++) {
    if (dimensions[i] < 1 || dimensions[i] > YQQ_TENSOR_MAX_SIDE)
      return FALSE;
    product *= dimensions[i];
    if (product > YQQ_TENSOR_MAX_SIZE)
      return FALSE;
  }
  *size = product;
  return TRUE;
}

YqqTensor *
yqq_tensor_new (const guint *dimensions, guint n_dimensions)
{
  g_return_val_if_fail (n_dimensions <= YQQ_TENSOR_MAX_DIMENSIONS, NULL);
  YqqTensor *self = g_new0 (YqqTensor, 1);
  self->n_dimensions = n_dimensions;
  if (n_dimensions > 0)
    memcpy (self->dimensions, dimensions, n_dimensions * sizeof *dimensions);
  self->size = yqq_tensor_get_product (self, 0, n_dimensions);
  self->floats = yqq_floats_new (self->size);
  return self;
}

YqqTensor *
yqq_tensor_new_integers (const gint64 *integers, guint n_integers)
{
  g_return_val_if_fail (n_integers <= YQQ_TENSOR_MAX_INTEGERS, NULL);
  YqqTensor *self = g_new0 (YqqTensor, 1);
  self->n_dimensions = 1;
  self->dimensions[0] = n_integers;
  self->size = n_integers;
  self->is_integer = TRUE;
  if (n_integers > 0)
    memcpy (self->integers, integers, n_integers * sizeof *integers);
  return self;
}

guint
yqq_tensor_get_dimension (const YqqTensor *self, guint from_end)
{
  return from_end < self->n_dimensions ? self->dimensions[self->n_dimensions - 1 - from_end] : 1;
}

gsize
yqq_tensor_get_product (const YqqTensor *self, guint first, guint end)
{
  gsize product = 1;
  for (guint i = first; i < MIN (end, self->n_dimensions); i++)
    product *= self->dimensions[i];
  return product;
}

gboolean
yqq_tensor_has_shape_of (const YqqTensor *self, const YqqTensor *other)
{
  return self->n_dimensions == other->n_dimensions &&
         memcmp (self->dimensions, other->dimensions, sizeof self->dimensions) == 0;
}

void
yqq_tensor_free (YqqTensor *self)
{
  g_aligned_free (self->floats);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators that say which shape a block has, or give it another one. What they say of shapes is
 * known before the first picture. */
#include <string.h>

#include "face/operators.h"

static void
copy (YqqStep *self, YqqWorkers *workers)
{
  memcpy (self->output->floats, self->inputs[0]->floats, self->output->size * sizeof (float));
}

/* --- of shapes -------------------------------------------------------------------------------- */

static YqqTensor *
tell_shape (const YqqTensor *tensor)
{
  gint64 integers[YQQ_TENSOR_MAX_DIMENSIONS];
  for (guint i = 0; i < tensor->n_dimensions; i++)
    integers[i] = tensor->dimensions[i];
  return yqq_tensor_new_integers (integers, tensor->n_dimensions);
}

/* One of a list; a single number and a list of one are the same here. */
static YqqTensor *
pick (const YqqTensor *list, const YqqTensor *which)
{
  if (!list->is_integer || !which->is_integer || which->size != 1 || which->integers[0] < 0 ||
      which->integers[0] >= (gint64)list->size)
    return NULL;
  return yqq_tensor_new_integers (&list->integers[which->integers[0]], 1);
}

gboolean
yqq_plan_shape (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *from = self->inputs[0];
  if (g_str_equal (self->node->op_type, "Shape"))
    self->output = tell_shape (from);
  else if (g_str_equal (self->node->op_type, "Gather"))
    self->output = pick (from, self->inputs[1]);
  else if (from->is_integer && from->size == 1) /* Unsqueeze */
    self->output = yqq_tensor_new_integers (from->integers, 1);
  return self->output != NULL || yqq_step_refuse (self, error);
}

/* --- another shape ---------------------------------------------------------------------------- */

static gboolean
read_shape (const YqqTensor *from, const YqqTensor *shape, guint *dimensions)
{
  gsize product = 1;
  gint open = -1;
  if (from->is_integer || !shape->is_integer || shape->size > YQQ_TENSOR_MAX_DIMENSIONS)
    return FALSE;
  for (guint i = 0; i < shape->size; i++) {
    gint64 wanted = shape->integers[i];
    if (wanted == -1 && open < 0) {
      open = (gint)i;
      continue;
    }
    if (wanted == 0 && i < from->n_dimensions) /* as it was */
      wanted = from->dimensions[i];
    if (wanted < 1 || wanted > YQQ_TENSOR_MAX_SIDE)
      return FALSE;
    dimensions[i] = (guint)wanted;
    product *= (gsize)wanted;
    if (product > from->size)
      return FALSE;
  }
  if (open < 0)
    return product == from->size;
  dimensions[open] = (guint)(from->size / product);
  return dimensions[open] * product == from->size;
}

gboolean
yqq_plan_reshape (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *from = self->inputs[0];
  guint dimensions[YQQ_TENSOR_MAX_DIMENSIONS], n = 2;
  if (g_str_equal (self->node->op_type, "Flatten")) {
    gint64 axis = yqq_onnx_node_get_integer (self->node, "axis", 1);
    if (axis < 0 || axis > from->n_dimensions)
      return yqq_step_refuse (self, error);
    dimensions[0] = (guint)yqq_tensor_get_product (from, 0, (guint)axis);
    dimensions[1] = (guint)(from->size / dimensions[0]);
  } else {
    if (!read_shape (from, self->inputs[1], dimensions))
      return yqq_step_refuse (self, error);
    n = (guint)self->inputs[1]->size;
  }
  self->run = copy;
  return yqq_step_make_output (self, dimensions, n, error);
}

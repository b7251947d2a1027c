/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators that put numbers elsewhere: joined, cut or turned. */
#include <string.h>

#include "face/operators.h"

/* --- joining ---------------------------------------------------------------------------------- */

static guint
get_axis (const YqqStep *self)
{
  return (guint)yqq_onnx_node_get_integer (self->node, "axis", 1);
}

static void
join (YqqStep *self, YqqWorkers *workers)
{
  guint axis = get_axis (self);
  gsize outer = yqq_tensor_get_product (self->output, 0, axis);
  float *to = self->output->floats;
  for (gsize i = 0; i < outer; i++)
    for (guint j = 0; j < self->n_inputs; j++) {
      gsize size = yqq_tensor_get_product (self->inputs[j], axis, YQQ_TENSOR_MAX_DIMENSIONS);
      memcpy (to, self->inputs[j]->floats + i * size, size * sizeof *to);
      to += size;
    }
}

static gboolean
join_integers (YqqStep *self, GError **error)
{
  gint64 integers[YQQ_TENSOR_MAX_INTEGERS];
  guint n = 0;
  for (guint i = 0; i < self->n_inputs; i++) {
    const YqqTensor *input = self->inputs[i];
    if (!input->is_integer || n + input->size > YQQ_TENSOR_MAX_INTEGERS)
      return yqq_step_refuse (self, error);
    memcpy (integers + n, input->integers, input->size * sizeof *integers);
    n += (guint)input->size;
  }
  self->output = yqq_tensor_new_integers (integers, n);
  return TRUE;
}

gboolean
yqq_plan_join (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *first = self->inputs[0];
  if (first->is_integer)
    return join_integers (self, error);
  guint axis = get_axis (self), dimensions[YQQ_TENSOR_MAX_DIMENSIONS];
  if (axis >= first->n_dimensions)
    return yqq_step_refuse (self, error);
  memcpy (dimensions, first->dimensions, sizeof dimensions);
  for (guint i = 1; i < self->n_inputs; i++) {
    const YqqTensor *other = self->inputs[i];
    if (other->is_integer || other->n_dimensions != first->n_dimensions)
      return yqq_step_refuse (self, error);
    for (guint j = 0; j < first->n_dimensions; j++)
      if (j != axis && other->dimensions[j] != first->dimensions[j])
        return yqq_step_refuse (self, error);
    dimensions[axis] += other->dimensions[axis];
  }
  self->run = join;
  return yqq_step_make_output (self, dimensions, first->n_dimensions, error);
}

/* --- turning ---------------------------------------------------------------------------------- */

static void
transpose (YqqStep *self, YqqWorkers *workers)
{
  const YqqTensor *from = self->inputs[0];
  const gint64 *order = yqq_onnx_node_get_list (self->node, "perm")->list;
  const guint *sides = self->output->dimensions;
  gsize steps[4];
  for (guint i = 0; i < 4; i++)
    steps[i] = yqq_tensor_get_product (from, (guint)order[i] + 1, 4);
  float *to = self->output->floats;
  for (guint a = 0; a < sides[0]; a++)
    for (guint b = 0; b < sides[1]; b++)
      for (guint c = 0; c < sides[2]; c++)
        for (guint d = 0; d < sides[3]; d++)
          *to++ = from->floats[a * steps[0] + b * steps[1] + c * steps[2] + d * steps[3]];
}

gboolean
yqq_plan_transpose (YqqStep *self, guint n_workers, GError **error)
{
  const YqqOnnxAttribute *order = yqq_onnx_node_get_list (self->node, "perm");
  guint dimensions[YQQ_TENSOR_MAX_DIMENSIONS], met = 0;
  if (order == NULL || order->n_list != 4 || self->inputs[0]->n_dimensions != 4)
    return yqq_step_refuse (self, error);
  for (guint i = 0; i < 4; i++) {
    if (order->list[i] < 0 || order->list[i] > 3)
      return yqq_step_refuse (self, error);
    met |= 1u << order->list[i];
    dimensions[i] = self->inputs[0]->dimensions[order->list[i]];
  }
  if (met != 0xf)
    return yqq_step_refuse (self, error);
  self->run = transpose;
  return yqq_step_make_output (self, dimensions, 4, error);
}

/* --- cutting ---------------------------------------------------------------------------------- */

typedef struct {
  guint axis, start;
} Cut;

static void
slice (YqqStep *self, YqqWorkers *workers)
{
  const YqqTensor *from = self->inputs[0];
  const Cut *cut = self->plan;
  gsize outer = yqq_tensor_get_product (from, 0, cut->axis);
  gsize inner = yqq_tensor_get_product (from, cut->axis + 1, YQQ_TENSOR_MAX_DIMENSIONS);
  gsize taken = self->output->dimensions[cut->axis] * inner;
  gsize row = from->dimensions[cut->axis] * inner;
  for (gsize i = 0; i < outer; i++)
    memcpy (self->output->floats + i * taken, from->floats + i * row + cut->start * inner,
            taken * sizeof (float));
}

/* Along one axis; an end beyond the end is the end. */
gboolean
yqq_plan_slice (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *from = self->inputs[0];
  const YqqOnnxAttribute *axes = yqq_onnx_node_get_list (self->node, "axes");
  const YqqOnnxAttribute *starts = yqq_onnx_node_get_list (self->node, "starts");
  const YqqOnnxAttribute *ends = yqq_onnx_node_get_list (self->node, "ends");
  if (axes == NULL || starts == NULL || ends == NULL || axes->n_list != 1 || starts->n_list != 1 ||
      ends->n_list != 1 || axes->list[0] < 0 || axes->list[0] >= from->n_dimensions)
    return yqq_step_refuse (self, error);
  guint axis = (guint)axes->list[0], dimensions[YQQ_TENSOR_MAX_DIMENSIONS];
  gint64 end = MIN (ends->list[0], (gint64)from->dimensions[axis]);
  if (starts->list[0] < 0 || starts->list[0] >= end)
    return yqq_step_refuse (self, error);
  memcpy (dimensions, from->dimensions, sizeof dimensions);
  dimensions[axis] = (guint)(end - starts->list[0]);
  Cut cut = {axis, (guint)starts->list[0]};
  self->plan = g_memdup2 (&cut, sizeof cut);
  self->plan_free = g_free;
  self->run = slice;
  return yqq_step_make_output (self, dimensions, from->n_dimensions, error);
}

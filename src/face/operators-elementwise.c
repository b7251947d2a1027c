/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators that make each number from the ones in its place. */
#include <math.h>

#include "face/operators.h"

static void
relu (YqqStep *self, YqqWorkers *workers)
{
  const float *from = self->inputs[0]->floats;
  float *to = self->output->floats;
  for (gsize i = 0; i < self->output->size; i++)
    to[i] = from[i] > 0 ? from[i] : 0;
}

static void
exponential (YqqStep *self, YqqWorkers *workers)
{
  const float *from = self->inputs[0]->floats;
  float *to = self->output->floats;
  for (gsize i = 0; i < self->output->size; i++)
    to[i] = expf (from[i]);
}

/* Numbers of one channel follow one another: this many. */
static gsize
get_channel_size (const YqqTensor *tensor)
{
  return yqq_tensor_get_product (tensor, 2, tensor->n_dimensions);
}

static void
prelu (YqqStep *self, YqqWorkers *workers)
{
  const float *from = self->inputs[0]->floats;
  const YqqTensor *slopes = self->inputs[1];
  float *to = self->output->floats;
  gsize size = get_channel_size (self->inputs[0]);
  for (gsize i = 0; i < self->output->size; i++) {
    float slope = slopes->floats[slopes->size == 1 ? 0 : i / size % slopes->size];
    to[i] = from[i] > 0 ? from[i] : from[i] * slope;
  }
}

/* Two blocks of one shape, or a block and a single number on either side. */
#define DEFINE_PAIRWISE(name, sign)                                                                \
  static void name (YqqStep *self, YqqWorkers *workers)                                            \
  {                                                                                                \
    const YqqTensor *a = self->inputs[0], *b = self->inputs[1];                                    \
    float *to = self->output->floats;                                                              \
    gsize n = self->output->size;                                                                  \
    if (a->size == b->size)                                                                        \
      for (gsize i = 0; i < n; i++)                                                                \
        to[i] = a->floats[i] sign b->floats[i];                                                    \
    else if (b->size == 1)                                                                         \
      for (gsize i = 0; i < n; i++)                                                                \
        to[i] = a->floats[i] sign b->floats[0];                                                    \
    else                                                                                           \
      for (gsize i = 0; i < n; i++)                                                                \
        to[i] = a->floats[0] sign b->floats[i];                                                    \
  }

DEFINE_PAIRWISE (add, +)
DEFINE_PAIRWISE (subtract, -)
DEFINE_PAIRWISE (multiply, *)
DEFINE_PAIRWISE (divide, /)

static const struct {
  const char *op_type;
  void (*run) (YqqStep *, YqqWorkers *);
} kinds[] = {
    {"Add", add},     {"Div", divide}, {"Exp", exponential}, {"Mul", multiply},
    {"PRelu", prelu}, {"Relu", relu},  {"Sub", subtract},
};

static gboolean
shapes_fit (const YqqStep *self)
{
  const YqqTensor *a = self->inputs[0], *b = self->n_inputs > 1 ? self->inputs[1] : NULL;
  if (b == NULL)
    return TRUE;
  if (self->n_inputs == 2 && g_str_equal (self->node->op_type, "PRelu"))
    return b->size == 1 || (a->n_dimensions > 1 && b->size == a->dimensions[1]);
  return yqq_tensor_has_shape_of (a, b) || a->size == 1 || b->size == 1;
}

gboolean
yqq_plan_elementwise (YqqStep *self, guint n_workers, GError **error)
{
  if (!shapes_fit (self))
    return yqq_step_refuse (self, error);
  const YqqTensor *larger = self->inputs[0];
  if (self->n_inputs > 1 && larger->size < self->inputs[1]->size)
    larger = self->inputs[1];
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].op_type, self->node->op_type))
      self->run = kinds[i].run;
  return yqq_step_make_output (self, larger->dimensions, larger->n_dimensions, error);
}

/* --- normalization ---------------------------------------------------------------------------- */

/* Inputs: what is normalized, scale, bias, mean, variance; a number a channel each. */
static void
normalize (YqqStep *self, YqqWorkers *workers)
{
  const YqqTensor *from = self->inputs[0];
  gsize size = get_channel_size (from);
  float epsilon = yqq_onnx_node_get_number (self->node, "epsilon", 1e-5f);
  for (gsize i = 0; i < from->size; i++) {
    gsize channel = i / size % from->dimensions[1];
    float scale = self->inputs[1]->floats[channel], bias = self->inputs[2]->floats[channel];
    float mean = self->inputs[3]->floats[channel], variance = self->inputs[4]->floats[channel];
    self->output->floats[i] = (from->floats[i] - mean) / sqrtf (variance + epsilon) * scale + bias;
  }
}

gboolean
yqq_plan_normalization (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *from = self->inputs[0];
  if (from->n_dimensions < 2)
    return yqq_step_refuse (self, error);
  for (guint i = 1; i < self->n_inputs; i++)
    if (self->inputs[i]->size != from->dimensions[1])
      return yqq_step_refuse (self, error);
  self->run = normalize;
  return yqq_step_make_output (self, from->dimensions, from->n_dimensions, error);
}

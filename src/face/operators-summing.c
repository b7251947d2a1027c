/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators that make a number from many: pools, softmax, and the product with a matrix. */
#include <math.h>

#include "face/operators.h"

#define MAX_WINDOW 16

/* --- pools ------------------------------------------------------------------------------------ */

typedef struct {
  guint side, stride, padding;
} Window;

/* What is padded is smaller than any number, and so is left out. */
static float
find_maximum (const float *channel, guint height, guint width, Window window, guint y, guint x)
{
  gint top = (gint)(y * window.stride) - (gint)window.padding;
  gint left = (gint)(x * window.stride) - (gint)window.padding;
  gint bottom = MIN (top + (gint)window.side, (gint)height);
  gint right = MIN (left + (gint)window.side, (gint)width);
  float maximum = -INFINITY;
  for (gint i = MAX (top, 0); i < bottom; i++)
    for (gint j = MAX (left, 0); j < right; j++)
      maximum = MAX (maximum, channel[(gsize)i * width + (gsize)j]);
  return maximum;
}

static void
pool_maxima (YqqStep *self, YqqWorkers *workers)
{
  const YqqTensor *from = self->inputs[0], *to = self->output;
  const Window *window = self->plan;
  guint height = from->dimensions[2], width = from->dimensions[3];
  float *out = to->floats;
  for (guint channel = 0; channel < to->dimensions[1]; channel++) {
    const float *plane = from->floats + (gsize)channel * height * width;
    for (guint y = 0; y < to->dimensions[2]; y++)
      for (guint x = 0; x < to->dimensions[3]; x++)
        *out++ = find_maximum (plane, height, width, *window, y, x);
  }
}

static void
pool_mean (YqqStep *self, YqqWorkers *workers)
{
  const YqqTensor *from = self->inputs[0];
  gsize size = yqq_tensor_get_product (from, 2, 4);
  for (guint channel = 0; channel < from->dimensions[1]; channel++) {
    float sum = 0;
    for (gsize i = 0; i < size; i++)
      sum += from->floats[channel * size + i];
    self->output->floats[channel] = sum / (float)size;
  }
}

static gboolean
read_square (const YqqOnnxNode *node, const char *name, guint *side)
{
  const YqqOnnxAttribute *list = yqq_onnx_node_get_list (node, name);
  if (list == NULL || list->n_list != 2 || list->list[0] != list->list[1] || list->list[0] < 1 ||
      list->list[0] > MAX_WINDOW)
    return FALSE;
  *side = (guint)list->list[0];
  return TRUE;
}

/* The same padding on each side, and less than a window. */
static gboolean
read_window (const YqqStep *self, Window *window)
{
  const YqqOnnxAttribute *pads = yqq_onnx_node_get_list (self->node, "pads");
  if (!read_square (self->node, "kernel_shape", &window->side) ||
      !read_square (self->node, "strides", &window->stride))
    return FALSE;
  gint64 padding = pads != NULL ? pads->list[0] : 0;
  for (guint i = 0; pads != NULL && i < pads->n_list; i++)
    if (pads->list[i] != padding)
      return FALSE;
  if (padding < 0 || padding >= window->side)
    return FALSE;
  window->padding = (guint)padding;
  return yqq_onnx_node_get_integer (self->node, "ceil_mode", 0) == 0 &&
         self->inputs[0]->dimensions[2] + 2 * window->padding >= window->side &&
         self->inputs[0]->dimensions[3] + 2 * window->padding >= window->side;
}

gboolean
yqq_plan_pool (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *from = self->inputs[0];
  Window window;
  if (from->n_dimensions != 4 || from->dimensions[0] != 1)
    return yqq_step_refuse (self, error);
  guint dimensions[] = {1, from->dimensions[1], 1, 1};
  if (g_str_equal (self->node->op_type, "GlobalAveragePool")) {
    self->run = pool_mean;
    return yqq_step_make_output (self, dimensions, 4, error);
  }
  if (!read_window (self, &window))
    return yqq_step_refuse (self, error);
  dimensions[2] = (from->dimensions[2] + 2 * window.padding - window.side) / window.stride + 1;
  dimensions[3] = (from->dimensions[3] + 2 * window.padding - window.side) / window.stride + 1;
  self->run = pool_maxima;
  self->plan = g_memdup2 (&window, sizeof window);
  self->plan_free = g_free;
  return yqq_step_make_output (self, dimensions, 4, error);
}

/* --- softmax ---------------------------------------------------------------------------------- */

static void
soften (const float *from, float *to, gsize n)
{
  float maximum = from[0], sum = 0;
  for (gsize i = 1; i < n; i++)
    maximum = MAX (maximum, from[i]);
  for (gsize i = 0; i < n; i++) {
    to[i] = expf (from[i] - maximum);
    sum += to[i];
  }
  for (gsize i = 0; i < n; i++)
    to[i] /= sum;
}

/* Opset 9: everything from the axis on is one row. */
static gsize
get_row (const YqqStep *self)
{
  gint64 axis = yqq_onnx_node_get_integer (self->node, "axis", 1);
  return yqq_tensor_get_product (self->inputs[0], (guint)axis, YQQ_TENSOR_MAX_DIMENSIONS);
}

static void
run_softmax (YqqStep *self, YqqWorkers *workers)
{
  gsize row = get_row (self);
  for (gsize i = 0; i < self->output->size; i += row)
    soften (self->inputs[0]->floats + i, self->output->floats + i, row);
}

gboolean
yqq_plan_softmax (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *from = self->inputs[0];
  gint64 axis = yqq_onnx_node_get_integer (self->node, "axis", 1);
  if (axis < 0 || axis >= from->n_dimensions)
    return yqq_step_refuse (self, error);
  self->run = run_softmax;
  return yqq_step_make_output (self, from->dimensions, from->n_dimensions, error);
}

/* --- the product with a matrix ---------------------------------------------------------------- */

/* One row times the transposed second input plus the third: the form of PyTorch's Linear. */
static void
run_product (YqqStep *self, YqqWorkers *workers)
{
  const YqqTensor *row = self->inputs[0], *matrix = self->inputs[1];
  for (gsize i = 0; i < self->output->size; i++) {
    const float *weights = matrix->floats + i * row->size;
    float sum = 0;
    for (gsize k = 0; k < row->size; k++)
      sum += row->floats[k] * weights[k];
    self->output->floats[i] = sum + self->inputs[2]->floats[i];
  }
}

gboolean
yqq_plan_product (YqqStep *self, guint n_workers, GError **error)
{
  const YqqTensor *row = self->inputs[0], *matrix = self->inputs[1], *bias = self->inputs[2];
  if (row->n_dimensions != 2 || row->dimensions[0] != 1 || matrix->n_dimensions != 2 ||
      matrix->dimensions[1] != row->dimensions[1] || bias->size != matrix->dimensions[0] ||
      yqq_onnx_node_get_integer (self->node, "transA", 0) != 0 ||
      yqq_onnx_node_get_integer (self->node, "transB", 0) != 1 ||
      yqq_onnx_node_get_number (self->node, "alpha", 1) != 1 ||
      yqq_onnx_node_get_number (self->node, "beta", 1) != 1)
    return yqq_step_refuse (self, error);
  guint dimensions[] = {1, matrix->dimensions[0]};
  self->run = run_product;
  return yqq_step_make_output (self, dimensions, 2, error);
}

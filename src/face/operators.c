/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/operators.h"

#include "face/onnx-reader.h"

static const struct {
  const char *op_type;
  guint min_inputs;
  guint max_inputs;
  gboolean takes_integers;
  YqqPlan plan;
} operators[] = {
    {"Add", 2, 2, FALSE, yqq_plan_elementwise},
    {"BatchNormalization", 5, 5, FALSE, yqq_plan_normalization},
    {"Concat", 1, YQQ_ONNX_MAX_INPUTS, TRUE, yqq_plan_join},
    {"Conv", 2, 3, FALSE, yqq_plan_convolution},
    {"Div", 2, 2, FALSE, yqq_plan_elementwise},
    {"Exp", 1, 1, FALSE, yqq_plan_elementwise},
    {"Flatten", 1, 1, FALSE, yqq_plan_reshape},
    {"Gather", 2, 2, TRUE, yqq_plan_shape},
    {"Gemm", 3, 3, FALSE, yqq_plan_product},
    {"GlobalAveragePool", 1, 1, FALSE, yqq_plan_pool},
    {"MaxPool", 1, 1, FALSE, yqq_plan_pool},
    {"Mul", 2, 2, FALSE, yqq_plan_elementwise},
    {"PRelu", 2, 2, FALSE, yqq_plan_elementwise},
    {"Relu", 1, 1, FALSE, yqq_plan_elementwise},
    {"Reshape", 2, 2, TRUE, yqq_plan_reshape},
    {"Shape", 1, 1, FALSE, yqq_plan_shape},
    {"Slice", 1, 1, FALSE, yqq_plan_slice},
    {"Softmax", 1, 1, FALSE, yqq_plan_softmax},
    {"Sub", 2, 2, FALSE, yqq_plan_elementwise},
    {"Transpose", 1, 1, FALSE, yqq_plan_transpose},
    {"Unsqueeze", 1, 1, TRUE, yqq_plan_shape},
};

gboolean
yqq_step_refuse (const YqqStep *self, GError **error)
{
  g_set_error (error, YQQ_ONNX_ERROR, YQQ_ONNX_ERROR_UNSUPPORTED,
               "%s of a kind that is not known here", self->node->op_type);
  return FALSE;
}

gboolean
yqq_step_make_output (YqqStep *self, const guint *dimensions, guint n_dimensions, GError **error)
{
  guint64 wide[YQQ_TENSOR_MAX_DIMENSIONS];
  gsize size;
  for (guint i = 0; i < MIN (n_dimensions, YQQ_TENSOR_MAX_DIMENSIONS); i++)
    wide[i] = dimensions[i];
  if (!yqq_tensor_measure (wide, n_dimensions, &size)) {
    g_set_error (error, YQQ_ONNX_ERROR, YQQ_ONNX_ERROR_MALFORMED, "%s makes too much",
                 self->node->op_type);
    return FALSE;
  }
  self->output = yqq_tensor_new (dimensions, n_dimensions);
  return TRUE;
}

gboolean
yqq_step_plan (YqqStep *self, guint n_workers, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++) {
    if (!g_str_equal (operators[i].op_type, self->node->op_type))
      continue;
    if (self->n_inputs < operators[i].min_inputs || self->n_inputs > operators[i].max_inputs)
      return yqq_step_refuse (self, error);
    for (guint j = 0; j < self->n_inputs; j++)
      if (self->inputs[j]->is_integer && !operators[i].takes_integers)
        return yqq_step_refuse (self, error);
    return operators[i].plan (self, n_workers, error);
  }
  return yqq_step_refuse (self, error);
}

guint64
yqq_step_get_cost (const YqqStep *self)
{
  if (self->run == NULL)
    return 0;
  const YqqTensor *output = self->output;
  guint64 each = 1;
  if (g_str_equal (self->node->op_type, "Conv"))
    each = yqq_tensor_get_product (self->inputs[1], 1, YQQ_TENSOR_MAX_DIMENSIONS);
  else if (g_str_equal (self->node->op_type, "Gemm"))
    each = self->inputs[0]->size;
  else if (g_str_equal (self->node->op_type, "MaxPool")) {
    const YqqOnnxAttribute *kernel = yqq_onnx_node_get_list (self->node, "kernel_shape");
    each = kernel != NULL ? (guint64)(kernel->list[0] * kernel->list[1]) : 1;
  }
  return output->size * each;
}

void
yqq_step_clear (YqqStep *self)
{
  if (self->plan_free != NULL)
    self->plan_free (self->plan);
  self->plan = NULL;
  self->plan_free = NULL;
  g_clear_pointer (&self->output, yqq_tensor_free);
}

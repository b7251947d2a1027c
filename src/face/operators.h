/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operators that our networks use: each says once what it will make, and then makes it for
 * every picture (ONNX operators, opset 9). */
#pragma once

#include "face/onnx-graph.h"
#include "face/workers.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_ACTIVATION_NONE,
  YQQ_ACTIVATION_RELU,
  YQQ_ACTIVATION_PRELU,
} YqqActivation;

typedef struct _YqqStep YqqStep;

struct _YqqStep {
  const YqqOnnxNode *node;
  guint n_inputs;
  const YqqTensor *inputs[YQQ_ONNX_MAX_INPUTS];
  gboolean is_constant[YQQ_ONNX_MAX_INPUTS];
  YqqTensor *output;

  /* NULL: output was known at once and never changes. */
  void (*run) (YqqStep *self, YqqWorkers *workers);

  /* What follows a convolution is done while its numbers are at hand; slopes: one, or one for each
   * channel. */
  YqqActivation activation;
  const YqqTensor *slopes;

  gpointer plan; /* what the operator prepared */
  GDestroyNotify plan_free;
};

/* Checks the inputs' shapes and the attributes, and makes output and run. Fails with
 * YQQ_ONNX_ERROR. */
gboolean yqq_step_plan (YqqStep *self, guint n_workers, GError **error);

/* Multiplications and additions that one run takes, roughly. */
guint64 yqq_step_get_cost (const YqqStep *self);

void yqq_step_clear (YqqStep *self);

/* For the operators themselves. */
typedef gboolean (*YqqPlan) (YqqStep *self, guint n_workers, GError **error);

gboolean yqq_plan_convolution (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_elementwise (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_normalization (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_pool (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_softmax (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_product (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_shape (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_reshape (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_join (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_transpose (YqqStep *self, guint n_workers, GError **error);
gboolean yqq_plan_slice (YqqStep *self, guint n_workers, GError **error);

/* Says that self's node asks for something that is not there. Always FALSE. */
gboolean yqq_step_refuse (const YqqStep *self, GError **error);

/* Makes the output; FALSE with the error where that is beyond a limit. */
gboolean
yqq_step_make_output (YqqStep *self, const guint *dimensions, guint n_dimensions, GError **error);

G_END_DECLS

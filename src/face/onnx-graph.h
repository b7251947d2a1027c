/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an ONNX file says: values, and the operators that make one from others, in order. */
#pragma once

#include "face/tensor.h"

G_BEGIN_DECLS

#define YQQ_ONNX_MAX_NODES 512
#define YQQ_ONNX_MAX_VALUES 2048
#define YQQ_ONNX_MAX_NAME 127
#define YQQ_ONNX_MAX_INPUTS 8
#define YQQ_ONNX_MAX_OUTPUTS 4
#define YQQ_ONNX_MAX_ATTRIBUTES 8
#define YQQ_ONNX_MAX_LIST 8

/* Of an attribute's forms the one that its name asks for is filled. */
typedef struct {
  char *name;
  gint64 integer;
  float number;
  guint n_list;
  gint64 list[YQQ_ONNX_MAX_LIST];
} YqqOnnxAttribute;

/* Inputs and the output are numbers of values. Operators with several outputs are not read. */
typedef struct {
  char *op_type;
  guint n_inputs;
  guint inputs[YQQ_ONNX_MAX_INPUTS];
  guint output;
  guint n_attributes;
  YqqOnnxAttribute attributes[YQQ_ONNX_MAX_ATTRIBUTES];
} YqqOnnxNode;

/* constant is NULL where a value comes from the caller or from a node. */
typedef struct {
  char *name;
  YqqTensor *constant;
} YqqOnnxValue;

/* Nodes only take what stands before them, and every value is made once. */
typedef struct {
  GArray *values; /* of YqqOnnxValue */
  GArray *nodes;  /* of YqqOnnxNode */
  guint input;
  guint n_input_dimensions;
  guint input_dimensions[YQQ_TENSOR_MAX_DIMENSIONS];
  guint n_outputs;
  guint outputs[YQQ_ONNX_MAX_OUTPUTS];
} YqqOnnxGraph;

void yqq_onnx_graph_free (YqqOnnxGraph *self);

/* Attributes, or what the operator has where they are left out. */
gint64 yqq_onnx_node_get_integer (const YqqOnnxNode *self, const char *name, gint64 fallback);
float yqq_onnx_node_get_number (const YqqOnnxNode *self, const char *name, float fallback);
/* The attribute with a list, or NULL. */
const YqqOnnxAttribute *yqq_onnx_node_get_list (const YqqOnnxNode *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOnnxGraph, yqq_onnx_graph_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/onnx-graph.h"

void
yqq_onnx_graph_free (YqqOnnxGraph *self)
{
  g_array_unref (self->nodes);
  g_array_unref (self->values);
  g_free (self);
}

static const YqqOnnxAttribute *
find (const YqqOnnxNode *self, const char *name)
{
  for (guint i = 0; i < self->n_attributes; i++)
    if (g_str_equal (self->attributes[i].name, name))
      return &self->attributes[i];
  return NULL;
}

gint64
yqq_onnx_node_get_integer (const YqqOnnxNode *self, const char *name, gint64 fallback)
{
  const YqqOnnxAttribute *attribute = find (self, name);
  return attribute != NULL ? attribute->integer : fallback;
}

float
yqq_onnx_node_get_number (const YqqOnnxNode *self, const char *name, float fallback)
{
  const YqqOnnxAttribute *attribute = find (self, name);
  return attribute != NULL ? attribute->number : fallback;
}

const YqqOnnxAttribute *
yqq_onnx_node_get_list (const YqqOnnxNode *self, const char *name)
{
  const YqqOnnxAttribute *attribute = find (self, name);
  return attribute != NULL && attribute->n_list > 0 ? attribute : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/onnx-reader.h"

#include <string.h>

#include "face/onnx-tensor.h"

G_DEFINE_QUARK (yqq - onnx - error - quark, yqq_onnx_error)

typedef struct {
  YqqOnnxGraph *graph;
  GHashTable *numbers; /* name (lent by the value) → number + 1 */
  GError **error;
} Reader;

static gboolean
fail (Reader *reader, YqqOnnxError code, const char *what)
{
  g_set_error_literal (reader->error, YQQ_ONNX_ERROR, code, what);
  return FALSE;
}

static char *
dup_name (YqqOnnxWire bytes)
{
  gsize size = (gsize)(bytes.end - bytes.at);
  if (size == 0 || size > YQQ_ONNX_MAX_NAME || memchr (bytes.at, 0, size) != NULL)
    return NULL;
  return g_strndup ((const char *)bytes.at, size);
}

static void
value_clear (gpointer data)
{
  YqqOnnxValue *value = data;
  g_free (value->name);
  g_clear_pointer (&value->constant, yqq_tensor_free);
}

static void
node_clear (gpointer data)
{
  YqqOnnxNode *node = data;
  g_free (node->op_type);
  for (guint i = 0; i < node->n_attributes; i++)
    g_free (node->attributes[i].name);
}

/* Takes constant. A name that is there already is refused, and then constant is gone as well. */
static gboolean
add_value (Reader *reader, YqqOnnxWire bytes, YqqTensor *constant, guint *number)
{
  g_autoptr (YqqTensor) owned = constant;
  g_autofree char *name = dup_name (bytes);
  GArray *values = reader->graph->values;
  if (name == NULL || g_hash_table_contains (reader->numbers, name))
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "a value without a name of its own");
  if (values->len >= YQQ_ONNX_MAX_VALUES)
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "too many values");
  YqqOnnxValue value = {g_steal_pointer (&name), g_steal_pointer (&owned)};
  *number = values->len;
  g_array_append_val (values, value);
  g_hash_table_insert (reader->numbers, value.name, GUINT_TO_POINTER (*number + 1));
  return TRUE;
}

static gboolean
find_value (Reader *reader, YqqOnnxWire bytes, guint *number)
{
  g_autofree char *name = dup_name (bytes);
  gpointer found = name != NULL ? g_hash_table_lookup (reader->numbers, name) : NULL;
  if (found == NULL)
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "a value that nothing made before");
  *number = GPOINTER_TO_UINT (found) - 1;
  return TRUE;
}

/* --- a node --------------------------------------------------------------------------------- */

/* tensor: of an attribute "value", empty where it has none. */
static gboolean
read_attribute (Reader *reader, YqqOnnxWire wire, YqqOnnxNode *node, YqqOnnxWire *tensor)
{
  if (node->n_attributes >= YQQ_ONNX_MAX_ATTRIBUTES)
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "too many attributes");
  YqqOnnxAttribute *attribute = &node->attributes[node->n_attributes++];
  YqqOnnxField field;
  gboolean broken = FALSE;
  while (!broken && yqq_onnx_wire_next (&wire, &field, &broken)) {
    if (field.number == 1 && attribute->name == NULL) {
      attribute->name = dup_name (field.bytes);
    } else if (field.number == 2) {
      guint32 bits = (guint32)field.value;
      memcpy (&attribute->number, &bits, sizeof bits);
    } else if (field.number == 3) {
      attribute->integer = (gint64)field.value;
    } else if (field.number == 5) {
      *tensor = field.bytes;
    } else if (field.number == 8) {
      broken =
          !yqq_onnx_read_integers (&field, YQQ_ONNX_MAX_LIST, attribute->list, &attribute->n_list);
    }
  }
  if (attribute->name == NULL)
    attribute->name = g_strdup ("");
  return !broken || fail (reader, YQQ_ONNX_ERROR_MALFORMED, "a broken attribute");
}

static gboolean
read_node_parts (Reader *reader,
                 YqqOnnxWire wire,
                 YqqOnnxNode *node,
                 YqqOnnxWire *output,
                 YqqOnnxWire *tensor)
{
  YqqOnnxField field;
  gboolean broken = FALSE, has_output = FALSE;
  while (yqq_onnx_wire_next (&wire, &field, &broken)) {
    if (field.number == 1) {
      if (node->n_inputs >= YQQ_ONNX_MAX_INPUTS)
        return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "too many inputs");
      if (!find_value (reader, field.bytes, &node->inputs[node->n_inputs++]))
        return FALSE;
    } else if (field.number == 2) {
      if (has_output)
        return fail (reader, YQQ_ONNX_ERROR_UNSUPPORTED, "an operator with several outputs");
      has_output = TRUE;
      *output = field.bytes;
    } else if (field.number == 4 && node->op_type == NULL) {
      node->op_type = dup_name (field.bytes);
    } else if (field.number == 5) {
      if (!read_attribute (reader, field.bytes, node, tensor))
        return FALSE;
    }
  }
  if (broken || !has_output || node->op_type == NULL)
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "a broken node");
  return TRUE;
}

/* A node "Constant" becomes a value without a node. */
static gboolean
keep_node (Reader *reader, YqqOnnxNode *node, YqqOnnxWire output, YqqOnnxWire tensor)
{
  if (g_str_equal (node->op_type, "Constant")) {
    guint number;
    YqqTensor *constant = yqq_onnx_read_tensor (tensor, NULL, reader->error);
    return constant != NULL && add_value (reader, output, constant, &number);
  }
  if (reader->graph->nodes->len >= YQQ_ONNX_MAX_NODES)
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "too many nodes");
  if (!add_value (reader, output, NULL, &node->output))
    return FALSE;
  g_array_append_vals (reader->graph->nodes, node, 1);
  *node = (YqqOnnxNode){0};
  return TRUE;
}

static gboolean
read_node (Reader *reader, YqqOnnxWire wire)
{
  YqqOnnxNode node = {0};
  YqqOnnxWire output = {0}, tensor = {0};
  gboolean good = read_node_parts (reader, wire, &node, &output, &tensor) &&
                  keep_node (reader, &node, output, tensor);
  node_clear (&node);
  return good;
}

/* --- inputs and outputs --------------------------------------------------------------------- */

/* The field of this number within a message, or an empty one. */
static YqqOnnxField
find_field (YqqOnnxWire wire, guint number)
{
  YqqOnnxField field;
  gboolean broken = FALSE;
  while (yqq_onnx_wire_next (&wire, &field, &broken))
    if (field.number == number)
      return field;
  return (YqqOnnxField){0};
}

/* ValueInfoProto: name 1, type 2; TypeProto: tensor_type 1; its shape 2; dim 1; dim_value 1. */
static gboolean
read_input (Reader *reader, YqqOnnxWire wire)
{
  YqqOnnxGraph *graph = reader->graph;
  YqqOnnxWire type = find_field (wire, 2).bytes;
  YqqOnnxWire shape = find_field (find_field (type, 1).bytes, 2).bytes;
  guint64 dimensions[YQQ_TENSOR_MAX_DIMENSIONS];
  guint n = 0;
  YqqOnnxField field;
  gboolean broken = FALSE;
  while (!broken && yqq_onnx_wire_next (&shape, &field, &broken)) {
    broken = broken || n >= YQQ_TENSOR_MAX_DIMENSIONS;
    if (!broken)
      dimensions[n++] = find_field (field.bytes, 1).value;
  }
  gsize size;
  if (broken || n == 0 || !yqq_tensor_measure (dimensions, n, &size))
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "an input without a size");
  for (guint i = 0; i < n; i++)
    graph->input_dimensions[i] = (guint)dimensions[i];
  graph->n_input_dimensions = n;
  return add_value (reader, find_field (wire, 1).bytes, NULL, &graph->input);
}

static gboolean
read_output (Reader *reader, YqqOnnxWire wire)
{
  YqqOnnxGraph *graph = reader->graph;
  if (graph->n_outputs >= YQQ_ONNX_MAX_OUTPUTS)
    return fail (reader, YQQ_ONNX_ERROR_MALFORMED, "too many outputs");
  return find_value (reader, find_field (wire, 1).bytes, &graph->outputs[graph->n_outputs++]);
}

/* --- the graph ------------------------------------------------------------------------------ */

static gboolean
read_initial (Reader *reader, YqqOnnxWire wire)
{
  YqqOnnxWire name;
  guint number;
  YqqTensor *tensor = yqq_onnx_read_tensor (wire, &name, reader->error);
  return tensor != NULL && add_value (reader, name, tensor, &number);
}

/* Nodes may stand before what they use: a pass for each kind of field. */
static gboolean
read_each (Reader *reader,
           YqqOnnxWire wire,
           guint number,
           gboolean (*read) (Reader *, YqqOnnxWire),
           guint *count)
{
  YqqOnnxField field;
  gboolean broken = FALSE;
  while (yqq_onnx_wire_next (&wire, &field, &broken)) {
    if (field.number != number)
      continue;
    if (!read (reader, field.bytes))
      return FALSE;
    *count += 1;
  }
  return !broken || fail (reader, YQQ_ONNX_ERROR_MALFORMED, "a broken graph");
}

static gboolean
read_graph (Reader *reader, YqqOnnxWire wire)
{
  guint initials = 0, inputs = 0, nodes = 0, outputs = 0;
  if (!read_each (reader, wire, 5, read_initial, &initials) ||
      !read_each (reader, wire, 11, read_input, &inputs) ||
      !read_each (reader, wire, 1, read_node, &nodes) ||
      !read_each (reader, wire, 12, read_output, &outputs))
    return FALSE;
  if (inputs != 1 || outputs == 0)
    return fail (reader, YQQ_ONNX_ERROR_UNSUPPORTED, "not one input and an output");
  return TRUE;
}

YqqOnnxGraph *
yqq_onnx_read (const guint8 *data, gsize size, GError **error)
{
  g_autoptr (YqqOnnxGraph) graph = g_new0 (YqqOnnxGraph, 1);
  graph->values = g_array_new (FALSE, TRUE, sizeof (YqqOnnxValue));
  graph->nodes = g_array_new (FALSE, TRUE, sizeof (YqqOnnxNode));
  g_array_set_clear_func (graph->values, value_clear);
  g_array_set_clear_func (graph->nodes, node_clear);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = {graph, numbers, error};
  if (size > YQQ_ONNX_MAX_BYTES) {
    fail (&reader, YQQ_ONNX_ERROR_MALFORMED, "too large");
    return NULL;
  }
  YqqOnnxField field = find_field ((YqqOnnxWire){data, data + size}, 7);
  if (!read_graph (&reader, field.bytes))
    return NULL;
  return g_steal_pointer (&graph);
}

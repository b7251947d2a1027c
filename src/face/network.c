/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/network.h"

#include "face/operators.h"

struct _YqqNetwork {
  YqqOnnxGraph *graph;
  YqqWorkers *workers;
  YqqTensor *input;
  GArray *steps;            /* of YqqStep, in order; each owns its output */
  const YqqTensor **values; /* of the graph, by number */
  guint *n_uses;            /* of the graph's values */
  guint64 cost;
};

static void
step_clear (gpointer data)
{
  yqq_step_clear (data);
}

static const YqqOnnxNode *
get_node (YqqNetwork *self, guint number)
{
  return &g_array_index (self->graph->nodes, YqqOnnxNode, number);
}

static const YqqOnnxValue *
get_value (YqqNetwork *self, guint number)
{
  return &g_array_index (self->graph->values, YqqOnnxValue, number);
}

static void
count_uses (YqqNetwork *self)
{
  self->n_uses = g_new0 (guint, self->graph->values->len);
  for (guint i = 0; i < self->graph->nodes->len; i++)
    for (guint j = 0; j < get_node (self, i)->n_inputs; j++)
      self->n_uses[get_node (self, i)->inputs[j]]++;
  for (guint i = 0; i < self->graph->n_outputs; i++)
    self->n_uses[self->graph->outputs[i]]++;
}

/* Whether node only bends what the last step, a convolution, has made for it alone: then that step
 * does it as well. */
static gboolean
join_activation (YqqNetwork *self, const YqqOnnxNode *node)
{
  gboolean is_relu = g_str_equal (node->op_type, "Relu") && node->n_inputs == 1;
  gboolean is_prelu = g_str_equal (node->op_type, "PRelu") && node->n_inputs == 2;
  if ((!is_relu && !is_prelu) || self->steps->len == 0)
    return FALSE;
  YqqStep *last = &g_array_index (self->steps, YqqStep, self->steps->len - 1);
  if (last->node->output != node->inputs[0] || self->n_uses[node->inputs[0]] != 1 ||
      last->activation != YQQ_ACTIVATION_NONE || !g_str_equal (last->node->op_type, "Conv"))
    return FALSE;
  const YqqTensor *slopes = is_prelu ? self->values[node->inputs[1]] : NULL;
  if (is_prelu &&
      (slopes->is_integer || (slopes->size != 1 && slopes->size != last->output->dimensions[1])))
    return FALSE;
  last->activation = is_relu ? YQQ_ACTIVATION_RELU : YQQ_ACTIVATION_PRELU;
  last->slopes = slopes;
  self->values[node->output] = last->output;
  return TRUE;
}

static gboolean
add_step (YqqNetwork *self, const YqqOnnxNode *node, GError **error)
{
  YqqStep step = {.node = node, .n_inputs = node->n_inputs};
  for (guint i = 0; i < node->n_inputs; i++) {
    step.inputs[i] = self->values[node->inputs[i]];
    step.is_constant[i] = get_value (self, node->inputs[i])->constant != NULL;
  }
  if (!yqq_step_plan (&step, yqq_workers_get_count (self->workers), error)) {
    yqq_step_clear (&step);
    return FALSE;
  }
  self->values[node->output] = step.output;
  self->cost += yqq_step_get_cost (&step);
  g_array_append_val (self->steps, step);
  return TRUE;
}

static gboolean
plan (YqqNetwork *self, GError **error)
{
  gsize floats = self->input->size;
  for (guint i = 0; i < self->graph->nodes->len; i++) {
    const YqqOnnxNode *node = get_node (self, i);
    if (join_activation (self, node))
      continue;
    if (!add_step (self, node, error))
      return FALSE;
    floats += self->values[node->output]->size;
    if (floats > YQQ_NETWORK_MAX_FLOATS || self->cost > YQQ_NETWORK_MAX_COST) {
      g_set_error (error, YQQ_ONNX_ERROR, YQQ_ONNX_ERROR_MALFORMED,
                   "a network that asks for too much");
      return FALSE;
    }
  }
  return TRUE;
}

YqqNetwork *
yqq_network_new (const guint8 *data, gsize size, YqqWorkers *workers, GError **error)
{
  g_autoptr (YqqOnnxGraph) graph = yqq_onnx_read (data, size, error);
  if (graph == NULL)
    return NULL;
  g_autoptr (YqqNetwork) self = g_new0 (YqqNetwork, 1);
  self->graph = g_steal_pointer (&graph);
  self->workers = workers;
  self->steps = g_array_new (FALSE, TRUE, sizeof (YqqStep));
  g_array_set_clear_func (self->steps, step_clear);
  self->values = g_new0 (const YqqTensor *, self->graph->values->len);
  self->input = yqq_tensor_new (self->graph->input_dimensions, self->graph->n_input_dimensions);
  for (guint i = 0; i < self->graph->values->len; i++)
    self->values[i] = get_value (self, i)->constant;
  self->values[self->graph->input] = self->input;
  count_uses (self);
  return plan (self, error) ? g_steal_pointer (&self) : NULL;
}

YqqTensor *
yqq_network_get_input (YqqNetwork *self)
{
  return self->input;
}

void
yqq_network_run (YqqNetwork *self)
{
  for (guint i = 0; i < self->steps->len; i++) {
    YqqStep *step = &g_array_index (self->steps, YqqStep, i);
    if (step->run != NULL)
      step->run (step, self->workers);
  }
}

const YqqTensor *
yqq_network_get_output (YqqNetwork *self, const char *name)
{
  for (guint i = 0; i < self->graph->n_outputs; i++)
    if (g_str_equal (get_value (self, self->graph->outputs[i])->name, name))
      return self->values[self->graph->outputs[i]];
  return NULL;
}

guint64
yqq_network_get_cost (YqqNetwork *self)
{
  return self->cost;
}

void
yqq_network_free (YqqNetwork *self)
{
  g_array_unref (self->steps);
  g_clear_pointer (&self->input, yqq_tensor_free);
  g_free (self->values);
  g_free (self->n_uses);
  yqq_onnx_graph_free (self->graph);
  g_free (self);
}

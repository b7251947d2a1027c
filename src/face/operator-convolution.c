/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convolution: each channel by itself, or as a product of matrices with the picture's surroundings
 * of sixteen output points at a time as columns. */
#include <string.h>

#include "face/kernels.h"
#include "face/operators.h"

#define MAX_KERNEL 16

typedef struct {
  guint kernel_height, kernel_width;
  guint stride, dilation;
  guint top, left, bottom, right; /* padding */
  guint groups;
  guint channels, height, width;             /* of the input; channels of one group */
  guint out_channels, out_height, out_width; /* channels of one group */
  guint depth;                               /* weights of an output channel */
  gboolean is_of_points;                     /* each point by itself: one long row of them */
  float *weights;                            /* packed, for the product */
  gsize scratch_size;                        /* floats a worker */
  float *scratch;
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;
  g_aligned_free (plan->weights);
  g_aligned_free (plan->scratch);
  g_free (plan);
}

/* --- planning ------------------------------------------------------------------------------- */

static gboolean
read_pair (const YqqOnnxNode *node, const char *name, gint64 max, guint *value)
{
  const YqqOnnxAttribute *list = yqq_onnx_node_get_list (node, name);
  *value = 1;
  if (list == NULL)
    return TRUE;
  if (list->n_list != 2 || list->list[0] != list->list[1] || list->list[0] < 1 ||
      list->list[0] > max)
    return FALSE;
  *value = (guint)list->list[0];
  return TRUE;
}

static gboolean
read_padding (const YqqOnnxNode *node, Plan *plan)
{
  const YqqOnnxAttribute *pads = yqq_onnx_node_get_list (node, "pads");
  if (pads == NULL)
    return TRUE;
  if (pads->n_list != 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    if (pads->list[i] < 0 || pads->list[i] > MAX_KERNEL)
      return FALSE;
  plan->top = (guint)pads->list[0];
  plan->left = (guint)pads->list[1];
  plan->bottom = (guint)pads->list[2];
  plan->right = (guint)pads->list[3];
  return TRUE;
}

static gboolean
read_groups (const YqqStep *self, Plan *plan)
{
  const YqqTensor *input = self->inputs[0], *weights = self->inputs[1];
  gint64 groups = yqq_onnx_node_get_integer (self->node, "group", 1);
  if (groups < 1 || groups > input->dimensions[1] || input->dimensions[1] % groups != 0 ||
      weights->dimensions[0] % groups != 0)
    return FALSE;
  plan->groups = (guint)groups;
  plan->channels = input->dimensions[1] / plan->groups;
  plan->out_channels = weights->dimensions[0] / plan->groups;
  return weights->dimensions[1] == plan->channels;
}

static gboolean
read_sizes (const YqqStep *self, Plan *plan)
{
  const YqqTensor *input = self->inputs[0], *weights = self->inputs[1];
  plan->height = input->dimensions[2];
  plan->width = input->dimensions[3];
  plan->kernel_height = weights->dimensions[2];
  plan->kernel_width = weights->dimensions[3];
  if (plan->kernel_height > MAX_KERNEL || plan->kernel_width > MAX_KERNEL)
    return FALSE;
  guint high = plan->height + plan->top + plan->bottom;
  guint wide = plan->width + plan->left + plan->right;
  guint rows = (plan->kernel_height - 1) * plan->dilation + 1;
  guint columns = (plan->kernel_width - 1) * plan->dilation + 1;
  if (high < rows || wide < columns)
    return FALSE;
  plan->out_height = (high - rows) / plan->stride + 1;
  plan->out_width = (wide - columns) / plan->stride + 1;
  plan->depth = plan->channels * plan->kernel_height * plan->kernel_width;
  return TRUE;
}

static void
join_rows (Plan *plan)
{
  plan->is_of_points = plan->kernel_height == 1 && plan->kernel_width == 1 && plan->stride == 1 &&
                       plan->top + plan->bottom + plan->left + plan->right == 0;
  if (!plan->is_of_points)
    return;
  plan->width = plan->out_width = plan->width * plan->height;
  plan->height = plan->out_height = 1;
}

static gboolean
is_depthwise (const Plan *plan)
{
  return plan->channels == 1 && plan->groups > 1 && plan->dilation == 1;
}

/* [rows][depth] → blocks of YQQ_TILE_ROWS rows, each [depth][YQQ_TILE_ROWS]; rows that are missing
 * in the last block of a group are zero. */
static void
pack_weights (Plan *plan, const float *weights)
{
  guint blocks = (plan->out_channels + YQQ_TILE_ROWS - 1) / YQQ_TILE_ROWS;
  gsize block_size = (gsize)plan->depth * YQQ_TILE_ROWS;
  plan->weights = yqq_floats_new (plan->groups * blocks * block_size);
  for (guint group = 0; group < plan->groups; group++)
    for (guint row = 0; row < plan->out_channels; row++) {
      const float *from = weights + ((gsize)group * plan->out_channels + row) * plan->depth;
      float *to =
          plan->weights + (group * blocks + row / YQQ_TILE_ROWS) * block_size + row % YQQ_TILE_ROWS;
      for (guint k = 0; k < plan->depth; k++)
        to[(gsize)k * YQQ_TILE_ROWS] = from[k];
    }
}

/* --- what follows ---------------------------------------------------------------------------- */

static inline void
activate (const YqqStep *self, guint channel, float *values, guint n)
{
  if (self->activation == YQQ_ACTIVATION_NONE)
    return;
  float slope = 0;
  if (self->activation == YQQ_ACTIVATION_PRELU)
    slope = self->slopes->floats[self->slopes->size == 1 ? 0 : channel];
  for (guint i = 0; i < n; i++)
    values[i] = values[i] > 0 ? values[i] : values[i] * slope;
}

static inline float
get_bias (const YqqStep *self, guint channel)
{
  return self->n_inputs > 2 ? self->inputs[2]->floats[channel] : 0;
}

/* --- each channel by itself ------------------------------------------------------------------ */

/* The padding is zero from the beginning, and stays so. */
static void
pad_channel (const Plan *plan, const float *from, float *to)
{
  guint width = plan->width + plan->left + plan->right;
  for (guint y = 0; y < plan->height; y++)
    memcpy (to + (gsize)(y + plan->top) * width + plan->left, from + (gsize)y * plan->width,
            plan->width * sizeof *to);
}

static void
filter_channel (gpointer data, guint group, guint worker)
{
  YqqStep *self = data;
  const Plan *plan = self->plan;
  float *padded = plan->scratch + worker * plan->scratch_size;
  pad_channel (plan, self->inputs[0]->floats + (gsize)group * plan->height * plan->width, padded);
  for (guint i = 0; i < plan->out_channels; i++) {
    guint channel = group * plan->out_channels + i;
    gsize points = (gsize)plan->out_height * plan->out_width;
    YqqDepthwise job = {
        .padded = padded,
        .padded_width = plan->width + plan->left + plan->right,
        .weights = self->inputs[1]->floats + (gsize)channel * plan->depth,
        .kernel_height = plan->kernel_height,
        .kernel_width = plan->kernel_width,
        .stride = plan->stride,
        .bias = get_bias (self, channel),
        .out = self->output->floats + channel * points,
        .height = plan->out_height,
        .width = plan->out_width,
    };
    yqq_kernel_depthwise (&job);
    activate (self, channel, job.out, (guint)points);
  }
}

static void
run_depthwise (YqqStep *self, YqqWorkers *workers)
{
  Plan *plan = self->plan;
  yqq_workers_run (workers, plan->groups, filter_channel, self);
}

/* --- as a product ---------------------------------------------------------------------------- */

/* Points of one output row that follow one another in a panel. */
typedef struct {
  guint at, length;
  gint y, x; /* where the first one's surroundings begin in the input */
} Run;

static guint
find_runs (const Plan *plan, guint first, guint n, Run *runs)
{
  guint n_runs = 0;
  for (guint at = 0; at < n;) {
    guint y = (first + at) / plan->out_width, x = (first + at) % plan->out_width;
    guint length = MIN (n - at, plan->out_width - x);
    runs[n_runs++] = (Run){at, length, (gint)(y * plan->stride) - (gint)plan->top,
                           (gint)(x * plan->stride) - (gint)plan->left};
    at += length;
  }
  return n_runs;
}

/* A run of one row of the panel: one weight's inputs. The panel is zero where nothing is. */
static inline void
fill_run (const Plan *plan, const float *channel, const Run *run, gint dy, gint dx, float *to)
{
  gint y = run->y + dy, x = run->x + dx, width = (gint)plan->width, stride = (gint)plan->stride;
  if (y < 0 || y >= (gint)plan->height)
    return;
  const float *row = channel + (gsize)y * plan->width;
  if (stride == 1 && x >= 0 && x + (gint)run->length <= width) {
    memcpy (to, row + x, run->length * sizeof *to);
    return;
  }
  for (guint i = 0; i < run->length; i++, x += stride)
    if (x >= 0 && x < width)
      to[i] = row[x];
}

/* Half of the work is convolutions of single points: their columns only have to be put together. */
static void
copy_panel (const Plan *plan, const float *group, guint first, float *panel)
{
  const float *from = group + first;
  for (guint channel = 0; channel < plan->channels; channel++, from += plan->width)
    memcpy (panel + (gsize)channel * YQQ_TILE_COLUMNS, from, YQQ_TILE_COLUMNS * sizeof *panel);
}

static void
fill_panel (const Plan *plan, const float *group, const Run *runs, guint n_runs, float *panel)
{
  memset (panel, 0, (gsize)plan->depth * YQQ_TILE_COLUMNS * sizeof *panel);
  for (guint channel = 0; channel < plan->channels; channel++) {
    const float *from = group + (gsize)channel * plan->height * plan->width;
    for (guint ky = 0; ky < plan->kernel_height; ky++)
      for (guint kx = 0; kx < plan->kernel_width; kx++, panel += YQQ_TILE_COLUMNS)
        for (guint i = 0; i < n_runs; i++)
          fill_run (plan, from, &runs[i], (gint)(ky * plan->dilation), (gint)(kx * plan->dilation),
                    panel + runs[i].at);
  }
}

static void
keep_tile (const YqqStep *self, const float *tile, guint channel, guint rows, guint first, guint n)
{
  const Plan *plan = self->plan;
  gsize points = (gsize)plan->out_height * plan->out_width;
  for (guint row = 0; row < rows; row++, tile += YQQ_TILE_COLUMNS) {
    float *out = self->output->floats + (channel + row) * points + first;
    float bias = get_bias (self, channel + row);
    for (guint i = 0; i < n; i++)
      out[i] = tile[i] + bias;
    activate (self, channel + row, out, n);
  }
}

static void
multiply_panel (gpointer data, guint piece, guint worker)
{
  YqqStep *self = data;
  const Plan *plan = self->plan;
  guint points = plan->out_height * plan->out_width;
  guint first = piece * YQQ_TILE_COLUMNS, n = MIN (YQQ_TILE_COLUMNS, points - first);
  guint blocks = (plan->out_channels + YQQ_TILE_ROWS - 1) / YQQ_TILE_ROWS;
  gsize block_size = (gsize)plan->depth * YQQ_TILE_ROWS;
  float *panel = plan->scratch + worker * plan->scratch_size;
  float tile[YQQ_TILE_ROWS * YQQ_TILE_COLUMNS];
  Run runs[YQQ_TILE_COLUMNS];
  guint n_runs = find_runs (plan, first, n, runs);
  for (guint group = 0; group < plan->groups; group++) {
    gsize size = (gsize)plan->channels * plan->height * plan->width;
    const float *from = self->inputs[0]->floats + group * size;
    if (plan->is_of_points && n == YQQ_TILE_COLUMNS)
      copy_panel (plan, from, first, panel);
    else
      fill_panel (plan, from, runs, n_runs, panel);
    for (guint block = 0; block < blocks; block++) {
      guint row = block * YQQ_TILE_ROWS, rows = MIN (YQQ_TILE_ROWS, plan->out_channels - row);
      yqq_kernel_multiply (plan->weights + (group * blocks + block) * block_size, panel,
                           plan->depth, tile);
      keep_tile (self, tile, group * plan->out_channels + row, rows, first, n);
    }
  }
}

static void
run_product (YqqStep *self, YqqWorkers *workers)
{
  Plan *plan = self->plan;
  guint points = plan->out_height * plan->out_width;
  yqq_workers_run (workers, (points + YQQ_TILE_COLUMNS - 1) / YQQ_TILE_COLUMNS, multiply_panel,
                   self);
}

/* --- the operator ---------------------------------------------------------------------------- */

static gboolean
understand (const YqqStep *self, Plan *plan)
{
  const YqqTensor *input = self->inputs[0], *weights = self->inputs[1];
  return input->n_dimensions == 4 && input->dimensions[0] == 1 && weights->n_dimensions == 4 &&
         self->is_constant[1] && read_pair (self->node, "strides", 2, &plan->stride) &&
         read_pair (self->node, "dilations", MAX_KERNEL, &plan->dilation) &&
         read_padding (self->node, plan) && read_groups (self, plan) && read_sizes (self, plan) &&
         (self->n_inputs < 3 || self->inputs[2]->size == weights->dimensions[0]);
}

gboolean
yqq_plan_convolution (YqqStep *self, guint n_workers, GError **error)
{
  Plan *plan = g_new0 (Plan, 1);
  self->plan = plan;
  self->plan_free = plan_free;
  if (!understand (self, plan))
    return yqq_step_refuse (self, error);
  guint dimensions[] = {1, self->inputs[1]->dimensions[0], plan->out_height, plan->out_width};
  if (!yqq_step_make_output (self, dimensions, 4, error))
    return FALSE;
  if (is_depthwise (plan)) {
    plan->scratch_size = (gsize)(plan->height + plan->top + plan->bottom) *
                             (plan->width + plan->left + plan->right) +
                         YQQ_KERNEL_SLACK;
    self->run = run_depthwise;
  } else {
    plan->scratch_size = (gsize)plan->depth * YQQ_TILE_COLUMNS;
    join_rows (plan);
    pack_weights (plan, self->inputs[1]->floats);
    self->run = run_product;
  }
  plan->scratch = yqq_floats_new (plan->scratch_size * n_workers);
  return TRUE;
}

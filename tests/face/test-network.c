/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "face-scene.h"
#include "onnx-writer.h"

#define EPSILON 1e-4

static YqqWorkers *workers;

/* --- small networks --------------------------------------------------------------------------- */

static YqqNetwork *
load (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  return yqq_network_new (data, size, workers, error);
}

static YqqNetwork *
load_graph (GByteArray *graph)
{
  g_autoptr (GBytes) bytes = onnx_finish (graph);
  g_autoptr (GError) error = NULL;
  YqqNetwork *network = load (bytes, &error);
  g_assert_no_error (error);
  return network;
}

static void
assert_refused (GByteArray *graph, YqqOnnxError code)
{
  g_autoptr (GBytes) bytes = onnx_finish (graph);
  g_autoptr (GError) error = NULL;
  g_assert_null (load (bytes, &error));
  g_assert_error (error, YQQ_ONNX_ERROR, (gint)code);
}

static void
assert_output (YqqNetwork *network, const float *expected, gsize n)
{
  const YqqTensor *output = yqq_network_get_output (network, "output");
  g_assert_cmpuint (output->size, ==, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (output->floats[i], expected[i], EPSILON);
}

static const guint picture_shape[] = {1, 1, 3, 4};

static GByteArray *
begin_picture (void)
{
  GByteArray *graph = g_byte_array_new ();
  onnx_add_input (graph, "input", picture_shape, 4);
  onnx_add_output (graph, "output");
  return graph;
}

static void
count_up (YqqNetwork *network)
{
  YqqTensor *input = yqq_network_get_input (network);
  for (gsize i = 0; i < input->size; i++)
    input->floats[i] = (float)i;
}

/* 3 × 4 numbers from 0 on; the middle of each 3 × 3 of them is its mean. */
static void
a_convolution_sums_what_is_around_each_point (void)
{
  const guint shape[] = {1, 1, 3, 3};
  const float weights[] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, bias[] = {.5f};
  const guint one[] = {1};
  const OnnxAttribute attributes[] = {{"pads", 4, {1, 1, 1, 1}}, {NULL}};
  GByteArray *graph = begin_picture ();
  onnx_add_floats (graph, "w", shape, 4, weights);
  onnx_add_floats (graph, "b", one, 1, bias);
  onnx_add_node (graph, "Conv", "input w b", "output", attributes);
  g_autoptr (YqqNetwork) network = load_graph (graph);
  count_up (network);
  yqq_network_run (network);
  const float expected[] = {10.5f, 18.5f, 24.5f, 18.5f, 27.5f, 45.5f,
                            54.5f, 39.5f, 26.5f, 42.5f, 48.5f, 34.5f};
  assert_output (network, expected, 12);
}

static void
strides_and_dilations_leave_points_out (void)
{
  const guint shape[] = {1, 1, 2, 2};
  const float weights[] = {1, 0, 0, 1};
  const OnnxAttribute attributes[] = {
      {"strides", 2, {2, 2}}, {"dilations", 2, {2, 2}}, {"pads", 4, {0, 0, 0, 1}}, {NULL}};
  GByteArray *graph = begin_picture ();
  onnx_add_floats (graph, "w", shape, 4, weights);
  onnx_add_node (graph, "Conv", "input w", "output", attributes);
  g_autoptr (YqqNetwork) network = load_graph (graph);
  count_up (network);
  yqq_network_run (network);
  const float expected[] = {0 + 10, 2 + 0};
  assert_output (network, expected, 2);
}

static void
activations_are_done_with_or_without_a_convolution (void)
{
  const guint shape[] = {1, 1, 1, 1}, one[] = {1};
  const float minus[] = {-1}, half[] = {.5f};
  GByteArray *graph = begin_picture ();
  onnx_add_floats (graph, "w", shape, 4, minus);
  onnx_add_floats (graph, "slope", one, 1, half);
  onnx_add_node (graph, "Conv", "input w", "a", NULL);
  onnx_add_node (graph, "PRelu", "a slope", "b", NULL); /* in the convolution */
  onnx_add_node (graph, "Mul", "b slope", "c", NULL);
  onnx_add_node (graph, "Sub", "input c", "d", NULL);
  onnx_add_node (graph, "Relu", "d", "output", NULL);
  g_autoptr (YqqNetwork) network = load_graph (graph);
  count_up (network);
  yqq_network_run (network);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon (yqq_network_get_output (network, "output")->floats[i],
                                    (float)i * 1.25, EPSILON);
}

/* What two operators need is not changed by the first of them. */
static void
a_value_that_is_used_twice_stays_as_it_is (void)
{
  const guint shape[] = {1, 1, 1, 1};
  const float minus[] = {-1};
  GByteArray *graph = begin_picture ();
  onnx_add_floats (graph, "w", shape, 4, minus);
  onnx_add_node (graph, "Conv", "input w", "a", NULL);
  onnx_add_node (graph, "Relu", "a", "b", NULL);
  onnx_add_node (graph, "Add", "a b", "output", NULL);
  g_autoptr (YqqNetwork) network = load_graph (graph);
  count_up (network);
  yqq_network_run (network);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon (yqq_network_get_output (network, "output")->floats[i],
                                    -(float)i, EPSILON);
}

static void
shapes_are_known_before_the_first_picture (void)
{
  const gint64 two = 0, rest[] = {-1};
  const OnnxAttribute turn[] = {{"perm", 4, {0, 3, 2, 1}}, {NULL}};
  const OnnxAttribute first[] = {{"axis", 0, {0}}, {NULL}};
  GByteArray *graph = begin_picture ();
  onnx_add_integers (graph, "zero", &two, 1);
  onnx_add_integers (graph, "rest", rest, 1);
  onnx_add_node (graph, "Transpose", "input", "turned", turn);
  onnx_add_node (graph, "Shape", "turned", "shape", NULL);
  onnx_add_node (graph, "Gather", "shape zero", "n", NULL);
  onnx_add_node (graph, "Unsqueeze", "n", "one", NULL);
  onnx_add_node (graph, "Concat", "one rest", "wanted", first);
  onnx_add_node (graph, "Reshape", "turned wanted", "output", NULL);
  g_autoptr (YqqNetwork) network = load_graph (graph);
  count_up (network);
  yqq_network_run (network);
  const float expected[] = {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11};
  assert_output (network, expected, 12);
  g_assert_cmpuint (yqq_network_get_output (network, "output")->n_dimensions, ==, 2);
}

static void
a_pool_takes_the_largest_of_each_window (void)
{
  const OnnxAttribute attributes[] = {
      {"kernel_shape", 2, {3, 3}}, {"strides", 2, {2, 2}}, {"pads", 4, {1, 1, 1, 1}}, {NULL}};
  GByteArray *graph = begin_picture ();
  onnx_add_node (graph, "MaxPool", "input", "output", attributes);
  g_autoptr (YqqNetwork) network = load_graph (graph);
  count_up (network);
  yqq_network_run (network);
  const float expected[] = {5, 7, 9, 11};
  assert_output (network, expected, 4);
}

/* --- what is refused -------------------------------------------------------------------------- */

static void
what_is_not_known_is_refused (void)
{
  GByteArray *graph = begin_picture ();
  onnx_add_node (graph, "Erf", "input", "output", NULL);
  assert_refused (graph, YQQ_ONNX_ERROR_UNSUPPORTED);
}

static void
a_value_that_nothing_made_is_refused (void)
{
  GByteArray *graph = begin_picture ();
  onnx_add_node (graph, "Relu", "later", "output", NULL);
  assert_refused (graph, YQQ_ONNX_ERROR_MALFORMED);
}

static void
a_value_that_is_made_twice_is_refused (void)
{
  GByteArray *graph = begin_picture ();
  onnx_add_node (graph, "Relu", "input", "output", NULL);
  onnx_add_node (graph, "Relu", "input", "output", NULL);
  assert_refused (graph, YQQ_ONNX_ERROR_MALFORMED);
}

static void
a_tensor_with_too_few_numbers_is_refused (void)
{
  GByteArray *graph = begin_picture ();
  const guint huge[] = {1, 1, 65536, 65536};
  onnx_add_input (graph, "other", huge, 4);
  assert_refused (graph, YQQ_ONNX_ERROR_MALFORMED);
}

/* Padding as large as it may be makes a picture of one point into one of hundreds, again and again.
 */
static void
a_network_that_grows_without_end_is_refused (void)
{
  const guint shape[] = {64, 1, 1, 1}, next[] = {64, 64, 1, 1};
  g_autofree float *weights = g_new0 (float, 64 * 64);
  const OnnxAttribute attributes[] = {{"pads", 4, {16, 16, 16, 16}}, {NULL}};
  GByteArray *graph = begin_picture ();
  onnx_add_floats (graph, "w", shape, 4, weights);
  onnx_add_floats (graph, "v", next, 4, weights);
  onnx_add_node (graph, "Conv", "input w", "0", attributes);
  for (guint i = 0; i < 60; i++) {
    g_autofree char *from = g_strdup_printf ("%u v", i);
    g_autofree char *to = i < 59 ? g_strdup_printf ("%u", i + 1) : g_strdup ("output");
    onnx_add_node (graph, "Conv", from, to, attributes);
  }
  assert_refused (graph, YQQ_ONNX_ERROR_MALFORMED);
}

static void
a_file_that_is_cut_anywhere_is_refused_or_whole (void)
{
  const guint shape[] = {1, 1, 1, 1};
  const float weights[] = {1};
  GByteArray *graph = begin_picture ();
  onnx_add_floats (graph, "w", shape, 4, weights);
  onnx_add_node (graph, "Conv", "input w", "output", NULL);
  g_autoptr (GBytes) bytes = onnx_finish (graph);
  for (gsize size = 0; size < g_bytes_get_size (bytes); size++) {
    g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (bytes, NULL), size);
    g_autoptr (GError) error = NULL;
    g_assert_null (load (part, &error));
    g_assert_nonnull (error);
  }
}

/* --- the models ------------------------------------------------------------------------------- */

static void
fill (YqqTensor *input)
{
  guint32 state = 1;
  for (gsize i = 0; i < input->size; i++) {
    state = state * 1664525u + 1013904223u;
    input->floats[i] = (float)((state >> 8) / 8388608.0 - 1);
  }
}

static guint
find_model (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".onnx", NULL);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    if (g_str_equal (yqq_face_model_get_file (i), file))
      return i;
  g_assert_not_reached ();
}

/* One line of reference.txt. */
static void
compare (GBytes *const *models, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqNetwork) network = load (models[find_model (words[0])], &error);
  g_assert_no_error (error);
  fill (yqq_network_get_input (network));
  yqq_network_run (network);
  const YqqTensor *output = yqq_network_get_output (network, words[1]);
  double square = 0, length = g_ascii_strtod (words[3], NULL);
  g_assert_cmpuint (output->size, ==, strtoul (words[2], NULL, 10));
  for (gsize i = 0; i < output->size; i++)
    square += (double)output->floats[i] * (double)output->floats[i];
  g_assert_cmpfloat_with_epsilon (sqrt (square), length, length * EPSILON);
  for (guint i = 4; words[i] != NULL; i++) {
    char *end;
    gsize place = strtoul (words[i], &end, 10);
    g_assert_cmpfloat_with_epsilon (output->floats[place], g_ascii_strtod (end + 1, NULL),
                                    length / sqrt ((double)output->size) * EPSILON * 10);
  }
}

static void
the_models_answer_as_in_another_implementation (void)
{
  GBytes *models[YQQ_FACE_N_MODELS];
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "face", "reference.txt", NULL);
  g_autofree char *text = NULL;
  scene_load_models (models);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (g_strstrip (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  for (guint i = 1; lines[i] != NULL; i++)
    compare (models, lines[i]);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    g_bytes_unref (models[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workers = yqq_workers_new (2);
#define ADD(name) g_test_add_func ("/face/network/" #name, name)
  ADD (a_convolution_sums_what_is_around_each_point);
  ADD (strides_and_dilations_leave_points_out);
  ADD (activations_are_done_with_or_without_a_convolution);
  ADD (a_value_that_is_used_twice_stays_as_it_is);
  ADD (shapes_are_known_before_the_first_picture);
  ADD (a_pool_takes_the_largest_of_each_window);
  ADD (what_is_not_known_is_refused);
  ADD (a_value_that_nothing_made_is_refused);
  ADD (a_value_that_is_made_twice_is_refused);
  ADD (a_tensor_with_too_few_numbers_is_refused);
  ADD (a_network_that_grows_without_end_is_refused);
  ADD (a_file_that_is_cut_anywhere_is_refused_or_whole);
  ADD (the_models_answer_as_in_another_implementation);
  int result = g_test_run ();
  yqq_workers_free (workers);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps between a picture and its modules, one by one. */
#include <math.h>
#include <string.h>

#include "qr/qr-code.h"
#include "scan/finder-triple.h"
#include "scan/symbol-sampler.h"
#include "scene.h"

static const YqqThresholdOptions plain = {8, FALSE, 24, 100};

static YqqSoftImage *
soften (Scene *scene)
{
  YqqGreyImage image = {scene->width, scene->height, scene->pixels};
  return yqq_soft_image_new (&image, &plain);
}

static void
a_shadow_does_not_make_light_dark (void)
{
  g_autoptr (Scene) scene = scene_new (640, 480, 1);
  scene_draw_upright (scene, "SHADOW", 100, 80, 10);
  g_autofree guint8 *before = g_memdup2 (scene->pixels, 640 * 480);
  for (guint y = 0; y < 480; y++)
    for (guint x = 0; x < 640; x++) /* the right side gets a third of the light */
      scene->pixels[y * 640 + x] = (guint8)(scene->pixels[y * 640 + x] * (960 - x) / 960);
  g_autoptr (YqqSoftImage) soft = soften (scene);
  for (guint y = 120; y < 330; y++)
    for (guint x = 140; x < 350; x++)
      g_assert_cmpint (soft->values[y * 640 + x] < 0, ==, before[y * 640 + x] < 128);
}

static void
the_three_finder_patterns_are_found_at_their_centres (void)
{
  g_autoptr (Scene) scene = scene_new (640, 480, 1);
  scene_draw_upright (scene, "FINDERS", 100, 80, 10); /* quiet zone and half a finder: 75 pixels */
  g_autoptr (YqqSoftImage) soft = soften (scene);
  YqqFinderPattern patterns[YQQ_FINDER_PATTERNS_MAX];
  guint count = yqq_finder_patterns_find (soft, 2, .55, G_MAXINT64, patterns);
  g_assert_cmpuint (count, >=, 3);
  g_autoptr (GArray) triples = yqq_finder_triples_rank (patterns, count);
  g_assert_cmpuint (triples->len, >=, 1);
  const YqqFinderTriple *best = &g_array_index (triples, YqqFinderTriple, 0);
  const YqqFinderPattern *corners[] = {&patterns[best->upper_left], &patterns[best->upper_right],
                                       &patterns[best->lower_left]};
  const double expected[3][2] = {{175, 155}, {315, 155}, {175, 295}};
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpfloat_with_epsilon (corners[i]->x, expected[i][0], 1);
    g_assert_cmpfloat_with_epsilon (corners[i]->y, expected[i][1], 1);
    g_assert_cmpfloat_with_epsilon (corners[i]->module, 10, .5);
  }
}

/* A frame's time is kept where the work is, not only between its parts. */
static void
nothing_is_begun_after_the_deadline (void)
{
  const YqqSymbolEffort late = {TRUE, 0};
  g_autoptr (Scene) scene = scene_new (640, 480, 1);
  scene_draw_upright (scene, "FINDERS", 100, 80, 10);
  g_autoptr (YqqSoftImage) soft = soften (scene);
  YqqFinderPattern patterns[YQQ_FINDER_PATTERNS_MAX];
  const YqqFinderPattern corners[] = {{175, 155, 10, 9}, {315, 155, 10, 9}, {175, 295, 10, 9}};
  YqqSymbolFit fits[YQQ_SYMBOL_FITS_MAX];
  double module;
  g_assert_cmpuint (yqq_finder_patterns_find (soft, 2, .55, 0, patterns), ==, 0);
  g_assert_cmpuint (
      yqq_symbol_fits_find (soft, &corners[0], &corners[1], &corners[2], late, fits, &module), ==,
      0);
  const YqqSymbolEffort enough = {FALSE, G_MAXINT64};
  g_assert_cmpuint (
      yqq_symbol_fits_find (soft, &corners[0], &corners[1], &corners[2], enough, fits, &module), >=,
      1);
  const YqqSymbolFit before = fits[0];
  fits[0].anchors[2].x += 3;
  yqq_symbol_fit_refine (&fits[0], soft, module, late);
  g_assert_cmpfloat (fits[0].anchors[2].x, ==, before.anchors[2].x + 3);
}

static void
finder_patterns_below_much_noise_are_found (void)
{
  g_autoptr (Scene) scene = scene_new (1280, 720, 1);
  scene_add_noise (scene, 25);
  scene_draw_upright (scene, "BELOW", 500, 480, 7);
  g_autoptr (YqqSoftImage) soft = soften (scene);
  YqqFinderPattern patterns[YQQ_FINDER_PATTERNS_MAX];
  guint count = yqq_finder_patterns_find (soft, 2, .55, G_MAXINT64, patterns);
  g_assert_cmpuint (count, ==, YQQ_FINDER_PATTERNS_MAX);
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpfloat (patterns[i].y, >, 480);
    g_assert_cmpfloat_with_epsilon (patterns[i].module, 7, .5);
  }
}

static void
a_homography_maps_each_corner_onto_its_own (void)
{
  const YqqQrPoint from[4] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  const YqqQrPoint to[4] = {{3, 4}, {95, 17}, {80, 77}, {-5, 60}};
  YqqHomography map;
  g_assert_true (yqq_homography_solve (&map, from, to));
  for (guint i = 0; i < 4; i++) {
    float x, y;
    yqq_homography_map (&map, (float)from[i].x, (float)from[i].y, &x, &y);
    g_assert_cmpfloat_with_epsilon (x, to[i].x, 1e-3);
    g_assert_cmpfloat_with_epsilon (y, to[i].y, 1e-3);
  }
}

static void
corners_on_a_line_have_no_homography (void)
{
  const YqqQrPoint from[4] = {{0, 0}, {10, 0}, {20, 0}, {30, 0}};
  const YqqQrPoint to[4] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  YqqHomography map;
  g_assert_false (yqq_homography_solve (&map, from, to));
}

/* libqrencode draws the same fixed modules in every version */
static void
the_fixed_modules_of_every_version_are_right (void)
{
  guint seen = 0;
  for (guint length = 1; length < 2300; length += 4) {
    g_autofree char *text = g_strnfill (length, 'a');
    g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, NULL);
    const YqqSymbolLayout *layout = yqq_symbol_layout_get (yqq_qr_code_get_version (code));
    g_assert_cmpuint (layout->size, ==, yqq_qr_code_get_size (code));
    if (layout->version == seen)
      continue;
    g_assert_cmpuint (layout->version, ==, ++seen);
    for (guint i = 0; i < layout->n_fixed; i++) {
      const YqqFixedModule *fixed = &layout->fixed[i];
      g_assert_cmpint (fixed->value == YQQ_MODULE_DARK, ==,
                       yqq_qr_code_get_module (code, fixed->x, fixed->y));
    }
  }
  g_assert_cmpuint (seen, ==, 40);
}

/* Everything but format, version and data is fixed. */
static void
no_fixed_module_is_left_out (void)
{
  /* version 1: three finders with separators 3·64, timing 2·5, one dark module */
  g_assert_cmpuint (yqq_symbol_layout_get (1)->n_fixed, ==, 3 * 64 + 2 * 5 + 1);
  /* version 7: timing 2·29, six alignment patterns of which two share 5 modules with timing */
  g_assert_cmpuint (yqq_symbol_layout_get (7)->n_fixed, ==, 3 * 64 + 2 * 29 + 1 + 6 * 25 - 2 * 5);
}

/* Fits the code of text, seen tilted, and compares every module that is sampled. */
static void
assert_sampled (const char *text, double side, double tilt)
{
  g_autoptr (Scene) scene = scene_new (1000, 1000, 1);
  YqqQrPoint corners[4];
  scene_square (corners, 500, 500, side, 20, tilt);
  scene_draw_code (scene, text, corners, 30, 220);
  scene_blur (scene, 1);
  g_autoptr (YqqSoftImage) soft = soften (scene);
  YqqFinderPattern patterns[YQQ_FINDER_PATTERNS_MAX];
  guint count = yqq_finder_patterns_find (soft, 2, .55, G_MAXINT64, patterns);
  g_autoptr (GArray) triples = yqq_finder_triples_rank (patterns, count);
  g_assert_cmpuint (triples->len, >=, 1);
  const YqqFinderTriple *best = &g_array_index (triples, YqqFinderTriple, 0);
  YqqSymbolFit fits[YQQ_SYMBOL_FITS_MAX];
  const YqqSymbolEffort effort = {FALSE, G_MAXINT64};
  double module;
  g_assert_cmpuint (yqq_symbol_fits_find (soft, &patterns[best->upper_left],
                                          &patterns[best->upper_right], &patterns[best->lower_left],
                                          effort, fits, &module),
                    >=, 1);
  yqq_symbol_fit_refine (&fits[0], soft, module, effort);
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, NULL);
  guint size = yqq_qr_code_get_size (code);
  g_assert_cmpuint (fits[0].layout->size, ==, size);
  g_autofree float *samples = g_new (float, size *size);
  yqq_symbol_sample (soft, &fits[0], samples);
  for (guint i = 0; i < size * size; i++)
    g_assert_cmpint (samples[i] < 0, ==,
                     yqq_qr_code_get_module (code, (int)(i % size), (int)(i / size)));
}

static void
every_module_of_a_tilted_code_is_sampled_rightly (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree char *address = scene_random_address (random);
  assert_sampled (address, 500, .1);
  assert_sampled (address, 500, .25);
  assert_sampled ("V1", 400, .2);
}

static void
a_large_version_is_told_from_its_neighbours (void)
{
  g_autofree char *text = g_strnfill (400, 'x');
  assert_sampled (text, 800, .08);
}

static void
a_rendering_is_the_code_itself (void)
{
  g_autoptr (YqqQrCode) code = yqq_qr_code_new ("RENDERED", NULL);
  const YqqSymbolLayout *layout = yqq_symbol_layout_get (yqq_qr_code_get_version (code));
  guint size = layout->size, side;
  g_autofree float *samples = g_new (float, size *size);
  for (guint i = 0; i < size * size; i++)
    samples[i] = yqq_qr_code_get_module (code, (int)(i % size), (int)(i / size)) ? -50 : 50;
  g_autoptr (YqqGreyImage) image = yqq_symbol_render (layout, samples, YQQ_RENDERING_PLAIN);
  g_autoptr (GBytes) grey = yqq_qr_code_to_grey (code, 4, &side);
  g_assert_cmpuint (image->width, ==, side);
  g_assert_cmpmem (image->pixels, (gsize)side * side, g_bytes_get_data (grey, NULL),
                   g_bytes_get_size (grey));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/symbol/" #name, name)
  ADD (a_shadow_does_not_make_light_dark);
  ADD (the_three_finder_patterns_are_found_at_their_centres);
  ADD (nothing_is_begun_after_the_deadline);
  ADD (finder_patterns_below_much_noise_are_found);
  ADD (a_homography_maps_each_corner_onto_its_own);
  ADD (corners_on_a_line_have_no_homography);
  ADD (the_fixed_modules_of_every_version_are_right);
  ADD (no_fixed_module_is_left_out);
  ADD (every_module_of_a_tilted_code_is_sampled_rightly);
  ADD (a_large_version_is_told_from_its_neighbours);
  ADD (a_rendering_is_the_code_itself);
#undef ADD
  return g_test_run ();
}

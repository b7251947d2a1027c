/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes as cameras see them on monitors and paper: what the reader does beyond zbar. */
#include <string.h>

#include "scan/qr-reader.h"
#include "scan/zbar-decoder.h"
#include "scene.h"

#define SEEDS 4
#define WIDTH 800
#define HEIGHT 600

typedef struct {
  double module; /* pixels */
  double tilt, blur, moire, noise;
  guint8 dark, light;
} Look;

/* A scene of clutter with one code, turned by any angle. *text is the caller's. */
static Scene *
photograph (const Look *look, guint32 seed, char **text)
{
  Scene *scene = scene_new (WIDTH, HEIGHT, seed);
  scene_add_clutter (scene, 80);
  *text = scene_random_address (scene->random);
  YqqQrPoint corners[4];
  double x = WIDTH / 2. + g_rand_double_range (scene->random, -60, 60);
  double y = HEIGHT / 2. + g_rand_double_range (scene->random, -40, 40);
  scene_square (corners, x, y, look->module * (33 + 8), g_rand_double_range (scene->random, 0, 360),
                look->tilt);
  scene_draw_code (scene, *text, corners, look->dark, look->light);
  if (look->moire > 0)
    scene_add_moire (scene, look->moire);
  if (look->blur > 0)
    scene_blur (scene, look->blur);
  scene_add_noise (scene, look->noise);
  return scene;
}

static gboolean
is_only (GPtrArray *readings, const char *text)
{
  if (readings->len == 0)
    return FALSE;
  g_assert_cmpuint (readings->len, ==, 1); /* anything else would be a wrong payload */
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  g_assert_cmpstr (reading->text, ==, text);
  return TRUE;
}

/* How many of SEEDS one picture each is enough for. The camera's budget is left out: how much of a
 * frame's time is spent depends on the machine, and under a sanitizer it is gone early. */
static guint
count_read (const Look *look)
{
  guint count = 0;
  for (guint32 seed = 0; seed < SEEDS; seed++) {
    g_autofree char *text = NULL;
    g_autoptr (Scene) scene = photograph (look, seed, &text);
    g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
    g_autoptr (GPtrArray) readings =
        yqq_qr_reader_read (reader, scene->pixels, scene->width, scene->height, scene->width);
    count += is_only (readings, text);
  }
  return count;
}

static guint
count_read_by_zbar (const Look *look)
{
  guint count = 0;
  g_autoptr (YqqZbarDecoder) decoder = yqq_zbar_decoder_new ();
  for (guint32 seed = 0; seed < SEEDS; seed++) {
    g_autofree char *text = NULL;
    g_autoptr (Scene) scene = photograph (look, seed, &text);
    YqqGreyImage image = {scene->width, scene->height, scene->pixels};
    g_autoptr (GPtrArray) readings = yqq_zbar_decoder_decode (decoder, &image);
    count += is_only (readings, text);
  }
  return count;
}

static void
a_code_on_a_monitor_is_read_from_one_picture (void)
{
  static const Look monitor = {7, .12, 1.2, .3, 8, 45, 215};
  g_assert_cmpuint (count_read (&monitor), ==, SEEDS);
}

static void
a_small_code_is_read (void)
{
  static const Look small = {3, .05, .6, 0, 4, 40, 220};
  g_assert_cmpuint (count_read (&small), ==, SEEDS);
}

static void
a_blurred_code_is_read (void)
{
  static const Look blurred = {7, .05, 3.2, 0, 4, 40, 220};
  g_assert_cmpuint (count_read (&blurred), ==, SEEDS);
}

static void
a_noisy_code_is_read_where_zbar_alone_reads_few (void)
{
  static const Look noisy = {7, .05, .8, 0, 35, 40, 220};
  g_assert_cmpuint (count_read (&noisy), ==, SEEDS);
  g_assert_cmpuint (count_read_by_zbar (&noisy), <, SEEDS / 2);
}

static void
a_code_seen_from_the_side_is_read (void)
{
  static const Look tilted = {8, .4, .8, .05, 4, 40, 220};
  g_assert_cmpuint (count_read (&tilted), ==, SEEDS);
}

static void
a_faint_code_is_read (void)
{
  static const Look faint = {7, .05, .8, 0, 4, 110, 160};
  g_assert_cmpuint (count_read (&faint), >=, SEEDS - 1);
}

static void
a_light_code_on_dark_ground_is_read (void)
{
  static const Look inverted = {7, .05, .8, 0, 4, 220, 30};
  for (guint32 seed = 0; seed < SEEDS; seed++) {
    g_autofree char *text = NULL;
    g_autoptr (Scene) scene = photograph (&inverted, seed, &text);
    g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
    g_autoptr (GPtrArray) readings =
        yqq_qr_reader_read (reader, scene->pixels, scene->width, scene->height, scene->width);
    g_assert_true (is_only (readings, text));
  }
}

static void
what_the_first_frame_misses_comes_within_the_next (void)
{
  static const Look inverted = {7, .05, .8, 0, 4, 220, 30};
  g_autofree char *text = NULL;
  g_autoptr (Scene) scene = photograph (&inverted, 1, &text);
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  for (guint frame = 0; frame < 70; frame++) { /* each way has had its turn with time enough */
    g_autoptr (GPtrArray) readings =
        yqq_qr_reader_read_frame (reader, scene->pixels, scene->width, scene->height, scene->width);
    if (is_only (readings, text))
      return;
  }
  g_assert_not_reached ();
}

static void
two_codes_in_one_picture_are_both_read (void)
{
  g_autoptr (Scene) scene = scene_new (WIDTH, HEIGHT, 1);
  scene_draw_upright (scene, "ONE OF TWO", 60, 60, 8);
  scene_draw_upright (scene, "TWO OF TWO", 450, 250, 8);
  scene_blur (scene, 1);
  scene_add_noise (scene, 6);
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  g_autoptr (GPtrArray) readings =
      yqq_qr_reader_read (reader, scene->pixels, scene->width, scene->height, scene->width);
  g_assert_cmpuint (readings->len, ==, 2);
}

/* From unharmed to unreadable: whatever is read is what was written (is_only asserts it). */
static void
a_spoilt_code_is_read_rightly_or_not_at_all (void)
{
  guint read = 0;
  for (guint32 seed = 0; seed < 24; seed++) {
    Look look = {5, .1, .6 + seed * .15, seed * .02, 4 + seed * 4, 45, 215};
    g_autofree char *text = NULL;
    g_autoptr (Scene) scene = photograph (&look, seed, &text);
    scene_add_glare (scene, WIDTH / 2., HEIGHT / 2., 4. + seed * 3);
    g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
    g_autoptr (GPtrArray) readings =
        yqq_qr_reader_read (reader, scene->pixels, scene->width, scene->height, scene->width);
    read += is_only (readings, text);
  }
  g_assert_cmpuint (read, >, 4);
  g_assert_cmpuint (read, <, 24); /* else they were not spoilt enough to show anything */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/qr-photograph/" #name, name)
  ADD (a_code_on_a_monitor_is_read_from_one_picture);
  ADD (a_small_code_is_read);
  ADD (a_blurred_code_is_read);
  ADD (a_noisy_code_is_read_where_zbar_alone_reads_few);
  ADD (a_code_seen_from_the_side_is_read);
  ADD (a_faint_code_is_read);
  ADD (a_light_code_on_dark_ground_is_read);
  ADD (what_the_first_frame_misses_comes_within_the_next);
  ADD (two_codes_in_one_picture_are_both_read);
  ADD (a_spoilt_code_is_read_rightly_or_not_at_all);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/qr-reader.h"

#include <math.h>
#include <string.h>

#include "qr/qr-code.h"
#include "scene.h"

static GPtrArray *
read_scene (Scene *scene)
{
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  return yqq_qr_reader_read (reader, scene->pixels, scene->width, scene->height, scene->width);
}

static void
assert_reads (Scene *scene, const char *text)
{
  g_autoptr (GPtrArray) readings = read_scene (scene);
  g_assert_cmpuint (readings->len, ==, 1);
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  g_assert_cmpstr (reading->text, ==, text);
}

static void
random_texts_of_every_length_come_back (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  for (guint length = 1; length < 1200; length += 1 + length / 8) {
    g_autofree char *text = g_malloc0 (length + 1);
    for (guint i = 0; i < length; i++)
      text[i] = (char)g_rand_int_range (random, 33, 127);
    g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, NULL);
    guint side;
    g_autoptr (GBytes) grey = yqq_qr_code_to_grey (code, 4, &side);
    g_autoptr (GPtrArray) readings =
        yqq_qr_reader_read (reader, g_bytes_get_data (grey, NULL), side, side, side);
    g_assert_cmpuint (readings->len, ==, 1);
    YqqQrReading *reading = g_ptr_array_index (readings, 0);
    g_assert_cmpstr (reading->text, ==, text);
  }
}

static void
chinese_text_comes_back_as_it_was (void)
{
  g_autoptr (Scene) scene = scene_new (400, 400, 1);
  scene_draw_upright (scene, "粤企签桌面版 ÄÖÜ", 30, 30, 6);
  assert_reads (scene, "粤企签桌面版 ÄÖÜ");
}

static void
bytes_that_are_no_text_are_given_as_bytes_only (void)
{
  g_autoptr (Scene) scene = scene_new (400, 400, 1);
  scene_draw_upright (scene, "caf\xe9 \xff\xfe", 30, 30, 6);
  g_autoptr (GPtrArray) readings = read_scene (scene);
  g_assert_cmpuint (readings->len, ==, 1);
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  g_assert_null (reading->text);
  gsize size;
  gconstpointer data = g_bytes_get_data (reading->bytes, &size);
  g_assert_cmpmem (data, size, "caf\xe9 \xff\xfe", 7);
}

static void
the_outline_goes_round_from_the_upper_left_corner (void)
{
  g_autoptr (Scene) scene = scene_new (640, 480, 1);
  YqqQrPoint corners[4];
  scene_square (corners, 320, 240, 300, 30, 0);
  scene_draw_code (scene, "OUTLINE", corners, 0, 255);
  g_autoptr (GPtrArray) readings = read_scene (scene);
  g_assert_cmpuint (readings->len, ==, 1);
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  double within = 21. / 29; /* the quiet zone is not part of the outline */
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpfloat_with_epsilon (reading->outline[i].x, 320 + (corners[i].x - 320) * within, 8);
    g_assert_cmpfloat_with_epsilon (reading->outline[i].y, 240 + (corners[i].y - 240) * within, 8);
  }
}

static void
a_turned_code_is_read_at_every_angle (void)
{
  for (int degrees = 0; degrees < 360; degrees += 15) {
    g_autoptr (Scene) scene = scene_new (640, 480, (guint32)degrees);
    g_autofree char *text = scene_random_address (scene->random);
    YqqQrPoint corners[4];
    scene_square (corners, 320, 240, 300, degrees, 0);
    scene_draw_code (scene, text, corners, 20, 230);
    assert_reads (scene, text);
  }
}

static void
a_stride_wider_than_the_picture_is_honoured (void)
{
  g_autoptr (Scene) scene = scene_new (400, 300, 1);
  scene_draw_upright (scene, "STRIDE", 20, 20, 6);
  g_autofree guint8 *wide = g_malloc0 (512 * 300);
  for (guint y = 0; y < 300; y++)
    memcpy (wide + 512 * y, scene->pixels + 400 * y, 400);
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  g_autoptr (GPtrArray) readings = yqq_qr_reader_read (reader, wide, 400, 300, 512);
  g_assert_cmpuint (readings->len, ==, 1);
}

static void
two_codes_are_two_readings (void)
{
  g_autoptr (Scene) scene = scene_new (900, 500, 1);
  scene_draw_upright (scene, "FIRST", 40, 40, 8);
  scene_draw_upright (scene, "SECOND", 500, 150, 8);
  g_autoptr (GPtrArray) readings = read_scene (scene);
  g_assert_cmpuint (readings->len, ==, 2);
  YqqQrReading *one = g_ptr_array_index (readings, 0), *other = g_ptr_array_index (readings, 1);
  gboolean in_order = strcmp (one->text, "FIRST") == 0;
  g_assert_cmpstr (in_order ? one->text : other->text, ==, "FIRST");
  g_assert_cmpstr (in_order ? other->text : one->text, ==, "SECOND");
}

static void
a_picture_without_a_code_gives_nothing (void)
{
  for (guint32 seed = 0; seed < 5; seed++) {
    g_autoptr (Scene) scene = scene_new (640, 480, seed);
    scene_add_clutter (scene, 400);
    scene_add_noise (scene, seed * 10);
    g_autoptr (GPtrArray) readings = read_scene (scene);
    g_assert_cmpuint (readings->len, ==, 0);
  }
}

static void
the_smallest_pictures_are_looked_at_without_harm (void)
{
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  guint8 pixels[40 * 40] = {0};
  for (guint width = 1; width <= 40; width++)
    for (guint height = 1; height <= 40; height += 3) {
      g_autoptr (GPtrArray) all = yqq_qr_reader_read (reader, pixels, width, height, 40);
      g_assert_cmpuint (all->len, ==, 0);
      g_autoptr (GPtrArray) frame = yqq_qr_reader_read_frame (reader, pixels, width, height, 40);
      g_assert_cmpuint (frame->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/qr-reader/" #name, name)
  ADD (random_texts_of_every_length_come_back);
  ADD (chinese_text_comes_back_as_it_was);
  ADD (bytes_that_are_no_text_are_given_as_bytes_only);
  ADD (the_outline_goes_round_from_the_upper_left_corner);
  ADD (a_turned_code_is_read_at_every_angle);
  ADD (a_stride_wider_than_the_picture_is_honoured);
  ADD (two_codes_are_two_readings);
  ADD (a_picture_without_a_code_gives_nothing);
  ADD (the_smallest_pictures_are_looked_at_without_harm);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "scene.h"

static char *
make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("yqq-image-XXXXXX", &error);
  g_assert_no_error (error);
  return directory;
}

static Scene *
make_scene (const char *text)
{
  Scene *scene = scene_new (400, 300, 1);
  scene_draw_upright (scene, text, 20, 20, 6);
  return scene;
}

static void
assert_one (GPtrArray *readings, GError *error, const char *text)
{
  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  g_assert_cmpstr (reading->text, ==, text);
}

static void
assert_refused (GBytes *bytes, YqqScanError code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_scan_image_bytes (bytes, &error));
  g_assert_error (error, YQQ_SCAN_ERROR, (int)code);
}

static void
a_picture_file_is_read (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *path = g_build_filename (directory, "a code.png", NULL);
  g_autoptr (Scene) scene = make_scene ("FILE");
  scene_save_png (scene, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_file (path, &error);
  assert_one (readings, error, "FILE");
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  YqqQrPoint centre = yqq_qr_reading_get_centre (reading);
  g_assert_cmpfloat_with_epsilon (centre.x, (20 + 29 * 3) / 400., .02);
  g_assert_cmpfloat_with_epsilon (centre.y, (20 + 29 * 3) / 300., .02);
  g_remove (path);
  g_rmdir (directory);
}

static void
a_file_that_is_not_there_is_told_apart (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_scan_image_file ("/nowhere/at/all.png", &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_FILE);
}

static void
a_directory_and_a_device_are_no_files (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_scan_image_file (g_get_tmp_dir (), &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_FILE);
  g_clear_error (&error);
  g_assert_null (yqq_scan_image_file ("/dev/zero", &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_FILE);
}

static GBytes *
save_as (Scene *scene, const char *type)
{
  g_autoptr (GBytes) png = scene_to_png (scene);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (png);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  char *data;
  gsize size;
  g_autoptr (GError) error = NULL;
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
other_kinds_of_picture_are_read (void)
{
  static const char *types[] = {"png", "jpeg", "bmp", "tiff"};
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (Scene) scene = make_scene (types[i]);
    g_autoptr (GBytes) bytes = save_as (scene, types[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) readings = yqq_scan_image_bytes (bytes, &error);
    assert_one (readings, error, types[i]);
  }
}

/* GIF87a without compression: a clear code before the table can grow, so that codes stay 9 bits. */
static GBytes *
make_gif (Scene *scene, guint frames)
{
  g_autoptr (GByteArray) gif = g_byte_array_new ();
  guint8 w[2] = {scene->width & 255, (guint8)(scene->width >> 8)},
         h[2] = {scene->height & 255, (guint8)(scene->height >> 8)};
  guint8 head[] = {'G', 'I', 'F', '8', '9', 'a', w[0], w[1], h[0], h[1], 0xf7, 0, 0};
  g_byte_array_append (gif, head, sizeof head);
  for (guint i = 0; i < 256; i++)
    g_byte_array_append (gif, (guint8[]){(guint8)i, (guint8)i, (guint8)i}, 3);
  for (guint frame = 0; frame < frames; frame++) {
    guint8 image[] = {0x2c, 0, 0, 0, 0, w[0], w[1], h[0], h[1], 0, 8};
    g_byte_array_append (gif, image, sizeof image);
    guint8 block[256];
    guint filled = 0, bits = 0, held = 0;
    gsize count = (gsize)scene->width * scene->height;
    for (gsize i = 0, since = 0; i <= count + 1; since++) {
      guint code = since % 200 == 0 ? 256 : i == count ? 257 : frame > 0 ? 128 : scene->pixels[i];
      i += code != 256 ? (code == 257 ? 2 : 1) : 0;
      for (bits |= code << held, held += 9; held >= 8; bits >>= 8, held -= 8) {
        block[1 + filled++] = (guint8)bits;
        if (filled == 255) {
          block[0] = 255;
          g_byte_array_append (gif, block, 256);
          filled = 0;
        }
      }
    }
    block[1 + filled++] = (guint8)bits;
    block[0] = (guint8)filled;
    g_byte_array_append (gif, block, filled + 1);
    g_byte_array_append (gif, (guint8[]){0}, 1);
  }
  g_byte_array_append (gif, (guint8[]){0x3b}, 1);
  return g_byte_array_free_to_bytes (g_steal_pointer (&gif));
}

static void
of_an_animation_the_first_frame_is_read (void)
{
  g_autoptr (Scene) scene = make_scene ("FIRST FRAME");
  g_autoptr (GBytes) gif = make_gif (scene, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_bytes (gif, &error);
  assert_one (readings, error, "FIRST FRAME");
}

static void
a_picture_without_a_code_says_so (void)
{
  g_autoptr (Scene) scene = scene_new (300, 200, 1);
  g_autoptr (GBytes) png = scene_to_png (scene);
  assert_refused (png, YQQ_SCAN_ERROR_NO_CODE);
}

static void
every_code_of_a_picture_is_read_once (void)
{
  g_autoptr (Scene) scene = scene_new (2600, 1200, 1); /* large enough for both scales */
  scene_draw_upright (scene, "LEFT", 100, 100, 20);
  scene_draw_upright (scene, "RIGHT", 1500, 300, 20);
  g_autoptr (GBytes) png = scene_to_png (scene);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_bytes (png, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 2);
}

static void
a_small_code_on_a_large_screenshot_is_read (void)
{
  g_autoptr (Scene) scene = scene_new (3840, 2160, 1);
  scene_add_clutter (scene, 600);
  g_autofree char *text = scene_random_address (scene->random);
  scene_draw_upright (scene, text, 2900, 1500, 3);
  g_autoptr (GBytes) png = scene_to_png (scene);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_bytes (png, &error);
  assert_one (readings, error, text);
}

static void
a_picture_wider_than_is_kept_is_scaled_down (void)
{
  static const char *types[] = {"png", "jpeg", "bmp", "tiff"};
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (Scene) scene = scene_new (6001, 703, 1);
    scene_draw_upright (scene, types[i], 5200, 20, 20);
    g_autoptr (GBytes) bytes = save_as (scene, types[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) readings = yqq_scan_image_bytes (bytes, &error);
    assert_one (readings, error, types[i]);
  }
}

static void
what_is_no_picture_is_refused (void)
{
  static const char *texts[] = {"",
                                "x",
                                "hello",
                                "%PDF-1.7",
                                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                                "GIF89a",
                                "BM",
                                "\x89PNG\r\n\x1a\n",
                                "\xff\xd8\xff",
                                "P5 4 4 255"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
    assert_refused (bytes, YQQ_SCAN_ERROR_NOT_A_PICTURE);
  }
}

static void
a_truncated_picture_is_refused (void)
{
  g_autoptr (Scene) scene = make_scene ("TRUNCATED");
  g_autoptr (GBytes) png = scene_to_png (scene);
  gsize size = g_bytes_get_size (png);
  for (gsize keep = 8; keep < size; keep += 1 + size / 40) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (png, 0, keep);
    assert_refused (part, YQQ_SCAN_ERROR_NOT_A_PICTURE);
  }
}

static void
a_png_that_claims_to_be_giant_is_refused_before_memory_is_taken (void)
{
  g_autoptr (Scene) scene = make_scene ("GIANT");
  g_autoptr (GBytes) png = scene_to_png (scene);
  gsize size;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (png, &size), g_bytes_get_size (png));
  memcpy (data + 16, "\x00\x00\xff\xff\x00\x00\xff\xff\x08\x02\x00\x00\x00\x39\x67\x4e\x07", 17);
  g_autoptr (GBytes) giant = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_scan_image_bytes (giant, &error));
  g_assert_true (error->code == YQQ_SCAN_ERROR_TOO_LARGE);
}

static void
a_gif_that_claims_to_be_giant_is_refused_before_memory_is_taken (void)
{
  g_autoptr (Scene) scene = scene_new (4, 4, 1);
  g_autoptr (GBytes) gif = make_gif (scene, 1);
  gsize size;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (gif, &size), g_bytes_get_size (gif));
  memset (data + 6, 0xff, 4);
  g_autoptr (GBytes) giant = g_bytes_new (data, size);
  assert_refused (giant, YQQ_SCAN_ERROR_TOO_LARGE);
}

static void
a_bmp_that_claims_giant_headers_is_refused_before_memory_is_taken (void)
{
  g_autoptr (Scene) scene = make_scene ("BMP");
  g_autoptr (GBytes) bmp = save_as (scene, "bmp");
  static const gsize places[] = {10, 14}; /* where the pixels begin; the second header's length */
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    gsize size;
    g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bmp, &size), g_bytes_get_size (bmp));
    memcpy (data + places[i], "\xf0\xff\xff\xc8", 4);
    g_autoptr (GBytes) giant = g_bytes_new (data, size);
    assert_refused (giant, YQQ_SCAN_ERROR_NOT_A_PICTURE);
  }
}

static void
a_file_over_the_limit_is_refused (void)
{
  gsize size = 32 * 1024 * 1024 + 1;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);
  assert_refused (bytes, YQQ_SCAN_ERROR_TOO_LARGE);
}

static void
pasted_pixels_are_read_with_white_behind (void)
{
  g_autoptr (Scene) scene = make_scene ("PASTED");
  guint stride = 400 * 4 + 16;
  guint8 *rgba = g_malloc0 (stride * 300);
  for (guint y = 0; y < 300; y++)
    for (guint x = 0; x < 400; x++) /* light is transparent black, dark opaque black */
      rgba[y * stride + 4 * x + 3] = scene->pixels[y * 400 + x] < 128 ? 255 : 0;
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgba, stride * 300);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_rgba (bytes, 400, 300, stride, &error);
  assert_one (readings, error, "PASTED");
}

static void
pixels_that_do_not_fill_the_picture_are_refused (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (4000), 4000);
  static const guint sizes[][3] = {
      {100, 11, 400}, {100, 10, 399}, {0, 10, 400}, {1, 1, 4001}, {10, 0, 40}};
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_scan_image_rgba (bytes, sizes[i][0], sizes[i][1], sizes[i][2], &error));
    g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NOT_A_PICTURE);
  }
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_scan_image_rgba (bytes, G_MAXUINT, G_MAXUINT, 4, &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_TOO_LARGE);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
reading_in_the_background_gives_the_same (void)
{
  g_autoptr (Scene) scene = make_scene ("BACKGROUND");
  g_autoptr (GBytes) png = scene_to_png (scene);
  g_autoptr (GAsyncResult) result = NULL;
  yqq_scan_image_bytes_async (png, NULL, on_done, &result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_finish (wait_for (&result), &error);
  assert_one (readings, error, "BACKGROUND");
}

static void
a_cancelled_reading_ends_as_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  yqq_scan_image_file_async ("/nowhere.png", cancellable, on_done, &result);
  g_cancellable_cancel (cancellable);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_scan_image_finish (wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/image/" #name, name)
  ADD (a_picture_file_is_read);
  ADD (a_file_that_is_not_there_is_told_apart);
  ADD (a_directory_and_a_device_are_no_files);
  ADD (other_kinds_of_picture_are_read);
  ADD (of_an_animation_the_first_frame_is_read);
  ADD (a_picture_without_a_code_says_so);
  ADD (every_code_of_a_picture_is_read_once);
  ADD (a_small_code_on_a_large_screenshot_is_read);
  ADD (a_picture_wider_than_is_kept_is_scaled_down);
  ADD (what_is_no_picture_is_refused);
  ADD (a_truncated_picture_is_refused);
  ADD (a_png_that_claims_to_be_giant_is_refused_before_memory_is_taken);
  ADD (a_gif_that_claims_to_be_giant_is_refused_before_memory_is_taken);
  ADD (a_bmp_that_claims_giant_headers_is_refused_before_memory_is_taken);
  ADD (a_file_over_the_limit_is_refused);
  ADD (pasted_pixels_are_read_with_white_behind);
  ADD (pixels_that_do_not_fill_the_picture_are_refused);
  ADD (reading_in_the_background_gives_the_same);
  ADD (a_cancelled_reading_ends_as_cancelled);
#undef ADD
  return g_test_run ();
}

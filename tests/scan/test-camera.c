/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scene.h"

#define WIDTH 640
#define HEIGHT 480
#define PATIENCE_SECONDS 60

typedef struct {
  const char *path;
  YqqCamera *camera;
  guint frames, width, height;
  gsize size;
  guint32 corner; /* the frame's first pixel */
  char *text;
  YqqQrPoint centre;
  GError *error;
  guint failures;
} Fixture;

static void
on_frame (YqqCamera *camera, GBytes *rgba, guint width, guint height, Fixture *fixture)
{
  fixture->frames++;
  fixture->width = width;
  fixture->height = height;
  fixture->size = g_bytes_get_size (rgba);
  const guint8 *pixel = g_bytes_get_data (rgba, NULL);
  fixture->corner =
      (guint32)pixel[0] << 24 | (guint32)pixel[1] << 16 | (guint32)pixel[2] << 8 | pixel[3];
}

static void
on_readings (YqqCamera *camera, GPtrArray *readings, Fixture *fixture)
{
  g_assert_cmpuint (readings->len, ==, 1);
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  g_free (fixture->text);
  fixture->text = g_strdup (reading->text);
  fixture->centre = yqq_qr_reading_get_centre (reading);
}

static void
on_failed (YqqCamera *camera, GError *error, Fixture *fixture)
{
  g_assert_false (yqq_camera_get_active (camera));
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
  fixture->failures++;
}

static YqqCamera *
make_camera (Fixture *fixture)
{
  YqqCamera *camera = yqq_camera_new ();
  g_signal_connect (camera, "frame", G_CALLBACK (on_frame), fixture);
  g_signal_connect (camera, "readings", G_CALLBACK (on_readings), fixture);
  g_signal_connect (camera, "failed", G_CALLBACK (on_failed), fixture);
  return camera;
}

static void
show (Fixture *fixture, const char *text)
{
  g_autoptr (Scene) scene = scene_new (WIDTH, HEIGHT, 1);
  if (text != NULL)
    scene_draw_upright (scene, text, 320, 100, 6);
  scene_save_png (scene, fixture->path);
}

/* Only wakes the loop up, so that a condition on the clock is looked at. */
static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_until (Fixture *fixture, gboolean (*done) (Fixture *, gconstpointer), gconstpointer data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  guint tick = g_timeout_add (20, on_tick, NULL);
  while (!done (fixture, data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (tick);
}

static gboolean
has_frames (Fixture *fixture, gconstpointer count)
{
  return fixture->frames >= GPOINTER_TO_UINT (count);
}

static gboolean
has_read (Fixture *fixture, gconstpointer text)
{
  return g_strcmp0 (fixture->text, text) == 0;
}

static gboolean
has_width (Fixture *fixture, gconstpointer width)
{
  return fixture->width == GPOINTER_TO_UINT (width);
}

static gboolean
has_failed (Fixture *fixture, gconstpointer unused)
{
  return fixture->error != NULL;
}

static gboolean
has_found_or_failed (Fixture *fixture, gconstpointer camera)
{
  return fixture->error != NULL ||
         g_list_model_get_n_items (yqq_camera_get_devices ((YqqCamera *)camera)) > 0;
}

static gboolean
has_passed (Fixture *fixture, gconstpointer moment)
{
  return g_get_monotonic_time () >= *(const gint64 *)moment;
}

static gboolean
has_gone (Fixture *fixture, gconstpointer unused)
{
  return fixture->camera == NULL;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->path = g_getenv ("YQQ_CAMERA_FILE");
  show (fixture, "FIRST");
  fixture->camera = make_camera (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->camera), (gpointer *)&fixture->camera);
  g_object_unref (fixture->camera);
  wait_until (fixture, has_gone, NULL); /* a search under way may hold it for a moment */
  g_remove (fixture->path);
  g_free (fixture->text);
  g_clear_error (&fixture->error);
}

static void
wait_ms (Fixture *fixture, guint ms)
{
  gint64 moment = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;
  wait_until (fixture, has_passed, &moment);
}

static void
the_file_is_listed_as_the_first_camera (Fixture *fixture, gconstpointer user_data)
{
  GListModel *devices = yqq_camera_get_devices (fixture->camera);
  g_autoptr (YqqCameraDevice) device = g_list_model_get_item (devices, 0);
  g_assert_nonnull (device);
  g_assert_cmpstr (yqq_camera_device_get_label (device), ==, "Picture file camera");
  g_assert_true (g_str_has_suffix (yqq_camera_device_get_id (device), fixture->path));
}

static void
frames_arrive_as_rgba (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  g_assert_true (yqq_camera_get_active (fixture->camera));
  wait_until (fixture, has_frames, GUINT_TO_POINTER (3));
  g_assert_cmpuint (fixture->width, ==, WIDTH);
  g_assert_cmpuint (fixture->height, ==, HEIGHT);
  g_assert_cmpuint (fixture->size, ==, WIDTH * HEIGHT * 4);
  g_assert_cmphex (fixture->corner, ==, 0xc8c8c8ff);
}

static void
the_code_is_found_where_it_is (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_read, "FIRST");
  g_assert_cmpfloat_with_epsilon (fixture->centre.x, (320 + 29 * 3.) / WIDTH, .02);
  g_assert_cmpfloat_with_epsilon (fixture->centre.y, (100 + 29 * 3.) / HEIGHT, .02);
}

static void
a_replaced_file_is_seen (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_read, "FIRST");
  show (fixture, "SECOND");
  wait_until (fixture, has_read, "SECOND");
  show (fixture, "THIRD");
  wait_until (fixture, has_read, "THIRD");
  g_assert_no_error (fixture->error);
}

static void
a_file_of_another_size_is_shown_too (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_read, "FIRST");
  g_autoptr (Scene) scene = scene_new (3000, 1500, 1);
  scene_draw_upright (scene, "LARGE", 500, 400, 20);
  scene_save_png (scene, fixture->path);
  wait_until (fixture, has_read, "LARGE");
  wait_until (fixture, has_width, GUINT_TO_POINTER (1280)); /* the picture takes a way of its own */
  g_assert_cmpuint (fixture->height, ==, 640);
}

static void
a_camera_whose_picture_goes_away_is_lost (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_frames, GUINT_TO_POINTER (1));
  gint64 start = g_get_monotonic_time ();
  g_remove (fixture->path);
  wait_until (fixture, has_failed, NULL);
  g_assert_error (fixture->error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_LOST);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* As when a camera is unplugged: no error and no end, the frames just stop. Reading from a FIFO
 * that nobody writes to waits in the same way. */
static void
a_camera_that_falls_silent_is_lost (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_frames, GUINT_TO_POINTER (1));
  g_autofree char *fifo = g_strconcat (fixture->path, ".fifo", NULL);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (g_rename (fifo, fixture->path), ==, 0);
  wait_until (fixture, has_failed, NULL);
  g_assert_error (fixture->error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_LOST);
  g_assert_false (yqq_camera_get_active (fixture->camera));
  close (open (fixture->path, O_WRONLY)); /* lets the reader go */
}

static void
a_lost_camera_can_be_started_again (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_frames, GUINT_TO_POINTER (1));
  g_remove (fixture->path);
  wait_until (fixture, has_failed, NULL);
  show (fixture, "AGAIN");
  yqq_camera_start (fixture->camera, yqq_camera_get_device (fixture->camera));
  wait_until (fixture, has_read, "AGAIN");
  g_assert_cmpuint (fixture->failures, ==, 1);
}

static void
a_stopped_camera_says_nothing_more (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_frames, GUINT_TO_POINTER (1));
  yqq_camera_stop (fixture->camera);
  g_assert_false (yqq_camera_get_active (fixture->camera));
  fixture->frames = 0;
  wait_ms (fixture, 300);
  g_assert_cmpuint (fixture->frames, ==, 0);
  g_assert_no_error (fixture->error);
}

static void
starting_and_stopping_in_haste_does_no_harm (Fixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < 20; i++) {
    yqq_camera_start (fixture->camera, NULL);
    if (i % 3 == 0)
      wait_ms (fixture, 20 * (i % 5));
    if (i % 2 == 0)
      yqq_camera_stop (fixture->camera);
  }
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_read, "FIRST");
  g_assert_no_error (fixture->error);
}

static void
no_more_than_thirty_frames_a_second_arrive (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_frames, GUINT_TO_POINTER (1));
  fixture->frames = 0;
  gint64 begin = g_get_monotonic_time ();
  wait_ms (fixture, 1000);
  double seconds = (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_assert_cmpfloat (fixture->frames, <=, 30 * seconds + 1);
}

static void
a_blocked_main_loop_finds_one_frame_waiting_not_many (Fixture *fixture, gconstpointer user_data)
{
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_frames, GUINT_TO_POINTER (1));
  fixture->frames = 0;
  g_usleep (500 * 1000);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->frames, <=, 1);
  wait_until (fixture, has_frames, GUINT_TO_POINTER (1));
}

static void
without_any_camera_it_says_so (void)
{
  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }
  g_unsetenv ("YQQ_CAMERA_FILE");
  Fixture fixture = {0};
  g_autoptr (YqqCamera) camera = make_camera (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (yqq_camera_get_devices (camera)), ==, 0);
  yqq_camera_start (camera, NULL);
  wait_until (&fixture, has_found_or_failed, camera);
  if (g_list_model_get_n_items (yqq_camera_get_devices (camera)) > 0)
    g_test_message ("this machine has a camera: nothing to see here");
  else
    g_assert_error (fixture.error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA);
  g_clear_error (&fixture.error);
}

static void
a_file_that_was_never_there_is_reported (Fixture *fixture, gconstpointer user_data)
{
  g_remove (fixture->path);
  yqq_camera_start (fixture->camera, NULL);
  wait_until (fixture, has_failed, NULL);
  g_assert_error (fixture->error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_LOST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("yqq-camera-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (directory, "50% camera.png", NULL);
  g_setenv ("YQQ_CAMERA_FILE", path, TRUE);
#define ADD(name) g_test_add ("/scan/camera/" #name, Fixture, NULL, set_up, name, tear_down)
  ADD (the_file_is_listed_as_the_first_camera);
  ADD (frames_arrive_as_rgba);
  ADD (the_code_is_found_where_it_is);
  ADD (a_replaced_file_is_seen);
  ADD (a_file_of_another_size_is_shown_too);
  ADD (a_camera_whose_picture_goes_away_is_lost);
  ADD (a_camera_that_falls_silent_is_lost);
  ADD (a_file_that_was_never_there_is_reported);
  ADD (a_lost_camera_can_be_started_again);
  ADD (a_stopped_camera_says_nothing_more);
  ADD (starting_and_stopping_in_haste_does_no_harm);
  ADD (no_more_than_thirty_frames_a_second_arrive);
  ADD (a_blocked_main_loop_finds_one_frame_waiting_not_many);
#undef ADD
  g_test_add_func ("/scan/camera/without_any_camera_it_says_so", without_any_camera_it_says_so);
  int status = g_test_run ();
  g_rmdir (directory);
  return status;
}

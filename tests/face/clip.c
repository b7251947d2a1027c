/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clip.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gst/app/gstappsink.h>

#define HOLD_FRAMES 8
#define DECODE                                                                                     \
  "filesrc name=file ! matroskademux ! vp8dec ! videorate ! video/x-raw,framerate=%d/1 "           \
  "! videoconvert ! appsink name=frames sync=false max-buffers=4 "                                 \
  "caps=video/x-raw,format=RGBA"

static GstElement *
open_clip (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("YQQ_FACE_PICTURES"), name, NULL);
  g_autofree char *description = g_strdup_printf (DECODE, CLIP_RATE);
  g_autoptr (GError) error = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_error ("%s is not there: run ./dev test once, which fetches it", path);
  gst_init (NULL, NULL);
  GstElement *pipeline = gst_parse_launch (description, &error);
  g_assert_no_error (error);
  g_autoptr (GstElement) file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

/* Rows of RGBA have no padding. */
static GBytes *
draw_png (GstSample *sample)
{
  g_autoptr (GError) error = NULL;
  GstStructure *format = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  GstMapInfo map;
  int width, height;
  char *png;
  gsize size;
  g_assert_true (gst_structure_get_int (format, "width", &width) &&
                 gst_structure_get_int (format, "height", &height));
  g_assert_true (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ));
  g_assert_cmpuint (map.size, ==, (gsize)width * (gsize)height * 4);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_data (map.data, GDK_COLORSPACE_RGB, TRUE, 8,
                                                            width, height, width * 4, NULL, NULL);
  gdk_pixbuf_save_to_buffer (picture, &png, &size, "png", &error, "compression", "1", NULL);
  g_assert_no_error (error);
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  return g_bytes_new_take (png, size);
}

GPtrArray *
clip_load (const char *name, guint first, guint last)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GstElement) pipeline = open_clip (name);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "frames");
  for (guint i = 0; i <= last; i++) {
    g_autoptr (GstSample) sample = gst_app_sink_pull_sample (GST_APP_SINK (sink));
    g_assert_nonnull (sample);
    if (i >= first)
      g_ptr_array_add (frames, draw_png (sample));
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return frames;
}

/* People hold what they do for a moment; he was in a hurry, and a busy machine sees few frames. */
static void
hold (GPtrArray *frames, guint peak)
{
  for (guint i = 0; i < HOLD_FRAMES && peak > 0; i++)
    g_ptr_array_insert (frames, (gint)peak, g_bytes_ref (frames->pdata[peak]));
}

GPtrArray *
clip_load_movement (YqqFaceChallenge what)
{
  static const struct {
    guint first, peak, last;
  } parts[YQQ_FACE_N_CHALLENGES] = {
      [YQQ_FACE_CHALLENGE_STRAIGHT] = {240, 240, 246},
      [YQQ_FACE_CHALLENGE_BLINK] = {377, 385, 391},
      [YQQ_FACE_CHALLENGE_TURN_LEFT] = {310, 315, 328},
      [YQQ_FACE_CHALLENGE_TURN_RIGHT] = {287, 299, 310},
      [YQQ_FACE_CHALLENGE_NOD] = {330, 344, 360},
  };
  GPtrArray *frames = clip_load (RECORDED_PERSON, parts[what].first, parts[what].last);
  hold (frames, parts[what].peak - parts[what].first);
  return frames;
}

/* To his right he turned on the other day only. */
GPtrArray *
clip_load_enrolment (YqqFaceChallenge what)
{
  switch (what) {
  case YQQ_FACE_CHALLENGE_STRAIGHT:
    return clip_load (RECORDED_BEFORE, 155, 160);
  case YQQ_FACE_CHALLENGE_TURN_LEFT:
    return clip_load (RECORDED_BEFORE, 296, 316);
  case YQQ_FACE_CHALLENGE_TURN_RIGHT:
    return clip_load (RECORDED_PERSON, 305, 309);
  default:
    return NULL;
  }
}

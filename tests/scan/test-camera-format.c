/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-source.h"

static void
assert_chosen (const char *offered, const char *expected)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (offered);
  g_autoptr (GstCaps) chosen = yqq_camera_source_choose_format (caps);
  if (expected == NULL) {
    g_assert_null (chosen);
    return;
  }
  g_assert_nonnull (chosen);
  g_autoptr (GstCaps) wanted = gst_caps_from_string (expected);
  g_assert_true (gst_caps_can_intersect (chosen, wanted));
  GstStructure *format = gst_caps_get_structure (chosen, 0);
  g_assert_cmpstr (gst_structure_get_name (format), ==,
                   gst_structure_get_name (gst_caps_get_structure (wanted, 0)));
  int width, height;
  g_assert_true (gst_structure_get_int (format, "width", &width));
  g_assert_true (gst_structure_get_int (format, "height", &height));
}

static void
the_size_nearest_to_720_lines_is_taken (void)
{
  assert_chosen ("video/x-raw,format=YUY2,width=640,height=480,framerate=30/1;"
                 "video/x-raw,format=YUY2,width=1280,height=720,framerate=30/1;"
                 "video/x-raw,format=YUY2,width=1920,height=1080,framerate=30/1",
                 "video/x-raw,width=1280,height=720");
}

static void
a_slow_raw_format_gives_way_to_jpeg (void)
{
  assert_chosen ("video/x-raw,format=YUY2,width=1280,height=720,framerate=10/1;"
                 "image/jpeg,width=1280,height=720,framerate=30/1",
                 "image/jpeg,width=1280,height=720");
}

static void
raw_is_taken_before_jpeg_of_the_same_size (void)
{
  assert_chosen ("image/jpeg,width=1280,height=720,framerate=30/1;"
                 "video/x-raw,format=YUY2,width=1280,height=720,framerate={15/1,30/1}",
                 "video/x-raw,width=1280,height=720");
}

static void
a_range_of_sizes_is_narrowed (void)
{
  assert_chosen ("video/x-raw,format=I420,width=[16,4096],height=[16,2160],framerate=[1/1,60/1]",
                 "video/x-raw,format=I420,width=1280,height=720");
}

static void
a_camera_that_is_only_slow_or_small_is_used (void)
{
  assert_chosen ("video/x-raw,format=GRAY8,width=320,height=240,framerate=5/1",
                 "video/x-raw,format=GRAY8,width=320,height=240");
}

static void
what_cannot_be_used_is_passed_over (void)
{
  assert_chosen ("video/x-h264,width=1280,height=720,framerate=30/1;"
                 "video/x-raw(memory:DMABuf),format=YUY2,width=1280,height=720,framerate=30/1",
                 NULL);
  assert_chosen ("EMPTY", NULL);
  assert_chosen ("ANY", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
#define ADD(name) g_test_add_func ("/scan/camera-format/" #name, name)
  ADD (the_size_nearest_to_720_lines_is_taken);
  ADD (a_slow_raw_format_gives_way_to_jpeg);
  ADD (raw_is_taken_before_jpeg_of_the_same_size);
  ADD (a_range_of_sizes_is_narrowed);
  ADD (a_camera_that_is_only_slow_or_small_is_used);
  ADD (what_cannot_be_used_is_passed_over);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/homography.h"

#include <math.h>

static const YqqQrPoint square[4] = {{0, 0}, {25, 0}, {25, 25}, {0, 25}};

static void
assert_maps (const YqqHomography *plane, YqqQrPoint from, YqqQrPoint to)
{
  float x, y;
  yqq_homography_map (plane, (float)from.x, (float)from.y, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, to.x, .02);
  g_assert_cmpfloat_with_epsilon (y, to.y, .02);
}

/* Where the diagonals of four corners cross. */
static YqqQrPoint
cross (const YqqQrPoint at[4])
{
  double ax = at[2].x - at[0].x, ay = at[2].y - at[0].y;
  double bx = at[3].x - at[1].x, by = at[3].y - at[1].y;
  double part = ((at[1].x - at[0].x) * by - (at[1].y - at[0].y) * bx) / (ax * by - ay * bx);
  return (YqqQrPoint){at[0].x + part * ax, at[0].y + part * ay};
}

/* Corners of a code as cameras see it: straight on, turned, from the side, small, and far out in
 * the largest picture. */
static const YqqQrPoint seen[][4] = {
    {{10, 10}, {110, 10}, {110, 110}, {10, 110}},
    {{200, 30}, {330, 90}, {270, 220}, {140, 160}},
    {{100, 100}, {400, 160}, {380, 420}, {90, 480}},
    {{3, 3}, {28, 4}, {27, 29}, {2, 28}},
    {{15800, 15900}, {16380, 15950}, {16300, 16380}, {15750, 16350}},
};

static void
corners_come_to_lie_on_corners (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++) {
    YqqHomography plane;
    g_assert_true (yqq_homography_solve (&plane, square, seen[i]));
    for (guint corner = 0; corner < 4; corner++)
      assert_maps (&plane, square[corner], seen[i][corner]);
  }
}

/* What a mean of the corners would get wrong: the middle of a plane seen from the side is nearer to
 * its far edge, and it is where the diagonals cross. */
static void
the_middle_is_where_the_diagonals_cross (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++) {
    YqqHomography plane;
    g_assert_true (yqq_homography_solve (&plane, square, seen[i]));
    assert_maps (&plane, (YqqQrPoint){12.5, 12.5}, cross (seen[i]));
  }
}

static void
there_and_back_again_is_where_one_was (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (seen) - 1; i++) {
    YqqHomography there, back;
    g_assert_true (yqq_homography_solve (&there, square, seen[i]));
    g_assert_true (yqq_homography_solve (&back, seen[i], square));
    for (float u = 0; u <= 25; u += 5)
      for (float v = 0; v <= 25; v += 5) {
        float x, y;
        yqq_homography_map (&there, u, v, &x, &y);
        assert_maps (&back, (YqqQrPoint){(double)x, (double)y}, (YqqQrPoint){(double)u, (double)v});
      }
  }
}

static void
corners_on_one_line_span_no_plane (void)
{
  static const YqqQrPoint flat[][4] = {
      {{0, 0}, {10, 10}, {20, 20}, {0, 20}},
      {{5, 5}, {5, 5}, {5, 5}, {5, 5}},
      {{0, 0}, {10, 0}, {10, 0}, {0, 10}},
  };
  for (guint i = 0; i < G_N_ELEMENTS (flat); i++) {
    YqqHomography plane = {.a = 42};
    g_assert_false (yqq_homography_solve (&plane, flat[i], square));
    g_assert_cmpfloat (plane.a, ==, 42); /* untouched */
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/homography/" #name, name)
  ADD (corners_come_to_lie_on_corners);
  ADD (the_middle_is_where_the_diagonals_cross);
  ADD (there_and_back_again_is_where_one_was);
  ADD (corners_on_one_line_span_no_plane);
  return g_test_run ();
}

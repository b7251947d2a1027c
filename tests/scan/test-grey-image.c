/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/grey-image.h"

#include <string.h>

static YqqGreyImage *
make (guint width, guint height, const guint8 *pixels)
{
  return yqq_grey_image_new_copy (pixels, width, height, width);
}

static void
halving_takes_the_mean_of_four (void)
{
  static const guint8 pixels[] = {0, 100, 7, 20, 80, 7, 9, 9, 9};
  g_autoptr (YqqGreyImage) image = make (3, 3, pixels);
  g_autoptr (YqqGreyImage) half = yqq_grey_image_halve (image);
  g_assert_cmpuint (half->width, ==, 1);
  g_assert_cmpuint (half->height, ==, 1);
  g_assert_cmpuint (half->pixels[0], ==, 50);
}

static void
scaling_keeps_what_is_plain_plain (void)
{
  static const guint sizes[][2] = {{1, 1}, {3, 50}, {50, 3}, {20, 20}, {7, 33}, {100, 100}};
  guint8 pixels[400];
  memset (pixels, 123, sizeof pixels);
  g_autoptr (YqqGreyImage) image = make (20, 20, pixels);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (YqqGreyImage) scaled = yqq_grey_image_scale (image, sizes[i][0], sizes[i][1]);
    g_assert_cmpuint (scaled->width, ==, sizes[i][0]);
    g_assert_cmpuint (scaled->height, ==, sizes[i][1]);
    for (guint k = 0; k < sizes[i][0] * sizes[i][1]; k++)
      g_assert_cmpint (ABS ((int)scaled->pixels[k] - 123), <=, 1);
  }
}

static void
enlarging_goes_evenly_from_one_pixel_to_the_next (void)
{
  static const guint8 pixels[] = {0, 200};
  g_autoptr (YqqGreyImage) image = make (2, 1, pixels);
  g_autoptr (YqqGreyImage) scaled = yqq_grey_image_scale (image, 8, 1);
  static const int expected[] = {0, 0, 25, 75, 125, 175, 200, 200};
  for (guint i = 0; i < 8; i++)
    g_assert_cmpint (ABS (scaled->pixels[i] - expected[i]), <=, 1);
}

static void
shrinking_takes_the_mean (void)
{
  static const guint8 pixels[] = {10, 20, 30, 40, 50, 60};
  g_autoptr (YqqGreyImage) image = make (6, 1, pixels);
  g_autoptr (YqqGreyImage) scaled = yqq_grey_image_scale (image, 2, 1);
  g_assert_cmpuint (scaled->pixels[0], ==, 20);
  g_assert_cmpuint (scaled->pixels[1], ==, 50);
}

static void
blurring_spreads_a_point_by_one_two_one (void)
{
  guint8 pixels[25] = {0};
  pixels[12] = 160;
  g_autoptr (YqqGreyImage) image = make (5, 5, pixels);
  g_autoptr (YqqGreyImage) blurred = yqq_grey_image_blur (image, 1);
  static const guint8 expected[3][3] = {{10, 20, 10}, {20, 40, 20}, {10, 20, 10}};
  for (guint y = 0; y < 3; y++)
    for (guint x = 0; x < 3; x++)
      g_assert_cmpuint (blurred->pixels[(y + 1) * 5 + x + 1], ==, expected[y][x]);
}

static void
sharpening_stays_within_black_and_white (void)
{
  guint8 pixels[64];
  for (guint i = 0; i < 64; i++)
    pixels[i] = i % 8 < 4 ? 0 : 255;
  g_autoptr (YqqGreyImage) image = make (8, 8, pixels);
  g_autoptr (YqqGreyImage) sharp = yqq_grey_image_sharpen (image, 3, 1.5);
  g_assert_cmpmem (sharp->pixels, 64, pixels, 64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/grey-image/" #name, name)
  ADD (halving_takes_the_mean_of_four);
  ADD (scaling_keeps_what_is_plain_plain);
  ADD (enlarging_goes_evenly_from_one_pixel_to_the_next);
  ADD (shrinking_takes_the_mean);
  ADD (blurring_spreads_a_point_by_one_two_one);
  ADD (sharpening_stays_within_black_and_white);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/threshold.h"

#define SIDE 160
#define MODULE 8

static const YqqThresholdOptions options = {.block = 2 * MODULE,
                                            .least_contrast = 12,
                                            .most_contrast = 40};

/* A chessboard of modules whose light falls from the left; noise is up to so many levels. */
static YqqGreyImage *
draw_board (guint noise)
{
  YqqGreyImage *image = yqq_grey_image_new (SIDE, SIDE);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  for (guint y = 0; y < SIDE; y++)
    for (guint x = 0; x < SIDE; x++) {
      guint light = 240 - x; /* 240 … 81 */
      gboolean dark = (x / MODULE + y / MODULE) % 2 == 0;
      guint level = dark ? light / 3 : light;
      image->pixels[y * SIDE + x] =
          (guint8)(level + (noise > 0 ? (guint)g_rand_int_range (random, 0, (gint)noise) : 0));
    }
  return image;
}

static gint8
value_at (YqqSoftImage *soft, guint x, guint y)
{
  return soft->values[y * soft->width + x];
}

static void
assert_side (int value, gboolean dark)
{
  if (dark)
    g_assert_cmpint (value, <, 0);
  else
    g_assert_cmpint (value, >, 0);
}

/* In the middle of each module. */
static void
check_board (YqqSoftImage *soft, int sign)
{
  for (guint row = 0; row < SIDE / MODULE; row++)
    for (guint column = 0; column < SIDE / MODULE; column++) {
      gint8 value = value_at (soft, column * MODULE + MODULE / 2, row * MODULE + MODULE / 2);
      gboolean dark = (column + row) % 2 == 0;
      assert_side (value * sign, dark);
    }
}

/* A dark module on the bright side (80) is as light as a light one on the dark side (81). */
static void
modules_are_told_apart_in_uneven_light (void)
{
  g_autoptr (YqqGreyImage) image = draw_board (0);
  g_autoptr (YqqSoftImage) soft = yqq_soft_image_new (image, &options);
  g_assert_cmpuint (soft->width, ==, SIDE);
  g_assert_cmpuint (soft->height, ==, SIDE);
  check_board (soft, 1);
}

static void
modules_are_told_apart_under_noise (void)
{
  g_autoptr (YqqGreyImage) image = draw_board (15);
  g_autoptr (YqqSoftImage) soft = yqq_soft_image_new (image, &options);
  check_board (soft, 1);
}

static void
a_light_code_on_dark_ground_is_turned_round (void)
{
  YqqThresholdOptions inverted = options;
  inverted.inverted = TRUE;
  g_autoptr (YqqGreyImage) image = draw_board (0);
  g_autoptr (YqqSoftImage) soft = yqq_soft_image_new (image, &inverted);
  check_board (soft, -1);
}

static void
nothing_is_surer_than_the_limit (void)
{
  g_autoptr (YqqGreyImage) image = yqq_grey_image_new (SIDE, SIDE);
  for (guint i = 0; i < SIDE * SIDE; i++)
    image->pixels[i] = i / MODULE % 2 ? 255 : 0;
  g_autoptr (YqqSoftImage) soft = yqq_soft_image_new (image, &options);
  gint8 least = 0, most = 0;
  for (guint i = 0; i < SIDE * SIDE; i++) {
    least = MIN (least, soft->values[i]);
    most = MAX (most, soft->values[i]);
  }
  g_assert_cmpint (least, ==, -YQQ_SOFT_LIMIT);
  g_assert_cmpint (most, ==, YQQ_SOFT_LIMIT);
}

/* Paper without anything on it must not become a pattern of its noise. */
static void
a_plain_ground_is_light (void)
{
  g_autoptr (YqqGreyImage) image = yqq_grey_image_new (SIDE, SIDE);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  for (guint i = 0; i < SIDE * SIDE; i++)
    image->pixels[i] = (guint8)(180 + g_rand_int_range (random, 0, 20));
  g_autoptr (YqqSoftImage) soft = yqq_soft_image_new (image, &options);
  for (guint i = 0; i < SIDE * SIDE; i++)
    g_assert_cmpint (soft->values[i], >=, 0);
}

/* Far from every edge there is no contrast: what is dark there is known from the blocks before. */
static void
the_inside_of_something_large_and_dark_is_dark (void)
{
  const guint side = 2 * SIDE;
  g_autoptr (YqqGreyImage) image = yqq_grey_image_new (side, side);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      image->pixels[y * side + x] = x >= 40 && x < 280 && y >= 40 && y < 280 ? 30 : 220;
  g_autoptr (YqqSoftImage) soft = yqq_soft_image_new (image, &options);
  assert_side (value_at (soft, 160, 160), TRUE);
  assert_side (value_at (soft, 10, 10), FALSE);
}

static void
a_picture_smaller_than_a_block_is_judged_as_one (void)
{
  static const guint8 pixels[] = {10, 200, 200, 10, 200, 200};
  g_autoptr (YqqGreyImage) image = yqq_grey_image_new_copy (pixels, 3, 2, 3);
  g_autoptr (YqqSoftImage) soft = yqq_soft_image_new (image, &options);
  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    assert_side (soft->values[i], pixels[i] == 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/threshold/" #name, name)
  ADD (modules_are_told_apart_in_uneven_light);
  ADD (modules_are_told_apart_under_noise);
  ADD (a_light_code_on_dark_ground_is_turned_round);
  ADD (nothing_is_surer_than_the_limit);
  ADD (a_plain_ground_is_light);
  ADD (the_inside_of_something_large_and_dark_is_dark);
  ADD (a_picture_smaller_than_a_block_is_judged_as_one);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "face/face-challenge.h"
#include "face/face-hint.h"
#include "face/face-picture.h"
#include "face/face-template-private.h"
#include "face/face-wire.h"

/* --- pictures --------------------------------------------------------------------------------- */

static YqqFaceFrame
make_frame (guint width, guint height, YqqFacePixels format, gsize stride)
{
  gsize size = stride * height;
  guint8 *pixels = g_malloc (size);
  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8)(i % stride);
  return (YqqFaceFrame){g_bytes_new_take (pixels, size), width, height, stride, format, 0};
}

static void
a_large_frame_is_shrunk (void)
{
  YqqFaceFrame frame = make_frame (1280, 720, YQQ_FACE_PIXELS_RGBA, 1280 * 4);
  g_autoptr (GBytes) pixels = frame.pixels;
  g_autoptr (YqqFacePicture) picture = yqq_face_picture_new_from_frame (&frame);
  g_assert_cmpuint (picture->width, ==, 640);
  g_assert_cmpuint (picture->height, ==, 360);
  g_assert_cmpuint (picture->rgb[0], ==, 2); /* between 0 and 4 */
  g_assert_cmpuint (picture->rgb[1], ==, 3);
}

static void
grey_becomes_three_times_the_same (void)
{
  YqqFaceFrame frame = make_frame (100, 80, YQQ_FACE_PIXELS_GREY8, 128);
  g_autoptr (GBytes) pixels = frame.pixels;
  g_autoptr (YqqFacePicture) picture = yqq_face_picture_new_from_frame (&frame);
  const guint8 *at = picture->rgb + (79 * 100 + 50) * 3;
  g_assert_cmpuint (at[0], ==, 50);
  g_assert_cmpuint (at[1], ==, 50);
  g_assert_cmpuint (at[2], ==, 50);
}

static void
a_frame_that_promises_more_than_it_has_is_refused (void)
{
  YqqFaceFrame frame = make_frame (100, 80, YQQ_FACE_PIXELS_RGB, 300);
  g_autoptr (GBytes) pixels = frame.pixels;
  YqqFaceFrame wrong[] = {frame, frame, frame, frame, frame};
  wrong[0].height = 81;
  wrong[1].stride = 299;
  wrong[2].width = 101;
  wrong[3].width = 8;
  wrong[4].stride = G_MAXSIZE / 2;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (yqq_face_picture_new_from_frame (&wrong[i]));
}

static void
a_look_beyond_the_picture_sees_its_edge (void)
{
  g_autoptr (YqqFacePicture) picture = yqq_face_picture_new (64, 64);
  memset (picture->rgb, 200, 64 * 64 * 3);
  YqqFaceMap map = yqq_face_map_for_box ((YqqFaceBox){-1e6f, -30, 2e6f, 300}, 4, 4);
  float grey[16];
  yqq_face_picture_look (picture, &map, 4, 4, YQQ_FACE_CHANNELS_GREY, 100, .5f, grey);
  for (guint i = 0; i < 16; i++)
    g_assert_cmpfloat_with_epsilon (grey[i], 50, .01);
}

/* --- templates -------------------------------------------------------------------------------- */

static YqqSecretBytes *
make_template (void)
{
  YqqEmbedding embeddings[3] = {0};
  for (guint i = 0; i < 3; i++)
    embeddings[i].values[i] = 1;
  return yqq_face_template_write (embeddings, 3);
}

static void
a_template_comes_back_as_it_was (void)
{
  g_autoptr (YqqSecretBytes) template = make_template ();
  YqqEmbedding pictures[YQQ_FACE_TEMPLATE_MAX_PICTURES], face = {0};
  g_autoptr (GError) error = NULL;
  g_assert_true (yqq_face_template_check (template, &error));
  g_assert_cmpuint (yqq_face_template_read (template, pictures, &error), ==, 3);
  face.values[2] = .8f;
  face.values[9] = .6f;
  g_assert_cmpfloat_with_epsilon (yqq_face_template_compare (pictures, 3, &face), .8, 1e-5);
}

static void
a_damaged_template_is_refused (void)
{
  g_autoptr (YqqSecretBytes) template = make_template ();
  gsize size = yqq_secret_bytes_get_size (template);
  const gsize places[] = {0, 4, 5, 6, 69, 70 + 3, size - 1};
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (YqqSecretBytes) other =
        yqq_secret_bytes_new_copy (yqq_secret_bytes_get_data (template), size);
    g_autoptr (GError) error = NULL;
    yqq_secret_bytes_get_data (other)[places[i]] ^= 0x7f;
    g_assert_false (yqq_face_template_check (other, &error));
    g_assert_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_BAD_TEMPLATE);
  }
  for (gsize cut = 0; cut < size; cut += 97) {
    g_autoptr (YqqSecretBytes) part =
        yqq_secret_bytes_new_copy (yqq_secret_bytes_get_data (template), cut);
    g_assert_false (yqq_face_template_check (part, NULL));
  }
}

/* --- messages --------------------------------------------------------------------------------- */

static void
a_header_comes_back_as_it_was (void)
{
  YqqFaceWireHeader header = {YQQ_FACE_WIRE_PICTURE, 640, 360, 640 * 360 * 3, -5}, read;
  guint8 bytes[YQQ_FACE_WIRE_HEADER_SIZE];
  yqq_face_wire_write (&header, bytes);
  g_assert_true (yqq_face_wire_read (bytes, &read));
  g_assert_cmpuint (read.width, ==, 640);
  g_assert_cmpuint (read.height, ==, 360);
  g_assert_cmpuint (read.length, ==, header.length);
  g_assert_cmpint (read.time_us, ==, -5);
}

static void
a_header_out_of_bounds_is_refused (void)
{
  const YqqFaceWireHeader wrong[] = {
      {YQQ_FACE_WIRE_PICTURE, 641, 10, 641 * 10 * 3, 0},
      {YQQ_FACE_WIRE_PICTURE, 10, 10, 301, 0},
      {YQQ_FACE_WIRE_PICTURE, 0, 10, 0, 0},
      {YQQ_FACE_WIRE_TEXT, 0, 0, YQQ_FACE_WIRE_MAX_TEXT + 1, 0},
      {YQQ_FACE_WIRE_TEXT, 0, 0, 0, 0},
      {YQQ_FACE_WIRE_TEMPLATE, 0, 0, YQQ_FACE_TEMPLATE_MAX_BYTES + 1, 0},
      {9, 0, 0, 10, 0},
  };
  guint8 bytes[YQQ_FACE_WIRE_HEADER_SIZE];
  YqqFaceWireHeader read;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    yqq_face_wire_write (&wrong[i], bytes);
    g_assert_false (yqq_face_wire_read (bytes, &read));
  }
  yqq_face_wire_write (&(YqqFaceWireHeader){YQQ_FACE_WIRE_TEXT, 0, 0, 10, 0}, bytes);
  bytes[0] ^= 1;
  g_assert_false (yqq_face_wire_read (bytes, &read));
}

static void
every_word_comes_back_as_it_was (void)
{
  YqqFaceHint hint;
  YqqFaceChallenge challenge;
  YqqFaceError error;
  for (guint i = 0; i < YQQ_FACE_N_HINTS; i++)
    g_assert_true (yqq_face_hint_from_nick (yqq_face_hint_to_nick (i), &hint) && hint == i);
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    g_assert_true (yqq_face_challenge_from_nick (yqq_face_challenge_to_nick (i), &challenge) &&
                   challenge == i);
  for (guint i = 0; i <= YQQ_FACE_ERROR_BAD_TEMPLATE; i++)
    g_assert_true (yqq_face_error_from_nick (yqq_face_error_to_nick (i), &error) && error == i);
  g_assert_false (yqq_face_challenge_from_nick ("jump", &challenge));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/face/parts/" #name, name)
  ADD (a_large_frame_is_shrunk);
  ADD (grey_becomes_three_times_the_same);
  ADD (a_frame_that_promises_more_than_it_has_is_refused);
  ADD (a_look_beyond_the_picture_sees_its_edge);
  ADD (a_template_comes_back_as_it_was);
  ADD (a_damaged_template_is_refused);
  ADD (a_header_comes_back_as_it_was);
  ADD (a_header_out_of_bounds_is_refused);
  ADD (every_word_comes_back_as_it_was);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qr/qr-code.h"

#include <stdlib.h>
#include <string.h>

static YqqQrCode *
encode (const char *text)
{
  g_autoptr (GError) error = NULL;
  YqqQrCode *code = yqq_qr_code_new (text, &error);
  g_assert_no_error (error);
  return code;
}

/* Draws the SVG's path by hand: each "Mx yhNv1h-Nz" is a run of dark modules. */
static GHashTable *
read_path (const char *svg)
{
  GHashTable *dark = g_hash_table_new (NULL, NULL);
  for (const char *at = strstr (svg, "d=\"M") + 3; *at == 'M';) {
    char *end;
    long x = strtol (at + 1, &end, 10), y = strtol (end, &end, 10);
    g_assert_cmpint (*end, ==, 'h');
    long run = strtol (end + 1, &end, 10);
    for (long i = 0; i < run; i++)
      g_hash_table_add (dark, GINT_TO_POINTER (y * 1000 + x + i));
    at = strchr (end, 'z') + 1;
  }
  return dark;
}

static void
the_svg_shows_every_module (void)
{
  g_autoptr (YqqQrCode) code = encode ("HTTPS://EXAMPLE.COM/");
  g_autofree char *svg = yqq_qr_code_to_svg (code);
  g_assert_nonnull (strstr (svg, "shape-rendering=\"crispEdges\""));
  g_autoptr (GHashTable) dark = read_path (svg);
  int end = (int)yqq_qr_code_get_size (code) + 2 * YQQ_QR_QUIET_ZONE;
  for (int y = 0; y < end; y++)
    for (int x = 0; x < end; x++)
      g_assert_cmpint (g_hash_table_contains (dark, GINT_TO_POINTER (y * 1000 + x)), ==,
                       yqq_qr_code_get_module (code, x - YQQ_QR_QUIET_ZONE, y - YQQ_QR_QUIET_ZONE));
}

static void
the_text_shows_two_rows_a_line (void)
{
  g_autoptr (YqqQrCode) code = encode ("A");
  g_autofree char *text = yqq_qr_code_to_text (code);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 15 + 1); /* (21 + 2·4) / 2 rounded up, and the end */
  for (int y = 0; y < 14; y++)
    for (int x = 0; x < 29; x++) {
      g_autofree char *letter = g_utf8_substring (lines[y], x, x + 1);
      gboolean upper = strcmp (letter, "▄") == 0 || strcmp (letter, " ") == 0;
      gboolean lower = strcmp (letter, "▀") == 0 || strcmp (letter, " ") == 0;
      g_assert_cmpint (upper, ==, yqq_qr_code_get_module (code, x - 4, 2 * y - 4));
      g_assert_cmpint (lower, ==, yqq_qr_code_get_module (code, x - 4, 2 * y - 3));
    }
}

static void
the_grey_pixels_are_the_modules_enlarged (void)
{
  g_autoptr (YqqQrCode) code = encode ("A");
  guint side = 0;
  g_autoptr (GBytes) grey = yqq_qr_code_to_grey (code, 3, &side);
  g_assert_cmpuint (side, ==, (21 + 8) * 3);
  g_assert_cmpuint (g_bytes_get_size (grey), ==, side * side);
  const guint8 *pixels = g_bytes_get_data (grey, NULL);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      g_assert_cmpuint (pixels[y * side + x], ==,
                        yqq_qr_code_get_module (code, (int)(x / 3) - 4, (int)(y / 3) - 4) ? 0
                                                                                          : 255);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr/qr-render/the_svg_shows_every_module", the_svg_shows_every_module);
  g_test_add_func ("/qr/qr-render/the_text_shows_two_rows_a_line", the_text_shows_two_rows_a_line);
  g_test_add_func ("/qr/qr-render/the_grey_pixels_are_the_modules_enlarged",
                   the_grey_pixels_are_the_modules_enlarged);
  return g_test_run ();
}

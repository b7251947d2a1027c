/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qr/qr-code.h"

#include <string.h>

#define MAX_PIXELS_PER_MODULE 32

/* One rectangle a run of dark modules keeps the path short. */
static void
append_row (GString *path, YqqQrCode *self, int y)
{
  int size = (int)yqq_qr_code_get_size (self);
  for (int x = 0; x < size; x++) {
    int start = x;
    while (yqq_qr_code_get_module (self, x, y))
      x++;
    if (x > start)
      g_string_append_printf (path, "M%d %dh%dv1h-%dz", start + YQQ_QR_QUIET_ZONE,
                              y + YQQ_QR_QUIET_ZONE, x - start, x - start);
  }
}

char *
yqq_qr_code_to_svg (YqqQrCode *self)
{
  int size = (int)yqq_qr_code_get_size (self), side = size + 2 * YQQ_QR_QUIET_ZONE;
  GString *svg = g_string_new (NULL);
  g_string_printf (svg,
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                   "shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>"
                   "<path fill=\"#000\" d=\"",
                   side, side, side, side);
  for (int y = 0; y < size; y++)
    append_row (svg, self, y);
  g_string_append (svg, "\"/></svg>\n");
  return g_string_free (svg, FALSE);
}

char *
yqq_qr_code_to_text (YqqQrCode *self)
{
  static const char *blocks[2][2] = {{"█", "▀"}, {"▄", " "}}; /* [upper dark][lower dark] */
  int size = (int)yqq_qr_code_get_size (self), end = size + YQQ_QR_QUIET_ZONE;
  GString *text = g_string_new (NULL);
  for (int y = -YQQ_QR_QUIET_ZONE; y < end; y += 2) {
    for (int x = -YQQ_QR_QUIET_ZONE; x < end; x++) {
      gboolean upper = yqq_qr_code_get_module (self, x, y);
      /* The number of rows is odd: below the last one the terminal's own background shows. */
      gboolean lower = y + 1 >= end || yqq_qr_code_get_module (self, x, y + 1);
      g_string_append (text, blocks[upper][lower]);
    }
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

GBytes *
yqq_qr_code_to_grey (YqqQrCode *self, guint pixels_per_module, guint *side)
{
  g_return_val_if_fail (pixels_per_module >= 1 && pixels_per_module <= MAX_PIXELS_PER_MODULE, NULL);
  guint modules = yqq_qr_code_get_size (self) + 2 * YQQ_QR_QUIET_ZONE;
  guint width = modules * pixels_per_module;
  guint8 *pixels = g_malloc ((gsize)width * width);
  for (guint y = 0; y < width; y++)
    for (guint x = 0; x < width; x++) {
      gboolean dark =
          yqq_qr_code_get_module (self, (int)(x / pixels_per_module) - YQQ_QR_QUIET_ZONE,
                                  (int)(y / pixels_per_module) - YQQ_QR_QUIET_ZONE);
      pixels[(gsize)y * width + x] = dark ? 0 : 255;
    }
  *side = width;
  return g_bytes_new_take (pixels, (gsize)width * width);
}

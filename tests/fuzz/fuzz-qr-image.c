/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Modules as they come: the first byte is how many a row has, the second how many pixels one has
 * and how noisy they are, then a bit each. */
#include <string.h>

#include "fuzz.h"
#include "scan/qr-reader.h"

#define MAX_BITS (70 * 70)

static guint8
get_pixel (const uint8_t *bits, size_t i, guint noise, guint seed)
{
  gboolean dark = bits[i / 8] >> (i % 8) & 1;
  guint grain = (seed * 2654435761u >> 24) * noise / 8;
  return (guint8)(dark ? grain : 255 - grain);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 3 || data[0] == 0)
    return 0;
  guint columns = data[0], scale = 1 + data[1] % 3, noise = data[1] / 3 % 8;
  size_t bits = MIN ((size - 2) * 8, MAX_BITS);
  guint rows = (guint)(bits / columns);
  if (rows == 0)
    return 0;
  guint width = columns * scale, height = rows * scale;
  g_autofree guint8 *grey = g_malloc ((gsize)width * height);
  for (guint i = 0; i < width * height; i++)
    grey[i] = get_pixel (data + 2, (i / width / scale) * columns + i % width / scale, noise, i);
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  g_autoptr (GPtrArray) readings =
      data[1] >= 240 ? yqq_qr_reader_read (reader, grey, width, height, width)
                     : yqq_qr_reader_read_frame (reader, grey, width, height, width);
  for (guint i = 0; i < readings->len; i++) {
    YqqQrReading *reading = g_ptr_array_index (readings, i);
    g_assert_true (reading->text == NULL || g_utf8_validate (reading->text, -1, NULL));
    g_assert_true (reading->text == NULL ||
                   strlen (reading->text) == g_bytes_get_size (reading->bytes));
  }
  return 0;
}

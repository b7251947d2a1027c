/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picture files from outside, from their first byte to the text in them. */
#include "fuzz.h"
#include "scan/image.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) readings = yqq_scan_image_bytes (bytes, &error);
  g_assert_true ((readings == NULL) == (error != NULL));
  g_assert_true (readings == NULL || readings->len > 0);
  g_assert_true (error == NULL || error->domain == YQQ_SCAN_ERROR);
  return 0;
}

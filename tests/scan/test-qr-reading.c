/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/qr-reading.h"

#include <string.h>

/* A square of so many pixels a side around a point. */
static YqqQrReading *
read_at (const char *text, double x, double y, double side)
{
  double half = side / 2;
  const YqqQrPoint outline[4] = {
      {x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}};
  return yqq_qr_reading_new (text, strlen (text), outline);
}

static void
bytes_that_are_no_text_stay_bytes (void)
{
  static const struct {
    const char *data;
    gsize size;
    const char *text;
  } codes[] = {
      {"粤企签", 9, "粤企签"},   {"", 0, ""}, {"a\0b", 3, NULL}, {"\xc3\x28", 2, NULL},
      {"\xed\xa0\x80", 3, NULL}, /* half of a surrogate pair */
  };
  static const YqqQrPoint outline[4];
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (YqqQrReading) reading = yqq_qr_reading_new (codes[i].data, codes[i].size, outline);
    gsize size;
    gconstpointer bytes = g_bytes_get_data (reading->bytes, &size);
    g_assert_cmpstr (reading->text, ==, codes[i].text);
    g_assert_cmpmem (bytes, size, codes[i].data, codes[i].size);
  }
}

static void
a_copy_is_whole_and_its_own (void)
{
  g_autoptr (YqqQrReading) reading = read_at ("a", 100, 50, 20);
  g_autoptr (YqqQrReading) copy = yqq_qr_reading_copy (reading);
  yqq_qr_reading_scale (reading, 2, .5);
  g_assert_cmpfloat (copy->outline[2].x, ==, 110);
  g_assert_cmpfloat (copy->outline[2].y, ==, 60);
  g_assert_cmpstr (copy->text, ==, "a");
  YqqQrPoint centre = yqq_qr_reading_get_centre (reading);
  g_assert_cmpfloat (centre.x, ==, 200);
  g_assert_cmpfloat (centre.y, ==, 25);
}

/* Two passes over one picture find a code twice, a little apart; the same code may also be there
 * twice. */
static void
one_code_is_one_reading_and_two_are_two (void)
{
  g_autoptr (GPtrArray) readings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_qr_reading_free);
  yqq_qr_reading_add_unique (readings, read_at ("a", 100, 100, 40));
  yqq_qr_reading_add_unique (readings, read_at ("a", 103, 98, 42));
  g_assert_cmpuint (readings->len, ==, 1);
  yqq_qr_reading_add_unique (readings, read_at ("a", 200, 100, 40));
  g_assert_cmpuint (readings->len, ==, 2);
  yqq_qr_reading_add_unique (readings, read_at ("b", 100, 100, 40));
  g_assert_cmpuint (readings->len, ==, 3);
  YqqQrReading *first = readings->pdata[0];
  g_assert_cmpfloat (yqq_qr_reading_get_centre (first).x, ==, 100); /* the earlier one stays */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/scan/qr-reading/" #name, name)
  ADD (bytes_that_are_no_text_stay_bytes);
  ADD (a_copy_is_whole_and_its_own);
  ADD (one_code_is_one_reading_and_two_are_two);
  return g_test_run ();
}

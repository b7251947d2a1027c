/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qr/qr-code.h"

#include <string.h>

/* As long as the scan session's address: host of 30 letters, 26 + 7 + 13 in base32. */
#define SESSION_TEXT "HTTPS://SIGN.EXAMPLE.COM/S/1.ABCDEFGHIJKLMNOPQRSTUVWXYZ.ABCDEFG.ABCDEFGHIJKLM"

static YqqQrCode *
encode (const char *text)
{
  g_autoptr (GError) error = NULL;
  YqqQrCode *code = yqq_qr_code_new (text, &error);
  g_assert_no_error (error);
  return code;
}

static void
a_session_address_stays_in_version_4 (void)
{
  g_autoptr (YqqQrCode) code = encode (SESSION_TEXT);
  g_assert_cmpuint (yqq_qr_code_get_version (code), ==, 4);
  g_assert_cmpuint (yqq_qr_code_get_size (code), ==, 33);
}

static void
lower_case_costs_a_larger_version (void)
{
  g_autofree char *lower = g_ascii_strdown (SESSION_TEXT, -1);
  g_autoptr (YqqQrCode) code = encode (lower);
  g_assert_cmpuint (yqq_qr_code_get_version (code), >, 4);
}

static void
one_letter_takes_the_smallest_version (void)
{
  g_autoptr (YqqQrCode) code = encode ("A");
  g_assert_cmpuint (yqq_qr_code_get_version (code), ==, 1);
  g_assert_cmpuint (yqq_qr_code_get_size (code), ==, 21);
}

/* ISO/IEC 18004 6.3.3: dark 7×7 ring, light ring, dark 3×3 */
static void
assert_finder (YqqQrCode *code, int left, int top)
{
  for (int y = -1; y <= 7; y++)
    for (int x = -1; x <= 7; x++) {
      int ring = MAX (ABS (x - 3), ABS (y - 3));
      g_assert_cmpint (yqq_qr_code_get_module (code, left + x, top + y), ==,
                       ring != 2 && ring != 4);
    }
}

static void
three_corners_hold_finder_patterns (void)
{
  g_autoptr (YqqQrCode) code = encode (SESSION_TEXT);
  int far = (int)yqq_qr_code_get_size (code) - 7;
  assert_finder (code, 0, 0);
  assert_finder (code, far, 0);
  assert_finder (code, 0, far);
}

/* ISO/IEC 18004 7.9.1: the format bits 14 and 13 beside the upper left finder are 00 for level M,
 * 10 after the mask 101010000010010 */
static void
the_code_is_at_level_m (void)
{
  g_autoptr (YqqQrCode) code = encode (SESSION_TEXT);
  g_assert_true (yqq_qr_code_get_module (code, 0, 8));
  g_assert_false (yqq_qr_code_get_module (code, 1, 8));
}

static void
outside_the_code_everything_is_light (void)
{
  g_autoptr (YqqQrCode) code = encode ("A");
  g_assert_false (yqq_qr_code_get_module (code, -1, 0));
  g_assert_false (yqq_qr_code_get_module (code, 0, -1));
  g_assert_false (yqq_qr_code_get_module (code, 21, 0));
  g_assert_false (yqq_qr_code_get_module (code, 0, 21));
}

static void
an_empty_text_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_qr_code_new ("", &error));
  g_assert_error (error, YQQ_QR_ERROR, YQQ_QR_ERROR_EMPTY);
}

/* ISO/IEC 18004 table 7: version 40-M holds 2331 bytes or 3391 alphanumeric characters */
static void
a_text_is_taken_up_to_the_largest_version_and_not_beyond (void)
{
  g_autofree char *most = g_strnfill (3391, 'A');
  g_autoptr (YqqQrCode) code = encode (most);
  g_assert_cmpuint (yqq_qr_code_get_version (code), ==, 40);
  g_autofree char *more = g_strnfill (3392, 'A');
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_qr_code_new (more, &error));
  g_assert_error (error, YQQ_QR_ERROR, YQQ_QR_ERROR_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr/qr-code/a_session_address_stays_in_version_4",
                   a_session_address_stays_in_version_4);
  g_test_add_func ("/qr/qr-code/lower_case_costs_a_larger_version",
                   lower_case_costs_a_larger_version);
  g_test_add_func ("/qr/qr-code/one_letter_takes_the_smallest_version",
                   one_letter_takes_the_smallest_version);
  g_test_add_func ("/qr/qr-code/three_corners_hold_finder_patterns",
                   three_corners_hold_finder_patterns);
  g_test_add_func ("/qr/qr-code/the_code_is_at_level_m", the_code_is_at_level_m);
  g_test_add_func ("/qr/qr-code/outside_the_code_everything_is_light",
                   outside_the_code_everything_is_light);
  g_test_add_func ("/qr/qr-code/an_empty_text_is_refused", an_empty_text_is_refused);
  g_test_add_func ("/qr/qr-code/a_text_is_taken_up_to_the_largest_version_and_not_beyond",
                   a_text_is_taken_up_to_the_largest_version_and_not_beyond);
  return g_test_run ();
}

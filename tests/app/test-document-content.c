/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-content.h"

#include <string.h>

static YqqDocumentContent *
read_bytes (const char *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  return yqq_document_content_read (bytes);
}

static YqqDocumentContent *
read_string (const char *text)
{
  return read_bytes (text, strlen (text));
}

static void
assert_other (const char *data, gsize size)
{
  g_autoptr (YqqDocumentContent) content = read_bytes (data, size);
  g_assert_cmpint (content->kind, ==, YQQ_DOCUMENT_OTHER);
}

static void
text_is_shown_as_it_is (void)
{
  g_autoptr (YqqDocumentContent) content = read_string ("\xef\xbb\xbf合同\r\n\t<b>第一条</b>\n");
  g_assert_cmpint (content->kind, ==, YQQ_DOCUMENT_TEXT);
  g_assert_cmpstr (content->text, ==, "合同\r\n\t<b>第一条</b>\n");
  g_assert_false (content->marked);
}

static void
text_of_the_national_standard_is_read (void)
{
  gsize size;
  g_autofree char *encoded = g_convert ("粤企签 合同", -1, "GB18030", "UTF-8", NULL, &size, NULL);
  g_autoptr (YqqDocumentContent) content = read_bytes (encoded, size);
  g_assert_cmpint (content->kind, ==, YQQ_DOCUMENT_TEXT);
  g_assert_cmpstr (content->text, ==, "粤企签 合同");
}

/* 100 turned to 001 by a direction mark, and a letter that nobody sees. */
static void
characters_without_a_shape_are_made_visible (void)
{
  g_autoptr (YqqDocumentContent) content = read_string ("金额 \xe2\x80\xae"
                                                        "001\xe2\x80\x8b 元");
  g_assert_cmpint (content->kind, ==, YQQ_DOCUMENT_TEXT);
  g_assert_cmpstr (content->text, ==, "金额 ⟨U+202E⟩001⟨U+200B⟩ 元");
  g_assert_true (content->marked);
}

static void
what_is_written_for_a_program_is_not_text (void)
{
  static const char pdf[] = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";
  static const char rtf[] = "{\\rtf1 text}";
  static const char terminal[] = "text \x1b[2J text";
  assert_other (pdf, strlen (pdf));
  assert_other (rtf, strlen (rtf));
  assert_other (terminal, strlen (terminal));
  assert_other ("a\0b", 3);
  assert_other ("", 0);
}

static void
text_too_long_for_this_window_is_left_to_others (void)
{
  g_autofree char *lines = g_malloc (YQQ_DOCUMENT_TEXT_MAX_BYTES + 1);
  g_autofree char *line = g_strnfill (YQQ_DOCUMENT_LINE_MAX_BYTES + 1, 'a');
  memset (lines, '\n', YQQ_DOCUMENT_TEXT_MAX_BYTES + 1);
  g_autoptr (YqqDocumentContent) most = read_bytes (lines, YQQ_DOCUMENT_TEXT_MAX_BYTES);
  g_autoptr (YqqDocumentContent) longest = read_bytes (line, YQQ_DOCUMENT_LINE_MAX_BYTES);
  g_assert_cmpint (most->kind, ==, YQQ_DOCUMENT_TEXT);
  g_assert_cmpint (longest->kind, ==, YQQ_DOCUMENT_TEXT);
  assert_other (lines, YQQ_DOCUMENT_TEXT_MAX_BYTES + 1);
  assert_other (line, YQQ_DOCUMENT_LINE_MAX_BYTES + 1);
}

static void
save_picture (const char *type, char **data, gsize *size)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 30, 20);
  g_autoptr (GError) error = NULL;
  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  gdk_pixbuf_save_to_buffer (pixbuf, data, size, type, &error, NULL);
  g_assert_no_error (error);
}

static void
pictures_are_read (gconstpointer type)
{
  g_autofree char *data = NULL;
  gsize size;
  save_picture (type, &data, &size);
  g_autoptr (YqqDocumentContent) content = read_bytes (data, size);
  g_assert_cmpint (content->kind, ==, YQQ_DOCUMENT_PICTURE);
  g_assert_cmpint (gdk_pixbuf_get_width (content->picture), ==, 30);
  g_assert_cmpint (gdk_pixbuf_get_height (content->picture), ==, 20);
}

static void
a_damaged_picture_is_not_shown_in_part (void)
{
  g_autofree char *data = NULL;
  gsize size;
  save_picture ("png", &data, &size);
  assert_other (data, size / 2);
}

/* Width and height of the head, 100,000 each; nothing of that size is ever allocated. */
static void
a_picture_beyond_the_limits_is_not_read (void)
{
  g_autofree char *data = NULL;
  gsize size;
  save_picture ("png", &data, &size);
  memcpy (data + 16, "\0\x01\x86\xa0\0\x01\x86\xa0", 8);
  assert_other (data, size);
}

static void
what_moves_is_not_one_picture (void)
{
  static const char webp[] = "RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\0\0\0\0\0\0";
  g_autofree char *data = NULL;
  gsize size;
  assert_other (webp, sizeof webp);
  save_picture ("png", &data, &size);
  memcpy (data + 16, "acTL",
          4); /* where it is does not matter here, as long as it is before the pixels */
  assert_other (data, size);
}

#define ADD(name) g_test_add_func ("/app/document-content/" #name, name)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (text_is_shown_as_it_is);
  ADD (text_of_the_national_standard_is_read);
  ADD (characters_without_a_shape_are_made_visible);
  ADD (what_is_written_for_a_program_is_not_text);
  ADD (text_too_long_for_this_window_is_left_to_others);
  g_test_add_data_func ("/app/document-content/a_png_is_read", "png", pictures_are_read);
  g_test_add_data_func ("/app/document-content/a_jpeg_is_read", "jpeg", pictures_are_read);
  ADD (a_damaged_picture_is_not_shown_in_part);
  ADD (a_picture_beyond_the_limits_is_not_read);
  ADD (what_moves_is_not_one_picture);
  return g_test_run ();
}

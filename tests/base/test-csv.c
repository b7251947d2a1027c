/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv.h"

#include <string.h>

#define ROWS 100

/* Rows as one text: fields between bars, rows between slashes. */
static char *
show (GPtrArray *rows)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++) {
    g_autofree char *row = g_strjoinv ("|", g_ptr_array_index (rows, i));
    g_string_append_printf (text, "%s%s", i > 0 ? "/" : "", row);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_parsed (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = yqq_csv_parse (text, strlen (text), ROWS, &error);
  g_assert_no_error (error);
  g_autofree char *shown = show (rows);
  g_assert_cmpstr (shown, ==, expected);
}

static void
check_refused (const char *text, gsize size, YqqCsvError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_csv_parse (text, size, ROWS, &error));
  g_assert_error (error, YQQ_CSV_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, says));
}

static void
rows_and_fields_come_apart (void)
{
  check_parsed ("a,b\r\nc,d\r\n", "a|b/c|d");
  check_parsed ("a,b\r\nc,d", "a|b/c|d");
  check_parsed ("姓名,电话\n张三,1", "姓名|电话/张三|1");
  check_parsed (",\n,", "|/|");
  check_parsed (" a , b ", " a | b ");
  check_parsed ("one", "one");
}

static void
any_line_end_ends_a_line (void)
{
  check_parsed ("a\nb\r\nc\rd\n", "a/b/c/d");
  check_parsed ("a\n\r\n\rb", "a///b");
}

static void
nothing_has_no_rows (void)
{
  g_autoptr (GPtrArray) rows = yqq_csv_parse ("", 0, ROWS, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
}

static void
quotes_keep_separators_lines_and_quotes (void)
{
  check_parsed ("\"a,b\",c", "a,b|c");
  check_parsed ("\"a\r\nb\",c\nd,e", "a\r\nb|c/d|e");
  check_parsed ("\"a \"\"b\"\" c\"", "a \"b\" c");
  check_parsed ("\"\",\"\"\"\"", "|\"");
  check_parsed ("5\",a\"b\"", "5\"|a\"b\"");
}

static void
a_quote_that_never_ends_is_told_with_its_line (void)
{
  const char *text = "a,b\n\"c\nd\",\"e\nf,g\n";
  check_refused (text, strlen (text), YQQ_CSV_ERROR_OPEN_QUOTE, "line 3:");
  check_refused ("\"", 1, YQQ_CSV_ERROR_OPEN_QUOTE, "line 1:");
  check_refused ("\"\"\"", 3, YQQ_CSV_ERROR_OPEN_QUOTE, "line 1:");
}

static void
text_behind_a_closing_quote_is_told_with_its_line (void)
{
  const char *text = "a\r\n\"b\r\nc\"d\r\n";
  check_refused (text, strlen (text), YQQ_CSV_ERROR_STRAY_QUOTE, "line 3:");
}

static void
the_separator_is_what_the_first_row_has_most_of (void)
{
  check_parsed ("a;b;c,d\n1;2;3", "a|b|c,d/1|2|3");
  check_parsed ("a\tb\tc\n1,5\t2\t3", "a|b|c/1,5|2|3");
  check_parsed ("\"a;b;c;d\",e\n1;2,3", "a;b;c;d|e/1;2|3");
  check_parsed ("a\n1;2;3", "a/1;2;3");
}

static void
fields_columns_and_rows_are_bounded (void)
{
  g_autofree char *longest = g_strnfill (YQQ_CSV_MAX_FIELD, 'x');
  g_autofree char *longer = g_strconcat ("a\n", longest, "x", NULL);
  g_autofree char *quoted = g_strconcat ("a\n\"", longest, "x\"", NULL);
  g_autofree char *columns = g_strnfill (YQQ_CSV_MAX_COLUMNS, ',');
  g_autofree char *rows = g_strnfill (ROWS, '\n');
  g_autofree char *more_rows = g_strconcat (rows, "x", NULL);
  check_parsed (longest, longest);
  check_refused (longer, strlen (longer), YQQ_CSV_ERROR_TOO_LARGE, "line 2: a field");
  check_refused (quoted, strlen (quoted), YQQ_CSV_ERROR_TOO_LARGE, "line 2: a field");
  check_refused (columns, strlen (columns), YQQ_CSV_ERROR_TOO_LARGE,
                 "line 1: there are too many c");
  check_refused (more_rows, strlen (more_rows), YQQ_CSV_ERROR_TOO_LARGE, "line 101: there are too");
  g_autoptr (GPtrArray) all = yqq_csv_parse (rows, strlen (rows), ROWS, NULL);
  g_assert_cmpuint (all->len, ==, ROWS);
}

static void
bytes_that_are_no_text_are_refused (void)
{
  check_refused ("a,\0b", 4, YQQ_CSV_ERROR_NOT_TEXT, "");
  check_refused ("\xff\xfe", 2, YQQ_CSV_ERROR_NOT_TEXT, "");
}

static void
check_decoded (const char *bytes, gsize size, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wrapped = g_bytes_new (bytes, size);
  g_autofree char *text = yqq_csv_decode (wrapped, &error);
  if (expected != NULL)
    g_assert_no_error (error);
  else
    g_assert_error (error, YQQ_CSV_ERROR, YQQ_CSV_ERROR_NOT_TEXT);
  g_assert_cmpstr (text, ==, expected);
}

#define DECODED(bytes, expected) check_decoded (bytes, sizeof bytes - 1, expected)

static void
utf_8_is_taken_as_it_is_without_its_mark (void)
{
  DECODED ("张三", "张三");
  DECODED ("\xef\xbb\xbf张三", "张三");
  DECODED ("\xef\xbb\xbf", "");
  DECODED ("", "");
}

static void
gb18030_is_decoded_with_its_longest_characters (void)
{
  DECODED ("\xd5\xc5\xc8\xfd,1", "张三,1");
  DECODED ("\x95\x34\xb2\x35", "\xf0\xa0\xae\xb7");       /* U+20BB7, four bytes in GB18030 */
  DECODED ("\x82\x35\x96\x37\xd5\xc5", "\xe9\xbf\xb0张"); /* U+9FF0 */
}

static void
what_is_neither_is_refused (void)
{
  DECODED ("\xff\xfe\x61\x00", NULL);
  DECODED ("a\0b", NULL);
  DECODED ("\xd5\xc5\0", NULL);
  DECODED ("\xd5\xc5\xc8", NULL);
  DECODED ("\x95\x34\xb2", NULL);
}

static void
check_written (const char *const *fields, const char *expected)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  yqq_csv_append_row (csv, fields);
  g_assert_cmpstr (csv->str, ==, expected);
}

#define ROW(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
rows_are_written_as_the_standard_has_them (void)
{
  check_written (ROW ("a", "张三", ""), "a,张三,\r\n");
  check_written (ROW ("a,b", "c\"d", "e\nf", "g;h"), "\"a,b\",\"c\"\"d\",\"e\nf\",\"g;h\"\r\n");
}

static void
no_written_field_is_a_formula (void)
{
  check_written (ROW ("=1+1", "+1", "-1", "@a"), "'=1+1,'+1,'-1,'@a\r\n");
  check_written (ROW ("\tx", "\rx", "\nx"), "\"'\tx\",\"'\rx\",\"'\nx\"\r\n");
  check_written (ROW ("＝1", "＋1", "－1", "＠a"), "'＝1,'＋1,'－1,'＠a\r\n");
  check_written (ROW ("=cmd|'/c calc'!A0,x"), "\"'=cmd|'/c calc'!A0,x\"\r\n");
  check_written (ROW ("1-1", "a=b", "4401**********1234"), "1-1,a=b,4401**********1234\r\n");
}

#define ADD(test) g_test_add_func ("/base/csv/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (rows_and_fields_come_apart);
  ADD (any_line_end_ends_a_line);
  ADD (nothing_has_no_rows);
  ADD (quotes_keep_separators_lines_and_quotes);
  ADD (a_quote_that_never_ends_is_told_with_its_line);
  ADD (text_behind_a_closing_quote_is_told_with_its_line);
  ADD (the_separator_is_what_the_first_row_has_most_of);
  ADD (fields_columns_and_rows_are_bounded);
  ADD (bytes_that_are_no_text_are_refused);
  ADD (utf_8_is_taken_as_it_is_without_its_mark);
  ADD (gb18030_is_decoded_with_its_longest_characters);
  ADD (what_is_neither_is_refused);
  ADD (rows_are_written_as_the_standard_has_them);
  ADD (no_written_field_is_a_formula);
  return g_test_run ();
}

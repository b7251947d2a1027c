/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet from outside: what is taken is bounded, and comes back when it is written; what a
 * spreadsheet would compute comes back with an apostrophe. */
#include <string.h>

#include "base/csv.h"
#include "fuzz.h"

#define MAX_ROWS 200

static void
check_field (const char *read, const char *again)
{
  g_assert_cmpuint (strlen (read), <=, YQQ_CSV_MAX_FIELD);
  g_assert_true (g_utf8_validate (read, -1, NULL));
  g_assert_null (*again != '\0' ? strchr ("=+-@\t\r\n", *again) : NULL);
  g_assert_cmpstr (again + (*again == '\'' && *read != '\''), ==, read);
}

static void
check_comes_back (GPtrArray *rows)
{
  g_autoptr (GString) written = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    yqq_csv_append_row (written, g_ptr_array_index (rows, i));
  g_autoptr (GPtrArray) again = yqq_csv_parse (written->str, written->len, MAX_ROWS, NULL);
  if (again == NULL) /* an apostrophe more than a field may have */
    return;
  g_assert_cmpuint (again->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++) {
    GStrv row = g_ptr_array_index (rows, i), same = g_ptr_array_index (again, i);
    g_assert_cmpuint (g_strv_length (row), ==, g_strv_length (same));
    g_assert_cmpuint (g_strv_length (row), <=, YQQ_CSV_MAX_COLUMNS);
    for (guint j = 0; row[j] != NULL; j++)
      check_field (row[j], same[j]);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = yqq_csv_decode (bytes, &error);
  g_assert_true ((text == NULL) == (error != NULL));
  if (text == NULL)
    return 0;
  g_autoptr (GPtrArray) rows = yqq_csv_parse (text, strlen (text), MAX_ROWS, &error);
  g_assert_true ((rows == NULL) == (error != NULL));
  if (rows == NULL)
    g_assert_error (error, YQQ_CSV_ERROR, error->code);
  else
    check_comes_back (rows);
  return 0;
}

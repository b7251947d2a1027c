/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv.h"

#include <string.h>

G_DEFINE_QUARK (yqq - csv - error - quark, yqq_csv_error)

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* What has been read of a text so far. */
typedef struct {
  const char *next;
  const char *end;
  guint line; /* of the text, from 1, where next stands */
  char separator;
  GString *field;
  GPtrArray *fields; /* of the row that is being read */
} Reader;

static gboolean
fail (GError **error, YqqCsvError code, const char *what, guint line)
{
  g_set_error (error, YQQ_CSV_ERROR, code, "line %u: %s", line, what);
  return FALSE;
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Takes CR LF, LF or CR as one. */
static void
pass_line_end (Reader *reader)
{
  if (*reader->next == '\r' && reader->next + 1 < reader->end && reader->next[1] == '\n')
    reader->next++;
  reader->next++;
  reader->line++;
}

static gboolean
append (Reader *reader, char c, GError **error)
{
  if (reader->field->len == YQQ_CSV_MAX_FIELD)
    return fail (error, YQQ_CSV_ERROR_TOO_LARGE, "a field is too long", reader->line);
  g_string_append_c (reader->field, c);
  return TRUE;
}

/* From behind the opening quote to behind the closing one. */
static gboolean
read_quoted (Reader *reader, GError **error)
{
  guint first_line = reader->line;
  for (; reader->next < reader->end; reader->next++) {
    if (*reader->next == '"') {
      reader->next++;
      if (reader->next == reader->end || *reader->next != '"')
        return TRUE;
    }
    if (*reader->next == '\n' ||
        (*reader->next == '\r' && (reader->next + 1 == reader->end || reader->next[1] != '\n')))
      reader->line++;
    if (!append (reader, *reader->next, error))
      return FALSE;
  }
  return fail (error, YQQ_CSV_ERROR_OPEN_QUOTE, "a quote begins here and never ends", first_line);
}

static gboolean
is_at_field_end (const Reader *reader)
{
  return reader->next == reader->end || *reader->next == reader->separator ||
         is_line_end (*reader->next);
}

/* A quote inside a field that does not begin with one is a character like others: spreadsheets
 * write 5" so. */
static gboolean
read_bare (Reader *reader, GError **error)
{
  for (; !is_at_field_end (reader); reader->next++)
    if (!append (reader, *reader->next, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_field (Reader *reader, GError **error)
{
  guint line = reader->line;
  g_string_truncate (reader->field, 0);
  gboolean quoted = reader->next < reader->end && *reader->next == '"';
  if (quoted) {
    reader->next++;
    if (!read_quoted (reader, error))
      return FALSE;
    if (!is_at_field_end (reader))
      return fail (error, YQQ_CSV_ERROR_STRAY_QUOTE, "there is text behind a closing quote",
                   reader->line);
  } else if (!read_bare (reader, error)) {
    return FALSE;
  }
  if (reader->fields->len == YQQ_CSV_MAX_COLUMNS)
    return fail (error, YQQ_CSV_ERROR_TOO_LARGE, "there are too many columns", line);
  g_ptr_array_add (reader->fields, g_strdup (reader->field->str));
  return TRUE;
}

/* The fields of one row, the line end behind it passed. NULL on failure. */
static GStrv
read_row (Reader *reader, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  reader->fields = fields;
  for (;;) {
    if (!read_field (reader, error))
      return NULL;
    if (reader->next == reader->end)
      break;
    if (*reader->next != reader->separator) {
      pass_line_end (reader);
      break;
    }
    reader->next++;
  }
  g_ptr_array_set_free_func (fields, NULL);
  g_ptr_array_add (fields, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&fields), FALSE);
}

/* Counts outside quotes only; a comma where nothing says otherwise. */
static char
find_separator (const char *text, gsize size)
{
  static const char separators[] = ",;\t";
  guint counts[sizeof separators - 1] = {0};
  gboolean quoted = FALSE;
  guint best = 0;
  for (gsize i = 0; i < size && (quoted || !is_line_end (text[i])); i++) {
    const char *found = text[i] != '\0' ? strchr (separators, text[i]) : NULL;
    if (text[i] == '"')
      quoted = !quoted;
    else if (found != NULL && !quoted)
      counts[found - separators]++;
  }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

GPtrArray *
yqq_csv_parse (const char *text, gsize size, guint max_rows, GError **error)
{
  if (memchr (text, '\0', size) != NULL || !g_utf8_validate_len (text, size, NULL)) {
    g_set_error_literal (error, YQQ_CSV_ERROR, YQQ_CSV_ERROR_NOT_TEXT, "this is no text");
    return NULL;
  }
  g_autoptr (GString) field = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  Reader reader = {
      .next = text,
      .end = text + size,
      .line = 1,
      .separator = find_separator (text, size),
      .field = field,
  };
  while (reader.next < reader.end) {
    if (rows->len == max_rows) {
      fail (error, YQQ_CSV_ERROR_TOO_LARGE, "there are too many rows", reader.line);
      return NULL;
    }
    GStrv row = read_row (&reader, error);
    if (row == NULL)
      return NULL;
    g_ptr_array_add (rows, row);
  }
  return g_steal_pointer (&rows);
}

static char *
decode_gb18030 (const char *data, gsize size, GError **error)
{
  gsize length = 0;
  g_autofree char *text = g_convert (data, (gssize)size, "UTF-8", "GB18030", NULL, &length, NULL);
  if (text == NULL || memchr (text, '\0', length) != NULL) {
    g_set_error_literal (error, YQQ_CSV_ERROR, YQQ_CSV_ERROR_NOT_TEXT,
                         "this is no text in UTF-8 or GB18030");
    return NULL;
  }
  return g_steal_pointer (&text);
}

char *
yqq_csv_decode (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const gsize mark = sizeof BYTE_ORDER_MARK - 1;
  if (size >= mark && memcmp (data, BYTE_ORDER_MARK, mark) == 0) {
    data += mark;
    size -= mark;
  }
  if (size == 0)
    return g_strdup ("");
  if (memchr (data, '\0', size) == NULL && g_utf8_validate_len (data, size, NULL))
    return g_strndup (data, size);
  return decode_gb18030 (data, size, error);
}

/* Spreadsheets with an East Asian input method take the wide forms too. */
static gboolean
could_be_a_formula (const char *field)
{
  static const char *const beginnings[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                           "\n", "＝", "＋", "－", "＠"};
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (field, beginnings[i]))
      return TRUE;
  return FALSE;
}

void
yqq_csv_append_row (GString *csv, const char *const *fields)
{
  for (guint i = 0; fields[i] != NULL; i++) {
    g_autoptr (GString) field = g_string_new (fields[i]);
    if (could_be_a_formula (fields[i]))
      g_string_prepend_c (field, '\'');
    if (i > 0)
      g_string_append_c (csv, ',');
    if (strpbrk (field->str, ",;\t\"\r\n") == NULL) {
      g_string_append (csv, field->str);
      continue;
    }
    g_string_replace (field, "\"", "\"\"", 0);
    g_string_append_printf (csv, "\"%s\"", field->str);
  }
  g_string_append (csv, "\r\n");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/record-reader.h"

#include <string.h>

#include "audit/canonical-json.h"
#include "base/json.h"

#define MAX_DIGITS 18

gboolean
yqq_record_reader_take (YqqRecordReader *self, const char *literal)
{
  gsize length = strlen (literal);
  if ((gsize)(self->end - self->at) < length || memcmp (self->at, literal, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

gboolean
yqq_record_reader_take_number (YqqRecordReader *self, gint64 *number)
{
  const char *start = self->at;
  *number = 0;
  while (self->at < self->end && g_ascii_isdigit (*self->at) && self->at - start < MAX_DIGITS)
    *number = *number * 10 + (*self->at++ - '0');
  return self->at > start && *start != '0';
}

/* What follows a backslash: the quotation mark, the backslash, or what is below U+0020. */
static gboolean
take_escape (YqqRecordReader *self, GString *text)
{
  if (self->end - self->at >= 1 && (*self->at == '"' || *self->at == '\\')) {
    g_string_append_c (text, *self->at++);
    return TRUE;
  }
  if (!yqq_record_reader_take (self, "u00") || self->end - self->at < 2)
    return FALSE;
  int high = *self->at++ - '0', low = *self->at++;
  if (high < 0 || high > 1 || !(g_ascii_isdigit (low) || (low >= 'a' && low <= 'f')))
    return FALSE;
  int byte = high * 16 + g_ascii_xdigit_value ((char)low);
  if (byte > 0)
    g_string_append_c (text, (char)byte);
  return byte > 0;
}

static const char *
skip_plain (YqqRecordReader *self)
{
  while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar)*self->at >= 0x20)
    self->at++;
  return self->at;
}

static gboolean
take_escaped (YqqRecordReader *self, const char *start, char **text)
{
  g_autoptr (GString) unescaped = g_string_new_len (start, self->at - start);
  while (self->at < self->end && *self->at == '\\') {
    self->at++;
    if (!take_escape (self, unescaped))
      return FALSE;
    start = self->at;
    g_string_append_len (unescaped, start, skip_plain (self) - start);
  }
  if (!yqq_record_reader_take (self, "\""))
    return FALSE;
  *text = g_string_free (g_steal_pointer (&unescaped), FALSE);
  return TRUE;
}

gboolean
yqq_record_reader_take_text (YqqRecordReader *self, char **text)
{
  *text = NULL;
  if (yqq_record_reader_take (self, "null"))
    return TRUE;
  if (!yqq_record_reader_take (self, "\""))
    return FALSE;
  const char *start = self->at;
  const char *stop = skip_plain (self);
  if (stop == self->end || *stop != '"')
    return take_escaped (self, start, text);
  *text = g_strndup (start, (gsize)(stop - start));
  self->at = stop + 1;
  return TRUE;
}

gboolean
yqq_record_reader_take_object (YqqRecordReader *self, gsize before_end, JsonObject **object)
{
  *object = NULL;
  if (yqq_record_reader_take (self, "null"))
    return TRUE;
  if ((gsize)(self->end - self->at) <= before_end)
    return FALSE;
  gsize length = (gsize)(self->end - self->at) - before_end;
  g_autoptr (JsonObject) read = yqq_json_parse (self->at, (gssize)length, length, NULL);
  g_autoptr (GString) written = g_string_sized_new (length + 1);
  if (read == NULL || !yqq_canonical_json_object (written, read) || written->len != length ||
      memcmp (written->str, self->at, length) != 0)
    return FALSE;
  self->at += length;
  *object = g_steal_pointer (&read);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-grammar.h"

#include <math.h>
#include <string.h>

#include "base/json.h"

typedef struct {
  const char *at;
  const char *end;
  guint depth;
  guint max_depth;
  YqqJsonError failure;
} Scanner;

static gboolean scan_value (Scanner *self);

static void
skip_space (Scanner *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\t' || *self->at == '\r' || *self->at == '\n'))
    self->at++;
}

static gboolean
take (Scanner *self, char wanted)
{
  if (self->at >= self->end || *self->at != wanted)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
take_word (Scanner *self, const char *word)
{
  gsize length = strlen (word);
  if ((gsize)(self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

static gboolean
scan_digits (Scanner *self)
{
  const char *start = self->at;
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > start;
}

/* Longer numbers than any that means something; bounds the copy below. */
#define NUMBER_MAX_LENGTH 64

/* json-glib wraps whole numbers around at 64 bits and makes others infinite: such numbers are
 * refused, as RFC 8259 section 6 lets us. */
static gboolean
is_in_range (const char *start, const char *end, gboolean whole)
{
  char text[NUMBER_MAX_LENGTH + 1];
  gsize length = (gsize)(end - start);
  if (length > NUMBER_MAX_LENGTH)
    return FALSE;
  memcpy (text, start, length);
  text[length] = '\0';
  if (!whole)
    return isfinite (g_ascii_strtod (text, NULL));
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}

static gboolean
scan_number (Scanner *self)
{
  const char *start = self->at;
  gboolean whole = TRUE;
  take (self, '-');
  if (!take (self, '0') && !scan_digits (self))
    return FALSE;
  if (take (self, '.')) {
    whole = FALSE;
    if (!scan_digits (self))
      return FALSE;
  }
  if (take (self, 'e') || take (self, 'E')) {
    whole = FALSE;
    if (!take (self, '+'))
      take (self, '-');
    if (!scan_digits (self))
      return FALSE;
  }
  return is_in_range (start, self->at, whole);
}

static gboolean
scan_hex4 (Scanner *self, guint *unit)
{
  if (self->end - self->at < 4)
    return FALSE;
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit (self->at[i]))
      return FALSE;
    *unit = *unit << 4 | (guint)g_ascii_xdigit_value (self->at[i]);
  }
  self->at += 4;
  return TRUE;
}

/* text is NULL where nobody wants to know what a string says. */
static void
keep (GString *text, gunichar character)
{
  if (text != NULL)
    g_string_append_unichar (text, character);
}

/* RFC 8259 section 7: a character outside the basic plane is a pair of \u escapes. */
static gboolean
scan_unicode_escape (Scanner *self, GString *text)
{
  guint high, low;
  if (!scan_hex4 (self, &high) || high == 0 || (high >= 0xdc00 && high <= 0xdfff))
    return FALSE;
  if (high < 0xd800 || high > 0xdbff) {
    keep (text, high);
    return TRUE;
  }
  if (!take (self, '\\') || !take (self, 'u') || !scan_hex4 (self, &low) || low < 0xdc00 ||
      low > 0xdfff)
    return FALSE;
  keep (text, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
  return TRUE;
}

static gboolean
scan_escape (Scanner *self, GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  if (take (self, 'u'))
    return scan_unicode_escape (self, text);
  if (self->at >= self->end || *self->at == '\0')
    return FALSE;
  const char *letter = strchr (letters, *self->at++);
  if (letter == NULL)
    return FALSE;
  keep (text, (gunichar)meanings[letter - letters]);
  return TRUE;
}

static gboolean
is_plain (char byte)
{
  return (guchar)byte >= 0x20 && byte != '"' && byte != '\\';
}

static gboolean
scan_string (Scanner *self, GString *text)
{
  if (!take (self, '"'))
    return FALSE;
  do {
    const char *start = self->at;
    while (self->at < self->end && is_plain (*self->at))
      self->at++;
    if (text != NULL)
      g_string_append_len (text, start, self->at - start);
    if (take (self, '"'))
      return TRUE;
  } while (take (self, '\\') && scan_escape (self, text));
  return FALSE;
}

static gboolean
scan_member (Scanner *self, GHashTable *names)
{
  g_autoptr (GString) name = g_string_new (NULL);
  skip_space (self);
  if (!scan_string (self, name))
    return FALSE;
  skip_space (self);
  if (!g_hash_table_add (names, g_string_free (g_steal_pointer (&name), FALSE)))
    return FALSE;
  return take (self, ':') && scan_value (self);
}

static gboolean
scan_object (Scanner *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  skip_space (self);
  if (take (self, '}'))
    return TRUE;
  do {
    if (!scan_member (self, names))
      return FALSE;
    skip_space (self);
  } while (take (self, ','));
  return take (self, '}');
}

static gboolean
scan_array (Scanner *self)
{
  skip_space (self);
  if (take (self, ']'))
    return TRUE;
  do {
    if (!scan_value (self))
      return FALSE;
    skip_space (self);
  } while (take (self, ','));
  return take (self, ']');
}

static gboolean
scan_nested (Scanner *self, gboolean (*scan) (Scanner *))
{
  if (++self->depth > self->max_depth) {
    self->failure = YQQ_JSON_ERROR_TOO_DEEP;
    return FALSE;
  }
  gboolean good = scan (self);
  self->depth--;
  return good;
}

static gboolean
scan_value (Scanner *self)
{
  skip_space (self);
  if (take (self, '{'))
    return scan_nested (self, scan_object);
  if (take (self, '['))
    return scan_nested (self, scan_array);
  if (self->at < self->end && *self->at == '"')
    return scan_string (self, NULL);
  if (take_word (self, "true") || take_word (self, "false") || take_word (self, "null"))
    return TRUE;
  return scan_number (self);
}

gboolean
yqq_json_check_grammar (const char *text, gsize length, guint max_depth, GError **error)
{
  Scanner self = {text, text + length, 0, max_depth, YQQ_JSON_ERROR_MALFORMED};
  gboolean good = g_utf8_validate_len (text, length, NULL) && scan_value (&self);
  if (good) {
    skip_space (&self);
    good = self.at == self.end;
  }
  if (!good)
    g_set_error (error, YQQ_JSON_ERROR, self.failure,
                 self.failure == YQQ_JSON_ERROR_TOO_DEEP ? "JSON nested over %u deep"
                                                         : "not valid JSON (RFC 8259)",
                 max_depth);
  return good;
}

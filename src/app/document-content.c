/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-content.h"

#include <string.h>

#include "scan/picture.h"

/* Formats that are written in letters but meant for a program. */
static const char *const written[] = {"%PDF", "%!PS", "{\\rtf"};

static gboolean
begins_with (const guint8 *data, gsize size, gsize offset, const char *magic, gsize length)
{
  return size >= offset + length && memcmp (data + offset, magic, length) == 0;
}

/* The chunk acTL has to stand before the first of the pixels. */
static gboolean
is_animated_png (const guint8 *data, gsize size)
{
  const guint8 *pixels = memmem (data, size, "IDAT", 4);
  return memmem (data, pixels ? (gsize)(pixels - data) : size, "acTL", 4) != NULL;
}

/* Only what shows whole in one picture: of an animation the rest would stay unseen. */
static gboolean
is_still_picture (const guint8 *data, gsize size)
{
  if (begins_with (data, size, 0, "\x89PNG\r\n\x1a\n", 8))
    return !is_animated_png (data, size);
  if (begins_with (data, size, 0, "\xff\xd8\xff", 3))
    return TRUE;
  if (!begins_with (data, size, 8, "WEBPVP8", 7) || size <= 20)
    return FALSE;
  return data[15] != 'X' || (data[20] & 0x02) == 0; /* the animation bit of a VP8X head */
}

static gboolean
has_long_line (const char *text)
{
  for (const char *line = text; line; line = strchr (line, '\n')) {
    line += *line == '\n';
    if (strcspn (line, "\n") > YQQ_DOCUMENT_LINE_MAX_BYTES)
      return TRUE;
    if (!strchr (line, '\n'))
      break;
  }
  return FALSE;
}

static gboolean
has_control_character (const char *text)
{
  for (; *text; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);
    if (g_unichar_type (c) == G_UNICODE_CONTROL && !strchr ("\t\n\r\f", (int)c))
      return TRUE;
  }
  return FALSE;
}

/* Turned directions and hidden letters can make a text read as what it does not say. */
static char *
mark_shapeless (const char *text, gboolean *marked)
{
  GString *shown = g_string_sized_new (strlen (text) + 1);
  for (; *text; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);
    if (g_unichar_type (c) != G_UNICODE_FORMAT) {
      g_string_append_unichar (shown, c);
      continue;
    }
    g_string_append_printf (shown, "⟨U+%04X⟩", c);
    *marked = TRUE;
  }
  return g_string_free (shown, FALSE);
}

/* UTF-8 with or without its mark, or the national standard's GB18030. */
static char *
decode (const char *data, gsize size)
{
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0) {
    data += 3;
    size -= 3;
  }
  if (memchr (data, 0, size))
    return NULL;
  if (g_utf8_validate (data, (gssize)size, NULL))
    return g_strndup (data, size);
  return g_convert (data, (gssize)size, "UTF-8", "GB18030", NULL, NULL, NULL);
}

static gboolean
read_text (YqqDocumentContent *self, const guint8 *data, gsize size)
{
  if (size == 0 || size > YQQ_DOCUMENT_TEXT_MAX_BYTES)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    if (begins_with (data, size, 0, written[i], strlen (written[i])))
      return FALSE;
  g_autofree char *text = decode ((const char *)data, size);
  if (!text || has_control_character (text) || has_long_line (text))
    return FALSE;
  self->text = mark_shapeless (text, &self->marked);
  return TRUE;
}

static gboolean
read_picture (YqqDocumentContent *self, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  if (!is_still_picture (data, size))
    return FALSE;
  g_autoptr (GdkPixbuf) loaded = yqq_picture_load_pixbuf (bytes, NULL);
  if (loaded)
    self->picture = gdk_pixbuf_apply_embedded_orientation (loaded);
  return self->picture != NULL;
}

YqqDocumentContent *
yqq_document_content_read (GBytes *bytes)
{
  YqqDocumentContent *self = g_new0 (YqqDocumentContent, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  self->kind = YQQ_DOCUMENT_OTHER;
  if (read_picture (self, bytes))
    self->kind = YQQ_DOCUMENT_PICTURE;
  else if (read_text (self, data, size))
    self->kind = YQQ_DOCUMENT_TEXT;
  return self;
}

void
yqq_document_content_free (YqqDocumentContent *self)
{
  g_free (self->text);
  g_clear_object (&self->picture);
  g_free (self);
}

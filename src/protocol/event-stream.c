/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/event-stream.h"

#include <string.h>

#include "protocol/message-reader.h"

#define ID_MAX_LENGTH 64
#define TYPE_MAX_LENGTH 64
#define DEFAULT_TYPE "message"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _YqqEventStreamReader {
  YqqStreamEventFunc on_event;
  gpointer user_data;
  GString *line; /* not complete yet */
  GString *data;
  char *type;
  char *id;      /* of the event being read */
  char *last_id; /* of the last whole event */
  gboolean has_data;
  gboolean after_carriage_return; /* a line feed now belongs to the line before */
  gboolean at_start;
  gboolean broken;
};

YqqEventStreamReader *
yqq_event_stream_reader_new (YqqStreamEventFunc on_event, gpointer user_data)
{
  YqqEventStreamReader *self = g_new0 (YqqEventStreamReader, 1);
  self->on_event = on_event;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->id = g_strdup ("");
  self->last_id = g_strdup ("");
  self->at_start = TRUE;
  return self;
}

void
yqq_event_stream_reader_free (YqqEventStreamReader *self)
{
  if (self == NULL)
    return;
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self->type);
  g_free (self->id);
  g_free (self->last_id);
  g_free (self);
}

static void
forget_event (YqqEventStreamReader *self)
{
  g_string_truncate (self->data, 0);
  g_clear_pointer (&self->type, g_free);
  self->has_data = FALSE;
}

void
yqq_event_stream_reader_reset (YqqEventStreamReader *self)
{
  forget_event (self);
  g_free (self->id);
  self->id = g_strdup (self->last_id);
  g_string_truncate (self->line, 0);
  self->after_carriage_return = FALSE;
  self->at_start = TRUE;
  self->broken = FALSE;
}

const char *
yqq_event_stream_reader_get_last_id (YqqEventStreamReader *self)
{
  return self->last_id;
}

static gboolean
fail (YqqEventStreamReader *self, GError **error, YqqProtocolError code, const char *message)
{
  self->broken = TRUE;
  yqq_protocol_error_set (error, code, NULL, message);
  return FALSE;
}

static void
dispatch (YqqEventStreamReader *self)
{
  /* Only now: an event that breaks off has to be sent again (WHATWG HTML 9.2.6). */
  g_free (self->last_id);
  self->last_id = g_strdup (self->id);
  if (self->has_data) {
    const YqqStreamEvent event = {
        .id = self->last_id,
        .type = self->type != NULL ? self->type : DEFAULT_TYPE,
        .data = self->data->str,
    };
    self->on_event (&event, self->user_data);
  }
  forget_event (self);
}

static void
take_field (YqqEventStreamReader *self, const char *name, gsize length, const char *value)
{
  if (length == 4 && strncmp (name, "data", 4) == 0) {
    if (self->has_data)
      g_string_append_c (self->data, '\n');
    g_string_append (self->data, value);
    self->has_data = TRUE;
  } else if (length == 5 && strncmp (name, "event", 5) == 0) {
    g_free (self->type);
    self->type = *value != '\0' ? g_strndup (value, TYPE_MAX_LENGTH) : NULL;
  } else if (length == 2 && strncmp (name, "id", 2) == 0) {
    g_free (self->id);
    self->id = g_strndup (value, ID_MAX_LENGTH);
  }
}

static gboolean
take_line (YqqEventStreamReader *self, GError **error)
{
  const char *line = self->line->str;
  if (strlen (line) != self->line->len || !g_utf8_validate (line, (gssize)self->line->len, NULL))
    return fail (self, error, YQQ_PROTOCOL_ERROR_MALFORMED, "the event stream is not text");
  if (self->at_start && g_str_has_prefix (line, BYTE_ORDER_MARK))
    line += strlen (BYTE_ORDER_MARK);
  self->at_start = FALSE;
  if (*line == '\0') {
    dispatch (self);
  } else if (*line != ':') {
    gsize length = strcspn (line, ":");
    const char *value = line[length] == ':' ? line + length + 1 : "";
    take_field (self, line, length, *value == ' ' ? value + 1 : value);
  }
  g_string_truncate (self->line, 0);
  return TRUE;
}

gboolean
yqq_event_stream_reader_feed (YqqEventStreamReader *self,
                              const char *data,
                              gsize length,
                              GError **error)
{
  if (self->broken)
    return fail (self, error, YQQ_PROTOCOL_ERROR_MALFORMED, "the event stream is broken");
  for (gsize i = 0; i < length; i++) {
    gboolean second_half = data[i] == '\n' && self->after_carriage_return;
    self->after_carriage_return = data[i] == '\r';
    if (second_half)
      continue;
    if (data[i] != '\n' && data[i] != '\r')
      g_string_append_c (self->line, data[i]);
    else if (!take_line (self, error))
      return FALSE;
    if (self->line->len + self->data->len > YQQ_EVENT_STREAM_MAX_EVENT)
      return fail (self, error, YQQ_PROTOCOL_ERROR_TOO_LARGE, "an event is too large");
  }
  return TRUE;
}

GBytes *
yqq_event_stream_format (gint64 id, const char *type, const char *data)
{
  g_return_val_if_fail (strpbrk (data, "\r\n") == NULL, NULL);
  char *text =
      g_strdup_printf ("id: %" G_GINT64_FORMAT "\nevent: %s\ndata: %s\n\n", id, type, data);
  return g_bytes_new_take (text, strlen (text));
}

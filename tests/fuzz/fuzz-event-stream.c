/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Event streams from outside, whole and in pieces as the first byte says: both read the same. */
#include "fuzz.h"
#include "protocol/event-stream.h"

static void
on_event (const YqqStreamEvent *event, gpointer user_data)
{
  g_string_append_printf (user_data, "%s|%s|%s\n", event->id, event->type, event->data);
}

static char *
read_in_pieces (const char *data, gsize size, gsize piece, gboolean *good)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (YqqEventStreamReader) reader = yqq_event_stream_reader_new (on_event, events);
  *good = TRUE;
  for (gsize at = 0; at < size && *good; at += piece) {
    g_autoptr (GError) error = NULL;
    *good = yqq_event_stream_reader_feed (reader, data + at, MIN (piece, size - at), &error);
    g_assert_true (*good == (error == NULL));
  }
  g_string_append (events, yqq_event_stream_reader_get_last_id (reader));
  return g_string_free (g_steal_pointer (&events), FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean good_whole, good_pieces;
  if (size == 0)
    return 0;
  const char *stream = (const char *)data + 1;
  g_autofree char *whole = read_in_pieces (stream, size - 1, size, &good_whole);
  g_autofree char *pieces = read_in_pieces (stream, size - 1, 1u + data[0] % 16, &good_pieces);
  g_assert_cmpint (good_whole, ==, good_pieces);
  g_assert_cmpstr (whole, ==, pieces);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/event-stream.h"

#include <string.h>

/* Collects events as "id|type|data", one after the other. */
static void
on_event (const YqqStreamEvent *event, gpointer user_data)
{
  g_string_append_printf (user_data, "%s|%s|%s;", event->id, event->type, event->data);
}

/* The events of text, fed in pieces of the given size. */
static char *
read_in_pieces (const char *text, gsize piece)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (YqqEventStreamReader) reader = yqq_event_stream_reader_new (on_event, events);
  g_autoptr (GError) error = NULL;
  for (gsize at = 0, length = strlen (text); at < length; at += piece) {
    g_assert_true (
        yqq_event_stream_reader_feed (reader, text + at, MIN (piece, length - at), &error));
    g_assert_no_error (error);
  }
  return g_string_free (g_steal_pointer (&events), FALSE);
}

/* However the network cuts it, it reads the same. */
static void
check_reads (const char *text, const char *expected)
{
  for (gsize piece = 1; piece <= strlen (text); piece++) {
    g_autofree char *events = read_in_pieces (text, piece);
    g_assert_cmpstr (events, ==, expected);
  }
}

static void
what_is_written_reads_back (void)
{
  g_autoptr (GBytes) first = yqq_event_stream_format (1, "state", "{\"a\":1}");
  g_autoptr (GBytes) second = yqq_event_stream_format (2, "code", "{\"名\":\"张\"}");
  g_autofree char *text =
      g_strdup_printf ("%.*s" YQQ_EVENT_STREAM_HEARTBEAT "%.*s", (int)g_bytes_get_size (first),
                       (const char *)g_bytes_get_data (first, NULL), (int)g_bytes_get_size (second),
                       (const char *)g_bytes_get_data (second, NULL));
  check_reads (text, "1|state|{\"a\":1};2|code|{\"名\":\"张\"};");
}

/* WHATWG HTML 9.2.6, its examples among them */
static void
streams_of_others_are_read_as_the_standard_has_it (void)
{
  check_reads ("data: YHOO\ndata: +2\ndata: 10\n\n", "|message|YHOO\n+2\n10;");
  check_reads (": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third "
               "event\n\n",
               "1|message|first event;|message|second event;|message| third event;");
  check_reads ("data\n\ndata\ndata\n\ndata:", "|message|;|message|\n;");
  check_reads ("data:test\n\ndata: test\n\n", "|message|test;|message|test;");
  check_reads ("\xef\xbb\xbf"
               "data: x\n\n",
               "|message|x;");
}

static void
every_kind_of_line_end_ends_a_line (void)
{
  check_reads ("event: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\revent: c\ndata: 3\n\n",
               "|a|1;|b|2;|c|3;");
}

static void
what_has_no_data_is_no_event (void)
{
  check_reads ("event: a\nid: 5\n\n: comment\n\nretry: 10\nother: x\n\ndata: d\n\n",
               "5|message|d;");
}

static void
an_event_that_breaks_off_is_forgotten_but_not_the_last_id (void)
{
  static const char before[] = "id: 7\ndata: a\n\nid: 8\ndata: half of";
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (YqqEventStreamReader) reader = yqq_event_stream_reader_new (on_event, events);
  g_assert_cmpstr (yqq_event_stream_reader_get_last_id (reader), ==, "");
  g_assert_true (yqq_event_stream_reader_feed (reader, before, strlen (before), NULL));
  g_assert_cmpstr (yqq_event_stream_reader_get_last_id (reader), ==, "7");
  yqq_event_stream_reader_reset (reader);
  g_assert_cmpstr (yqq_event_stream_reader_get_last_id (reader), ==, "7");
  g_assert_true (yqq_event_stream_reader_feed (reader, "data: b\n\n", 9, NULL));
  g_assert_cmpstr (events->str, ==, "7|message|a;7|message|b;");
}

static void
check_broken (const char *text, gsize length, int why)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (YqqEventStreamReader) reader = yqq_event_stream_reader_new (on_event, events);
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_event_stream_reader_feed (reader, text, length, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, why);
  g_assert_false (yqq_event_stream_reader_feed (reader, "data: x\n\n", 9, NULL));
  g_assert_cmpstr (events->str, ==, "");
  yqq_event_stream_reader_reset (reader);
  g_assert_true (yqq_event_stream_reader_feed (reader, "data: x\n\n", 9, NULL));
  g_assert_cmpstr (events->str, ==, "|message|x;");
}

static void
what_is_not_text_breaks_the_stream (void)
{
  check_broken ("data: a\0b\n\n", 11, YQQ_PROTOCOL_ERROR_MALFORMED);
  check_broken ("data: \xff\n\n", 9, YQQ_PROTOCOL_ERROR_MALFORMED);
}

static void
an_event_has_a_limit_in_one_line_and_in_many (void)
{
  g_autofree char *line = g_strnfill (YQQ_EVENT_STREAM_MAX_EVENT + 1, 'x');
  check_broken (line, strlen (line), YQQ_PROTOCOL_ERROR_TOO_LARGE);
  g_autoptr (GString) lines = g_string_new (NULL);
  while (lines->len < 2 * YQQ_EVENT_STREAM_MAX_EVENT)
    g_string_append (lines, "data: 0123456789\n");
  check_broken (lines->str, lines->len, YQQ_PROTOCOL_ERROR_TOO_LARGE);
}

static void
an_event_just_within_the_limit_is_taken (void)
{
  g_autoptr (GString) text = g_string_new ("data: ");
  g_autofree char *data = g_strnfill (YQQ_EVENT_STREAM_MAX_EVENT - 6, 'x');
  g_string_append (text, data);
  g_string_append (text, "\n\n");
  g_autofree char *events = read_in_pieces (text->str, 4096);
  g_assert_cmpuint (strlen (events), ==, strlen ("|message|;") + strlen (data));
}

#define ADD(test) g_test_add_func ("/protocol/event-stream/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (what_is_written_reads_back);
  ADD (streams_of_others_are_read_as_the_standard_has_it);
  ADD (every_kind_of_line_end_ends_a_line);
  ADD (what_has_no_data_is_no_event);
  ADD (an_event_that_breaks_off_is_forgotten_but_not_the_last_id);
  ADD (what_is_not_text_breaks_the_stream);
  ADD (an_event_has_a_limit_in_one_line_and_in_many);
  ADD (an_event_just_within_the_limit_is_taken);
  return g_test_run ();
}

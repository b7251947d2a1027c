/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/bounded-line.h"

#include "../support/await.h"

#define LIMIT 8

static GBufferedInputStream *
open_text (const char *text)
{
  g_autoptr (GInputStream) base = g_memory_input_stream_new_from_data (text, -1, NULL);
  return yqq_bounded_line_stream_new (base, LIMIT);
}

static char *
read_line (GBufferedInputStream *stream, gboolean *whole)
{
  g_auto (Await) await = {0};
  g_autoptr (GError) error = NULL;
  yqq_bounded_line_read_async (stream, NULL, await_callback, &await);
  char *line = yqq_bounded_line_read_finish (await_result (&await), whole, &error);
  g_assert_no_error (error);
  return line;
}

static void
assert_line (GBufferedInputStream *stream, const char *wanted, gboolean wanted_whole)
{
  gboolean whole;
  g_autofree char *line = read_line (stream, &whole);
  g_assert_cmpstr (line, ==, wanted);
  g_assert_true (wanted == NULL || whole == wanted_whole);
}

static void
lines_come_one_by_one_up_to_the_end (void)
{
  g_autoptr (GBufferedInputStream) stream = open_text ("one\n\n1234567\nlast");
  assert_line (stream, "one", TRUE);
  assert_line (stream, "", TRUE);
  assert_line (stream, "1234567", TRUE);
  assert_line (stream, "last", TRUE);
  assert_line (stream, NULL, FALSE);
}

static void
a_line_over_the_limit_comes_in_parts (void)
{
  g_autoptr (GBufferedInputStream) stream = open_text ("123456789\nnext\n");
  assert_line (stream, "12345678", FALSE);
  assert_line (stream, "9", TRUE);
  assert_line (stream, "next", TRUE);
  assert_line (stream, NULL, FALSE);
}

static void
no_more_than_the_limit_is_taken_at_once (void)
{
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GInputStream) base = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GBufferedInputStream) stream = yqq_bounded_line_stream_new (base, LIMIT);
  assert_line (stream, "xxxxxxxx", FALSE);
  g_assert_cmpint (g_seekable_tell (G_SEEKABLE (base)), ==, LIMIT);
}

static void
waiting_for_a_line_can_be_cancelled (void)
{
  g_autoptr (GBufferedInputStream) stream = open_text ("");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  g_cancellable_cancel (cancellable);
  yqq_bounded_line_read_async (stream, cancellable, await_callback, &await);
  g_assert_null (yqq_bounded_line_read_finish (await_result (&await), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/client/bounded-line/" #name, name)
  ADD (lines_come_one_by_one_up_to_the_end);
  ADD (a_line_over_the_limit_comes_in_parts);
  ADD (no_more_than_the_limit_is_taken_at_once);
  ADD (waiting_for_a_line_can_be_cancelled);
  return g_test_run ();
}

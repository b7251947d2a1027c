/* SPDX-License-Identifier: GPL-3.0-or-later */
/* authority-with-clock DATA SOCKET
 * The whole authority of a demonstration, with a clock that goes as the machine's does and is put
 * forwards by so many milliseconds as a line of standard input says. Ends with its input. */
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <unistd.h>

#include "authority/authority.h"
#include "authority/data-directory.h"

#define STEP_MS 10

static gboolean
on_step (gpointer clock)
{
  static gint64 then_us;
  gint64 now_us = g_get_monotonic_time ();
  if (then_us != 0)
    yqq_clock_advance (clock, (now_us - then_us) / 1000);
  /* What is less than a millisecond is kept for the next step. */
  then_us = then_us != 0 ? now_us - (now_us - then_us) % 1000 : now_us;
  return G_SOURCE_CONTINUE;
}

typedef struct {
  GMainLoop *loop;
  YqqClock *clock;
} Desk;

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  GDataInputStream *lines = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, NULL, NULL);
  if (line == NULL) {
    g_main_loop_quit (desk->loop);
    return;
  }
  yqq_clock_advance (desk->clock, g_ascii_strtoll (line, NULL, 10));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, desk);
}

static void
run (YqqAuthority *authority, YqqClock *clock)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  Desk desk = {loop, clock};
  g_timeout_add (STEP_MS, on_step, clock);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, &desk);
  printf ("{\"ready\":true,\"origin\":\"%s\"}\n", authority->origin);
  fflush (stdout);
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (argc != 3)
    return 2;
  g_autofree char *directory = g_path_get_dirname (argv[2]);
  g_autoptr (YqqClock) clock = yqq_clock_new_manual (g_get_real_time () / 1000);
  YqqAuthorityOptions options = {
      .data = argv[1], .socket = argv[2], .address = "127.0.0.1", .demonstration = TRUE};
  YqqAuthority *authority = yqq_make_private_directory (directory, &error)
                                ? yqq_authority_start (&options, clock, &error)
                                : NULL;
  if (authority == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  run (authority, clock);
  yqq_authority_stop (authority);
  return 0;
}

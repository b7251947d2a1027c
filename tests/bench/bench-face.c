/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The face child as the identity page uses it: from the start to the first hint, a picture at a
 * time with everything that is looked for in one, and what it occupies. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "face-scene.h"
#include "face/face-process.h"

#define PHOTOGRAPH "sample6.jpg"
#define PERSON 2
#define PICTURES 101
#define STARTS 7

static guint n_seen;

static void
on_outline (YqqFaceProcess *process, double x, double y, double width, double height, gpointer data)
{
  n_seen++;
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  yqq_face_process_start_finish (YQQ_FACE_PROCESS (source), result, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  *(gboolean *)user_data = TRUE;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) template =
      yqq_face_process_enrol_finish (YQQ_FACE_PROCESS (source), result, &error);
}

static YqqFaceProcess *
start (void)
{
  gboolean started = FALSE;
  YqqFaceProcess *process = yqq_face_process_new (NULL);
  g_signal_connect (process, "outline", G_CALLBACK (on_outline), NULL);
  yqq_face_process_start_async (process, NULL, on_started, &started);
  while (!started)
    g_main_context_iteration (NULL, TRUE);
  return process;
}

static void
show (YqqFaceProcess *process, const YqqFaceFrame *frame)
{
  guint before = n_seen;
  g_assert_true (yqq_face_process_push (process, frame));
  while (n_seen == before)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return (first > second) - (first < second);
}

static double
get_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}

static double
get_ms_since (gint64 start_us)
{
  return (double)(g_get_monotonic_time () - start_us) / 1000;
}

/* The child's only line of this name in a file of /proc. */
static double
read_number (const char *file, const char *name)
{
  g_autofree char *own = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_autofree char *children = NULL;
  g_assert_true (g_file_get_contents (own, &children, NULL, NULL));
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", atoi (children), file);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  const char *found = strstr (text, name);
  g_assert_nonnull (found);
  return g_ascii_strtod (found + strlen (name), NULL);
}

/* Of the child, in ms: fields 14 and 15 of its stat are 12 and 13 after its name. */
static double
get_work_ms (void)
{
  g_autofree char *own = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_autofree char *children = NULL, *text = NULL;
  g_assert_true (g_file_get_contents (own, &children, NULL, NULL));
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", atoi (children));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) fields = g_strsplit (strrchr (text, ')') + 2, " ", -1);
  double ticks = g_ascii_strtod (fields[11], NULL) + g_ascii_strtod (fields[12], NULL);
  return ticks * 1000 / (double)sysconf (_SC_CLK_TCK);
}

static gboolean
tell (const char *what, double ours, const char *unit, double limit)
{
  g_print ("{\"what\": \"%s\", \"ours\": %.1f, \"unit\": \"%s\"", what, ours, unit);
  if (limit > 0)
    g_print (", \"limit\": \"at most %g %s\", \"met\": %s", limit, unit,
             ours <= limit ? "true" : "false");
  g_print ("}\n");
  return limit <= 0 || ours <= limit;
}

static double
measure_starts (const YqqFaceFrame *frame)
{
  double ms[STARTS];
  for (guint i = 0; i < STARTS; i++) {
    gint64 start_us = g_get_monotonic_time ();
    g_autoptr (YqqFaceProcess) process = start ();
    show (process, frame);
    ms[i] = get_ms_since (start_us);
    yqq_face_process_stop (process);
  }
  return get_median (ms, STARTS);
}

int
main (void)
{
  g_autoptr (Scene) scene = scene_new (PHOTOGRAPH, PERSON);
  SceneLook look = {.turn = .6f}; /* so that the enrolment goes on and on */
  g_auto (YqqFaceFrame) frame = scene_get_frame (scene, &look, 0);
  double ms[PICTURES];
  gboolean met = tell ("face: start to first hint", measure_starts (&frame), "ms", 500);

  g_autoptr (YqqFaceProcess) process = start ();
  yqq_face_process_enrol_async (process, NULL, on_ended, NULL);
  show (process, &frame);
  double work = get_work_ms ();
  for (guint i = 0; i < PICTURES; i++) {
    gint64 start_us = g_get_monotonic_time ();
    show (process, &frame);
    ms[i] = get_ms_since (start_us);
  }
  work = (get_work_ms () - work) / PICTURES;
  met &= tell ("face: a picture, with everything looked for", get_median (ms, PICTURES), "ms", 60);
  tell ("face: of that, both processors' work", work, "ms", 0);
  met &=
      tell ("face: most memory of the child", read_number ("status", "VmHWM:") / 1024, "MiB", 200);
  tell ("face: its address space", read_number ("status", "VmPeak:") / 1024, "MiB", 0);
  yqq_face_process_stop (process);
  return met ? 0 : 1;
}

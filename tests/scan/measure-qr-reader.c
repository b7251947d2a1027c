/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures the reader on pictures: measure-qr-reader [-v] DIRECTORY, where each NAME.pgm has its
 * payload in NAME.txt. Prints how many zbar alone and we read, what is wrong, and the time taken.
 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>
#include <string.h>

#include "scan/picture.h"
#include "scan/qr-reader.h"
#include "scan/work-time.h"
#include "scan/zbar-decoder.h"

#define FRAMES 12 /* that a camera would show of each picture */

typedef enum { ZBAR, FIRST_FRAME, FRAMES_IN_TURN, PICTURE, N_WAYS } Way;
static const char *names[N_WAYS] = {"zbar alone", "first frame", "frames in turn", "whole picture"};

typedef struct {
  guint right[N_WAYS], wrong[N_WAYS], pictures;
  GArray *times[N_WAYS];
} Totals;

static GPtrArray *
read_way (Way way, const YqqGreyImage *image)
{
  g_autoptr (YqqZbarDecoder) decoder = yqq_zbar_decoder_new ();
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  if (way == ZBAR)
    return yqq_zbar_decoder_decode (decoder, image);
  if (way == PICTURE)
    return yqq_qr_reader_read (reader, image->pixels, image->width, image->height, image->width);
  GPtrArray *readings = NULL;
  for (guint i = 0; i < (way == FIRST_FRAME ? 1 : FRAMES); i++) {
    g_clear_pointer (&readings, g_ptr_array_unref);
    readings =
        yqq_qr_reader_read_frame (reader, image->pixels, image->width, image->height, image->width);
    if (readings->len > 0)
      break;
  }
  return readings;
}

/* Some payloads were written in older character sets, while the truth is in UTF-8. */
static gboolean
is_right (YqqQrReading *reading, const char *truth)
{
  static const char *sets[] = {"UTF-8", "CP932", "ISO-8859-1", "GB18030"};
  gsize length;
  const char *data = g_bytes_get_data (reading->bytes, &length);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++) {
    g_autofree char *text = g_convert (data, (gssize)length, "UTF-8", sets[i], NULL, NULL, NULL);
    if (text != NULL && strcmp (g_strstrip (text), truth) == 0)
      return TRUE;
  }
  return FALSE;
}

static char
measure (Totals *totals, Way way, const YqqGreyImage *image, const char *truth)
{
  gint64 start = yqq_work_time_get ();
  g_autoptr (GPtrArray) readings = read_way (way, image);
  double ms = (double)(yqq_work_time_get () - start) / 1000;
  g_array_append_val (totals->times[way], ms);
  gboolean right = FALSE;
  for (guint i = 0; i < readings->len && !right; i++)
    right = is_right (g_ptr_array_index (readings, i), truth);
  totals->right[way] += right;
  totals->wrong[way] += !right && readings->len > 0;
  return right ? '+' : readings->len > 0 ? 'X' : '.';
}

static YqqGreyImage *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (path, &error);
  if (pixbuf == NULL)
    g_error ("%s", error->message);
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  return yqq_picture_from_pixels (
      pixels, (guint)gdk_pixbuf_get_width (pixbuf), (guint)gdk_pixbuf_get_height (pixbuf),
      (gsize)gdk_pixbuf_get_rowstride (pixbuf), (guint)gdk_pixbuf_get_n_channels (pixbuf), NULL);
}

static void
measure_file (Totals *totals, const char *directory, const char *name, gboolean verbose)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (".pgm"));
  g_autofree char *truth_path = g_strconcat (stem, ".txt", NULL);
  g_autofree char *truth = NULL;
  if (!g_file_get_contents (truth_path, &truth, NULL, NULL))
    return;
  g_strstrip (truth);
  g_autoptr (YqqGreyImage) image = load (path);
  char marks[N_WAYS + 1] = "";
  for (guint way = 0; way < N_WAYS; way++)
    marks[way] = measure (totals, (Way)way, image, truth);
  totals->pictures++;
  if (!verbose)
    return;
  g_print ("%s %s %ux%u", marks, name, image->width, image->height);
  for (guint way = 0; way < N_WAYS; way++)
    g_print (" %.1f", g_array_index (totals->times[way], double, totals->pictures - 1));
  g_print (" ms\n");
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;
  return (one > other) - (one < other);
}

int
main (int argc, char **argv)
{
  gboolean verbose = argc > 2 && strcmp (argv[1], "-v") == 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) directory = argc > 1 ? g_dir_open (argv[argc - 1], 0, &error) : NULL;
  if (directory == NULL) {
    g_printerr ("usage: measure-qr-reader [-v] DIRECTORY with NAME.pgm and NAME.txt\n");
    return 2;
  }
  Totals totals = {{0}};
  for (guint way = 0; way < N_WAYS; way++)
    totals.times[way] = g_array_new (FALSE, FALSE, sizeof (double));
  for (const char *name; (name = g_dir_read_name (directory)) != NULL;)
    if (g_str_has_suffix (name, ".pgm"))
      measure_file (&totals, argv[argc - 1], name, verbose);
  for (guint way = 0; way < N_WAYS && totals.pictures > 0; way++) {
    g_array_sort (totals.times[way], compare_times);
    g_print ("%-15s %4u of %u read (%.1f %%), %u wrong, median %.1f ms, p99 %.1f ms\n", names[way],
             totals.right[way], totals.pictures, 100. * totals.right[way] / totals.pictures,
             totals.wrong[way], g_array_index (totals.times[way], double, totals.pictures / 2),
             g_array_index (totals.times[way], double, totals.pictures * 99 / 100));
    g_array_unref (totals.times[way]);
  }
  return 0;
}

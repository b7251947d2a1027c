/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A million records verified, one signed act in a hundred: file by file as an authority writes it,
 * with SM2, from the disk. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "audit-fixture.h"

#define RECORDS 1000000
#define ONE_ACT_IN 100
#define LIMIT_S 20.0

static void
write_line (FILE *file, const char *line)
{
  g_assert_cmpint (fprintf (file, "%s\n", line), >, 0);
}

/* Keeps no lines but the last: the fixture's own count goes on. */
static void
write_file (AuditFixture *fixture, const char *path)
{
  FILE *file = g_fopen (path, "w");
  g_autofree char *header = yqq_audit_header_write (fixture->header, NULL);
  write_line (file, header);
  for (guint i = 1; i <= RECORDS; i++) {
    if (i == RECORDS)
      audit_fixture_add_staff (fixture, "audit-export", AUDIT_FIXTURE_CHAIN);
    else if (i % ONE_ACT_IN == 0)
      audit_fixture_add_act (fixture, &fixture->person, "grant-modify", NULL);
    else
      audit_fixture_add_staff (fixture, "grant-add", "01a21d67-f177-7ba7-abd3-1c4f62843934");
    write_line (file, g_ptr_array_index (fixture->lines, i - 1));
    g_clear_pointer (&fixture->lines->pdata[i - 1], g_free);
  }
  g_autofree char *trailer = audit_fixture_make_trailer (fixture);
  write_line (file, trailer);
  g_assert_cmpint (fclose (file), ==, 0);
}

static YqqAuditReport *
verify (AuditFixture *fixture, const char *path, double *seconds, double *processor)
{
  clock_t used = clock ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  const YqqAuditVerification verification = {.roots = fixture->roots};
  YqqAuditReport *report = yqq_audit_verify (G_INPUT_STREAM (stream), &verification, NULL, &error);
  *seconds = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  *processor = (double)(clock () - used) / CLOCKS_PER_SEC;
  g_assert_no_error (error);
  return report;
}

/* One bit somewhere in the middle. */
static void
turn_a_bit (const char *path, goffset place)
{
  FILE *file = g_fopen (path, "r+");
  g_assert_cmpint (fseek (file, (long)place, SEEK_SET), ==, 0);
  int byte = fgetc (file);
  g_assert_cmpint (fseek (file, (long)place, SEEK_SET), ==, 0);
  fputc (byte ^ 1, file);
  fclose (file);
}

static gint64
read_peak_kb (void)
{
  g_autofree char *status = NULL;
  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  const char *line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10) : 0;
}

int
main (void)
{
  g_autoptr (AuditFixture) fixture = audit_fixture_new (YQQ_ALGORITHM_SM2_SM3, AUDIT_FIXTURE_CHAIN);
  g_autofree char *directory = g_dir_make_tmp ("yqq-bench-audit-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "record.audit", NULL);
  double seconds, processor, ignored;
  GStatBuf status;
  fixture->at_ms = AUDIT_FIXTURE_NOW + 1000;
  gint64 start = g_get_monotonic_time ();
  write_file (fixture, path);
  double made = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  gint64 before_kb = read_peak_kb ();
  g_autoptr (YqqAuditReport) report = verify (fixture, path, &seconds, &processor);
  gint64 after_kb = read_peak_kb ();
  g_stat (path, &status);
  turn_a_bit (path, status.st_size / 2);
  g_autoptr (YqqAuditReport) changed = verify (fixture, path, &ignored, &ignored);
  gboolean met = seconds <= LIMIT_S && yqq_audit_report_is_good (report) &&
                 report->records == RECORDS && !yqq_audit_report_is_good (changed);
  printf ("%d signed acts in %d records, %d MB, made in %.0f s; a turned bit: %d findings\n",
          (int)report->signed_acts, RECORDS, (int)(status.st_size >> 20), made,
          (int)changed->n_findings);
  printf ("{\"what\":\"1,000,000 audit records verified, 1 signed act in 100\",\"ours\":%.2f,"
          "\"unit\":\"s\",\"limit\":\"≤ 20 s, a turned bit found\",\"met\":%s}\n",
          seconds, met ? "true" : "false");
  printf ("{\"what\":\"the processor's time for it, all cores together\",\"ours\":%.2f,"
          "\"unit\":\"s\"}\n",
          processor);
  printf ("{\"what\":\"memory that verifying them took\",\"ours\":%.1f,\"unit\":\"MB\"}\n",
          (double)(after_kb - before_kb) / 1024);
  g_remove (path);
  g_rmdir (directory);
  return met ? 0 : 1;
}

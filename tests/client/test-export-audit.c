/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enterprise's audit record on its way from the real authority into a file. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../support/await.h"
#include "audit/audit-verify.h"
#include "authority/authority.h"
#include "authority/store/audit.h"
#include "client/export-audit.h"
#include "client/fetch-authority.h"
#include "client/fetch-me.h"
#include "crypto/certificate.h"
#include "protocol/problem.h"
#include "real-authority.h"

#define MANY 2500

static char *
find_enterprise (Real *real)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_fetch_me_async (real->connection, NULL, await_callback, &await);
  g_autoptr (YqqMe) me = yqq_fetch_me_finish (await_result (&await), &error);
  g_assert_no_error (error);
  const YqqMembership *membership = g_ptr_array_index (me->memberships, 0);
  return g_strdup (yqq_enterprise_get_id (membership->enterprise));
}

static GFile *
file_in (Real *real)
{
  g_autofree char *folder = g_build_filename (real->directory, "exports", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_autofree char *path = g_build_filename (folder, "record.audit", NULL);
  return g_file_new_for_path (path);
}

static guint
count_files (Real *real)
{
  g_autofree char *folder = g_build_filename (real->directory, "exports", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name (directory) != NULL)
    n++;
  return n;
}

static gboolean
try_export (Real *real,
            const char *enterprise,
            GFile *file,
            YqqExportProgress progress,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_auto (Await) await = {0};
  yqq_export_audit_async (real->connection, enterprise, file, progress, data, cancellable,
                          await_callback, &await);
  return yqq_export_audit_finish (await_result (&await), error);
}

static YqqAuditReport *
verify (Real *real, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_fetch_authority_async (real->connection, NULL, await_callback, &await);
  g_autoptr (YqqAuthorityInfo) info = yqq_fetch_authority_finish (await_result (&await), &error);
  g_autoptr (GPtrArray) roots = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  for (char **pem = info->roots; *pem != NULL; pem++) {
    g_autoptr (GPtrArray) list = yqq_x509_list_new_from_pem (*pem, -1, NULL);
    g_ptr_array_add (roots, yqq_x509_ref (g_ptr_array_index (list, 0)));
  }
  const YqqAuditVerification verification = {.roots = roots};
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  YqqAuditReport *report = yqq_audit_verify (G_INPUT_STREAM (stream), &verification, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static gboolean
append_many (YqqDatabase *database, gpointer enterprise, GError **error)
{
  g_autofree char *padding = g_strnfill (1000, 'x');
  g_autoptr (JsonObject) detail = json_object_new ();
  json_object_set_string_member (detail, "padding", padding);
  const YqqAuditEntry entry = {.enterprise_id = enterprise,
                               .act = "test",
                               .actor = "staff",
                               .subject = "s",
                               .detail = detail};
  for (guint i = 0; i < MANY; i++)
    if (!yqq_audit_append (database, &entry, g_get_real_time () / 1000, error))
      return FALSE;
  return TRUE;
}

static void
fill (Real *real, char *enterprise)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (real->directory, &error);
  g_assert_no_error (error);
  yqq_database_transact (database, append_many, enterprise, &error);
  g_assert_no_error (error);
}

/* What this program has the disk told, in place of the C library's function: of a file's name, and
 * whether "record.audit" was in its place at that time. */
static GMutex syncs_mutex;
static GString *syncs; /* NULL: nobody asks */
static gboolean disk_fails;

int
fsync (int fd)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link, NULL);
  g_mutex_lock (&syncs_mutex);
  gboolean fails = disk_fails;
  if (syncs != NULL && path != NULL && strstr (path, "/exports") != NULL) {
    g_autofree char *name = g_path_get_basename (path);
    gboolean folder = g_file_test (path, G_FILE_TEST_IS_DIR);
    g_autofree char *directory = folder ? g_strdup (path) : g_path_get_dirname (path);
    g_autofree char *target = g_build_filename (directory, "record.audit", NULL);
    g_string_append_printf (syncs, "%s %s\n", folder ? "folder" : "file",
                            g_file_test (target, G_FILE_TEST_EXISTS) ? "after" : "before");
  }
  g_mutex_unlock (&syncs_mutex);
  if (!fails)
    return (int)syscall (SYS_fsync, fd);
  errno = EIO;
  return -1;
}

static char *
stop_noting_syncs (void)
{
  g_mutex_lock (&syncs_mutex);
  char *text = g_string_free (g_steal_pointer (&syncs), FALSE);
  disk_fails = FALSE;
  g_mutex_unlock (&syncs_mutex);
  return text;
}

static void
begin_noting_syncs (gboolean fails)
{
  g_mutex_lock (&syncs_mutex);
  syncs = g_string_new (NULL);
  disk_fails = fails;
  g_mutex_unlock (&syncs_mutex);
}

static void
what_is_told_to_be_there_is_on_the_disk (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autoptr (GError) error = NULL;
  g_autofree char *enterprise = find_enterprise (real);
  g_autoptr (GFile) file = file_in (real);
  begin_noting_syncs (FALSE);
  gboolean good = try_export (real, enterprise, file, NULL, NULL, NULL, &error);
  g_autofree char *told = stop_noting_syncs ();
  g_assert_no_error (error);
  g_assert_true (good);
  g_assert_cmpstr (told, ==, "file before\nfolder after\n");
}

static void
where_the_disk_fails_the_file_stays_as_it_was (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autoptr (GError) error = NULL;
  g_autofree char *enterprise = find_enterprise (real);
  g_autoptr (GFile) file = file_in (real);
  g_autofree char *contents = NULL;
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "earlier", -1, NULL));
  begin_noting_syncs (TRUE);
  gboolean good = try_export (real, enterprise, file, NULL, NULL, NULL, &error);
  g_free (stop_noting_syncs ());
  g_assert_false (good);
  g_assert_error (error, G_IO_ERROR, (gint)g_io_error_from_errno (EIO));
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "earlier");
  g_assert_cmpuint (count_files (real), ==, 1);
}

static void
note_progress (gint64 done, gint64 total, gpointer data)
{
  gint64 *last = data;
  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (total, >, MANY);
  *last = done;
}

static void
an_administrator_exports_a_record_of_many_pages (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autoptr (GError) error = NULL;
  g_autofree char *enterprise = find_enterprise (real);
  g_autoptr (GFile) file = file_in (real);
  gint64 done = 0;
  GStatBuf status;
  fill (real, enterprise);
  try_export (real, enterprise, file, note_progress, &done, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (YqqAuditReport) report = verify (real, file);
  g_assert_true (yqq_audit_report_is_good (report));
  g_assert_cmpstr (report->chain, ==, enterprise);
  g_assert_cmpint (report->records, >, MANY);
  g_assert_cmpint (report->records, ==, done);
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (real), ==, 1);
}

static void
each_export_is_itself_recorded (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autofree char *enterprise = find_enterprise (real);
  g_autoptr (GFile) file = file_in (real);
  g_assert_true (try_export (real, enterprise, file, NULL, NULL, NULL, NULL));
  g_autoptr (YqqAuditReport) first = verify (real, file);
  g_assert_true (try_export (real, enterprise, file, NULL, NULL, NULL, NULL));
  g_autoptr (YqqAuditReport) second = verify (real, file);
  g_assert_cmpint (second->records, ==, first->records + 1);
}

static void
the_chain_is_signed_when_the_authority_stops (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autofree char *enterprise = find_enterprise (real);
  g_autoptr (GFile) file = file_in (real);
  real_stop (real);
  real_start (real);
  g_assert_true (try_export (real, enterprise, file, NULL, NULL, NULL, NULL));
  g_autoptr (YqqAuditReport) report = verify (real, file);
  g_assert_true (yqq_audit_report_is_good (report));
  g_assert_cmpint (report->heads, ==, 1);
}

static void
an_employee_may_not (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  g_autoptr (GError) error = NULL;
  g_autofree char *enterprise = find_enterprise (real);
  g_autoptr (GFile) file = file_in (real);
  g_assert_false (try_export (real, enterprise, file, NULL, NULL, NULL, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_PERMITTED);
  g_clear_error (&error);
  g_assert_false (try_export (real, "of-nobody", file, NULL, NULL, NULL, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_FOUND);
  g_assert_cmpuint (count_files (real), ==, 0);
}

static void
cancel_at_once (gint64 done, gint64 total, gpointer cancellable)
{
  if (done > 0)
    g_cancellable_cancel (cancellable);
}

static void
what_is_cancelled_leaves_the_file_as_it_was (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *enterprise = find_enterprise (real);
  g_autofree char *contents = NULL;
  g_autoptr (GFile) file = file_in (real);
  fill (real, enterprise);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "earlier", -1, NULL));
  g_assert_false (
      try_export (real, enterprise, file, cancel_at_once, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "earlier");
  g_assert_cmpuint (count_files (real), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
#define ADD(story)                                                                                 \
  g_test_add ("/client/export-audit/" #story, Real, NULL, real_set_up, story, real_tear_down)
  ADD (an_administrator_exports_a_record_of_many_pages);
  ADD (each_export_is_itself_recorded);
  ADD (the_chain_is_signed_when_the_authority_stops);
  ADD (an_employee_may_not);
  ADD (what_is_told_to_be_there_is_on_the_disk);
  ADD (where_the_disk_fails_the_file_stays_as_it_was);
  ADD (what_is_cancelled_leaves_the_file_as_it_was);
#undef ADD
  int result = g_test_run ();
  real_clean_up ();
  return result;
}

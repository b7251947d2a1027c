/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/export-audit.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit-file.h"
#include "audit/audit-verify.h"
#include "base/json.h"
#include "client/client-error.h"
#include "client/fetch-authority.h"
#include "crypto/certificate.h"

/* Lines in one answer; the answer's bytes are the limit that counts. */
#define MAX_LINES 100000

typedef struct {
  YqqAuthorityConnection *connection;
  char *base; /* path of the enterprise's audit record */
  GFile *file;
  GFile *part; /* what is written to until it is whole; NULL while it is not there */
  GOutputStream *stream;
  GPtrArray *roots;
  char *header;
  char *trailer;
  gint64 total;
  gint64 done;
  YqqExportProgress progress;
  gpointer progress_data;
} Export;

static void ask_records (GTask *task);

static void
discard_part (Export *self)
{
  g_clear_object (&self->stream);
  if (self->part != NULL)
    g_file_delete (self->part, NULL, NULL);
  g_clear_object (&self->part);
}

static void
free_export (gpointer pointer)
{
  Export *self = pointer;
  discard_part (self);
  g_object_unref (self->connection);
  g_free (self->base);
  g_object_unref (self->file);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  g_free (self->header);
  g_free (self->trailer);
  g_free (self);
}

/* Ends the export; what was written so far goes. */
static void
fail (GTask *task, GError *error)
{
  discard_part (g_task_get_task_data (task));
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
fail_answer (GTask *task, const char *what)
{
  fail (task, g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER, what));
}

static GError *
describe_fault (const YqqAuditReport *report)
{
  const YqqAuditFinding *first = g_ptr_array_index (report->findings, 0);
  g_autofree char *sentence = yqq_audit_finding_dup_sentence (first);
  return g_error_new (YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_BROKEN, "line %" G_GINT64_FORMAT ": %s",
                      first->line, sentence);
}

static gboolean
verify_part (Export *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (self->part, cancellable, error);
  const YqqAuditVerification verification = {.roots = self->roots};
  g_autoptr (YqqAuditReport) report =
      stream != NULL ? yqq_audit_verify (G_INPUT_STREAM (stream), &verification, cancellable, error)
                     : NULL;
  if (report == NULL)
    return FALSE;
  if (yqq_audit_report_is_good (report))
    return TRUE;
  g_propagate_error (error, describe_fault (report));
  return FALSE;
}

/* Has a file or folder on the disk for certain; what is not on this machine is others' business,
 * and so are file systems that cannot do it for folders. */
static gboolean
sync_file (GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);
  int fd = path != NULL ? g_open (path, O_RDONLY | O_CLOEXEC, 0) : -1;
  if (path == NULL)
    return TRUE;
  gboolean good = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);
  int reason = errno;
  if (fd >= 0)
    close (fd);
  if (!good)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (reason), "%s: %s", path,
                 g_strerror (reason));
  return good;
}

static gboolean
sync_folder (GFile *file, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  return sync_file (folder, error);
}

/* In a thread: closes, verifies, and puts the file in its place. */
static void
finish (GTask *thread_task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;
  if (g_output_stream_close (self->stream, cancellable, &error) &&
      verify_part (self, cancellable, &error) && sync_file (self->part, &error) &&
      g_file_move (self->part, self->file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, &error))
    g_clear_object (&self->part);
  if (error == NULL && sync_folder (self->file, &error))
    g_task_return_boolean (thread_task, TRUE);
  else
    g_task_return_error (thread_task, error);
}

static void
on_finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    fail (task, error);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
begin_finish (GTask *task)
{
  g_autoptr (GTask) thread_task =
      g_task_new (NULL, g_task_get_cancellable (task), on_finished, task);
  g_task_set_task_data (thread_task, g_task_get_task_data (task), NULL);
  g_task_set_check_cancellable (thread_task, FALSE);
  g_task_run_in_thread (thread_task, finish);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  if (!g_output_stream_write_all_finish (self->stream, result, NULL, &error)) {
    fail (task, error);
    return;
  }
  if (self->progress != NULL)
    self->progress (self->done, self->total, self->progress_data);
  if (self->trailer == NULL)
    begin_finish (task);
  else
    ask_records (task);
}

static void
write_text (GTask *task, GString *text)
{
  Export *self = g_task_get_task_data (task);
  GBytes *bytes = g_string_free_to_bytes (text);
  g_object_set_data_full (G_OBJECT (task), "bytes", bytes, (GDestroyNotify)g_bytes_unref);
  g_output_stream_write_all_async (self->stream, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_written, task);
}

static void
on_records (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonObject) answer =
      yqq_authority_connection_send_finish (self->connection, result, &error);
  if (answer == NULL) {
    fail (task, error);
    return;
  }
  if (!yqq_json_read_strings (answer, "records", MAX_LINES, YQQ_AUDIT_LINE_MAX_BYTES, &lines,
                              NULL) ||
      lines[0] == NULL) {
    fail_answer (task, "no records where there should be some");
    return;
  }
  GString *text = g_string_new (NULL);
  for (char **line = lines; *line != NULL && self->done < self->total; line++, self->done++)
    g_string_append_printf (text, "%s\n", *line);
  write_text (task, text);
}

/* The next records, or where all are there the last line. */
static void
ask_records (GTask *task)
{
  Export *self = g_task_get_task_data (task);
  if (self->done == self->total) {
    GString *text = g_string_new (self->trailer);
    g_clear_pointer (&self->trailer, g_free);
    write_text (task, g_string_append_c (text, '\n'));
    return;
  }
  g_autofree char *path =
      g_strdup_printf ("%s/records?after=%" G_GINT64_FORMAT, self->base, self->done);
  yqq_authority_connection_send_async (self->connection, "GET", path, NULL, YQQ_REQUEST_SIGNED,
                                       YQQ_AUDIT_EXPORT_PAGE_BYTES, g_task_get_cancellable (task),
                                       on_records, task);
}

/* Beside the file, so that it can take its place at once. */
static gboolean
open_part (Export *self, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  g_autofree char *base = g_file_get_basename (self->file);
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".%s.%s", base, random);
  g_autoptr (GFile) part = g_file_get_child (folder, name);
  GFileOutputStream *stream = g_file_create (part, G_FILE_CREATE_PRIVATE, NULL, error);
  if (stream == NULL)
    return FALSE;
  self->stream = G_OUTPUT_STREAM (stream);
  self->part = g_steal_pointer (&part);
  return TRUE;
}

static void
on_export (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  const char *header, *trailer;
  g_autoptr (JsonObject) answer =
      yqq_authority_connection_send_finish (self->connection, result, &error);
  if (answer == NULL) {
    fail (task, error);
    return;
  }
  if (!yqq_json_read_string (answer, "header", YQQ_AUDIT_HEADER_MAX_BYTES, &header, NULL) ||
      !yqq_json_read_string (answer, "trailer", YQQ_AUDIT_LINE_MAX_BYTES, &trailer, NULL) ||
      !yqq_json_read_int (answer, "records", 0, G_MAXINT64 / 2, &self->total, NULL)) {
    fail_answer (task, "not an export of an audit record");
    return;
  }
  self->header = g_strdup (header);
  self->trailer = g_strdup (trailer);
  if (!open_part (self, &error)) {
    fail (task, error);
    return;
  }
  GString *text = g_string_new (self->header);
  write_text (task, g_string_append_c (text, '\n'));
}

static void
on_authority (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *path = g_strconcat (self->base, "/exports", NULL);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (YqqAuthorityInfo) authority = yqq_fetch_authority_finish (result, &error);
  if (authority == NULL) {
    fail (task, error);
    return;
  }
  self->roots = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  for (char **pem = authority->roots; *pem != NULL; pem++) {
    g_autoptr (GPtrArray) list = yqq_x509_list_new_from_pem (*pem, -1, NULL);
    for (guint i = 0; list != NULL && i < list->len; i++)
      g_ptr_array_add (self->roots, yqq_x509_ref (g_ptr_array_index (list, i)));
  }
  yqq_authority_connection_send_async (self->connection, "POST", path, body, YQQ_REQUEST_SIGNED,
                                       YQQ_AUDIT_EXPORT_PAGE_BYTES, g_task_get_cancellable (task),
                                       on_export, task);
}

void
yqq_export_audit_async (YqqAuthorityConnection *connection,
                        const char *enterprise_id,
                        GFile *file,
                        YqqExportProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);
  self->connection = g_object_ref (connection);
  self->base = g_strdup_printf ("/v1/enterprises/%s/audit", enterprise_id);
  self->file = g_object_ref (file);
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, free_export);
  /* A file that has taken its place is there, whoever cancels afterwards. */
  g_task_set_check_cancellable (task, FALSE);
  yqq_fetch_authority_async (connection, cancellable, on_authority, task);
}

gboolean
yqq_export_audit_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

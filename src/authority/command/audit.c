/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority audit export */
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "authority/audit-exporting.h"
#include "authority/authority.h"
#include "authority/command/command.h"
#include "authority/store/audit.h"
#include "authority/store/enterprises.h"

#define PAGE_BYTES (1024 * 1024)

typedef struct {
  YqqIssuer *issuer;
  const char *credit_code; /* NULL: the authority's own chain */
  char *enterprise_id;
  YqqAuditOpening *opening;
  YqqAuditExport *export;
} Exporting;

static gboolean
find_enterprise (YqqDatabase *database, Exporting *exporting, GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  if (exporting->credit_code == NULL)
    return TRUE;
  if (!yqq_enterprises_find_by_credit_code (database, exporting->credit_code, &enterprise, error))
    return FALSE;
  if (enterprise == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _ ("There is no enterprise with the credit code “%s”."), exporting->credit_code);
    return FALSE;
  }
  exporting->enterprise_id = g_strdup (yqq_enterprise_get_id (enterprise));
  return TRUE;
}

static gboolean
do_sign (YqqDatabase *database, gpointer data, GError **error)
{
  Exporting *exporting = data;
  g_clear_pointer (&exporting->export, yqq_audit_export_free);
  return yqq_audit_sign_export (database, exporting->issuer, exporting->enterprise_id, "staff",
                                exporting->opening, g_get_real_time () / 1000, &exporting->export,
                                error);
}

/* Opened anew where the running authority has taken somebody's first signature meanwhile. */
static gboolean
sign_export (YqqDatabase *database, Exporting *exporting, GError **error)
{
  gboolean good = find_enterprise (database, exporting, error);
  while (good && exporting->export == NULL) {
    g_clear_pointer (&exporting->opening, yqq_audit_opening_free);
    exporting->opening =
        yqq_audit_open_export (database, exporting->issuer, exporting->enterprise_id, error);
    good =
        exporting->opening != NULL && yqq_database_transact (database, do_sign, exporting, error);
  }
  return good;
}

static gboolean
write_line (GOutputStream *stream, const char *line, GError **error)
{
  return g_output_stream_write_all (stream, line, strlen (line), NULL, NULL, error) &&
         g_output_stream_write_all (stream, "\n", 1, NULL, NULL, error);
}

/* What is up to that number never changes, so nobody else has to wait for it. */
static gboolean
write_records (YqqDatabase *database,
               const Exporting *exporting,
               GOutputStream *stream,
               GError **error)
{
  for (gint64 done = 0; done < exporting->export->records;) {
    g_autoptr (GPtrArray) lines = yqq_audit_list_lines (
        database, exporting->enterprise_id, done, exporting->export->records, PAGE_BYTES, error);
    if (lines == NULL)
      return FALSE;
    for (guint i = 0; i < lines->len; i++)
      if (!write_line (stream, g_ptr_array_index (lines, i), error))
        return FALSE;
    if (lines->len == 0) {
      g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "a record is missing");
      return FALSE;
    }
    done += lines->len;
  }
  return TRUE;
}

/* The file is replaced as a whole, or stays as it was. */
static gboolean
write_file (YqqDatabase *database, const Exporting *exporting, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GCancellable) undone = g_cancellable_new ();
  g_autoptr (GFileOutputStream) stream = g_file_replace (
      file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  if (stream == NULL)
    return FALSE;
  GOutputStream *output = G_OUTPUT_STREAM (stream);
  if (write_line (output, exporting->export->header, error) &&
      write_records (database, exporting, output, error) &&
      write_line (output, exporting->export->trailer, error))
    return g_output_stream_close (output, NULL, error);
  g_cancellable_cancel (undone);
  g_output_stream_close (output, undone, NULL);
  return FALSE;
}

static gboolean export(const char *data, Exporting *exporting, const char *path, GError **error)
{
  g_autofree char *ca = g_build_filename (data, "ca", NULL);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (data, error);
  exporting->issuer =
      database != NULL ? yqq_local_issuer_open (ca, yqq_clock_get_system (), error) : NULL;
  return exporting->issuer != NULL && sign_export (database, exporting, error) &&
         write_file (database, exporting, path, error);
}

int
yqq_command_audit_export (int argc, char **argv)
{
  g_autofree char *data = NULL, *code = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"enterprise", 0, 0, G_OPTION_ARG_STRING, &code,
       N_ ("Credit code of the enterprise whose record it is; else the authority's own"),
       N_ ("CODE")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv,
                          _ ("Writes an audit record to FILE, signed by the authority."), entries,
                          &data, &path, &exit_code))
    return exit_code;
  if (path == NULL) {
    yqq_command_complain ("%s", _ ("Name the file to write."));
    return YQQ_EXIT_USAGE;
  }
  Exporting exporting = {.credit_code = code};
  g_autofree char *directory = data != NULL ? g_strdup (data) : yqq_command_default_data ();
  gboolean good = export(directory, &exporting, path, &error);
  if (good)
    printf (_ ("%d records written to %s\n"), (int)exporting.export->records, path);
  else
    yqq_command_complain (_ ("%s The file was not written."), error->message);
  g_clear_object (&exporting.issuer);
  g_clear_pointer (&exporting.opening, yqq_audit_opening_free);
  g_clear_pointer (&exporting.export, yqq_audit_export_free);
  g_free (exporting.enterprise_id);
  return good ? YQQ_EXIT_OK : YQQ_EXIT_FAILED;
}

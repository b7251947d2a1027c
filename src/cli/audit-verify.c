/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq audit verify: whether an audit record is as the authority wrote it. */
#include <glib/gi18n.h>
#include <string.h>

#include "audit/audit-record.h"
#include "audit/audit-verify.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/roots.h"
#include "cli/wait.h"
#include "protocol/time-text.h"

static gboolean as_json;
static char **root_files;
static char *noted;

static const GOptionEntry entries[] = {
    {"root", 'r', 0, G_OPTION_ARG_FILENAME_ARRAY, &root_files,
     N_ ("Trust the root certificates in this PEM file (may be given several times); "
         "else those of the authority this device belongs to"),
     "FILE.pem"},
    {"head", 0, 0, G_OPTION_ARG_STRING, &noted,
     N_ ("A head noted from an earlier verification: the file must continue it"), "NUMBER:HASH"},
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print the result as JSON"), NULL},
    {NULL},
};

static char *
format_time (gint64 unix_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_ms / 1000);
  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S %Z");
}

static void
print_findings (const YqqAuditReport *report)
{
  for (guint i = 0; i < report->findings->len; i++) {
    const YqqAuditFinding *finding = g_ptr_array_index (report->findings, i);
    g_autofree char *sentence = yqq_audit_finding_dup_sentence (finding);
    g_print (_ ("Line %d: %s\n"), (int)finding->line, sentence);
  }
  if (report->n_findings > report->findings->len)
    g_print (_ ("… and %d more.\n"), (int)(report->n_findings - report->findings->len));
}

static void
print_text (const YqqAuditReport *report)
{
  gboolean good = yqq_audit_report_is_good (report);
  g_print ("%s\n", good ? _ ("The audit record is whole and unchanged.")
                        : _ ("The audit record is NOT as it was written."));
  if (report->chain != NULL)
    g_print (_ ("Record of: %s (%s)\n"),
             report->enterprise_name != NULL ? report->enterprise_name : _ ("the authority itself"),
             report->credit_code != NULL ? report->credit_code : report->chain);
  g_print (
      _ ("Records: %d, of them %d signed by who did it and %d heads signed by the authority\n"),
      (int)report->records, (int)report->signed_acts, (int)report->heads);
  if (report->exported_ms > 0) {
    g_autofree char *time = format_time (report->exported_ms);
    g_print (_ ("Exported: %s\n"), time);
    g_print (_ ("Longest wait for the authority's signature: %d minutes\n"),
             (int)((report->longest_wait_ms + 59999) / 60000));
  }
  if (good && report->records > 0)
    g_print (_ ("Head to note for the next time: %d:%s\n"), (int)report->records,
             report->last_hash);
  print_findings (report);
}

static void
set_time (JsonObject *object, const char *member, gint64 unix_ms)
{
  g_autofree char *text = unix_ms > 0 ? yqq_time_text_format (unix_ms) : NULL;
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonArray *
findings_to_json (const YqqAuditReport *report)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < report->findings->len; i++) {
    const YqqAuditFinding *finding = g_ptr_array_index (report->findings, i);
    g_autofree char *sentence = yqq_audit_finding_dup_sentence (finding);
    JsonObject *object = json_object_new ();
    json_object_set_int_member (object, "line", finding->line);
    json_object_set_string_member (object, "fault", yqq_audit_fault_to_nick (finding->fault));
    json_object_set_string_member (object, "text", sentence);
    json_array_add_object_element (array, object);
  }
  return array;
}

static void
print_json (const YqqAuditReport *report)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_boolean_member (object, "valid", yqq_audit_report_is_good (report));
  set_text (object, "chain", report->chain);
  set_text (object, "enterprise", report->enterprise_name);
  set_text (object, "credit_code", report->credit_code);
  json_object_set_int_member (object, "records", report->records);
  json_object_set_int_member (object, "signed_acts", report->signed_acts);
  json_object_set_int_member (object, "heads", report->heads);
  set_text (object, "last", report->last_hash);
  set_time (object, "first_at", report->first_ms);
  set_time (object, "last_at", report->last_ms);
  set_time (object, "exported_at", report->exported_ms);
  json_object_set_int_member (object, "longest_wait_seconds",
                              (report->longest_wait_ms + 999) / 1000);
  json_object_set_int_member (object, "findings_total", report->n_findings);
  json_object_set_array_member (object, "findings", findings_to_json (report));
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
}

/* NUMBER:HASH */
static gboolean
parse_noted (YqqAuditVerification *verification)
{
  char *end = NULL;
  if (noted == NULL)
    return TRUE;
  verification->noted_sequence = g_ascii_strtoll (noted, &end, 10);
  if (verification->noted_sequence >= 1 && *end == ':' && yqq_audit_hash_is_valid (end + 1)) {
    verification->noted_hash = end + 1;
    return TRUE;
  }
  g_printerr (_ ("yqq: a head is a number, a colon and 64 hexadecimal digits\n"));
  return FALSE;
}

static YqqAuditReport *
verify (const char *path, const YqqAuditVerification *verification, GError **error)
{
  GCancellable *cancellable = yqq_wait_get_cancellable ();
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  return stream != NULL
             ? yqq_audit_verify (G_INPUT_STREAM (stream), verification, cancellable, error)
             : NULL;
}

int
yqq_command_audit_verify (int argc, char **argv)
{
  YqqAuditVerification verification = {NULL};
  if (!yqq_command_parse ("FILE",
                          N_ ("Checks that nothing in the audit record FILE was changed, left out, "
                              "added or reordered, and that each signed act is its actor's."),
                          entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: name the audit record to check\n"));
    return YQQ_EXIT_USAGE;
  }
  if (!parse_noted (&verification))
    return YQQ_EXIT_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) roots = yqq_roots_collect (root_files);
  if (roots == NULL)
    return YQQ_EXIT_UNAVAILABLE;
  verification.roots = roots;
  g_autoptr (YqqAuditReport) report = verify (argv[1], &verification, &error);
  if (report == NULL) {
    g_printerr (_ ("yqq: the file could not be read: %s\n"), error->message);
    return YQQ_EXIT_UNAVAILABLE;
  }
  if (as_json)
    print_json (report);
  else
    print_text (report);
  return yqq_audit_report_is_good (report) ? YQQ_EXIT_OK : YQQ_EXIT_NO;
}

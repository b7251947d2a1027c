/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit-support.h"

#include "authority/audit-exporting.h"
#include "authority/store/audit.h"

typedef struct {
  TestAuthority *authority;
  const char *enterprise_id;
  YqqAuditExport *export;
} Exporting;

static gboolean
do_export (YqqDatabase *database, gpointer data, GError **error)
{
  Exporting *exporting = data;
  YqqIssuer *issuer = exporting->authority->authority->issuer;
  g_autoptr (YqqAuditOpening) opening =
      yqq_audit_open_export (database, issuer, exporting->enterprise_id, error);
  return opening != NULL &&
         yqq_audit_sign_export (database, issuer, exporting->enterprise_id, "staff", opening,
                                yqq_clock_get_unix_ms (exporting->authority->clock),
                                &exporting->export, error);
}

static GBytes *export(TestAuthority *authority, const char *enterprise_id)
{
  g_autoptr (GError) error = NULL;
  Exporting exporting = {authority, enterprise_id, NULL};
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, &error);
  g_assert_no_error (error);
  yqq_database_transact (database, do_export, &exporting, &error);
  g_assert_no_error (error);
  g_autoptr (YqqAuditExport) made = exporting.export;
  GString *text = g_string_new (made->header);
  g_string_append_c (text, '\n');
  for (gint64 done = 0; done < made->records;) {
    g_autoptr (GPtrArray) lines =
        yqq_audit_list_lines (database, enterprise_id, done, made->records, 1000000, NULL);
    g_assert_cmpuint (lines->len, >, 0);
    for (guint i = 0; i < lines->len; i++)
      g_string_append_printf (text, "%s\n", (char *)g_ptr_array_index (lines, i));
    done += lines->len;
  }
  g_string_append_printf (text, "%s\n", made->trailer);
  return g_string_free_to_bytes (text);
}

YqqAuditReport *
test_audit_verify (TestAuthority *authority, const char *enterprise_id)
{
  g_autoptr (GBytes) file = export(authority, enterprise_id);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (file);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    g_ptr_array_add (roots,
                     g_ptr_array_index (yqq_issuer_get_roots (authority->authority->issuer, i), 0));
  const YqqAuditVerification verification = {.roots = roots};
  YqqAuditReport *report = yqq_audit_verify (stream, &verification, NULL, NULL);
  for (guint i = 0; i < report->findings->len; i++) {
    const YqqAuditFinding *finding = g_ptr_array_index (report->findings, i);
    g_autofree char *sentence = yqq_audit_finding_dup_sentence (finding);
    g_test_message ("line %d: %s", (int)finding->line, sentence);
  }
  if (!yqq_audit_report_is_good (report))
    g_error ("the audit record does not verify:\n%s", (const char *)g_bytes_get_data (file, NULL));
  return report;
}

void
test_audit_check (TestAuthority *authority, const char *enterprise_id)
{
  yqq_audit_report_free (test_audit_verify (authority, enterprise_id));
}

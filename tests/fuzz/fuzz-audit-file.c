/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audit files from outside: whatever they hold, verification ends with a report, and a line that is
 * taken is written again as it was. */
#include <string.h>

#include "audit/audit-file.h"
#include "audit/audit-verify.h"
#include "fuzz.h"

static void
round_trip (const char *line, gsize length)
{
  g_autoptr (YqqAuditRecord) record = yqq_audit_record_read (line, length, NULL);
  g_autoptr (YqqAuditHeader) header = yqq_audit_header_read (line, length, NULL);
  g_autofree char *trailer = yqq_audit_trailer_read (line, length, NULL);
  g_assert_true ((record != NULL) + (header != NULL) + (trailer != NULL) <= 1);
  g_autofree char *written = record != NULL    ? yqq_audit_record_write (record, NULL)
                             : header != NULL  ? yqq_audit_header_write (header, NULL)
                             : trailer != NULL ? yqq_audit_trailer_write (trailer)
                                               : NULL;
  g_assert_true (written == NULL ||
                 (strlen (written) == length && memcmp (written, line, length) == 0));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (file);
  const YqqAuditVerification verification = {.roots = roots};
  g_autoptr (YqqAuditReport) report = yqq_audit_verify (stream, &verification, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (yqq_audit_report_is_good (report)); /* no root is trusted */
  for (guint i = 0; i < report->findings->len; i++)
    g_free (yqq_audit_finding_dup_sentence (g_ptr_array_index (report->findings, i)));
  const char *end = size > 0 ? memchr (data, '\n', size) : NULL;
  round_trip ((const char *)data, end != NULL ? (gsize)(end - (const char *)data) : size);
  return 0;
}

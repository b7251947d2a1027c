/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-line.h"

#include <string.h>

void
yqq_audit_line_clear (YqqAuditLine *self)
{
  g_free (self->act_id);
  g_clear_pointer (&self->proposes, g_free);
  g_clear_pointer (&self->approves, g_free);
  g_clear_pointer (&self->proposed, g_bytes_unref);
  g_clear_pointer (&self->grants, g_hash_table_unref);
  g_strfreev (self->done);
  g_clear_pointer (&self->actor, g_free);
  g_free (self->trailer);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

YqqAuditFinding *
yqq_audit_line_add (YqqAuditLine *self, YqqAuditFault fault)
{
  YqqAuditFinding *finding = yqq_audit_finding_new (fault);
  if (self->findings == NULL)
    self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_audit_finding_free);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

static gboolean
begins_like_a_trailer (const char *text, gsize length)
{
  gsize start = strlen (YQQ_AUDIT_TRAILER_START);
  return length >= start && memcmp (text, YQQ_AUDIT_TRAILER_START, start) == 0;
}

static void
inspect_trailer (YqqAuditLine *self, const char *text, gsize length)
{
  self->trailer = yqq_audit_trailer_read (text, length, NULL);
  if (self->trailer != NULL)
    self->kind = YQQ_AUDIT_LINE_TRAILER;
  else
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_LINE_MALFORMED);
}

void
yqq_audit_line_inspect (YqqAuditLine *self,
                        const char *text,
                        gsize length,
                        const YqqAuditSigners *signers)
{
  *self = (YqqAuditLine){.kind = YQQ_AUDIT_LINE_MALFORMED};
  if (begins_like_a_trailer (text, length)) {
    inspect_trailer (self, text, length);
    return;
  }
  g_autoptr (YqqAuditRecord) record = yqq_audit_record_read (text, length, NULL);
  if (record == NULL) {
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_LINE_MALFORMED);
    return;
  }
  g_autofree char *hash = yqq_audit_hash_line (text, length);
  self->kind = YQQ_AUDIT_LINE_RECORD;
  self->sequence = record->sequence;
  self->at_ms = record->at_ms;
  self->export = strcmp (record->act, "audit-export") == 0;
  g_strlcpy (self->previous, record->previous, sizeof self->previous);
  g_strlcpy (self->hash, hash, sizeof self->hash);
  yqq_audit_line_check_act (self, record, signers);
}

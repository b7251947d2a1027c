/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What verification can find wrong with an audit file, and how it is said to people. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_AUDIT_FAULT_HEADER,                /* the first line is not one */
  YQQ_AUDIT_FAULT_CERTIFICATE_MALFORMED, /* text: the fingerprint the header gives it */
  YQQ_AUDIT_FAULT_CERTIFICATE_UNTRUSTED, /* text: fingerprint */
  YQQ_AUDIT_FAULT_LINE_TOO_LONG,
  YQQ_AUDIT_FAULT_LINE_END,
  YQQ_AUDIT_FAULT_LINE_MALFORMED,
  YQQ_AUDIT_FAULT_CHAIN_START,
  YQQ_AUDIT_FAULT_CHAIN_BROKEN,
  YQQ_AUDIT_FAULT_RECORDS_MISSING,  /* first, last: their numbers */
  YQQ_AUDIT_FAULT_RECORD_REPEATED,  /* first: its number */
  YQQ_AUDIT_FAULT_RECORD_MISPLACED, /* first: its number, last: that of the one before it */
  YQQ_AUDIT_FAULT_CERTIFICATE_MISSING,
  YQQ_AUDIT_FAULT_CERTIFICATE_NOT_TRUSTED_HERE,
  YQQ_AUDIT_FAULT_CERTIFICATE_NOT_VALID,
  YQQ_AUDIT_FAULT_CERTIFICATE_WRONG_USE,
  YQQ_AUDIT_FAULT_CERTIFICATE_OF_ANOTHER,
  YQQ_AUDIT_FAULT_SIGNATURE,
  YQQ_AUDIT_FAULT_ACT_UNSIGNED,
  YQQ_AUDIT_FAULT_ACT_DIFFERS, /* text: the member that is not what was signed */
  YQQ_AUDIT_FAULT_ACT_TIME,
  YQQ_AUDIT_FAULT_ACT_REPEATED,
  YQQ_AUDIT_FAULT_PROPOSAL_DIFFERS,
  YQQ_AUDIT_FAULT_HEAD_DIFFERS,
  YQQ_AUDIT_FAULT_TRAILER_MISSING,
  YQQ_AUDIT_FAULT_TRAILER_SIGNATURE,
  YQQ_AUDIT_FAULT_TRAILER_CHAIN,
  YQQ_AUDIT_FAULT_TRAILER_HEADER,
  YQQ_AUDIT_FAULT_TRAILER_RECORDS, /* first: how many it names, last: how many there are */
  YQQ_AUDIT_FAULT_TRAILER_LAST,
  YQQ_AUDIT_FAULT_EXPORT_MISSING,
  YQQ_AUDIT_FAULT_AFTER_TRAILER,
  YQQ_AUDIT_FAULT_NOTED_HEAD_DIFFERS, /* first: the record's number */
  YQQ_AUDIT_FAULT_NOTED_HEAD_MISSING, /* first: its number, last: how many there are */
} YqqAuditFault;
#define YQQ_AUDIT_FAULT_COUNT 33

typedef struct {
  gint64 line; /* from 1, the header */
  YqqAuditFault fault;
  gint64 first, last; /* as said above, else 0 */
  char *text;         /* as said above, else NULL */
} YqqAuditFinding;

YqqAuditFinding *yqq_audit_finding_new (YqqAuditFault fault);
void yqq_audit_finding_free (YqqAuditFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditFinding, yqq_audit_finding_free)

/* "records-missing"; stable, for programs. */
const char *yqq_audit_fault_to_nick (YqqAuditFault fault);

/* A sentence in the person's language, without the line's number. */
char *yqq_audit_finding_dup_sentence (const YqqAuditFinding *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verifies an audit file without asking anybody: that nothing in it was changed, left out, added or
 * put elsewhere, and that each act was signed by who it is said to be of. */
#pragma once

#include <gio/gio.h>

#include "audit/audit-finding.h"

G_BEGIN_DECLS

/* Findings that are kept; the rest is counted. */
#define YQQ_AUDIT_MAX_FINDINGS 100

/* So many records have been checked. In the caller's thread. */
typedef void (*YqqAuditProgress) (gint64 records, gpointer user_data);

typedef struct {
  GPtrArray *roots; /* YqqX509: what is trusted */
  gint64
      noted_sequence; /* 0: none; a record that was noted earlier, so that no older file passes */
  const char *noted_hash;
  YqqAuditProgress progress; /* may be NULL; told every few hundred records */
  gpointer progress_data;
} YqqAuditVerification;

typedef struct {
  char *chain;           /* NULL where the first line cannot be read */
  char *enterprise_name; /* NULL with it, and in the authority's own chain */
  char *credit_code;     /* NULL with it */
  gint64 records;
  gint64 signed_acts;
  gint64 heads;    /* records in which the authority signed what was before them */
  gint64 first_ms; /* 0 where there is no record */
  gint64 last_ms;
  gint64
      longest_wait_ms; /* of a record for the head, or the end, in which the authority signed it */
  gint64 exported_ms;  /* as the authority signed it; 0 where its signature does not verify */
  char *last_hash;     /* of the last record; with records what to note as a head; NULL for none */
  GPtrArray *findings; /* YqqAuditFinding, by line; none: nothing is wrong */
  gint64 n_findings;   /* also those that are not kept */
} YqqAuditReport;

void yqq_audit_report_free (YqqAuditReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditReport, yqq_audit_report_free)

gboolean yqq_audit_report_is_good (const YqqAuditReport *self);

/* Reads stream to its end; memory is bounded whatever it holds. Blocks: call it in a worker thread,
 * or where nothing else waits. Errors: those of the stream, cancelled; what is wrong with the file
 * is in the report. */
YqqAuditReport *yqq_audit_verify (GInputStream *stream,
                                  const YqqAuditVerification *verification,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS

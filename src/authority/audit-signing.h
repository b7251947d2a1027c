/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority signs of its audit record: heads at intervals, and exports. */
#pragma once

#include "authority/issuer.h"
#include "authority/store/audit-signers.h"

G_BEGIN_DECLS

/* How long a chain that grows goes without a signed head. */
#define YQQ_AUDIT_HEADS_MS (10 * 60 * 1000)

/* What was signed of a chain. */
typedef struct {
  char *chain;         /* NULL: no more chains */
  YqqAuditPlace place; /* its last record since; none where it was not what it had been */
} YqqAuditSigned;

void yqq_audit_signed_clear (YqqAuditSigned *self);

/* Signs the head of the next chain after a name ("" for the first) that has grown since, as a
 * record of that chain, inside the caller's writing transaction. A chain in which what was signed
 * last is not there any more is left unsigned, and that is logged. Fills *made, which is cleared
 * first. */
gboolean yqq_audit_sign_next_head (YqqDatabase *database,
                                   YqqIssuer *issuer,
                                   const char *after,
                                   YqqAuditSigned *made,
                                   gint64 now_ms,
                                   GError **error);

/* Has the signer remember it, once the transaction is committed. Blocks for the disk. Any thread.
 */
gboolean yqq_audit_keep_signed (YqqIssuer *issuer, const YqqAuditSigned *made, GError **error);

/* All of them, each in a transaction of its own, and remembered. */
gboolean
yqq_audit_sign_heads (YqqDatabase *database, YqqIssuer *issuer, gint64 now_ms, GError **error);

/* The first and the last line of a file of a chain as it is now. */
typedef struct {
  char *header;
  char *trailer;
  gint64 records;
} YqqAuditExport;

void yqq_audit_export_free (YqqAuditExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditExport, yqq_audit_export_free)

/* Records that actor exports the chain, and signs it with that record, inside the caller's writing
 * transaction. enterprise_id NULL: the authority's own chain. YQQ_AUDIT_ERROR_BROKEN: what was
 * signed of it last is not there any more. */
YqqAuditExport *yqq_audit_sign_export (YqqDatabase *database,
                                       YqqIssuer *issuer,
                                       const char *enterprise_id,
                                       const char *actor,
                                       gint64 now_ms,
                                       GError **error);

G_END_DECLS

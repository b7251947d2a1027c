/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heads of the audit record's chains, which the authority signs at intervals. */
#pragma once

#include "audit/audit-head.h"
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

/* For whoever signs something of a chain inside a writing transaction: */

/* What was signed is still there, as the database and as the signer remember it; else
 * YQQ_AUDIT_ERROR_BROKEN. *last (empty before) is the last record, whose chain's row is locked from
 * here on. */
gboolean yqq_audit_check_chain (YqqDatabase *database,
                                YqqIssuer *issuer,
                                const char *chain,
                                YqqAuditPlace *last,
                                GError **error);

/* Sets the head's time, signs it, and keeps the certificate. Owned. */
char *yqq_audit_sign (YqqDatabase *database,
                      YqqIssuer *issuer,
                      YqqJwsType type,
                      YqqAuditHead *head,
                      gint64 now_ms,
                      GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority signs of its audit record: heads at intervals, and exports. */
#pragma once

#include "authority/issuer.h"
#include "authority/store/database.h"

G_BEGIN_DECLS

/* How long a chain that grows goes without a signed head. */
#define YQQ_AUDIT_HEADS_MS (10 * 60 * 1000)

/* Signs the head of every chain that has grown since, as a record of that chain, inside the
 * caller's writing transaction. */
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
 * transaction. enterprise_id NULL: the authority's own chain. */
YqqAuditExport *yqq_audit_sign_export (YqqDatabase *database,
                                       YqqIssuer *issuer,
                                       const char *enterprise_id,
                                       const char *actor,
                                       gint64 now_ms,
                                       GError **error);

G_END_DECLS

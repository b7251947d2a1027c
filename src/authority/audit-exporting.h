/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first and the last line of a file of a chain, which the authority signs. */
#pragma once

#include "authority/issuer.h"
#include "authority/store/database.h"

G_BEGIN_DECLS

/* A file's first line: it grows with everybody who has ever signed, so it is made while others may
 * write. */
typedef struct {
  char *line;
  gint64 signers; /* up to which record those who signed are in it */
} YqqAuditOpening;

void yqq_audit_opening_free (YqqAuditOpening *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditOpening, yqq_audit_opening_free)

/* Reads only. enterprise_id NULL: the authority's own chain. */
YqqAuditOpening *yqq_audit_open_export (YqqDatabase *database,
                                        YqqIssuer *issuer,
                                        const char *enterprise_id,
                                        GError **error);

typedef struct {
  char *header;
  char *trailer;
  gint64 records;
} YqqAuditExport;

void yqq_audit_export_free (YqqAuditExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditExport, yqq_audit_export_free)

/* Records that actor exports the chain, and signs it as it is now with that record and the line it
 * was opened with, inside the caller's writing transaction. *made stays NULL, and nothing is
 * changed, where somebody has signed for the first time since: it has to be opened again.
 * YQQ_AUDIT_ERROR_BROKEN: what was signed of it last is not there any more. */
gboolean yqq_audit_sign_export (YqqDatabase *database,
                                YqqIssuer *issuer,
                                const char *enterprise_id,
                                const char *actor,
                                const YqqAuditOpening *opening,
                                gint64 now_ms,
                                YqqAuditExport **made,
                                GError **error);

G_END_DECLS

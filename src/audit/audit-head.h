/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority says of a chain when it signs it: how many records it has, and the last one's
 * hash. */
#pragma once

#include "audit/error.h"

G_BEGIN_DECLS

/* The payload of a JWS of type YQQ_JWS_AUDIT_HEAD (header NULL) or YQQ_JWS_AUDIT_EXPORT. */
typedef struct {
  char *chain;
  gint64 records;
  char *last;   /* hash of the last record; of the chain's name where there is none */
  char *header; /* export: SM3 of the file's first line */
  gint64 at_ms;
} YqqAuditHead;

void yqq_audit_head_free (YqqAuditHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditHead, yqq_audit_head_free)

GBytes *yqq_audit_head_to_bytes (const YqqAuditHead *self);

/* Takes exactly what to_bytes writes. Errors: YQQ_AUDIT_ERROR MALFORMED. */
YqqAuditHead *yqq_audit_head_parse (GBytes *payload, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one line of an audit file is by itself, its neighbours aside. */
#pragma once

#include "audit/audit-signers.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_AUDIT_LINE_MALFORMED,
  YQQ_AUDIT_LINE_RECORD,
  YQQ_AUDIT_LINE_TRAILER,
} YqqAuditLineKind;

typedef struct {
  YqqAuditLineKind kind;
  gint64 sequence;
  gint64 at_ms;
  char previous[YQQ_AUDIT_HASH_LENGTH + 1];
  char hash[YQQ_AUDIT_HASH_LENGTH + 1];
  gboolean head;       /* the record is a signed head */
  char *act_id;        /* of a signed act; else NULL */
  char *proposes;      /* of a signed act that waits for a second person: the proposal; else NULL */
  char *approves;      /* of an approval: the proposal; else NULL */
  GBytes *proposed;    /* SHA-256 of the proposed act's JWS, or the one approved; else NULL */
  GHashTable *grants;  /* of a proposal: those that it names; else NULL */
  GStrv done;          /* of an approval: those that were changed by it; NULL for none */
  char *actor;         /* of a signed act; else NULL */
  gboolean export;     /* the record is that of an export */
  char *trailer;       /* the JWS of a trailer; else NULL */
  GPtrArray *findings; /* YqqAuditFinding without line; NULL for none */
} YqqAuditLine;

/* Frees what it holds. */
void yqq_audit_line_clear (YqqAuditLine *self);

/* Fills *self in from a line without its end. Any thread. */
void yqq_audit_line_inspect (YqqAuditLine *self,
                             const char *text,
                             gsize length,
                             const YqqAuditSigners *signers);

/* Notes a fault; the finding is borrowed. */
YqqAuditFinding *yqq_audit_line_add (YqqAuditLine *self, YqqAuditFault fault);

/* Whether what record says is what was signed, by whom and when it says so. */
void yqq_audit_line_check_act (YqqAuditLine *self,
                               const YqqAuditRecord *record,
                               const YqqAuditSigners *signers);

G_END_DECLS

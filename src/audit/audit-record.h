/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record of the audit chain: its line of JSON, and the hash by which the next one holds on to
 * it. */
#pragma once

#include <json-glib/json-glib.h>

#include "audit/error.h"

G_BEGIN_DECLS

/* A line without its end; the JWS of an act takes up to 1 MB of it. */
#define YQQ_AUDIT_LINE_MAX_BYTES (2 * 1024 * 1024)
#define YQQ_AUDIT_TEXT_MAX_LENGTH 128 /* act, actor, subject: characters */
/* A hash in lower-case hexadecimal. */
#define YQQ_AUDIT_HASH_LENGTH 64

/* The chain of what belongs to no enterprise; an enterprise's chain is named by its id. */
#define YQQ_AUDIT_CHAIN_AUTHORITY "authority"

/* The act of a record in which the authority has signed the chain as it stood before. */
#define YQQ_AUDIT_ACT_HEAD "head"

typedef struct {
  gint64 sequence; /* from 1 */
  char *previous;  /* hash of the record before; of the chain's name for the first */
  gint64 at_ms;
  char *act;
  char *actor;        /* a person's id, "staff" or "authority" */
  char *subject;      /* the id of what it was done to; may be empty */
  char *certificate;  /* fingerprint of what the act was signed with; NULL */
  char *jws;          /* the signed act; NULL */
  JsonObject *detail; /* NULL */
} YqqAuditRecord;

void yqq_audit_record_free (YqqAuditRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditRecord, yqq_audit_record_free)

/* The line, without its end. Errors: YQQ_AUDIT_ERROR MALFORMED (a text that is too long or not
 * UTF-8, a number that is not whole in detail), TOO_LARGE. */
char *yqq_audit_record_write (const YqqAuditRecord *self, GError **error);

/* Takes exactly what write makes. Errors: YQQ_AUDIT_ERROR. */
YqqAuditRecord *yqq_audit_record_read (const char *line, gsize length, GError **error);

/* SM3 of a line without its end. */
char *yqq_audit_hash_line (const char *line, gsize length);

/* What the first record of a chain holds on to: SM3 of "yqq-audit-chain-v1", a line end, and the
 * chain's name. */
char *yqq_audit_hash_chain (const char *chain);

gboolean yqq_audit_hash_is_valid (const char *text);

G_END_DECLS

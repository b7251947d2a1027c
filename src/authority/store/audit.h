/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who did what, when: append-only chains of records, in which each holds the hash of the one
 * before (data/audit-file.md). */
#pragma once

#include <json-glib/json-glib.h>

#include "authority/store/database.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct {
  const char *enterprise_id; /* whose chain; NULL: the authority's own */
  const char *act;           /* a stable nick */
  const char *actor;         /* a person's id, "staff" or "authority" */
  const char *subject;       /* the id of what was changed; of a signed act its payload's subject,
                                its act_id where it names none */
  const char *jws;           /* the signed act; NULL */
  const char *certificate;   /* fingerprint of what it was signed with; NULL without jws */
  JsonObject *detail;        /* NULL; no secrets, no numbers of documents; whole numbers only */
} YqqAuditEntry;

/* Appends a record inside the caller's writing transaction, so that it stands and falls with what
 * it records. The chain's row is locked until that transaction ends: several processes keep one
 * chain. Errors: YQQ_STORE_ERROR, YQQ_AUDIT_ERROR (the entry's members). */
gboolean
yqq_audit_append (YqqDatabase *database, const YqqAuditEntry *entry, gint64 now_ms, GError **error);

/* A record without signature or detail in the authority's own chain. */
gboolean yqq_audit_add (YqqDatabase *database,
                        const char *actor,
                        const char *act,
                        const char *subject,
                        gint64 now_ms,
                        GError **error);

/* The number of records and the hash of the last; 0 and *hash of the chain's name (owned) where
 * there is none yet. enterprise_id NULL: the authority's own chain. */
gboolean yqq_audit_read_head (YqqDatabase *database,
                              const char *enterprise_id,
                              gint64 *sequence,
                              char **hash,
                              GError **error);

/* The number of the last record in which actor exports the chain, if it was recorded since
 * since_ms; else *sequence is 0. */
gboolean yqq_audit_find_export (YqqDatabase *database,
                                const char *enterprise_id,
                                const char *actor,
                                gint64 since_ms,
                                gint64 *sequence,
                                GError **error);

/* The lines (char *) of the records after a sequence, in order, at least one while there is any,
 * and then as many as have at most max_length characters together. Not above up_to. */
GPtrArray *yqq_audit_list_lines (YqqDatabase *database,
                                 const char *enterprise_id,
                                 gint64 after,
                                 gint64 up_to,
                                 gsize max_length,
                                 GError **error);

G_END_DECLS

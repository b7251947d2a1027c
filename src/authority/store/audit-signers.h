/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates that a chain's records were signed with, and the chains whose head is yet to be
 * signed. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

typedef struct {
  char *fingerprint;
  char *person; /* id of who it was issued to; NULL for the authority's own */
  GBytes *certificate;
} YqqAuditSignerRecord;

void yqq_audit_signer_record_free (YqqAuditSignerRecord *self);

/* YqqAuditSignerRecord, each once, by fingerprint; of the authority's own only those that signed
 * here. enterprise_id NULL: the authority's own chain. */
GPtrArray *
yqq_audit_signers_list (YqqDatabase *database, const char *enterprise_id, GError **error);

/* The number of the record in which somebody signed for the first time last; 0: nobody has. As long
 * as it is the same, so is the list. */
gboolean yqq_audit_signers_find_last (YqqDatabase *database,
                                      const char *enterprise_id,
                                      gint64 *sequence,
                                      GError **error);

/* Keeps a certificate of the audit key, so that what it signed can be checked when there is
 * another. */
gboolean yqq_audit_auditor_keep (YqqDatabase *database,
                                 const char *fingerprint,
                                 GBytes *certificate,
                                 gint64 now_ms,
                                 GError **error);

/* A record by its number and hash. */
typedef struct {
  gint64 sequence; /* 0: none */
  char *hash;
} YqqAuditPlace;

void yqq_audit_place_clear (YqqAuditPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YqqAuditPlace, yqq_audit_place_clear)

/* The name of the next chain after a name ("" for the first) that has grown since its head was
 * signed; *chain is NULL where there is none. */
gboolean
yqq_audit_find_unsigned (YqqDatabase *database, const char *after, char **chain, GError **error);

/* Locks the chain's row until the caller's transaction ends. last is its last record, signed_last
 * the one that was the last when the head was signed; both empty before, and left so where there is
 * none. */
gboolean yqq_audit_lock_chain (YqqDatabase *database,
                               const char *chain,
                               YqqAuditPlace *last,
                               YqqAuditPlace *signed_last,
                               GError **error);

/* Whether the chain's record of that number has that hash, computed anew of its line. */
gboolean yqq_audit_has_place (YqqDatabase *database,
                              const char *chain,
                              const YqqAuditPlace *place,
                              gboolean *has,
                              GError **error);

/* Notes that everything in the chain is signed, with the signature's own record, and says which one
 * that is. */
gboolean yqq_audit_note_signed (YqqDatabase *database,
                                const char *chain,
                                YqqAuditPlace *place,
                                GError **error);

G_END_DECLS

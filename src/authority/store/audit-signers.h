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

/* Keeps a certificate of the audit key, so that what it signed can be checked when there is
 * another. */
gboolean yqq_audit_auditor_keep (YqqDatabase *database,
                                 const char *fingerprint,
                                 GBytes *certificate,
                                 gint64 now_ms,
                                 GError **error);

/* The names of the chains that have grown since their head was signed. */
GStrv yqq_audit_list_unsigned (YqqDatabase *database, GError **error);
/* Notes that everything in the chain is signed; with the signature's own record. */
gboolean yqq_audit_note_signed (YqqDatabase *database, const char *chain, GError **error);

G_END_DECLS

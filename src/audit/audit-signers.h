/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates of an audit file, each with what it is found to be good for. */
#pragma once

#include "audit/audit-file.h"
#include "audit/audit-finding.h"
#include "crypto/certificate.h"

G_BEGIN_DECLS

typedef struct {
  YqqX509 *x509;
  char *person; /* NULL for the authority's own */
  gboolean trusted;
  gboolean auditor;
  gboolean signs_acts;      /* says which kind it is, and is of the enterprise whose chain it is */
  gint64 first_ms, last_ms; /* when its whole chain is valid, if it is trusted */
} YqqAuditSigner;

/* Unchangeable once made: several threads may ask. */
typedef struct {
  char *chain;
  GHashTable *by_fingerprint; /* YqqAuditSigner */
} YqqAuditSigners;

/* roots: YqqX509. What is wrong with a certificate is added to findings. */
YqqAuditSigners *
yqq_audit_signers_new (const YqqAuditHeader *header, GPtrArray *roots, GPtrArray *findings);
void yqq_audit_signers_free (YqqAuditSigners *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditSigners, yqq_audit_signers_free)

/* Borrowed; NULL if the file does not hold it. */
const YqqAuditSigner *yqq_audit_signers_find (const YqqAuditSigners *self, const char *fingerprint);

gboolean yqq_audit_signer_is_valid_at (const YqqAuditSigner *self, gint64 unix_ms);

G_END_DECLS

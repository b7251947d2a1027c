/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first and the last line of an audit file; data/audit-file.md describes the whole. */
#pragma once

#include "audit/audit-record.h"

G_BEGIN_DECLS

#define YQQ_AUDIT_FORMAT "yqq-audit-file/1"
#define YQQ_AUDIT_HEADER_MAX_BYTES (8 * 1024 * 1024)
#define YQQ_AUDIT_TRAILER_START "{\"export\":"

/* A certificate that a record or the last line was signed with. */
typedef struct {
  char *fingerprint;
  char *person; /* the id of who it was issued to; NULL for the authority's own */
  GBytes *certificate;
} YqqAuditCertificate;

void yqq_audit_certificate_free (YqqAuditCertificate *self);

typedef struct {
  char *chain;
  char *enterprise_name;   /* NULL in the authority's own chain */
  char *credit_code;       /* NULL with it */
  GPtrArray *authorities;  /* GBytes: the certificates of who issued the others */
  GPtrArray *certificates; /* YqqAuditCertificate */
} YqqAuditHeader;

/* With empty arrays. */
YqqAuditHeader *
yqq_audit_header_new (const char *chain, const char *enterprise_name, const char *credit_code);
void yqq_audit_header_free (YqqAuditHeader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditHeader, yqq_audit_header_free)

void yqq_audit_header_add (YqqAuditHeader *self,
                           const char *fingerprint,
                           const char *person,
                           GBytes *certificate);

/* The line, without its end. Errors: YQQ_AUDIT_ERROR TOO_LARGE. */
char *yqq_audit_header_write (const YqqAuditHeader *self, GError **error);
/* Takes exactly what write makes. Errors: YQQ_AUDIT_ERROR. */
YqqAuditHeader *yqq_audit_header_read (const char *line, gsize length, GError **error);

/* The last line, without its end, of the JWS of type YQQ_JWS_AUDIT_EXPORT. */
char *yqq_audit_trailer_write (const char *jws);
/* The JWS, owned. Takes exactly what write makes. Errors: YQQ_AUDIT_ERROR. */
char *yqq_audit_trailer_read (const char *line, gsize length, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes audit files as an authority would: its keys, a person who signs acts, and records. */
#pragma once

#include "audit/audit-file.h"
#include "audit/audit-head.h"
#include "audit/audit-verify.h"
#include "crypto/certificate-authority.h"
#include "crypto/certificate.h"
#include "crypto/jws.h"

/* 2026-01-01T00:00:00Z */
#define AUDIT_FIXTURE_NOW G_GINT64_CONSTANT (1767225600000)
#define AUDIT_FIXTURE_YEAR (G_GINT64_CONSTANT (86400000) * 365)
#define AUDIT_FIXTURE_CHAIN "enterprise-1"
#define AUDIT_FIXTURE_CODE "91440300MA5DTEST0X"
#define AUDIT_FIXTURE_PERSON "person-1"

/* Whoever can sign: a key with its certificate. */
typedef struct {
  YqqKey *key;
  YqqX509 *x509;
} AuditSigner;

typedef struct {
  YqqCertificateAuthority *authority;
  GPtrArray *roots; /* YqqX509 */
  AuditSigner person, auditor;
  YqqAuditHeader *header;
  GPtrArray *lines; /* char *, the records */
  gint64 at_ms;     /* of the next record */
  char *last;
} AuditFixture;

AuditFixture *audit_fixture_new (YqqAlgorithm algorithm, const char *chain);
void audit_fixture_free (AuditFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuditFixture, audit_fixture_free)

/* Issues to somebody else; not in the header yet. */
void audit_fixture_issue (AuditFixture *self, AuditSigner *signer, const char *credit_code);
void audit_signer_clear (AuditSigner *signer);

/* Appends a record with the members of like, whose number, predecessor and (if 0) time are set
 * here. */
void audit_fixture_add (AuditFixture *self, const YqqAuditRecord *like);
void audit_fixture_add_staff (AuditFixture *self, const char *act, const char *subject);
/* An act as signer signs it; payload NULL: a proper one of that kind on grant-1. */
void audit_fixture_add_act (AuditFixture *self,
                            const AuditSigner *signer,
                            const char *kind,
                            const char *payload);
char *audit_fixture_make_payload (AuditFixture *self, const char *kind);
void audit_fixture_add_head (AuditFixture *self);

/* The last line for the file as it is. */
char *audit_fixture_make_trailer (AuditFixture *self);
/* Header, records and trailer (char *). */
GPtrArray *audit_fixture_make_lines (AuditFixture *self);
/* Each with its end. */
GBytes *audit_lines_join (GPtrArray *lines);

/* A file with every kind of record: 1 and 2 of staff, 3 an act, 4 of staff, 5 a head, 6 an act, 7
 * of staff. */
AuditFixture *audit_fixture_new_filled (YqqAlgorithm algorithm, const char *chain);

YqqAuditReport *audit_fixture_verify (AuditFixture *self, GBytes *file);

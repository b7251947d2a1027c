/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what an authority has recorded in a test can be exported and verifies. */
#pragma once

#include "audit/audit-verify.h"
#include "support.h"

/* Exports the chain (NULL: the authority's own) of an authority in this process and verifies it;
 * fails the test with what is found. */
YqqAuditReport *test_audit_verify (TestAuthority *authority, const char *enterprise_id);
/* The same where nobody wants to know more. */
void test_audit_check (TestAuthority *authority, const char *enterprise_id);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why something is no part of an audit record. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_AUDIT_ERROR (yqq_audit_error_quark ())
GQuark yqq_audit_error_quark (void);

typedef enum {
  YQQ_AUDIT_ERROR_MALFORMED, /* not in the one form that data/audit-file.md describes */
  YQQ_AUDIT_ERROR_TOO_LARGE,
  YQQ_AUDIT_ERROR_BROKEN, /* a file in which verification finds something */
} YqqAuditError;

G_END_DECLS

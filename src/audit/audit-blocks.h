/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of an audit file, inspected by several threads and told in their order. */
#pragma once

#include <gio/gio.h>

#include "audit/audit-line.h"

G_BEGIN_DECLS

typedef struct _YqqAuditBlocks YqqAuditBlocks;

/* Reads from stream as it goes: never more than a few lines of the greatest length are in memory.
 */
YqqAuditBlocks *yqq_audit_blocks_new (GInputStream *stream);
void yqq_audit_blocks_free (YqqAuditBlocks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuditBlocks, yqq_audit_blocks_free)

/* The first line without its end, owned, to be asked for before anything else. NULL where there is
 * none within YQQ_AUDIT_HEADER_MAX_BYTES, or with an error where reading failed. */
GBytes *
yqq_audit_blocks_read_first (YqqAuditBlocks *self, GCancellable *cancellable, GError **error);

/* Told of each line in order; *line is only lent. */
typedef void (*YqqAuditLineFunc) (YqqAuditLine *line, gpointer user_data);

typedef enum {
  YQQ_AUDIT_END_WHOLE,
  YQQ_AUDIT_END_WITHOUT_LINE_END, /* the last line told has none */
  YQQ_AUDIT_END_LINE_TOO_LONG,    /* the line after the last one told */
} YqqAuditEnd;

/* Tells every line after the first. Errors: those of the stream, cancelled. */
gboolean yqq_audit_blocks_run (YqqAuditBlocks *self,
                               const YqqAuditSigners *signers,
                               YqqAuditLineFunc func,
                               gpointer user_data,
                               YqqAuditEnd *end,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetches an enterprise's audit record and writes it to a file. */
#pragma once

#include "client/authority-connection.h"

G_BEGIN_DECLS

/* Of one answer: a megabyte of lines or one longer line, and what JSON adds to them; or the first
 * line with its certificates. */
#define YQQ_AUDIT_EXPORT_PAGE_BYTES (16 * 1024 * 1024)

/* done records of total have been written. In the caller's main context. */
typedef void (*YqqExportProgress) (gint64 done, gint64 total, gpointer user_data);

/* The file (for its owner only: it names people) is replaced as a whole once everything is there
 * and has been verified (the format is that of audit/audit-file.h); interrupted, it stays as it was
 * and nothing else is left. progress may be NULL. Errors: YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR,
 * G_IO_ERROR, YQQ_AUDIT_ERROR BROKEN (what came is not whole; nothing was written). */
void yqq_export_audit_async (YqqAuthorityConnection *connection,
                             const char *enterprise_id,
                             GFile *file,
                             YqqExportProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean yqq_export_audit_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetches an enterprise's audit record and writes it to a file. */
#pragma once

#include "client/authority-connection.h"

G_BEGIN_DECLS

#define YQQ_AUDIT_EXPORT_PAGE_BYTES (1024 * 1024)

/* done records of total have been written. In the caller's main context. */
typedef void (*YqqExportProgress) (gint64 done, gint64 total, gpointer user_data);

/* The file is replaced as a whole once everything is there and has been verified (the format is
 * that of audit/audit-file.h); interrupted, it stays as it was. progress may be NULL. */
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

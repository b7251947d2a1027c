/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority keeps for the person who is logged in: notices, and what they signed. */
#pragma once

#include <gio/gio.h>

#include "protocol/notice.h"
#include "protocol/usage-record.h"
#include "protocol/verification.h"

G_BEGIN_DECLS

/* Abstract: the application uses the live one, tests a small one of their own. Belongs to the main
 * context. */
#define YQQ_TYPE_RECORDS (yqq_records_get_type ())
G_DECLARE_DERIVABLE_TYPE (YqqRecords, yqq_records, YQQ, RECORDS, GObject)

/* All asynchronous; each task ends in the finish function of its name. */
struct _YqqRecordsClass {
  GObjectClass parent_class;

  void (*fetch_notices_async) (YqqRecords *self, gint64 after, GTask *task);
  void (*see_notices_async) (YqqRecords *self, gint64 up_to, GTask *task);
  void (*fetch_history_async) (YqqRecords *self,
                               const char *enterprise_id,
                               const char *after,
                               GTask *task);
  void (*fetch_signature_async) (YqqRecords *self, const YqqUsageRecord *record, GTask *task);
  void (*verify_async) (YqqRecords *self, GBytes *signature, GFile *document, GTask *task);
};

/* after: the sequence of the last one known; 0: the newest ones. */
void yqq_records_fetch_notices_async (YqqRecords *self,
                                      gint64 after,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
YqqNotices *
yqq_records_fetch_notices_finish (YqqRecords *self, GAsyncResult *result, GError **error);
/* Those up to this sequence need no attention any more, on every device. */
void yqq_records_see_notices_async (YqqRecords *self,
                                    gint64 up_to,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean yqq_records_see_notices_finish (YqqRecords *self, GAsyncResult *result, GError **error);

/* enterprise_id NULL: what the person signed; else all of the enterprise, for its administrators.
 * after: NULL for the first page. */
void yqq_records_fetch_history_async (YqqRecords *self,
                                      const char *enterprise_id,
                                      const char *after,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
YqqUsageRecords *
yqq_records_fetch_history_finish (YqqRecords *self, GAsyncResult *result, GError **error);
void yqq_records_fetch_signature_async (YqqRecords *self,
                                        const YqqUsageRecord *record,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* The CMS. */
GBytes *yqq_records_fetch_signature_finish (YqqRecords *self, GAsyncResult *result, GError **error);

/* Whether signature is a good one over document, found on this computer with the roots of the
 * authority. */
void yqq_records_verify_async (YqqRecords *self,
                               GBytes *signature,
                               GFile *document,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
YqqVerification *yqq_records_verify_finish (YqqRecords *self, GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-records.h"

#include "app/live-answer.h"
#include "client/fetch-history.h"
#include "client/fetch-notices.h"
#include "link/signature-check.h"

#define PAGE 500 /* well within YQQ_USAGE_MAX_BYTES, whatever the names */

struct _YqqLiveRecords {
  YqqRecords parent;

  YqqAuthorityAccess *access;
};

G_DEFINE_FINAL_TYPE (YqqLiveRecords, yqq_live_records, YQQ_TYPE_RECORDS)

static YqqAuthorityConnection *
get_connection (YqqRecords *records, GTask *task)
{
  return yqq_live_get_connection (YQQ_LIVE_RECORDS (records)->access, task);
}

static void
on_notices_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqNotices *notices = yqq_fetch_notices_finish (result, &error);
  yqq_live_return (task, notices, (GDestroyNotify)yqq_notices_free, error);
}

static void
live_fetch_notices (YqqRecords *records, gint64 after, GTask *task)
{
  YqqAuthorityConnection *connection = get_connection (records, task);
  if (connection)
    yqq_fetch_notices_async (connection, after, g_task_get_cancellable (task), on_notices_fetched,
                             g_object_ref (task));
}

static void
on_notices_seen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  yqq_live_return_done (task, yqq_see_notices_finish (result, &error), error);
}

static void
live_see_notices (YqqRecords *records, gint64 up_to, GTask *task)
{
  YqqAuthorityConnection *connection = get_connection (records, task);
  if (connection)
    yqq_see_notices_async (connection, up_to, g_task_get_cancellable (task), on_notices_seen,
                           g_object_ref (task));
}

static void
on_history_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqUsageRecords *page = yqq_fetch_history_finish (result, &error);
  yqq_live_return (task, page, (GDestroyNotify)yqq_usage_records_free, error);
}

static void
live_fetch_history (YqqRecords *records, const char *enterprise_id, const char *after, GTask *task)
{
  YqqAuthorityConnection *connection = get_connection (records, task);
  if (connection)
    yqq_fetch_history_async (connection, enterprise_id, after, PAGE, g_task_get_cancellable (task),
                             on_history_fetched, g_object_ref (task));
}

static void
on_signature_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *signature = yqq_fetch_signature_finish (result, &error);
  yqq_live_return (task, signature, (GDestroyNotify)g_bytes_unref, error);
}

static void
live_fetch_signature (YqqRecords *records, const YqqUsageRecord *record, GTask *task)
{
  YqqAuthorityConnection *connection = get_connection (records, task);
  if (connection)
    yqq_fetch_signature_async (connection, record, g_task_get_cancellable (task),
                               on_signature_fetched, g_object_ref (task));
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqVerification *found = yqq_signature_check_finish (result, &error);
  yqq_live_return (task, found, (GDestroyNotify)yqq_verification_free, error);
}

static void
live_verify (YqqRecords *records, GBytes *signature, GFile *document, GTask *task)
{
  const YqqAuthorityInfo *info = yqq_authority_access_get_info (YQQ_LIVE_RECORDS (records)->access);
  if (get_connection (records, task))
    yqq_signature_check_async (signature, document, (const char *const *)info->roots,
                               g_task_get_cancellable (task), on_verified, g_object_ref (task));
}

static void
yqq_live_records_dispose (GObject *object)
{
  g_clear_object (&YQQ_LIVE_RECORDS (object)->access);
  G_OBJECT_CLASS (yqq_live_records_parent_class)->dispose (object);
}

static void
yqq_live_records_class_init (YqqLiveRecordsClass *class)
{
  YqqRecordsClass *records_class = YQQ_RECORDS_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_live_records_dispose;
  records_class->fetch_notices_async = live_fetch_notices;
  records_class->see_notices_async = live_see_notices;
  records_class->fetch_history_async = live_fetch_history;
  records_class->fetch_signature_async = live_fetch_signature;
  records_class->verify_async = live_verify;
}

static void
yqq_live_records_init (YqqLiveRecords *self)
{
}

YqqRecords *
yqq_live_records_new (YqqAuthorityAccess *access)
{
  YqqLiveRecords *self = g_object_new (YQQ_TYPE_LIVE_RECORDS, NULL);
  self->access = g_object_ref (access);
  return YQQ_RECORDS (self);
}

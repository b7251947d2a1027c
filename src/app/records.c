/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/records.h"

G_DEFINE_ABSTRACT_TYPE (YqqRecords, yqq_records, G_TYPE_OBJECT)

static void
yqq_records_class_init (YqqRecordsClass *class)
{
}

static void
yqq_records_init (YqqRecords *self)
{
}

static GTask *
create_task (YqqRecords *self,
             gpointer tag,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  return task;
}

void
yqq_records_fetch_notices_async (YqqRecords *self,
                                 gint64 after,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task =
      create_task (self, yqq_records_fetch_notices_async, cancellable, callback, user_data);
  YQQ_RECORDS_GET_CLASS (self)->fetch_notices_async (self, after, task);
}

YqqNotices *
yqq_records_fetch_notices_finish (YqqRecords *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_records_see_notices_async (YqqRecords *self,
                               gint64 up_to,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task =
      create_task (self, yqq_records_see_notices_async, cancellable, callback, user_data);
  YQQ_RECORDS_GET_CLASS (self)->see_notices_async (self, up_to, task);
}

gboolean
yqq_records_see_notices_finish (YqqRecords *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
yqq_records_fetch_history_async (YqqRecords *self,
                                 const char *enterprise_id,
                                 const char *after,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task =
      create_task (self, yqq_records_fetch_history_async, cancellable, callback, user_data);
  YQQ_RECORDS_GET_CLASS (self)->fetch_history_async (self, enterprise_id, after, task);
}

YqqUsageRecords *
yqq_records_fetch_history_finish (YqqRecords *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_records_fetch_signature_async (YqqRecords *self,
                                   const YqqUsageRecord *record,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task =
      create_task (self, yqq_records_fetch_signature_async, cancellable, callback, user_data);
  YQQ_RECORDS_GET_CLASS (self)->fetch_signature_async (self, record, task);
}

GBytes *
yqq_records_fetch_signature_finish (YqqRecords *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_records_verify_async (YqqRecords *self,
                          GBytes *signature,
                          GFile *document,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task =
      create_task (self, yqq_records_verify_async, cancellable, callback, user_data);
  YQQ_RECORDS_GET_CLASS (self)->verify_async (self, signature, document, task);
}

YqqVerification *
yqq_records_verify_finish (YqqRecords *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

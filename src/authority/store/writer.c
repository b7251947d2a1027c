/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/writer.h"

typedef struct {
  YqqWriterWork work; /* NULL ends the thread */
  YqqWriterDone done;
  gpointer data;
  GError *error;
} Item;

struct _YqqWriter {
  YqqDatabase *connection;
  YqqWriterDeliver deliver;
  gpointer target;
  GAsyncQueue *queue;
  GThread *thread;
};

static void
tell (gpointer pointer)
{
  Item *item = pointer;
  item->done (item->error, item->data);
  g_clear_error (&item->error);
  g_free (item);
}

/* FALSE if the savepoint machinery itself failed, which leaves the whole batch in doubt. */
static gboolean
run_item (YqqWriter *self, Item *item)
{
  g_clear_error (&item->error);
  if (!yqq_database_run (self->connection, NULL, "SAVEPOINT item", YQQ_END))
    return FALSE;
  if (!item->work (self->connection, item->data, &item->error)) {
    if (item->error == NULL)
      g_set_error (&item->error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "refused");
    if (!yqq_database_run (self->connection, NULL, "ROLLBACK TO SAVEPOINT item", YQQ_END))
      return FALSE;
  }
  return yqq_database_run (self->connection, NULL, "RELEASE SAVEPOINT item", YQQ_END);
}

/* Takes items from *done on for as long as a transaction may last, at least one. Other processes
 * wait for the database meanwhile. */
static gboolean
commit_some (YqqWriter *self, GPtrArray *batch, guint *done)
{
  gint64 end = g_get_monotonic_time () + YQQ_WRITER_MAX_MS * 1000;
  guint next = *done;
  if (!yqq_database_begin (self->connection, NULL))
    return FALSE;
  do
    if (!run_item (self, g_ptr_array_index (batch, next)))
      goto undo;
  while (++next < batch->len && g_get_monotonic_time () < end);
  if (yqq_database_commit (self->connection, NULL)) {
    *done = next;
    return TRUE;
  }
undo:
  yqq_database_rollback (self->connection);
  return FALSE;
}

static void
commit_alone (YqqWriter *self, Item *item)
{
  g_clear_error (&item->error);
  if (!yqq_database_transact (self->connection, item->work, item->data, &item->error) &&
      item->error == NULL)
    g_set_error (&item->error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "refused");
}

/* The first item is waited for, the others only taken along. Returns FALSE at the end's mark. */
static gboolean
take_batch (YqqWriter *self, GPtrArray *batch)
{
  Item *item = g_async_queue_pop (self->queue);
  while (item != NULL && item->work != NULL) {
    g_ptr_array_add (batch, item);
    if (batch->len == YQQ_WRITER_MAX_BATCH)
      return TRUE;
    item = g_async_queue_try_pop (self->queue);
  }
  gboolean more = item == NULL;
  g_free (item);
  return more;
}

static void
write_batch (YqqWriter *self, GPtrArray *batch)
{
  for (guint done = 0, told = 0; done < batch->len;) {
    if (!commit_some (self, batch, &done))
      for (; done < batch->len; done++)
        commit_alone (self, g_ptr_array_index (batch, done));
    for (; told < done; told++)
      self->deliver (self->target, tell, g_ptr_array_index (batch, told));
  }
}

static gpointer
write_batches (gpointer pointer)
{
  YqqWriter *self = pointer;
  g_autoptr (GPtrArray) batch = g_ptr_array_new ();
  gboolean more = TRUE;
  while (more) {
    more = take_batch (self, batch);
    write_batch (self, batch);
    g_ptr_array_set_size (batch, 0);
  }
  return NULL;
}

YqqWriter *
yqq_writer_new (YqqDatabase *connection, YqqWriterDeliver deliver, gpointer target)
{
  YqqWriter *self = g_new0 (YqqWriter, 1);
  self->connection = connection;
  self->deliver = deliver;
  self->target = target;
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("writer", write_batches, self);
  return self;
}

static void
push (YqqWriter *self, YqqWriterWork work, YqqWriterDone done, gpointer data)
{
  Item *item = g_new0 (Item, 1);
  item->work = work;
  item->done = done;
  item->data = data;
  g_async_queue_push (self->queue, item);
}

void
yqq_writer_submit (YqqWriter *self, YqqWriterWork work, YqqWriterDone done, gpointer data)
{
  g_assert (work != NULL && done != NULL);
  push (self, work, done, data);
}

void
yqq_writer_stop (YqqWriter *self)
{
  push (self, NULL, NULL, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_object_unref (self->connection);
  g_free (self);
}

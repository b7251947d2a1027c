/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The group-committing writer: together where it can, alone where it must, told in order. */
#include <glib/gstdio.h>

#include "authority/store/sqlite-database.h"
#include "authority/store/writer.h"

static char *path;

typedef struct {
  GAsyncQueue *told; /* of Item */
  gint64 number;
  gboolean refuse;
  gboolean break_batch; /* spoils the whole transaction at the first attempt */
  guint attempts;
  guint seen; /* numbers that others could read while it was at work */
  GError *error;
} Item;

static void
deliver (gpointer target, GSourceOnceFunc func, gpointer data)
{
  func (data);
}

static gboolean
write_number (YqqDatabase *database, gpointer data, GError **error)
{
  Item *item = data;
  if (!yqq_database_run (database, error, "INSERT INTO numbers (number) VALUES ($1)",
                         YQQ_INT (item->number), YQQ_END))
    return FALSE;
  if (item->break_batch && item->attempts++ == 0)
    yqq_database_rollback (database);
  if (item->refuse)
    g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT, "refused");
  return !item->refuse;
}

static void
on_written (const GError *error, gpointer data)
{
  Item *item = data;
  item->error = error != NULL ? g_error_copy (error) : NULL;
  g_async_queue_push (item->told, item);
}

static YqqDatabase *
open_empty (void)
{
  g_remove (path);
  YqqDatabase *database = yqq_sqlite_database_open (path, NULL);
  g_assert_true (yqq_database_run (database, NULL, "DROP TABLE IF EXISTS numbers", YQQ_END));
  g_assert_true (yqq_database_run (database, NULL,
                                   "CREATE TABLE numbers (number BIGINT PRIMARY KEY)", YQQ_END));
  return database;
}

static guint
count_numbers (void)
{
  g_autoptr (YqqDatabase) reader = yqq_sqlite_database_open (path, NULL);
  g_autoptr (YqqRows) rows =
      yqq_database_query (reader, NULL, "SELECT count(*) FROM numbers", YQQ_END);
  return (guint)yqq_rows_get_int (rows, 0, 0);
}

#define MANY 1000

/* Runs items 0…MANY-1, the ones told by prepare to behave otherwise, and checks the order. */
static void
write_many (Item *items, void (*prepare) (Item *item))
{
  g_autoptr (GAsyncQueue) told = g_async_queue_new ();
  YqqWriter *writer = yqq_writer_new (open_empty (), deliver, NULL);
  for (gint64 i = 0; i < MANY; i++) {
    items[i] = (Item){.told = told, .number = i};
    if (prepare != NULL)
      prepare (&items[i]);
    yqq_writer_submit (writer, write_number, on_written, &items[i]);
  }
  for (gint64 i = 0; i < MANY; i++) {
    Item *item = g_async_queue_pop (told);
    g_assert_true (item == &items[i]);
  }
  yqq_writer_stop (writer);
}

static void
clear_items (Item *items)
{
  for (guint i = 0; i < MANY; i++)
    g_clear_error (&items[i].error);
  g_free (items);
}

static void
everything_submitted_is_written_and_told_in_order (void)
{
  Item *items = g_new0 (Item, MANY);
  write_many (items, NULL);
  g_assert_cmpuint (count_numbers (), ==, MANY);
  clear_items (items);
}

static void
refuse_every_third (Item *item)
{
  item->refuse = item->number % 3 == 0;
}

static void
a_refused_item_leaves_the_others_alone (void)
{
  Item *items = g_new0 (Item, MANY);
  write_many (items, refuse_every_third);
  for (guint i = 0; i < MANY; i++) {
    if (items[i].refuse)
      g_assert_error (items[i].error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT);
    else
      g_assert_no_error (items[i].error);
  }
  g_assert_cmpuint (count_numbers (), ==, MANY - (MANY + 2) / 3);
  clear_items (items);
}

static void
break_one (Item *item)
{
  item->break_batch = item->number == MANY / 2;
}

static void
a_batch_that_fails_is_written_item_by_item (void)
{
  Item *items = g_new0 (Item, MANY);
  write_many (items, break_one);
  for (guint i = 0; i < MANY; i++)
    g_assert_no_error (items[i].error);
  g_assert_cmpuint (items[MANY / 2].attempts, >=, 1);
  g_assert_cmpuint (count_numbers (), ==, MANY);
  clear_items (items);
}

/* Long work: notes how many numbers others see meanwhile. The first one waits until all are there.
 */
static gboolean
work_long (YqqDatabase *database, gpointer data, GError **error)
{
  Item *item = data;
  gint64 end = g_get_monotonic_time () + (YQQ_WRITER_MAX_MS + 1) * 1000;
  while (item->number == 0 && !g_atomic_int_get (&item->attempts))
    g_thread_yield ();
  item->seen = count_numbers ();
  while (g_get_monotonic_time () < end)
    g_thread_yield ();
  return write_number (database, data, error);
}

static void
long_work_is_committed_before_more_is_begun (void)
{
  g_autoptr (GAsyncQueue) told = g_async_queue_new ();
  Item items[5] = {0};
  YqqWriter *writer = yqq_writer_new (open_empty (), deliver, NULL);
  for (gint64 i = 0; i < (gint64)G_N_ELEMENTS (items); i++) {
    items[i] = (Item){.told = told, .number = i};
    yqq_writer_submit (writer, work_long, on_written, &items[i]);
  }
  g_atomic_int_set (&items[0].attempts, 1);
  yqq_writer_stop (writer);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_assert_no_error (items[i].error);
    g_assert_cmpuint (items[i].seen, ==, i);
  }
}

static void
many_together_cost_far_less_than_each_alone (void)
{
  Item *items = g_new0 (Item, MANY);
  gint64 begin = g_get_monotonic_time ();
  write_many (items, NULL);
  gint64 together = g_get_monotonic_time () - begin;
  clear_items (items);
  g_autoptr (YqqDatabase) database = open_empty ();
  begin = g_get_monotonic_time ();
  for (gint64 i = 0; i < MANY / 10; i++)
    g_assert_true (yqq_database_run (database, NULL, "INSERT INTO numbers (number) VALUES ($1)",
                                     YQQ_INT (i), YQQ_END));
  gint64 alone = (g_get_monotonic_time () - begin) * 10;
  g_test_message ("together %d ms, alone %d ms", (int)(together / 1000), (int)(alone / 1000));
  g_assert_cmpint (together, <, alone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *directory = g_dir_make_tmp ("yqq-writer-XXXXXX", NULL);
  path = g_build_filename (directory, "test.db", NULL);
#define ADD(name) g_test_add_func ("/authority/writer/" #name, name)
  ADD (everything_submitted_is_written_and_told_in_order);
  ADD (a_refused_item_leaves_the_others_alone);
  ADD (a_batch_that_fails_is_written_item_by_item);
  ADD (long_work_is_committed_before_more_is_begun);
  ADD (many_together_cost_far_less_than_each_alone);
  int result = g_test_run ();
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);
    g_remove (file);
  }
  g_rmdir (directory);
  g_free (path);
  return result;
}

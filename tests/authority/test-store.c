/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite behind the store's suite, and what only SQLite has. */
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "authority/store/sqlite-database.h"
#include "store-suite.h"

static char *path;

static YqqDatabase *
open_sqlite (void)
{
  g_autoptr (GError) error = NULL;
  YqqDatabase *database = yqq_sqlite_database_open (path, &error);
  g_assert_no_error (error);
  return database;
}

static void
clear_sqlite (void)
{
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);
    g_remove (file);
  }
}

static char *
ask (YqqDatabase *database, const char *pragma)
{
  g_autoptr (YqqRows) rows = yqq_database_query (database, NULL, pragma, YQQ_END);
  return yqq_rows_get_text (rows, 0, 0) != NULL
             ? g_strdup (yqq_rows_get_text (rows, 0, 0))
             : g_strdup_printf ("%d", (int)yqq_rows_get_int (rows, 0, 0));
}

static void
every_commit_is_on_the_disk_and_for_its_owner_alone (void)
{
  clear_sqlite ();
  g_autoptr (YqqDatabase) database = open_sqlite ();
  g_autofree char *journal = ask (database, "PRAGMA journal_mode");
  g_autofree char *synchronous = ask (database, "PRAGMA synchronous");
  g_autofree char *keys = ask (database, "PRAGMA foreign_keys");
  GStatBuf status;
  g_assert_cmpstr (journal, ==, "wal");
  g_assert_cmpstr (synchronous, ==, "2");
  g_assert_cmpstr (keys, ==, "1");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static gpointer
open_and_close (gpointer data)
{
  g_object_unref (open_sqlite ());
  return NULL;
}

/* The application's authority and a command beside it, on the first start of all. */
static void
several_programs_may_make_the_file_at_once (void)
{
  for (guint round = 0; round < 40; round++) {
    GThread *threads[8];
    clear_sqlite ();
    for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
      threads[i] = g_thread_new ("open", open_and_close, NULL);
    for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
      g_thread_join (threads[i]);
  }
}

static void
a_file_that_is_no_database_is_said_to_be_none (void)
{
  clear_sqlite ();
  g_autoptr (GError) error = NULL;
  g_assert_true (
      g_file_set_contents (path, "this is a letter, not a database at all, sorry", -1, NULL));
  g_assert_null (yqq_sqlite_database_open (path, &error));
  g_assert_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  static const StoreEngine sqlite = {"sqlite", open_sqlite, clear_sqlite};
  g_test_init (&argc, &argv, NULL);
  g_autofree char *directory = g_dir_make_tmp ("yqq-store-XXXXXX", NULL);
  path = g_build_filename (directory, "test.db", NULL);
  store_suite_add (&sqlite);
  store_notices_suite_add (&sqlite);
  store_authenticators_suite_add (&sqlite);
  store_devices_suite_add (&sqlite);
  store_history_suite_add (&sqlite);
  g_test_add_func ("/authority/store/sqlite/every_commit_is_on_the_disk_and_for_its_owner_alone",
                   every_commit_is_on_the_disk_and_for_its_owner_alone);
  g_test_add_func ("/authority/store/sqlite/several_programs_may_make_the_file_at_once",
                   several_programs_may_make_the_file_at_once);
  g_test_add_func ("/authority/store/sqlite/a_file_that_is_no_database_is_said_to_be_none",
                   a_file_that_is_no_database_is_said_to_be_none);
  int result = g_test_run ();
  clear_sqlite ();
  g_rmdir (directory);
  g_free (path);
  return result;
}

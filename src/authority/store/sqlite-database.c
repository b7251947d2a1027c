/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/sqlite-database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define RETRY_US 2000

struct _YqqSqliteDatabase {
  GObject parent;
  sqlite3 *connection;
  GHashTable *statements; /* SQL text → sqlite3_stmt, prepared once a connection */
};

static void database_iface_init (YqqDatabaseInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqSqliteDatabase,
                               yqq_sqlite_database,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_DATABASE, database_iface_init))

static void
fail (YqqSqliteDatabase *self, int result, GError **error)
{
  YqqStoreError code = YQQ_STORE_ERROR_FAILED;
  if ((result & 0xff) == SQLITE_CONSTRAINT)
    code = YQQ_STORE_ERROR_CONFLICT;
  else if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED)
    code = YQQ_STORE_ERROR_BUSY;
  g_set_error (error, YQQ_STORE_ERROR, code, "SQLite: %s",
               self->connection != NULL ? sqlite3_errmsg (self->connection)
                                        : sqlite3_errstr (result));
}

static sqlite3_stmt *
prepare (YqqSqliteDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    return statement;
  int result =
      sqlite3_prepare_v3 (self->connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK) {
    fail (self, result, error);
    return NULL;
  }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* $1 is a name to SQLite, not a place. */
static int
bind (sqlite3_stmt *statement, guint number, const YqqValue *value)
{
  char name[16];
  g_snprintf (name, sizeof name, "$%u", number);
  int place = sqlite3_bind_parameter_index (statement, name);
  if (place == 0)
    return SQLITE_RANGE;
  switch (value->type) {
  case YQQ_VALUE_INT:
    return sqlite3_bind_int64 (statement, place, value->number);
  case YQQ_VALUE_TEXT:
    return sqlite3_bind_text (statement, place, value->text, -1, SQLITE_TRANSIENT);
  case YQQ_VALUE_BLOB: {
    gsize size;
    gconstpointer data = g_bytes_get_data (value->blob, &size);
    return sqlite3_bind_blob64 (statement, place, data != NULL ? data : "", size, SQLITE_TRANSIENT);
  }
  default:
    return sqlite3_bind_null (statement, place);
  }
}

static void
add_cell (YqqRows *rows, sqlite3_stmt *statement, int column)
{
  switch (sqlite3_column_type (statement, column)) {
  case SQLITE_NULL:
    yqq_rows_add_null (rows);
    break;
  case SQLITE_INTEGER:
    yqq_rows_add_int (rows, sqlite3_column_int64 (statement, column));
    break;
  case SQLITE_BLOB: {
    gconstpointer data = sqlite3_column_blob (statement, column);
    yqq_rows_add_blob (rows, data, (gsize)sqlite3_column_bytes (statement, column));
    break;
  }
  default: {
    const char *text = (const char *)sqlite3_column_text (statement, column);
    yqq_rows_add_text (rows, text, (gsize)sqlite3_column_bytes (statement, column));
  }
  }
}

static YqqRows *
collect_rows (YqqSqliteDatabase *self, sqlite3_stmt *statement, GError **error)
{
  int n_columns = sqlite3_column_count (statement);
  g_autoptr (YqqRows) rows = yqq_rows_new ((guint)n_columns);
  int result;
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    for (int column = 0; column < n_columns; column++)
      add_cell (rows, statement, column);
  if (result == SQLITE_DONE)
    return g_steal_pointer (&rows);
  fail (self, result, error);
  return NULL;
}

static YqqRows *
query (YqqDatabase *database,
       const char *sql,
       const YqqValue *parameters,
       guint n_parameters,
       GError **error)
{
  YqqSqliteDatabase *self = YQQ_SQLITE_DATABASE (database);
  sqlite3_stmt *statement = prepare (self, sql, error);
  if (statement == NULL)
    return NULL;
  YqqRows *rows = NULL;
  int result = SQLITE_OK;
  for (guint i = 0; i < n_parameters && result == SQLITE_OK; i++)
    result = bind (statement, i + 1, &parameters[i]);
  if (result != SQLITE_OK)
    g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "parameters do not fit: %s", sql);
  else
    rows = collect_rows (self, statement, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return rows;
}

static gboolean
begin (YqqDatabase *database, GError **error)
{
  return yqq_database_run (database, error, "BEGIN IMMEDIATE", YQQ_END);
}

static void
yqq_sqlite_database_finalize (GObject *object)
{
  YqqSqliteDatabase *self = YQQ_SQLITE_DATABASE (object);
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->connection);
  G_OBJECT_CLASS (yqq_sqlite_database_parent_class)->finalize (object);
}

static void
database_iface_init (YqqDatabaseInterface *interface)
{
  interface->query = query;
  interface->begin = begin;
}

static void
yqq_sqlite_database_class_init (YqqSqliteDatabaseClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_sqlite_database_finalize;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
yqq_sqlite_database_init (YqqSqliteDatabase *self)
{
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
}

/* SQLite would make the file readable to everybody the umask lets; -wal and -shm copy its mode. One
 * that is there must not even be opened: closing it would drop the locks that other connections of
 * this process hold on it (sqlite.org/howtocorrupt.html 2.2). */
static void
make_private (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
}

/* SQLite does not wait where two connections turn a new file into WAL at the same time. */
static gboolean
apply_setting (YqqSqliteDatabase *self, const char *setting, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + YQQ_SQLITE_BUSY_MS * G_TIME_SPAN_MILLISECOND;
  for (;;) {
    g_autoptr (GError) local = NULL;
    if (yqq_database_run (YQQ_DATABASE (self), &local, setting, YQQ_END))
      return TRUE;
    if (!g_error_matches (local, YQQ_STORE_ERROR, YQQ_STORE_ERROR_BUSY) ||
        g_get_monotonic_time () > deadline) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    g_usleep (RETRY_US);
  }
}

YqqDatabase *
yqq_sqlite_database_open (const char *path, GError **error)
{
  g_autoptr (YqqSqliteDatabase) self = g_object_new (YQQ_TYPE_SQLITE_DATABASE, NULL);
  make_private (path);
  int result =
      sqlite3_open_v2 (path, &self->connection,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK) {
    g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "cannot open %s: %s", path,
                 sqlite3_errstr (result));
    return NULL;
  }
  sqlite3_extended_result_codes (self->connection, 1);
  sqlite3_busy_timeout (self->connection, YQQ_SQLITE_BUSY_MS);
  static const char *const settings[] = {
      "PRAGMA journal_mode = WAL",
      "PRAGMA synchronous = FULL",
      "PRAGMA foreign_keys = ON",
      "PRAGMA trusted_schema = OFF",
  };
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!apply_setting (self, settings[i], error))
      return NULL;
  return YQQ_DATABASE (g_steal_pointer (&self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority asks of a database engine, in one SQL text for all of them. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define YQQ_STORE_ERROR (yqq_store_error_quark ())
GQuark yqq_store_error_quark (void);

typedef enum {
  YQQ_STORE_ERROR_FAILED,
  YQQ_STORE_ERROR_CONFLICT, /* a uniqueness, reference or check rule forbids it */
  YQQ_STORE_ERROR_BUSY,     /* somebody else holds the database: the transaction may be retried */
  YQQ_STORE_ERROR_NEWER_SCHEMA, /* the data was written by a newer program */
} YqqStoreError;

typedef enum {
  YQQ_VALUE_END,
  YQQ_VALUE_NULL,
  YQQ_VALUE_INT,
  YQQ_VALUE_TEXT,
  YQQ_VALUE_BLOB
} YqqValueType;

/* One parameter or cell. Parameters borrow what they point to; cells belong to their rows. */
typedef struct {
  YqqValueType type;
  gint64 number;
  const char *text;
  GBytes *blob;
} YqqValue;

/* The parameters of yqq_database_query: YQQ_TEXT (NULL) and YQQ_BLOB (NULL) are SQL's NULL. */
#define YQQ_INT(value) YQQ_VALUE_INT, (gint64)(value)
#define YQQ_TEXT(value) YQQ_VALUE_TEXT, (const char *)(value)
#define YQQ_BLOB(value) YQQ_VALUE_BLOB, (GBytes *)(value)
#define YQQ_END YQQ_VALUE_END

#define YQQ_MAX_PARAMETERS 24

/* The complete answer of one statement; readers ask for (row, column) from 0. */
typedef struct _YqqRows YqqRows;

/* Rows of an engine's making: cells are taken over with yqq_rows_add, a row after the other. */
YqqRows *yqq_rows_new (guint n_columns);
void yqq_rows_add_null (YqqRows *self);
void yqq_rows_add_int (YqqRows *self, gint64 number);
void yqq_rows_add_text (YqqRows *self, const char *text, gsize length);
void yqq_rows_add_blob (YqqRows *self, gconstpointer data, gsize size);
void yqq_rows_free (YqqRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRows, yqq_rows_free)

guint yqq_rows_get_length (YqqRows *self);
gboolean yqq_rows_is_null (YqqRows *self, guint row, guint column);
/* 0, NULL for cells that hold something else. Text and bytes are borrowed from the rows. */
gint64 yqq_rows_get_int (YqqRows *self, guint row, guint column);
const char *yqq_rows_get_text (YqqRows *self, guint row, guint column);
GBytes *yqq_rows_get_blob (YqqRows *self, guint row, guint column);

#define YQQ_TYPE_DATABASE (yqq_database_get_type ())
G_DECLARE_INTERFACE (YqqDatabase, yqq_database, YQQ, DATABASE, GObject)

/* A connection; used by one thread at a time. */
struct _YqqDatabaseInterface {
  GTypeInterface parent;
  /* Runs exactly one statement with the parameters $1, $2, … and returns all its rows. */
  YqqRows *(*query) (YqqDatabase *self,
                     const char *sql,
                     const YqqValue *parameters,
                     guint n_parameters,
                     GError **error);
  /* Begins a transaction that is going to write. */
  gboolean (*begin) (YqqDatabase *self, GError **error);
};

/* Runs one statement. Parameters follow as YQQ_TEXT (…), YQQ_INT (…), YQQ_BLOB (…), then YQQ_END.
 */
YqqRows *yqq_database_query (YqqDatabase *self, GError **error, const char *sql, ...);

/* The same where no rows are wanted. */
gboolean yqq_database_run (YqqDatabase *self, GError **error, const char *sql, ...);

/* The same, and *changed tells whether a statement with RETURNING gave any row. */
gboolean
yqq_database_change (YqqDatabase *self, gboolean *changed, GError **error, const char *sql, ...);

gboolean yqq_database_begin (YqqDatabase *self, GError **error);
/* After a commit that returned TRUE everything is on the disk. */
gboolean yqq_database_commit (YqqDatabase *self, GError **error);
/* Gives the transaction up; never fails in a way the caller could act upon. */
void yqq_database_rollback (YqqDatabase *self);

/* Runs work between begin and commit, rolled back if it returns FALSE. */
typedef gboolean (*YqqDatabaseWork) (YqqDatabase *self, gpointer data, GError **error);
gboolean
yqq_database_transact (YqqDatabase *self, YqqDatabaseWork work, gpointer data, GError **error);

/* Runs a script of statements that each end with a semicolon at the end of a line. */
gboolean yqq_database_run_script (YqqDatabase *self, const char *script, GError **error);

G_END_DECLS

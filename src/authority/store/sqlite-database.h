/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database in one SQLite file: write-ahead log, every commit on the disk before it is told. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* How long a connection waits for another one's lock. */
#define YQQ_SQLITE_BUSY_MS 5000

#define YQQ_TYPE_SQLITE_DATABASE (yqq_sqlite_database_get_type ())
G_DECLARE_FINAL_TYPE (YqqSqliteDatabase, yqq_sqlite_database, YQQ, SQLITE_DATABASE, GObject)

/* Opens the file, made with mode 0600 if it is not there. Fails with YQQ_STORE_ERROR. */
YqqDatabase *yqq_sqlite_database_open (const char *path, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/migrations.h"

#include <gio/gio.h>

#include "authority/authority-resources.h"
#include "authority/store/audit-carry.h"

/* The script that makes the audit chain, whose hashes SQL cannot compute. */
#define AUDIT_VERSION 3

static const char version_table[] = "CREATE TABLE IF NOT EXISTS schema_version (\n"
                                    "  id SMALLINT PRIMARY KEY CHECK (id = 1),\n"
                                    "  version BIGINT NOT NULL)";

static GBytes *
find_script (gint64 version, GError **error)
{
  g_autofree char *path =
      g_strdup_printf ("/cn/yueqiqian/authority/migrations/%04d.sql", (int)version);
  return g_resource_lookup_data (yqq_authority_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
}

/* The UPDATE changes nothing but holds the row until the transaction ends. */
static gboolean
lock_version (YqqDatabase *database, gint64 *version, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "UPDATE schema_version SET version = version WHERE id = 1 RETURNING version",
      YQQ_END);
  if (rows == NULL)
    return FALSE;
  *version = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

static gboolean
apply_one (YqqDatabase *database, gint64 version, GError **error)
{
  g_autoptr (GBytes) script = find_script (version, error);
  if (script == NULL)
    return FALSE;
  g_autofree char *text = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  return yqq_database_run_script (database, text, error) &&
         (version != AUDIT_VERSION || yqq_audit_carry (database, error)) &&
         yqq_database_run (database, error, "UPDATE schema_version SET version = $1 WHERE id = 1",
                           YQQ_INT (version), YQQ_END);
}

static gboolean
apply_missing (YqqDatabase *database, gpointer data, GError **error)
{
  gint64 version = 0;
  if (!lock_version (database, &version, error))
    return FALSE;
  if (version > YQQ_SCHEMA_VERSION) {
    g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_NEWER_SCHEMA,
                 "the data has schema %d, this program knows up to %d", (int)version,
                 YQQ_SCHEMA_VERSION);
    return FALSE;
  }
  while (version < YQQ_SCHEMA_VERSION)
    if (!apply_one (database, ++version, error))
      return FALSE;
  return TRUE;
}

static gboolean
make_version_row (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_database_run (database, error, version_table, YQQ_END) &&
         yqq_database_run (database, error,
                           "INSERT INTO schema_version (id, version) VALUES (1, 0) "
                           "ON CONFLICT (id) DO NOTHING",
                           YQQ_END);
}

gboolean
yqq_migrations_apply (YqqDatabase *database, GError **error)
{
  return yqq_database_transact (database, make_version_row, NULL, error) &&
         yqq_database_transact (database, apply_missing, NULL, error);
}

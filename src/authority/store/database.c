/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/database.h"

#include <string.h>

G_DEFINE_QUARK (yqq - store - error - quark, yqq_store_error)
G_DEFINE_INTERFACE (YqqDatabase, yqq_database, G_TYPE_OBJECT)

static void
yqq_database_default_init (YqqDatabaseInterface *interface)
{
}

static guint
collect (va_list arguments, YqqValue *values)
{
  guint n = 0;
  for (;;) {
    YqqValueType type = (YqqValueType)va_arg (arguments, int);
    if (type == YQQ_VALUE_END)
      return n;
    g_assert (n < YQQ_MAX_PARAMETERS);
    YqqValue *value = &values[n++];
    *value = (YqqValue){.type = type};
    if (type == YQQ_VALUE_INT)
      value->number = va_arg (arguments, gint64);
    else if (type == YQQ_VALUE_TEXT)
      value->text = va_arg (arguments, const char *);
    else
      value->blob = va_arg (arguments, GBytes *);
    if (type != YQQ_VALUE_INT && value->text == NULL && value->blob == NULL)
      value->type = YQQ_VALUE_NULL;
  }
}

static YqqRows *
query_va (YqqDatabase *self, const char *sql, va_list arguments, GError **error)
{
  YqqValue values[YQQ_MAX_PARAMETERS];
  guint n = collect (arguments, values);
  return YQQ_DATABASE_GET_IFACE (self)->query (self, sql, values, n, error);
}

YqqRows *
yqq_database_query (YqqDatabase *self, GError **error, const char *sql, ...)
{
  va_list arguments;
  va_start (arguments, sql);
  YqqRows *rows = query_va (self, sql, arguments, error);
  va_end (arguments);
  return rows;
}

gboolean
yqq_database_run (YqqDatabase *self, GError **error, const char *sql, ...)
{
  va_list arguments;
  va_start (arguments, sql);
  g_autoptr (YqqRows) rows = query_va (self, sql, arguments, error);
  va_end (arguments);
  return rows != NULL;
}

gboolean
yqq_database_change (YqqDatabase *self, gboolean *changed, GError **error, const char *sql, ...)
{
  va_list arguments;
  va_start (arguments, sql);
  g_autoptr (YqqRows) rows = query_va (self, sql, arguments, error);
  va_end (arguments);
  if (rows == NULL)
    return FALSE;
  *changed = yqq_rows_get_length (rows) > 0;
  return TRUE;
}

gboolean
yqq_database_begin (YqqDatabase *self, GError **error)
{
  return YQQ_DATABASE_GET_IFACE (self)->begin (self, error);
}

gboolean
yqq_database_commit (YqqDatabase *self, GError **error)
{
  return yqq_database_run (self, error, "COMMIT", YQQ_END);
}

void
yqq_database_rollback (YqqDatabase *self)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_database_run (self, &error, "ROLLBACK", YQQ_END))
    g_debug ("nothing to roll back: %s", error->message);
}

gboolean
yqq_database_transact (YqqDatabase *self, YqqDatabaseWork work, gpointer data, GError **error)
{
  if (!yqq_database_begin (self, error))
    return FALSE;
  if (work (self, data, error) && yqq_database_commit (self, error))
    return TRUE;
  yqq_database_rollback (self);
  return FALSE;
}

gboolean
yqq_database_run_script (YqqDatabase *self, const char *script, GError **error)
{
  g_autoptr (GString) statement = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    char *line = g_strchomp (lines[i]);
    if (line[0] == '\0' || g_str_has_prefix (line, "--"))
      continue;
    gboolean last = g_str_has_suffix (line, ";");
    g_string_append_len (statement, line, (gssize)strlen (line) - (last ? 1 : 0));
    g_string_append_c (statement, '\n');
    if (!last)
      continue;
    if (!yqq_database_run (self, error, statement->str, YQQ_END))
      return FALSE;
    g_string_truncate (statement, 0);
  }
  return TRUE;
}

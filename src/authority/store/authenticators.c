/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/authenticators.h"

#define YQQ_TYPE_AUTHENTICATORS (yqq_authenticators_get_type ())
G_DECLARE_FINAL_TYPE (YqqAuthenticators, yqq_authenticators, YQQ, AUTHENTICATORS, GObject)

struct _YqqAuthenticators {
  GObject parent;
  YqqDatabase *database;
};

static void store_iface_init (YqqAuthenticatorStoreInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqAuthenticators,
                               yqq_authenticators,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_AUTHENTICATOR_STORE,
                                                      store_iface_init))

static gboolean
add (YqqAuthenticatorStore *store,
     const char *person_id,
     const YqqAuthenticator *authenticator,
     GError **error)
{
  return yqq_database_run (YQQ_AUTHENTICATORS (store)->database, error,
                           "INSERT INTO authenticators "
                           "(id, person_id, label, credential, public_key, counter, created_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                           YQQ_TEXT (authenticator->id), YQQ_TEXT (person_id),
                           YQQ_TEXT (authenticator->label), YQQ_BLOB (authenticator->credential),
                           YQQ_BLOB (authenticator->public_key), YQQ_INT (authenticator->counter),
                           YQQ_INT (authenticator->added_at_ms), YQQ_END);
}

static YqqAuthenticator *
read_row (YqqRows *rows, guint row)
{
  YqqAuthenticator *authenticator = g_new0 (YqqAuthenticator, 1);
  authenticator->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  authenticator->label = g_strdup (yqq_rows_get_text (rows, row, 1));
  authenticator->credential = g_bytes_ref (yqq_rows_get_blob (rows, row, 2));
  authenticator->public_key = g_bytes_ref (yqq_rows_get_blob (rows, row, 3));
  authenticator->counter = (guint32)yqq_rows_get_int (rows, row, 4);
  authenticator->added_at_ms = yqq_rows_get_int (rows, row, 5);
  authenticator->used_at_ms = yqq_rows_get_int (rows, row, 6);
  return authenticator;
}

static GPtrArray *
list (YqqAuthenticatorStore *store, const char *person_id, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (YQQ_AUTHENTICATORS (store)->database, error,
                          "SELECT id, label, credential, public_key, counter, created_at, used_at "
                          "FROM authenticators WHERE person_id = $1 ORDER BY created_at, id",
                          YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (found, read_row (rows, row));
  return found;
}

static gboolean
record_use (YqqAuthenticatorStore *store,
            const char *person_id,
            const char *id,
            guint32 counter,
            gint64 at_ms,
            GError **error)
{
  return yqq_database_run (YQQ_AUTHENTICATORS (store)->database, error,
                           "UPDATE authenticators SET counter = $3, used_at = $4 "
                           "WHERE id = $2 AND person_id = $1",
                           YQQ_TEXT (person_id), YQQ_TEXT (id), YQQ_INT (counter), YQQ_INT (at_ms),
                           YQQ_END);
}

static gboolean
say_found (YqqRows *rows, gboolean *found)
{
  if (rows != NULL)
    *found = yqq_rows_get_length (rows) > 0;
  return rows != NULL;
}

static gboolean
rename_one (YqqAuthenticatorStore *store,
            const char *person_id,
            const char *id,
            const char *label,
            gboolean *found,
            GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (YQQ_AUTHENTICATORS (store)->database, error,
                          "UPDATE authenticators SET label = $3 WHERE id = $2 AND person_id = $1 "
                          "RETURNING id",
                          YQQ_TEXT (person_id), YQQ_TEXT (id), YQQ_TEXT (label), YQQ_END);
  return say_found (rows, found);
}

static gboolean
remove_one (YqqAuthenticatorStore *store,
            const char *person_id,
            const char *id,
            gboolean *found,
            GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      YQQ_AUTHENTICATORS (store)->database, error,
      "DELETE FROM authenticators WHERE id = $2 AND person_id = $1 RETURNING id",
      YQQ_TEXT (person_id), YQQ_TEXT (id), YQQ_END);
  return say_found (rows, found);
}

static void
store_iface_init (YqqAuthenticatorStoreInterface *interface)
{
  interface->add = add;
  interface->list = list;
  interface->record_use = record_use;
  interface->rename = rename_one;
  interface->remove = remove_one;
}

static void
yqq_authenticators_finalize (GObject *object)
{
  g_object_unref (YQQ_AUTHENTICATORS (object)->database);
  G_OBJECT_CLASS (yqq_authenticators_parent_class)->finalize (object);
}

static void
yqq_authenticators_class_init (YqqAuthenticatorsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_authenticators_finalize;
}

static void
yqq_authenticators_init (YqqAuthenticators *self)
{
}

YqqAuthenticatorStore *
yqq_authenticators_new (YqqDatabase *database)
{
  YqqAuthenticators *self = g_object_new (YQQ_TYPE_AUTHENTICATORS, NULL);
  self->database = g_object_ref (database);
  return YQQ_AUTHENTICATOR_STORE (self);
}

gboolean
yqq_authenticators_find_owner (YqqDatabase *database,
                               const char *id,
                               char **person_id,
                               char **label,
                               GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT person_id, label FROM authenticators WHERE id = $1", YQQ_TEXT (id),
      YQQ_END);
  if (rows == NULL)
    return FALSE;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  *person_id = g_strdup (yqq_rows_get_text (rows, 0, 0));
  *label = g_strdup (yqq_rows_get_text (rows, 0, 1));
  return TRUE;
}

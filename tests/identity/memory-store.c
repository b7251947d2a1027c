/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-store.h"

#include <gio/gio.h>

static void memory_store_iface_init (YqqStaffCodeStoreInterface *interface);

G_DEFINE_TYPE_WITH_CODE (MemoryStore,
                         memory_store,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (YQQ_TYPE_STAFF_CODE_STORE, memory_store_iface_init))

static void
row_free (gpointer data)
{
  MemoryRow *row = data;
  yqq_staff_code_record_free (row->record);
  g_free (row->person_id);
  g_free (row);
}

static YqqStaffCodeRecord *
copy_record (const YqqStaffCodeRecord *record)
{
  YqqStaffCodeRecord *copy = g_new0 (YqqStaffCodeRecord, 1);
  copy->id = g_strdup (record->id);
  copy->salt = g_bytes_ref (record->salt);
  copy->digest = g_bytes_ref (record->digest);
  copy->purpose = g_strdup (record->purpose);
  copy->confirmed_by = g_strdup (record->confirmed_by);
  copy->expires_at_ms = record->expires_at_ms;
  copy->voided = record->voided;
  return copy;
}

static gboolean
can_write (MemoryStore *self, GError **error)
{
  if (self->broken)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the store is full");
  return !self->broken;
}

static void
void_earlier (MemoryStore *self, const char *person_id, const char *purpose)
{
  for (guint i = 0; purpose != NULL && i < self->rows->len; i++) {
    MemoryRow *row = g_ptr_array_index (self->rows, i);
    if (g_str_equal (row->person_id, person_id) && g_strcmp0 (row->record->purpose, purpose) == 0)
      row->record->voided = TRUE;
  }
}

static gboolean
memory_store_add (YqqStaffCodeStore *store,
                  const char *person_id,
                  const YqqStaffCodeRecord *record,
                  GError **error)
{
  MemoryStore *self = (MemoryStore *)store;
  if (!can_write (self, error))
    return FALSE;
  void_earlier (self, person_id, record->purpose);
  MemoryRow *row = g_new0 (MemoryRow, 1);
  row->record = copy_record (record);
  row->person_id = g_strdup (person_id);
  g_ptr_array_add (self->rows, row);
  g_hash_table_remove (self->wrong_tries, person_id);
  return TRUE;
}

static GPtrArray *
memory_store_list_unused (YqqStaffCodeStore *store, const char *person_id, GError **error)
{
  MemoryStore *self = (MemoryStore *)store;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_staff_code_record_free);
  for (guint i = 0; i < self->rows->len; i++) {
    MemoryRow *row = g_ptr_array_index (self->rows, i);
    if (!row->used && g_str_equal (row->person_id, person_id))
      g_ptr_array_add (records, copy_record (row->record));
  }
  return records;
}

static gboolean
memory_store_get_wrong_tries (YqqStaffCodeStore *store,
                              const char *person_id,
                              guint *wrong_tries,
                              GError **error)
{
  MemoryStore *self = (MemoryStore *)store;
  *wrong_tries = GPOINTER_TO_UINT (g_hash_table_lookup (self->wrong_tries, person_id));
  return TRUE;
}

static gboolean
memory_store_count_wrong_try (YqqStaffCodeStore *store,
                              const char *person_id,
                              guint *wrong_tries,
                              GError **error)
{
  MemoryStore *self = (MemoryStore *)store;
  if (!can_write (self, error))
    return FALSE;
  *wrong_tries = GPOINTER_TO_UINT (g_hash_table_lookup (self->wrong_tries, person_id)) + 1;
  g_hash_table_insert (self->wrong_tries, g_strdup (person_id), GUINT_TO_POINTER (*wrong_tries));
  return TRUE;
}

static gboolean
memory_store_consume (YqqStaffCodeStore *store,
                      const char *person_id,
                      const char *record_id,
                      gint64 at_ms,
                      GError **error)
{
  MemoryStore *self = (MemoryStore *)store;
  if (!can_write (self, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++) {
    MemoryRow *row = g_ptr_array_index (self->rows, i);
    if (g_str_equal (row->record->id, record_id))
      row->used = TRUE;
  }
  g_hash_table_remove (self->wrong_tries, person_id);
  return TRUE;
}

static void
memory_store_iface_init (YqqStaffCodeStoreInterface *interface)
{
  interface->add = memory_store_add;
  interface->list_unused = memory_store_list_unused;
  interface->get_wrong_tries = memory_store_get_wrong_tries;
  interface->count_wrong_try = memory_store_count_wrong_try;
  interface->consume = memory_store_consume;
}

static void
memory_store_finalize (GObject *object)
{
  MemoryStore *self = (MemoryStore *)object;
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->wrong_tries);
  G_OBJECT_CLASS (memory_store_parent_class)->finalize (object);
}

static void
memory_store_class_init (MemoryStoreClass *class)
{
  class->finalize = memory_store_finalize;
}

static void
memory_store_init (MemoryStore *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->wrong_tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

MemoryStore *
memory_store_new (void)
{
  return g_object_new (memory_store_get_type (), NULL);
}

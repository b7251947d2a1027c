/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-authenticators.h"

#include <gio/gio.h>

static void memory_authenticators_iface_init (YqqAuthenticatorStoreInterface *interface);

G_DEFINE_TYPE_WITH_CODE (MemoryAuthenticators,
                         memory_authenticators,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (YQQ_TYPE_AUTHENTICATOR_STORE,
                                                memory_authenticators_iface_init))

static void
row_free (gpointer data)
{
  MemoryAuthenticator *row = data;
  yqq_authenticator_free (row->authenticator);
  g_free (row->person_id);
  g_free (row);
}

static gboolean
can_write (MemoryAuthenticators *self, GError **error)
{
  if (self->broken)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the store is full");
  return !self->broken;
}

static gboolean
find (MemoryAuthenticators *self, const char *person_id, const char *id, guint *place)
{
  for (guint i = 0; i < self->rows->len; i++) {
    const MemoryAuthenticator *row = g_ptr_array_index (self->rows, i);
    *place = i;
    if (g_str_equal (row->person_id, person_id) && g_str_equal (row->authenticator->id, id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
memory_authenticators_add (YqqAuthenticatorStore *store,
                           const char *person_id,
                           const YqqAuthenticator *authenticator,
                           GError **error)
{
  MemoryAuthenticators *self = (MemoryAuthenticators *)store;
  if (!can_write (self, error))
    return FALSE;
  MemoryAuthenticator *row = g_new0 (MemoryAuthenticator, 1);
  row->person_id = g_strdup (person_id);
  row->authenticator = yqq_authenticator_copy (authenticator);
  g_ptr_array_add (self->rows, row);
  return TRUE;
}

static GPtrArray *
memory_authenticators_list (YqqAuthenticatorStore *store, const char *person_id, GError **error)
{
  MemoryAuthenticators *self = (MemoryAuthenticators *)store;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_free);
  for (guint i = 0; i < self->rows->len; i++) {
    const MemoryAuthenticator *row = g_ptr_array_index (self->rows, i);
    if (g_str_equal (row->person_id, person_id))
      g_ptr_array_add (found, yqq_authenticator_copy (row->authenticator));
  }
  return found;
}

static gboolean
memory_authenticators_record_use (YqqAuthenticatorStore *store,
                                  const char *person_id,
                                  const char *id,
                                  guint32 counter,
                                  gint64 at_ms,
                                  GError **error)
{
  MemoryAuthenticators *self = (MemoryAuthenticators *)store;
  guint place;
  if (!can_write (self, error))
    return FALSE;
  if (find (self, person_id, id, &place)) {
    MemoryAuthenticator *row = g_ptr_array_index (self->rows, place);
    row->authenticator->counter = counter;
    row->authenticator->used_at_ms = at_ms;
  }
  return TRUE;
}

static gboolean
memory_authenticators_rename (YqqAuthenticatorStore *store,
                              const char *person_id,
                              const char *id,
                              const char *label,
                              gboolean *found,
                              GError **error)
{
  MemoryAuthenticators *self = (MemoryAuthenticators *)store;
  guint place;
  if (!can_write (self, error))
    return FALSE;
  *found = find (self, person_id, id, &place);
  if (*found) {
    MemoryAuthenticator *row = g_ptr_array_index (self->rows, place);
    g_free (row->authenticator->label);
    row->authenticator->label = g_strdup (label);
  }
  return TRUE;
}

static gboolean
memory_authenticators_remove (YqqAuthenticatorStore *store,
                              const char *person_id,
                              const char *id,
                              gboolean *found,
                              GError **error)
{
  MemoryAuthenticators *self = (MemoryAuthenticators *)store;
  guint place;
  if (!can_write (self, error))
    return FALSE;
  *found = find (self, person_id, id, &place);
  if (*found)
    g_ptr_array_remove_index (self->rows, place);
  return TRUE;
}

static void
memory_authenticators_iface_init (YqqAuthenticatorStoreInterface *interface)
{
  interface->add = memory_authenticators_add;
  interface->list = memory_authenticators_list;
  interface->record_use = memory_authenticators_record_use;
  interface->rename = memory_authenticators_rename;
  interface->remove = memory_authenticators_remove;
}

static void
memory_authenticators_finalize (GObject *object)
{
  MemoryAuthenticators *self = (MemoryAuthenticators *)object;
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (memory_authenticators_parent_class)->finalize (object);
}

static void
memory_authenticators_class_init (MemoryAuthenticatorsClass *class)
{
  class->finalize = memory_authenticators_finalize;
}

static void
memory_authenticators_init (MemoryAuthenticators *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
}

MemoryAuthenticators *
memory_authenticators_new (void)
{
  return g_object_new (memory_authenticators_get_type (), NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-link-store.h"

#include <gio/gio.h>

static void memory_link_store_iface_init (YqqOidcLinkStoreInterface *interface);

G_DEFINE_TYPE_WITH_CODE (MemoryLinkStore,
                         memory_link_store,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (YQQ_TYPE_OIDC_LINK_STORE,
                                                memory_link_store_iface_init))

static gboolean
works (MemoryLinkStore *self, GError **error)
{
  if (self->broken)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the store is full");
  return !self->broken;
}

static gboolean
memory_link_store_find_person (YqqOidcLinkStore *store,
                               const char *issuer,
                               const char *account,
                               char **person_id,
                               GError **error)
{
  MemoryLinkStore *self = (MemoryLinkStore *)store;
  g_autofree char *key = g_strconcat (issuer, "\n", account, NULL);
  if (!works (self, error))
    return FALSE;
  *person_id = g_strdup (g_hash_table_lookup (self->owners, key));
  return TRUE;
}

static gboolean
is_of_person (gpointer key, gpointer value, gpointer user_data)
{
  const char *const *wanted = user_data;
  return g_str_equal (value, wanted[0]) && g_str_has_prefix (key, wanted[1]);
}

static gboolean
memory_link_store_link (YqqOidcLinkStore *store,
                        const char *person_id,
                        const char *issuer,
                        const char *account,
                        const char *confirmed_by,
                        gint64 at_ms,
                        GError **error)
{
  MemoryLinkStore *self = (MemoryLinkStore *)store;
  g_autofree char *prefix = g_strconcat (issuer, "\n", NULL);
  const char *wanted[] = {person_id, prefix};
  if (!works (self, error))
    return FALSE;
  g_hash_table_foreach_remove (self->owners, is_of_person, wanted);
  g_hash_table_insert (self->owners, g_strconcat (prefix, account, NULL), g_strdup (person_id));
  g_free (self->last_confirmed_by);
  self->last_confirmed_by = g_strdup (confirmed_by);
  self->n_links++;
  return TRUE;
}

static gboolean
memory_link_store_find_voucher (YqqOidcLinkStore *store,
                                const char *challenge_id,
                                const char *person_id,
                                gboolean *vouched,
                                char **confirmed_by,
                                GError **error)
{
  MemoryLinkStore *self = (MemoryLinkStore *)store;
  if (!works (self, error))
    return FALSE;
  *confirmed_by = g_strdup (g_hash_table_lookup (self->vouchers, challenge_id));
  *vouched = *confirmed_by != NULL;
  return TRUE;
}

static gboolean
memory_link_store_has_document (YqqOidcLinkStore *store,
                                const char *person_id,
                                const char *number,
                                gboolean *has,
                                GError **error)
{
  MemoryLinkStore *self = (MemoryLinkStore *)store;
  if (!works (self, error))
    return FALSE;
  *has = g_strcmp0 (g_hash_table_lookup (self->documents, person_id), number) == 0;
  return TRUE;
}

static void
memory_link_store_finalize (GObject *object)
{
  MemoryLinkStore *self = (MemoryLinkStore *)object;
  g_hash_table_unref (self->owners);
  g_hash_table_unref (self->vouchers);
  g_hash_table_unref (self->documents);
  g_free (self->last_confirmed_by);
  G_OBJECT_CLASS (memory_link_store_parent_class)->finalize (object);
}

static void
memory_link_store_class_init (MemoryLinkStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = memory_link_store_finalize;
}

static void
memory_link_store_iface_init (YqqOidcLinkStoreInterface *interface)
{
  interface->find_person = memory_link_store_find_person;
  interface->link = memory_link_store_link;
  interface->find_voucher = memory_link_store_find_voucher;
  interface->has_document = memory_link_store_has_document;
}

static void
memory_link_store_init (MemoryLinkStore *self)
{
  self->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->vouchers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

MemoryLinkStore *
memory_link_store_new (void)
{
  return g_object_new (memory_link_store_get_type (), NULL);
}

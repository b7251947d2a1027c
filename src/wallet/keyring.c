/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/keyring.h"

#include "wallet/wallet-error.h"

G_DEFINE_INTERFACE (YqqKeyring, yqq_keyring, G_TYPE_OBJECT)

static void
yqq_keyring_default_init (YqqKeyringInterface *iface)
{
}

static void
get_state_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  YqqKeyringState state;
  GError *error = NULL;
  if (yqq_keyring_get_state (source, &state, cancellable, &error))
    g_task_return_int (task, state);
  else
    g_task_return_error (task, error);
}

static void
unlock_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  if (yqq_keyring_unlock (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

YqqKeyringItem *
yqq_keyring_item_new (GHashTable *attributes, YqqSecretBytes *secret)
{
  YqqKeyringItem *self = g_new0 (YqqKeyringItem, 1);
  self->attributes = g_hash_table_ref (attributes);
  self->secret = yqq_secret_bytes_ref (secret);
  return self;
}

void
yqq_keyring_item_free (YqqKeyringItem *self)
{
  g_hash_table_unref (self->attributes);
  yqq_secret_bytes_unref (self->secret);
  g_free (self);
}

const char *
yqq_keyring_item_get (YqqKeyringItem *self, const char *attribute)
{
  return g_hash_table_lookup (self->attributes, attribute);
}

GHashTable *
yqq_keyring_attributes (const char *name, ...)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  va_list arguments;
  va_start (arguments, name);
  while (name != NULL) {
    const char *value = va_arg (arguments, const char *);
    if (value != NULL)
      g_hash_table_insert (attributes, g_strdup (name), g_strdup (value));
    name = va_arg (arguments, const char *);
  }
  va_end (arguments);
  return attributes;
}

gboolean
yqq_keyring_get_state (YqqKeyring *self,
                       YqqKeyringState *state,
                       GCancellable *cancellable,
                       GError **error)
{
  return YQQ_KEYRING_GET_IFACE (self)->get_state (self, state, cancellable, error);
}

gboolean
yqq_keyring_unlock (YqqKeyring *self, GCancellable *cancellable, GError **error)
{
  return YQQ_KEYRING_GET_IFACE (self)->unlock (self, cancellable, error);
}

gboolean
yqq_keyring_store (YqqKeyring *self,
                   GHashTable *attributes,
                   const char *label,
                   YqqSecretBytes *secret,
                   GCancellable *cancellable,
                   GError **error)
{
  return YQQ_KEYRING_GET_IFACE (self)->store (self, attributes, label, secret, cancellable, error);
}

GPtrArray *
yqq_keyring_search (YqqKeyring *self,
                    GHashTable *attributes,
                    GCancellable *cancellable,
                    GError **error)
{
  return YQQ_KEYRING_GET_IFACE (self)->search (self, attributes, cancellable, error);
}

YqqSecretBytes *
yqq_keyring_lookup (YqqKeyring *self,
                    GHashTable *attributes,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) items = yqq_keyring_search (self, attributes, cancellable, error);
  if (items == NULL || items->len == 0)
    return NULL;
  YqqKeyringItem *item = g_ptr_array_index (items, 0);
  return yqq_secret_bytes_ref (item->secret);
}

gboolean
yqq_keyring_remove (YqqKeyring *self,
                    GHashTable *attributes,
                    GCancellable *cancellable,
                    GError **error)
{
  return YQQ_KEYRING_GET_IFACE (self)->remove (self, attributes, cancellable, error);
}

void
yqq_keyring_get_state_async (YqqKeyring *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_run_in_thread (task, get_state_in_thread);
}

gboolean
yqq_keyring_get_state_finish (YqqKeyring *self,
                              GAsyncResult *result,
                              YqqKeyringState *state,
                              GError **error)
{
  gssize value = g_task_propagate_int (G_TASK (result), error);
  if (value < 0)
    return FALSE;
  *state = (YqqKeyringState)value;
  return TRUE;
}

void
yqq_keyring_unlock_async (YqqKeyring *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_run_in_thread (task, unlock_in_thread);
}

gboolean
yqq_keyring_unlock_finish (YqqKeyring *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

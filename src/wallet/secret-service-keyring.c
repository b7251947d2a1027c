/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/secret-service-keyring.h"

#define SECRET_API_SUBJECT_TO_CHANGE 1
#include <libsecret/secret.h>

#include "wallet/wallet-error.h"

struct _YqqSecretServiceKeyring {
  GObject parent;
};

static const SecretSchema schema = {
    .name = YQQ_APPLICATION_ID,
    .flags = SECRET_SCHEMA_NONE,
    .attributes =
        {
            {"kind", SECRET_SCHEMA_ATTRIBUTE_STRING},
            {"account", SECRET_SCHEMA_ATTRIBUTE_STRING},
            {"grant", SECRET_SCHEMA_ATTRIBUTE_STRING},
            {"fingerprint", SECRET_SCHEMA_ATTRIBUTE_STRING},
        },
};

/* Held while items are looked at or changed: libsecret's own file has no lock against threads. */
static GMutex items_lock;

static void yqq_secret_service_keyring_iface_init (YqqKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqSecretServiceKeyring,
                               yqq_secret_service_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_KEYRING,
                                                      yqq_secret_service_keyring_iface_init))

/* No bus at all is a plain G_IO_ERROR (facts.md), no service on it a G_DBUS_ERROR. */
static gboolean
means_absent (const GError *error)
{
  static const int absent[] = {
      G_DBUS_ERROR_SERVICE_UNKNOWN,    G_DBUS_ERROR_NAME_HAS_NO_OWNER,
      G_DBUS_ERROR_NO_SERVER,          G_DBUS_ERROR_DISCONNECTED,
      G_DBUS_ERROR_SPAWN_EXEC_FAILED,  G_DBUS_ERROR_SPAWN_FORK_FAILED,
      G_DBUS_ERROR_SPAWN_CHILD_EXITED, G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
      G_DBUS_ERROR_SPAWN_FAILED,       G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
  };
  if (error->domain == G_IO_ERROR)
    return TRUE;
  if (error->domain != G_DBUS_ERROR)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    if (error->code == absent[i])
      return TRUE;
  return FALSE;
}

/* Turns libsecret's error into ours. Always FALSE, so that it ends a failing function. */
static gboolean
fail (GError **error, GError *cause)
{
  g_autoptr (GError) owned = cause;
  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&owned));
    return FALSE;
  }
  int code = YQQ_WALLET_ERROR_FAILED;
  if (g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = YQQ_WALLET_ERROR_KEYRING_LOCKED;
  else if (means_absent (owned))
    code = YQQ_WALLET_ERROR_KEYRING_ABSENT;
  /* A service that was started anew does not know our old session: begin with a fresh one. */
  if (code != YQQ_WALLET_ERROR_KEYRING_LOCKED)
    secret_service_disconnect ();
  g_set_error (error, YQQ_WALLET_ERROR, code, "keyring: %s", owned->message);
  return FALSE;
}

/* The file backend (SECRET_BACKEND=file, Flatpak, Snap) is always there and never locked; libsecret
 * offers it no other way to ask than which backend it picked. */
static gboolean
uses_file (GCancellable *cancellable)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0 ||
         g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL;
}

/* *collection is NULL where the service has no default collection yet. */
static gboolean
find_default_collection (SecretCollection **collection, GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretService) service =
      secret_service_get_sync (SECRET_SERVICE_NONE, cancellable, error);
  if (service == NULL)
    return FALSE;
  GError *local = NULL;
  *collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                  SECRET_COLLECTION_NONE, cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  return TRUE;
}

static gboolean
secret_service_keyring_get_state (YqqKeyring *keyring,
                                  YqqKeyringState *state,
                                  GCancellable *cancellable,
                                  GError **error)
{
  if (uses_file (cancellable)) {
    *state = YQQ_KEYRING_AVAILABLE;
    return TRUE;
  }
  g_autoptr (SecretCollection) collection = NULL;
  GError *local = NULL;
  if (!find_default_collection (&collection, cancellable, &local)) {
    if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !means_absent (local))
      return fail (error, local);
    g_error_free (local);
    *state = YQQ_KEYRING_ABSENT;
    return TRUE;
  }
  /* Without a default collection there is nothing to store in until the person has made one, which
   * is what unlocking offers. */
  gboolean locked = collection == NULL || secret_collection_get_locked (collection);
  *state = locked ? YQQ_KEYRING_LOCKED : YQQ_KEYRING_AVAILABLE;
  return TRUE;
}

static gboolean
secret_service_keyring_require_available (YqqKeyring *keyring,
                                          GCancellable *cancellable,
                                          GError **error)
{
  YqqKeyringState state;
  if (!secret_service_keyring_get_state (keyring, &state, cancellable, error))
    return FALSE;
  if (state == YQQ_KEYRING_AVAILABLE)
    return TRUE;
  if (state == YQQ_KEYRING_LOCKED)
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEYRING_LOCKED, "keyring is locked");
  else
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEYRING_ABSENT,
                 "no keyring service answers");
  return FALSE;
}

static gboolean
unlock_collection (SecretCollection *collection, GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretService) service =
      secret_service_get_sync (SECRET_SERVICE_NONE, cancellable, error);
  if (service == NULL)
    return FALSE;
  if (collection == NULL) {
    g_autoptr (SecretCollection) made =
        secret_collection_create_sync (service, "Default", SECRET_COLLECTION_DEFAULT,
                                       SECRET_COLLECTION_CREATE_NONE, cancellable, error);
    return made != NULL;
  }
  GList list = {.data = collection};
  GError *local = NULL;
  if (secret_service_unlock_sync (service, &list, cancellable, NULL, &local) == 0 && local == NULL)
    g_set_error (&local, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the keyring's prompt was dismissed");
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static gboolean
secret_service_keyring_unlock (YqqKeyring *keyring, GCancellable *cancellable, GError **error)
{
  if (uses_file (cancellable))
    return TRUE;
  g_autoptr (SecretCollection) collection = NULL;
  GError *local = NULL;
  if (!find_default_collection (&collection, cancellable, &local))
    return fail (error, local);
  if (collection != NULL && !secret_collection_get_locked (collection))
    return TRUE;
  if (!unlock_collection (collection, cancellable, &local))
    return fail (error, local);
  return TRUE;
}

static gboolean
secret_service_keyring_store (YqqKeyring *keyring,
                              GHashTable *attributes,
                              const char *label,
                              YqqSecretBytes *secret,
                              GCancellable *cancellable,
                              GError **error)
{
  if (!secret_service_keyring_require_available (keyring, cancellable, error))
    return FALSE;
  SecretValue *value =
      secret_value_new ((const char *)yqq_secret_bytes_get_data (secret),
                        (gssize)yqq_secret_bytes_get_size (secret), "application/octet-stream");
  GError *local = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&items_lock);
  gboolean stored = secret_password_storev_binary_sync (
      &schema, attributes, SECRET_COLLECTION_DEFAULT, label, value, cancellable, &local);
  secret_value_unref (value);
  return stored ? TRUE : fail (error, local);
}

static YqqKeyringItem *
retrieve (SecretRetrievable *retrievable, GCancellable *cancellable, GError **error)
{
  SecretValue *value = secret_retrievable_retrieve_secret_sync (retrievable, cancellable, error);
  if (value == NULL)
    return NULL;
  gsize size;
  const char *data = secret_value_get (value, &size);
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (data, size);
  secret_value_unref (value);
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (retrievable);
  return yqq_keyring_item_new (attributes, secret);
}

static GPtrArray *
secret_service_keyring_search (YqqKeyring *keyring,
                               GHashTable *attributes,
                               GCancellable *cancellable,
                               GError **error)
{
  if (!secret_service_keyring_require_available (keyring, cancellable, error))
    return NULL;
  GError *local = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&items_lock);
  g_autolist (SecretRetrievable) found =
      secret_password_searchv_sync (&schema, attributes, SECRET_SEARCH_ALL, cancellable, &local);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_keyring_item_free);
  for (GList *l = found; l != NULL && local == NULL; l = l->next) {
    YqqKeyringItem *item = retrieve (l->data, cancellable, &local);
    if (item != NULL)
      g_ptr_array_add (items, item);
  }
  if (local != NULL) {
    fail (error, local);
    return NULL;
  }
  return g_steal_pointer (&items);
}

static gboolean
secret_service_keyring_remove (YqqKeyring *keyring,
                               GHashTable *attributes,
                               GCancellable *cancellable,
                               GError **error)
{
  if (!secret_service_keyring_require_available (keyring, cancellable, error))
    return FALSE;
  GError *local = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&items_lock);
  /* FALSE without an error: there was nothing to remove. */
  if (!secret_password_clearv_sync (&schema, attributes, cancellable, &local) && local != NULL)
    return fail (error, local);
  return TRUE;
}

static void
yqq_secret_service_keyring_iface_init (YqqKeyringInterface *iface)
{
  iface->get_state = secret_service_keyring_get_state;
  iface->unlock = secret_service_keyring_unlock;
  iface->store = secret_service_keyring_store;
  iface->search = secret_service_keyring_search;
  iface->remove = secret_service_keyring_remove;
}

static void
yqq_secret_service_keyring_class_init (YqqSecretServiceKeyringClass *class)
{
}

static void
yqq_secret_service_keyring_init (YqqSecretServiceKeyring *self)
{
}

YqqKeyring *
yqq_secret_service_keyring_new (void)
{
  return g_object_new (YQQ_TYPE_SECRET_SERVICE_KEYRING, NULL);
}

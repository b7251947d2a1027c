/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/wallet.h"

#include "wallet/wallet-private.h"

G_DEFINE_FINAL_TYPE (YqqWallet, yqq_wallet, G_TYPE_OBJECT)

enum { PROP_0, PROP_LOADED, PROP_LOGGED_IN, PROP_PIN_SET, PROP_STALE, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* --- work in threads ----------------------------------------------------------------------- */

typedef struct {
  gpointer data;
  GDestroyNotify free_data;
  YqqWalletWork work;
  YqqWalletApply apply;
} Run;

static void
run_free (Run *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;
  if (run->work (run->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  Run *run = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    run->apply (YQQ_WALLET (source), run->data, outer);
  else
    g_task_return_error (outer, error);
}

void
yqq_wallet_run (GTask *task,
                gpointer data,
                GDestroyNotify free_data,
                YqqWalletWork work,
                YqqWalletApply apply)
{
  Run *run = g_new0 (Run, 1);
  run->data = data;
  run->free_data = free_data;
  run->work = work;
  run->apply = apply;
  g_autoptr (GTask) inner =
      g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), on_run, task);
  g_task_set_task_data (inner, run, (GDestroyNotify)run_free);
  /* What was stored was stored: it is applied even if the caller has cancelled meanwhile. */
  g_task_set_check_cancellable (inner, FALSE);
  g_task_run_in_thread (inner, run_in_thread);
}

/* --- state --------------------------------------------------------------------------------- */

static int
compare_credentials (gconstpointer a, gconstpointer b, gpointer data)
{
  YqqCredential *left = (YqqCredential *)a, *right = (YqqCredential *)b;
  int order = g_utf8_collate (yqq_credential_get_enterprise_name (left),
                              yqq_credential_get_enterprise_name (right));
  if (order == 0)
    order = g_strcmp0 (yqq_credential_get_grant_id (left), yqq_credential_get_grant_id (right));
  if (order == 0)
    order = (int)yqq_credential_get_algorithm (left) - (int)yqq_credential_get_algorithm (right);
  return order;
}

void
yqq_wallet_set_account (YqqWallet *self, YqqAccount *account, YqqKey *device_key)
{
  gboolean was = self->account != NULL;
  g_clear_pointer (&self->account, yqq_account_unref);
  g_clear_pointer (&self->device_key, yqq_key_unref);
  self->account = account;
  self->device_key = device_key;
  if (was != (account != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOGGED_IN]);
}

void
yqq_wallet_set_login (YqqWallet *self, char *login_id, YqqKey *login_key)
{
  g_free (self->login_id);
  g_clear_pointer (&self->login_key, yqq_key_unref);
  self->login_id = login_id;
  self->login_key = login_key;
}

void
yqq_wallet_set_pin_vault (YqqWallet *self, YqqPinVaultItem *pin_vault)
{
  gboolean was = yqq_wallet_get_pin_set (self);
  g_clear_pointer (&self->pin_vault, yqq_pin_vault_item_free);
  self->pin_vault = pin_vault;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
  if (was != yqq_wallet_get_pin_set (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIN_SET]);
}

void
yqq_wallet_drop_credential (YqqWallet *self, YqqCredential *credential)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->by_fingerprint, yqq_credential_get_fingerprint (credential));
  g_mutex_unlock (&self->mutex);
  guint position;
  if (g_list_store_find (self->credentials, credential, &position))
    g_list_store_remove (self->credentials, position);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
}

void
yqq_wallet_add_credential (YqqWallet *self, YqqCredential *credential)
{
  const char *fingerprint = yqq_credential_get_fingerprint (credential);
  YqqCredential *same = yqq_wallet_find_credential (self, fingerprint);
  if (same != NULL)
    yqq_wallet_drop_credential (self, same);
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->by_fingerprint, g_strdup (fingerprint), g_object_ref (credential));
  g_mutex_unlock (&self->mutex);
  g_list_store_insert_sorted (self->credentials, credential, compare_credentials, NULL);
}

void
yqq_wallet_expect_salt (YqqWallet *self, GBytes *salt)
{
  YqqPinVaultItem *vault = yqq_pin_vault_item_copy (self->pin_vault);
  g_clear_pointer (&vault->next, g_bytes_unref);
  vault->next = g_bytes_ref (salt);
  yqq_wallet_set_pin_vault (self, vault);
}

GStrv
yqq_wallet_list_keys (YqqWallet *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->credentials)); i++) {
    g_autoptr (YqqCredential) credential =
        g_list_model_get_item (G_LIST_MODEL (self->credentials), i);
    g_strv_builder_add (keys, yqq_credential_get_key_fingerprint (credential));
  }
  return g_strv_builder_end (keys);
}

void
yqq_wallet_take_forms (YqqWallet *self, YqqSigningKeyItem *item)
{
  if (g_hash_table_contains (self->pending, item->fingerprint))
    g_hash_table_replace (self->pending, g_strdup (item->fingerprint),
                          yqq_signing_key_item_copy (item));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->credentials)); i++) {
    g_autoptr (YqqCredential) credential =
        g_list_model_get_item (G_LIST_MODEL (self->credentials), i);
    if (g_str_equal (yqq_credential_get_key_fingerprint (credential), item->fingerprint))
      yqq_credential_take_forms (credential, item);
  }
}

void
yqq_wallet_clear_credentials (YqqWallet *self)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove_all (self->by_fingerprint);
  g_mutex_unlock (&self->mutex);
  g_list_store_remove_all (self->credentials);
  g_hash_table_remove_all (self->pending);
  yqq_wallet_set_pin_vault (self, NULL);
}

gboolean
yqq_wallet_require_account (YqqWallet *self, GTask *task)
{
  if (self->account != NULL)
    return TRUE;
  g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NOT_LOGGED_IN,
                           "nobody is logged in on this device");
  return FALSE;
}

/* --- load ---------------------------------------------------------------------------------- */

typedef struct {
  YqqKeyring *keyring;
  YqqWalletContents *contents;
} Load;

static void
load_free (Load *self)
{
  g_object_unref (self->keyring);
  g_clear_pointer (&self->contents, yqq_wallet_contents_free);
  g_free (self);
}

static gboolean
load_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Load *load = data;
  load->contents = yqq_wallet_contents_read (load->keyring, cancellable, error);
  return load->contents != NULL;
}

static void
load_apply (YqqWallet *self, gpointer data, GTask *task)
{
  YqqWalletContents *contents = ((Load *)data)->contents;
  yqq_wallet_clear_credentials (self);
  yqq_wallet_set_login (self, g_steal_pointer (&contents->login_id),
                        g_steal_pointer (&contents->login_key));
  yqq_wallet_set_pin_vault (self, g_steal_pointer (&contents->pin_vault));
  for (guint i = 0; i < contents->credentials->len; i++)
    yqq_wallet_add_credential (self, g_ptr_array_index (contents->credentials, i));
  g_hash_table_unref (self->pending);
  self->pending = g_hash_table_ref (contents->pending);
  yqq_wallet_set_account (self, g_steal_pointer (&contents->account),
                          g_steal_pointer (&contents->device_key));
  if (!self->loaded) {
    self->loaded = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  }
  g_task_return_boolean (task, TRUE);
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
yqq_wallet_finalize (GObject *object)
{
  YqqWallet *self = YQQ_WALLET (object);
  g_clear_object (&self->keyring);
  g_free (self->login_id);
  g_clear_pointer (&self->login_key, yqq_key_unref);
  g_clear_pointer (&self->account, yqq_account_unref);
  g_clear_pointer (&self->device_key, yqq_key_unref);
  g_clear_pointer (&self->pin_vault, yqq_pin_vault_item_free);
  g_clear_object (&self->credentials);
  g_hash_table_unref (self->pending);
  g_hash_table_unref (self->by_fingerprint);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (yqq_wallet_parent_class)->finalize (object);
}

static void
yqq_wallet_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  YqqWallet *self = YQQ_WALLET (object);
  switch (id) {
  case PROP_LOADED:
    g_value_set_boolean (value, yqq_wallet_get_loaded (self));
    break;
  case PROP_LOGGED_IN:
    g_value_set_boolean (value, yqq_wallet_get_logged_in (self));
    break;
  case PROP_PIN_SET:
    g_value_set_boolean (value, yqq_wallet_get_pin_set (self));
    break;
  case PROP_STALE:
    g_value_set_uint (value, yqq_wallet_get_stale (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
yqq_wallet_class_init (YqqWalletClass *class)
{
  static const char *const names[N_PROPS] = {
      [PROP_LOADED] = "loaded", [PROP_LOGGED_IN] = "logged-in", [PROP_PIN_SET] = "pin-set"};
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->finalize = yqq_wallet_finalize;
  object_class->get_property = yqq_wallet_get_property;
  for (guint i = PROP_LOADED; i < PROP_STALE; i++)
    properties[i] = g_param_spec_boolean (names[i], NULL, NULL, FALSE,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STALE] = g_param_spec_uint ("stale", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

GHashTable *
yqq_wallet_new_pending_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify)yqq_signing_key_item_free);
}

static void
yqq_wallet_init (YqqWallet *self)
{
  g_mutex_init (&self->mutex);
  self->credentials = g_list_store_new (YQQ_TYPE_CREDENTIAL);
  self->pending = yqq_wallet_new_pending_table ();
  self->by_fingerprint = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

YqqWallet *
yqq_wallet_new (YqqKeyring *keyring)
{
  YqqWallet *self = g_object_new (YQQ_TYPE_WALLET, NULL);
  self->keyring = g_object_ref (keyring);
  return self;
}

YqqKeyring *
yqq_wallet_get_keyring (YqqWallet *self)
{
  return self->keyring;
}

gboolean
yqq_wallet_get_loaded (YqqWallet *self)
{
  return self->loaded;
}

gboolean
yqq_wallet_get_logged_in (YqqWallet *self)
{
  return self->account != NULL;
}

gboolean
yqq_wallet_get_pin_set (YqqWallet *self)
{
  return self->pin_vault != NULL && self->pin_vault->registered;
}

gboolean
yqq_wallet_is_stale (YqqWallet *self, YqqCredential *credential)
{
  return self->pin_vault != NULL && self->pin_vault->stale != NULL &&
         g_strv_contains ((const char *const *)self->pin_vault->stale,
                          yqq_credential_get_key_fingerprint (credential));
}

guint
yqq_wallet_get_stale (YqqWallet *self)
{
  guint stale = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->credentials)); i++) {
    g_autoptr (YqqCredential) credential =
        g_list_model_get_item (G_LIST_MODEL (self->credentials), i);
    stale += yqq_wallet_is_stale (self, credential) ? 1 : 0;
  }
  return stale;
}

YqqAccount *
yqq_wallet_get_account (YqqWallet *self)
{
  return self->account;
}

YqqKey *
yqq_wallet_get_device_key (YqqWallet *self)
{
  return self->login_key != NULL ? self->login_key : self->device_key;
}

GListModel *
yqq_wallet_get_credentials (YqqWallet *self)
{
  return G_LIST_MODEL (self->credentials);
}

YqqCredential *
yqq_wallet_find_credential (YqqWallet *self, const char *fingerprint)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return g_hash_table_lookup (self->by_fingerprint, fingerprint);
}

void
yqq_wallet_load_async (YqqWallet *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Load *load = g_new0 (Load, 1);
  load->keyring = g_object_ref (self->keyring);
  yqq_wallet_run (g_task_new (self, cancellable, callback, user_data), load,
                  (GDestroyNotify)load_free, load_work, load_apply);
}

gboolean
yqq_wallet_load_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
yqq_wallet_get_login_id (YqqWallet *self)
{
  return self->login_id;
}

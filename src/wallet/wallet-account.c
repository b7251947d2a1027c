/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"
#include "crypto/random.h"
#include "wallet/face-vault.h"
#include "wallet/wallet-private.h"

typedef struct {
  YqqKeyring *keyring;
  char *account_id;
  YqqAccount *account;
  YqqKey *key;
} AccountWork;

static AccountWork *
account_work_new (YqqWallet *wallet)
{
  AccountWork *self = g_new0 (AccountWork, 1);
  self->keyring = g_object_ref (wallet->keyring);
  return self;
}

static void
account_work_free (AccountWork *self)
{
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_clear_pointer (&self->account, yqq_account_unref);
  g_clear_pointer (&self->key, yqq_key_unref);
  g_free (self);
}

static gboolean
create_device_key_work (gpointer data, GCancellable *cancellable, GError **error)
{
  AccountWork *work = data;
  work->account_id = yqq_random_id ();
  work->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (work->key);
  return yqq_item_store (work->keyring, YQQ_ITEM_DEVICE_KEY, work->account_id, NULL, NULL, secret,
                         error);
}

static void
create_device_key_apply (YqqWallet *self, gpointer data, GTask *task)
{
  AccountWork *work = data;
  yqq_wallet_set_login (self, g_steal_pointer (&work->account_id), g_steal_pointer (&work->key));
  g_task_return_boolean (task, TRUE);
}

void
yqq_wallet_create_device_key_async (YqqWallet *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (self->login_key != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  yqq_wallet_run (g_steal_pointer (&task), account_work_new (self),
                  (GDestroyNotify)account_work_free, create_device_key_work,
                  create_device_key_apply);
}

gboolean
yqq_wallet_create_device_key_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Whether an account item or a device key is of a log in that this one replaces. */
static gboolean
is_replaced (AccountWork *work, YqqKeyringItem *item, GHashTable *elsewhere)
{
  const char *id = yqq_keyring_item_get (item, "account");
  return id != NULL && g_strcmp0 (id, work->account_id) != 0 &&
         !g_hash_table_contains (elsewhere, id);
}

/* The ids of accounts at other authorities. */
static GHashTable *
find_accounts_elsewhere (AccountWork *work, GPtrArray *accounts)
{
  const char *here = yqq_account_get_authority_address (work->account);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < accounts->len; i++) {
    YqqKeyringItem *item = g_ptr_array_index (accounts, i);
    g_autoptr (JsonObject) object = yqq_item_read_json (item->secret, NULL);
    g_autoptr (YqqAccount) other = object != NULL ? yqq_account_from_json (object, NULL) : NULL;
    if (other != NULL && g_strcmp0 (yqq_account_get_authority_address (other), here) != 0)
      g_hash_table_add (ids, g_strdup (yqq_account_get_id (other)));
  }
  return ids;
}

/* Accounts that were at the same authority are over: this device has a new key there now. Device
 * keys whose log in was never finished go with them. */
static void
remove_replaced (AccountWork *work)
{
  g_autoptr (GHashTable) by_account = yqq_item_attributes (YQQ_ITEM_ACCOUNT, NULL, NULL, NULL);
  g_autoptr (GHashTable) by_key = yqq_item_attributes (YQQ_ITEM_DEVICE_KEY, NULL, NULL, NULL);
  g_autoptr (GPtrArray) accounts = yqq_keyring_search (work->keyring, by_account, NULL, NULL);
  g_autoptr (GPtrArray) keys = yqq_keyring_search (work->keyring, by_key, NULL, NULL);
  if (accounts == NULL || keys == NULL)
    return;
  g_autoptr (GHashTable) elsewhere = find_accounts_elsewhere (work, accounts);
  g_ptr_array_extend_and_steal (accounts, g_steal_pointer (&keys));
  for (guint i = 0; i < accounts->len; i++) {
    YqqKeyringItem *item = g_ptr_array_index (accounts, i);
    if (!is_replaced (work, item, elsewhere))
      continue;
    g_autoptr (GHashTable) all =
        yqq_keyring_attributes ("account", yqq_keyring_item_get (item, "account"), NULL);
    yqq_face_vault_delete_file (yqq_keyring_item_get (item, "account"), NULL);
    yqq_keyring_remove (work->keyring, all, NULL, NULL);
  }
}

static gboolean
store_account_work (gpointer data, GCancellable *cancellable, GError **error)
{
  AccountWork *work = data;
  g_autoptr (JsonObject) object = yqq_account_to_json (work->account);
  json_object_set_int_member (object, "stored_at", yqq_clock_get_unix_ms (yqq_clock_get_system ()));
  g_autoptr (YqqSecretBytes) secret = yqq_item_write_json (object);
  if (!yqq_item_store (work->keyring, YQQ_ITEM_ACCOUNT, work->account_id, NULL, NULL, secret,
                       error))
    return FALSE;
  remove_replaced (work);
  return TRUE;
}

static void
store_account_apply (YqqWallet *self, gpointer data, GTask *task)
{
  AccountWork *work = data;
  g_autoptr (YqqKey) key = g_steal_pointer (&self->login_key);
  yqq_wallet_set_login (self, NULL, NULL);
  yqq_wallet_clear_credentials (self);
  yqq_wallet_set_account (self, g_steal_pointer (&work->account), g_steal_pointer (&key));
  g_task_return_boolean (task, TRUE);
}

void
yqq_wallet_store_account_async (YqqWallet *self,
                                YqqAccount *account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (g_strcmp0 (self->login_id, yqq_account_get_id (account)) == 0);
  AccountWork *work = account_work_new (self);
  work->account_id = g_strdup (self->login_id);
  work->account = yqq_account_ref (account);
  yqq_wallet_run (g_task_new (self, cancellable, callback, user_data), work,
                  (GDestroyNotify)account_work_free, store_account_work, store_account_apply);
}

gboolean
yqq_wallet_store_account_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
forget_work (gpointer data, GCancellable *cancellable, GError **error)
{
  AccountWork *work = data;
  if (work->account_id == NULL)
    return TRUE;
  g_autoptr (GHashTable) all = yqq_keyring_attributes ("account", work->account_id, NULL);
  return yqq_face_vault_delete_file (work->account_id, error) &&
         yqq_keyring_remove (work->keyring, all, NULL, error);
}

static void
forget_apply (YqqWallet *self, gpointer data, GTask *task)
{
  yqq_wallet_clear_credentials (self);
  yqq_wallet_set_login (self, NULL, NULL);
  yqq_wallet_set_account (self, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

void
yqq_wallet_forget_async (YqqWallet *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  AccountWork *work = account_work_new (self);
  if (self->account != NULL)
    work->account_id = g_strdup (yqq_account_get_id (self->account));
  yqq_wallet_run (g_task_new (self, cancellable, callback, user_data), work,
                  (GDestroyNotify)account_work_free, forget_work, forget_apply);
}

gboolean
yqq_wallet_forget_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/certificate-request.h"
#include "wallet/wallet-private.h"

/* --- a new key ----------------------------------------------------------------------------- */

typedef struct {
  YqqKeyring *keyring;
  char *account_id;
  char *grant_id;
  YqqAlgorithm algorithm;
  YqqUnlockedVault *vault;
  YqqSigningKeyItem *item; /* left by an interrupted installation, or made here */
  gboolean made;

  YqqKey *key;
  GBytes *request;
} CreateKey;

static void
create_key_free (CreateKey *self)
{
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_free (self->grant_id);
  yqq_unlocked_vault_unref (self->vault);
  g_clear_pointer (&self->item, yqq_signing_key_item_free);
  g_clear_pointer (&self->key, yqq_key_unref);
  g_clear_pointer (&self->request, g_bytes_unref);
  g_free (self);
}

static gboolean
make_key (CreateKey *self, GError **error)
{
  self->key = yqq_key_generate (self->algorithm);
  self->item =
      yqq_signing_key_item_new (self->account_id, self->grant_id, self->key, self->vault, error);
  if (self->item == NULL)
    return FALSE;
  self->made = TRUE;
  g_autoptr (YqqSecretBytes) secret = yqq_signing_key_item_write (self->item);
  return yqq_item_store (self->keyring, YQQ_ITEM_SIGNING_KEY, self->account_id, self->grant_id,
                         self->item->fingerprint, secret, error);
}

static gboolean
create_key_work (gpointer data, GCancellable *cancellable, GError **error)
{
  CreateKey *self = data;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  GError *local = NULL;
  if (self->item != NULL)
    self->key = yqq_signing_key_item_open (self->item, self->vault, &local);
  /* One that does not open any more is of no use: a fresh one takes its place. */
  if (g_error_matches (local, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED)) {
    g_clear_error (&local);
    g_clear_pointer (&self->item, yqq_signing_key_item_free);
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  if (self->key == NULL && !make_key (self, error))
    return FALSE;
  self->request = yqq_certificate_request_create (self->key, self->grant_id, error);
  return self->request != NULL;
}

static void
create_key_apply (YqqWallet *self, gpointer data, GTask *task)
{
  CreateKey *made = data;
  if (made->made)
    g_hash_table_replace (self->pending, g_strdup (made->item->fingerprint),
                          yqq_signing_key_item_copy (made->item));
  g_object_set_data_full (G_OBJECT (task), "request", g_steal_pointer (&made->request),
                          (GDestroyNotify)g_bytes_unref);
  g_task_return_pointer (task, g_steal_pointer (&made->key), (GDestroyNotify)yqq_key_unref);
}

static YqqSigningKeyItem *
find_pending (YqqWallet *self, const char *grant_id, YqqAlgorithm algorithm)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    YqqSigningKeyItem *item = value;
    if (g_str_equal (item->grant, grant_id) && item->algorithm == algorithm)
      return item;
  }
  return NULL;
}

void
yqq_wallet_create_key_async (YqqWallet *self,
                             YqqUnlockedVault *vault,
                             const char *grant_id,
                             YqqAlgorithm algorithm,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!yqq_wallet_require_account (self, task))
    return;
  CreateKey *work = g_new0 (CreateKey, 1);
  work->keyring = g_object_ref (self->keyring);
  work->account_id = g_strdup (yqq_account_get_id (self->account));
  work->grant_id = g_strdup (grant_id);
  work->algorithm = algorithm;
  work->vault = yqq_unlocked_vault_ref (vault);
  YqqSigningKeyItem *pending = find_pending (self, grant_id, algorithm);
  if (pending != NULL)
    work->item = yqq_signing_key_item_copy (pending);
  yqq_wallet_run (g_steal_pointer (&task), work, (GDestroyNotify)create_key_free, create_key_work,
                  create_key_apply);
}

YqqKey *
yqq_wallet_create_key_finish (YqqWallet *self,
                              GAsyncResult *result,
                              GBytes **request,
                              GError **error)
{
  YqqKey *key = g_task_propagate_pointer (G_TASK (result), error);
  if (key != NULL)
    *request = g_bytes_ref (g_object_get_data (G_OBJECT (result), "request"));
  return key;
}

/* --- storing and removing ------------------------------------------------------------------ */

typedef struct {
  YqqKeyring *keyring;
  char *account_id;
  YqqCertificateItem *certificate; /* to store, or NULL */
  YqqSigningKeyItem *key;
  GPtrArray *outdated;  /* YqqCredential to remove */
  GPtrArray *discarded; /* YqqSigningKeyItem to remove */
} Change;

static Change *
change_new (YqqWallet *wallet)
{
  Change *self = g_new0 (Change, 1);
  self->keyring = g_object_ref (wallet->keyring);
  self->account_id = g_strdup (yqq_account_get_id (wallet->account));
  self->outdated = g_ptr_array_new_with_free_func (g_object_unref);
  self->discarded = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_signing_key_item_free);
  return self;
}

static void
change_free (Change *self)
{
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_clear_pointer (&self->certificate, yqq_certificate_item_free);
  g_clear_pointer (&self->key, yqq_signing_key_item_free);
  g_ptr_array_unref (self->outdated);
  g_ptr_array_unref (self->discarded);
  g_free (self);
}

static gboolean
remove_item (Change *self,
             YqqItemKind kind,
             const char *grant,
             const char *fingerprint,
             GError **error)
{
  g_autoptr (GHashTable) attributes =
      yqq_item_attributes (kind, self->account_id, grant, fingerprint);
  return yqq_keyring_remove (self->keyring, attributes, NULL, error);
}

/* The certificate goes first: a key alone is cleaned up at the next start. */
static gboolean
remove_outdated (Change *self, GError **error)
{
  for (guint i = 0; i < self->outdated->len; i++) {
    YqqCredential *old = g_ptr_array_index (self->outdated, i);
    const char *grant = yqq_credential_get_grant_id (old);
    if (!remove_item (self, YQQ_ITEM_CERTIFICATE, grant, yqq_credential_get_fingerprint (old),
                      error) ||
        !remove_item (self, YQQ_ITEM_SIGNING_KEY, grant, yqq_credential_get_key_fingerprint (old),
                      error))
      return FALSE;
  }
  for (guint i = 0; i < self->discarded->len; i++) {
    YqqSigningKeyItem *key = g_ptr_array_index (self->discarded, i);
    if (!remove_item (self, YQQ_ITEM_SIGNING_KEY, key->grant, key->fingerprint, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
store_credential_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Change *self = data;
  g_autoptr (YqqSecretBytes) secret = yqq_certificate_item_write (self->certificate);
  if (!yqq_item_store (self->keyring, YQQ_ITEM_CERTIFICATE, self->account_id,
                       self->certificate->grant,
                       yqq_x509_get_fingerprint (self->certificate->certificate), secret, error))
    return FALSE;
  /* The new one is in place; what it replaces can also go at the next start. */
  g_autoptr (GError) local = NULL;
  if (!remove_outdated (self, &local))
    g_debug ("a superseded certificate stays for now: %s", local->message);
  return TRUE;
}

static void
drop_outdated (YqqWallet *self, Change *change)
{
  for (guint i = 0; i < change->outdated->len; i++)
    yqq_wallet_drop_credential (self, g_ptr_array_index (change->outdated, i));
  for (guint i = 0; i < change->discarded->len; i++) {
    YqqSigningKeyItem *key = g_ptr_array_index (change->discarded, i);
    g_hash_table_remove (self->pending, key->fingerprint);
  }
}

static void
store_credential_apply (YqqWallet *self, gpointer data, GTask *task)
{
  Change *change = data;
  YqqCredential *credential = yqq_credential_new (change->certificate, change->key);
  drop_outdated (self, change);
  g_hash_table_remove (self->pending, change->key->fingerprint);
  yqq_wallet_add_credential (self, credential);
  g_task_return_pointer (task, credential, g_object_unref);
}

static void
collect_outdated (YqqWallet *self, Change *change)
{
  GListModel *credentials = G_LIST_MODEL (self->credentials);
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++) {
    g_autoptr (YqqCredential) old = g_list_model_get_item (credentials, i);
    if (g_str_equal (yqq_credential_get_grant_id (old), change->certificate->grant) &&
        yqq_credential_get_algorithm (old) == change->key->algorithm &&
        !g_str_equal (yqq_credential_get_key_fingerprint (old), change->key->fingerprint))
      g_ptr_array_add (change->outdated, g_object_ref (old));
  }
}

void
yqq_wallet_store_credential_async (YqqWallet *self,
                                   const char *grant_id,
                                   GBytes *certificate,
                                   GPtrArray *chain,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!yqq_wallet_require_account (self, task))
    return;
  GError *error = NULL;
  g_autoptr (YqqCertificateItem) item =
      yqq_certificate_item_new (grant_id, certificate, chain, &error);
  if (item == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autofree char *fingerprint = yqq_certificate_item_dup_key_fingerprint (item);
  YqqSigningKeyItem *key = g_hash_table_lookup (self->pending, fingerprint);
  if (key == NULL || !g_str_equal (key->grant, grant_id)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN,
                             "the certificate is not for a key of this device");
    return;
  }
  Change *change = change_new (self);
  change->certificate = g_steal_pointer (&item);
  change->key = yqq_signing_key_item_copy (key);
  collect_outdated (self, change);
  yqq_wallet_run (g_steal_pointer (&task), change, (GDestroyNotify)change_free,
                  store_credential_work, store_credential_apply);
}

YqqCredential *
yqq_wallet_store_credential_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
remove_work (gpointer data, GCancellable *cancellable, GError **error)
{
  return remove_outdated (data, error);
}

static void
remove_apply (YqqWallet *self, gpointer data, GTask *task)
{
  drop_outdated (self, data);
  g_task_return_boolean (task, TRUE);
}

void
yqq_wallet_remove_credential_async (YqqWallet *self,
                                    YqqCredential *credential,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!yqq_wallet_require_account (self, task))
    return;
  Change *change = change_new (self);
  g_ptr_array_add (change->outdated, g_object_ref (credential));
  yqq_wallet_run (g_steal_pointer (&task), change, (GDestroyNotify)change_free, remove_work,
                  remove_apply);
}

gboolean
yqq_wallet_remove_credential_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- keys without a certificate ------------------------------------------------------------ */

gboolean
yqq_wallet_has_pending_keys (YqqWallet *self)
{
  return g_hash_table_size (self->pending) > 0;
}

gboolean
yqq_wallet_is_pending_key (YqqWallet *self, GBytes *public_key)
{
  g_autofree char *fingerprint = yqq_public_key_fingerprint (public_key);
  return g_hash_table_contains (self->pending, fingerprint);
}

void
yqq_wallet_discard_pending_keys_async (YqqWallet *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!yqq_wallet_require_account (self, task))
    return;
  Change *change = change_new (self);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (change->discarded, yqq_signing_key_item_copy (value));
  yqq_wallet_run (g_steal_pointer (&task), change, (GDestroyNotify)change_free, remove_work,
                  remove_apply);
}

gboolean
yqq_wallet_discard_pending_keys_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

YqqKey *
yqq_wallet_open_key (YqqWallet *self,
                     YqqUnlockedVault *vault,
                     const char *fingerprint,
                     GError **error)
{
  g_autoptr (YqqCredential) credential = NULL;
  g_mutex_lock (&self->mutex);
  YqqCredential *found = g_hash_table_lookup (self->by_fingerprint, fingerprint);
  if (found != NULL)
    credential = g_object_ref (found);
  g_mutex_unlock (&self->mutex);
  if (credential == NULL) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN,
                 "no such certificate on this device");
    return NULL;
  }
  return yqq_credential_open_key (credential, vault, error);
}

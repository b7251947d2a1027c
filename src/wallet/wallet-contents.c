/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"
#include "wallet/wallet-error.h"
#include "wallet/wallet-private.h"

void
yqq_wallet_contents_free (YqqWalletContents *self)
{
  g_free (self->login_id);
  g_clear_pointer (&self->login_key, yqq_key_unref);
  g_clear_pointer (&self->account, yqq_account_unref);
  g_clear_pointer (&self->device_key, yqq_key_unref);
  g_clear_pointer (&self->pin_vault, yqq_pin_vault_item_free);
  g_ptr_array_unref (self->credentials);
  g_hash_table_unref (self->pending);
  g_free (self);
}

static GPtrArray *
search_kind (YqqKeyring *keyring, YqqItemKind kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = yqq_item_attributes (kind, NULL, NULL, NULL);
  return yqq_keyring_search (keyring, attributes, cancellable, error);
}

/* Reads an account item and the time at which it was stored. */
static YqqAccount *
read_account (YqqKeyringItem *item, gint64 *stored_at, GError **error)
{
  g_autoptr (JsonObject) object = yqq_item_read_json (item->secret, error);
  if (object == NULL)
    return NULL;
  g_autoptr (YqqAccount) account = yqq_account_from_json (object, error);
  if (account == NULL)
    return NULL;
  if (g_strcmp0 (yqq_account_get_id (account), yqq_keyring_item_get (item, "account")) != 0) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "account: another's name");
    return NULL;
  }
  gint64 time = 0;
  yqq_json_read_int (object, "stored_at", 0, G_MAXINT64, &time, NULL);
  *stored_at = time;
  return g_steal_pointer (&account);
}

/* The account that was logged in last. FALSE only if there are accounts and none can be read. */
static gboolean
choose_account (GPtrArray *items, YqqAccount **account, GError **error)
{
  g_autoptr (YqqAccount) newest = NULL;
  g_autoptr (GError) damage = NULL;
  gint64 newest_time = -1;
  for (guint i = 0; i < items->len; i++) {
    gint64 time = 0;
    g_autoptr (GError) local = NULL;
    g_autoptr (YqqAccount) candidate = read_account (g_ptr_array_index (items, i), &time, &local);
    if (candidate == NULL) {
      g_clear_error (&damage);
      damage = g_steal_pointer (&local);
    } else if (time > newest_time) {
      g_clear_pointer (&newest, yqq_account_unref);
      newest = g_steal_pointer (&candidate);
      newest_time = time;
    }
  }
  if (newest == NULL && damage != NULL) {
    g_propagate_error (error, g_steal_pointer (&damage));
    return FALSE;
  }
  *account = g_steal_pointer (&newest);
  return TRUE;
}

static gboolean
is_named_by (GPtrArray *accounts, const char *id)
{
  for (guint i = 0; i < accounts->len; i++)
    if (g_strcmp0 (yqq_keyring_item_get (g_ptr_array_index (accounts, i), "account"), id) == 0)
      return TRUE;
  return FALSE;
}

/* A device key without an account is left by a log in that was interrupted: it is used again. */
static gboolean
read_orphaned_device_key (YqqWalletContents *self,
                          YqqKeyring *keyring,
                          GPtrArray *accounts,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) keys = search_kind (keyring, YQQ_ITEM_DEVICE_KEY, cancellable, error);
  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len && self->login_key == NULL; i++) {
    YqqKeyringItem *item = g_ptr_array_index (keys, i);
    const char *id = yqq_keyring_item_get (item, "account");
    if (id == NULL || is_named_by (accounts, id))
      continue;
    self->login_key = yqq_key_new_from_secret (YQQ_ALGORITHM_P256_SHA256, item->secret, NULL);
    if (self->login_key != NULL)
      self->login_id = g_strdup (id);
  }
  return TRUE;
}

static gboolean
read_device_key (YqqWalletContents *self, YqqKeyringItem *item, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (self->device_key != NULL)
    return TRUE;
  self->device_key = yqq_key_new_from_secret (YQQ_ALGORITHM_P256_SHA256, item->secret, &local);
  if (self->device_key == NULL)
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "device key: %s",
                 local->message);
  return self->device_key != NULL;
}

/* Sorts one item into self, the first of what there should be only one of; certificates are
 * collected apart until all keys are known. A damaged one is left out: the page then offers to
 * install the certificate again. */
static gboolean
read_item (YqqWalletContents *self, GPtrArray *certificates, YqqKeyringItem *item, GError **error)
{
  YqqItemKind kind;
  g_autoptr (GError) damage = NULL;
  if (!yqq_item_kind_from_nick (yqq_keyring_item_get (item, "kind"), &kind))
    return TRUE;
  if (kind == YQQ_ITEM_DEVICE_KEY)
    return read_device_key (self, item, error);
  if (kind == YQQ_ITEM_PIN_VAULT && self->pin_vault == NULL)
    self->pin_vault = yqq_pin_vault_item_read (item->secret, &damage);
  if (kind == YQQ_ITEM_SIGNING_KEY) {
    YqqSigningKeyItem *key = yqq_signing_key_item_read (item, &damage);
    if (key != NULL)
      g_hash_table_replace (self->pending, g_strdup (key->fingerprint), key);
  }
  if (kind == YQQ_ITEM_CERTIFICATE) {
    YqqCertificateItem *certificate = yqq_certificate_item_read (item, &damage);
    if (certificate != NULL)
      g_ptr_array_add (certificates, certificate);
  }
  if (damage != NULL)
    g_warning ("a stored %s is damaged: %s", yqq_item_kind_to_nick (kind), damage->message);
  return TRUE;
}

/* Newest first, so that the first of a grant and algorithm is the one that counts. */
static int
compare_certificates (gconstpointer a, gconstpointer b)
{
  const YqqCertificateItem *left = *(YqqCertificateItem *const *)a;
  const YqqCertificateItem *right = *(YqqCertificateItem *const *)b;
  gint64 left_time = yqq_x509_get_not_before_ms (left->certificate);
  gint64 right_time = yqq_x509_get_not_before_ms (right->certificate);
  return left_time == right_time ? 0 : left_time > right_time ? -1 : 1;
}

static gboolean
has_credential (YqqWalletContents *self, const char *grant, YqqAlgorithm algorithm)
{
  for (guint i = 0; i < self->credentials->len; i++) {
    YqqCredential *credential = g_ptr_array_index (self->credentials, i);
    if (g_strcmp0 (yqq_credential_get_grant_id (credential), grant) == 0 &&
        yqq_credential_get_algorithm (credential) == algorithm)
      return TRUE;
  }
  return FALSE;
}

/* What an installation that was interrupted after storing did not get to remove. */
static void
remove_superseded (YqqWalletContents *self, YqqKeyring *keyring, YqqCertificateItem *certificate)
{
  g_autofree char *key = yqq_certificate_item_dup_key_fingerprint (certificate);
  g_autoptr (GHashTable) certificate_item =
      yqq_item_attributes (YQQ_ITEM_CERTIFICATE, yqq_account_get_id (self->account),
                           certificate->grant, yqq_x509_get_fingerprint (certificate->certificate));
  g_autoptr (GHashTable) key_item = yqq_item_attributes (
      YQQ_ITEM_SIGNING_KEY, yqq_account_get_id (self->account), certificate->grant, key);
  g_autoptr (GError) error = NULL;
  if (!yqq_keyring_remove (keyring, certificate_item, NULL, &error) ||
      !yqq_keyring_remove (keyring, key_item, NULL, &error))
    g_debug ("a superseded certificate stays for now: %s", error->message);
}

/* Joins certificates with their keys; keys that are left over stay in pending. */
static void
join (YqqWalletContents *self, YqqKeyring *keyring, GPtrArray *certificates)
{
  g_ptr_array_sort (certificates, compare_certificates);
  for (guint i = 0; i < certificates->len; i++) {
    YqqCertificateItem *certificate = g_ptr_array_index (certificates, i);
    g_autofree char *fingerprint = yqq_certificate_item_dup_key_fingerprint (certificate);
    YqqSigningKeyItem *key = g_hash_table_lookup (self->pending, fingerprint);
    if (key == NULL) {
      g_warning ("a stored certificate has no key here");
      continue;
    }
    if (has_credential (self, certificate->grant, key->algorithm))
      remove_superseded (self, keyring, certificate);
    else
      g_ptr_array_add (self->credentials, yqq_credential_new (certificate, key));
    g_hash_table_remove (self->pending, fingerprint);
  }
}

static gboolean
read_items (YqqWalletContents *self, YqqKeyring *keyring, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes =
      yqq_keyring_attributes ("account", yqq_account_get_id (self->account), NULL);
  g_autoptr (GPtrArray) items = yqq_keyring_search (keyring, attributes, cancellable, error);
  g_autoptr (GPtrArray) certificates =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_certificate_item_free);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!read_item (self, certificates, g_ptr_array_index (items, i), error))
      return FALSE;
  if (self->device_key == NULL) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "the device key is gone");
    return FALSE;
  }
  join (self, keyring, certificates);
  return TRUE;
}

YqqWalletContents *
yqq_wallet_contents_read (YqqKeyring *keyring, GCancellable *cancellable, GError **error)
{
  g_autoptr (YqqWalletContents) self = g_new0 (YqqWalletContents, 1);
  self->credentials = g_ptr_array_new_with_free_func (g_object_unref);
  self->pending = yqq_wallet_new_pending_table ();

  g_autoptr (GPtrArray) accounts = search_kind (keyring, YQQ_ITEM_ACCOUNT, cancellable, error);
  if (accounts == NULL || !choose_account (accounts, &self->account, error))
    return NULL;
  if (self->account == NULL) {
    if (!read_orphaned_device_key (self, keyring, accounts, cancellable, error))
      return NULL;
    return g_steal_pointer (&self);
  }
  if (!read_items (self, keyring, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

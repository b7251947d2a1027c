/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/unlocked-vault.h"

#include "crypto/pin-vault.h"
#include "wallet/wallet-error.h"

struct _YqqUnlockedVault {
  gatomicrefcount references;
  GMutex mutex;
  YqqSecretBytes *kek; /* NULL once wiped */
  GHashTable *keys;    /* fingerprint → YqqKey */
};

YqqUnlockedVault *
yqq_unlocked_vault_new (YqqSecretBytes *key_encryption_key)
{
  YqqUnlockedVault *self = g_new0 (YqqUnlockedVault, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->kek = yqq_secret_bytes_ref (key_encryption_key);
  self->keys =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)yqq_key_unref);
  return self;
}

YqqUnlockedVault *
yqq_unlocked_vault_ref (YqqUnlockedVault *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_unlocked_vault_unref (YqqUnlockedVault *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  yqq_unlocked_vault_wipe (self);
  g_hash_table_unref (self->keys);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
yqq_unlocked_vault_wipe (YqqUnlockedVault *self)
{
  g_mutex_lock (&self->mutex);
  if (self->kek != NULL)
    yqq_secret_bytes_wipe (self->kek);
  g_clear_pointer (&self->kek, yqq_secret_bytes_unref);
  g_hash_table_remove_all (self->keys);
  g_mutex_unlock (&self->mutex);
}

gboolean
yqq_unlocked_vault_is_wiped (YqqUnlockedVault *self)
{
  g_mutex_lock (&self->mutex);
  gboolean wiped = self->kek == NULL;
  g_mutex_unlock (&self->mutex);
  return wiped;
}

static gboolean
check_open (YqqUnlockedVault *self, GError **error)
{
  if (self->kek != NULL)
    return TRUE;
  g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_VAULT_CLOSED, "the vault was wiped");
  return FALSE;
}

/* Sealing and opening hold the mutex: a wipe waits these microseconds and no copy of the key
 * escapes it. */
GBytes *
yqq_unlocked_vault_seal (YqqUnlockedVault *self,
                         YqqSecretBytes *secret,
                         GBytes *associated_data,
                         GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  if (!check_open (self, error))
    return NULL;
  return yqq_pin_vault_seal (self->kek, secret, associated_data);
}

YqqSecretBytes *
yqq_unlocked_vault_open (YqqUnlockedVault *self,
                         GBytes *sealed,
                         GBytes *associated_data,
                         GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  if (!check_open (self, error))
    return NULL;
  g_autoptr (GError) local = NULL;
  YqqSecretBytes *secret = yqq_pin_vault_open (self->kek, sealed, associated_data, &local);
  if (secret == NULL)
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "sealed item: %s",
                 local->message);
  return secret;
}

YqqKey *
yqq_unlocked_vault_dup_key (YqqUnlockedVault *self, const char *fingerprint)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  YqqKey *key = g_hash_table_lookup (self->keys, fingerprint);
  return key != NULL ? yqq_key_ref (key) : NULL;
}

void
yqq_unlocked_vault_keep_key (YqqUnlockedVault *self, const char *fingerprint, YqqKey *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  if (self->kek != NULL)
    g_hash_table_replace (self->keys, g_strdup (fingerprint), yqq_key_ref (key));
}

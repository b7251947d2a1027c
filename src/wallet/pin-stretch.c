/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/pin-stretch.h"

#include "crypto/pin-vault.h"
#include "crypto/random.h"

YqqPinStretch *
yqq_pin_stretch_new (YqqWallet *wallet, YqqSecretBytes *pin, GBytes *salt, YqqPinVaultItem *vault)
{
  YqqPinStretch *self = g_new0 (YqqPinStretch, 1);
  self->keyring = g_object_ref (wallet->keyring);
  self->account_id = g_strdup (yqq_account_get_id (wallet->account));
  self->pin = yqq_secret_bytes_ref (pin);
  self->salt = g_bytes_ref (salt);
  self->vault = vault != NULL ? yqq_pin_vault_item_copy (vault) : NULL;
  return self;
}

void
yqq_pin_stretch_free (YqqPinStretch *self)
{
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_bytes_unref (self->salt);
  g_clear_pointer (&self->vault, yqq_pin_vault_item_free);
  g_clear_pointer (&self->device_secret, yqq_secret_bytes_unref);
  g_clear_pointer (&self->stretched, yqq_secret_bytes_unref);
  g_clear_pointer (&self->verifier, yqq_key_unref);
  g_free (self);
}

static gboolean
find_device_secret (YqqPinStretch *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes =
      yqq_item_attributes (YQQ_ITEM_DEVICE_SECRET, self->account_id, NULL, NULL);
  GError *local = NULL;
  self->device_secret = yqq_keyring_lookup (self->keyring, attributes, cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  if (self->device_secret != NULL &&
      yqq_secret_bytes_get_size (self->device_secret) != YQQ_PIN_VAULT_SECRET_SIZE)
    g_clear_pointer (&self->device_secret, yqq_secret_bytes_unref);
  if (self->device_secret != NULL)
    return TRUE;
  if (self->vault == NULL) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "the device secret is gone");
    return FALSE;
  }
  self->device_secret = yqq_random_secret (YQQ_PIN_VAULT_SECRET_SIZE);
  return yqq_item_store (self->keyring, YQQ_ITEM_DEVICE_SECRET, self->account_id, NULL, NULL,
                         self->device_secret, error);
}

gboolean
yqq_pin_vault_store (YqqKeyring *keyring,
                     const char *account_id,
                     YqqPinVaultItem *item,
                     GError **error)
{
  g_autoptr (YqqSecretBytes) secret = yqq_pin_vault_item_write (item);
  return yqq_item_store (keyring, YQQ_ITEM_PIN_VAULT, account_id, NULL, NULL, secret, error);
}

/* One at a time: two that find no device secret must not make one each. */
static gboolean
prepare (YqqPinStretch *self, GCancellable *cancellable, GError **error)
{
  static GMutex preparing;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&preparing);
  if (!find_device_secret (self, cancellable, error))
    return FALSE;
  /* Before the gate hears of it: a registration whose answer is lost is repeated with this salt. */
  return self->vault == NULL ||
         yqq_pin_vault_store (self->keyring, self->account_id, self->vault, error);
}

gboolean
yqq_pin_stretch_work (gpointer data, GCancellable *cancellable, GError **error)
{
  YqqPinStretch *self = data;
  if (!prepare (self, cancellable, error))
    return FALSE;
  self->stretched = yqq_pin_vault_stretch (self->pin, self->salt);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  self->verifier = yqq_pin_vault_derive_verifier (self->stretched, self->device_secret);
  return TRUE;
}

GBytes *
yqq_pin_salt_new (void)
{
  guint8 salt[YQQ_PIN_VAULT_SALT_SIZE];
  yqq_random_bytes (salt, sizeof salt);
  return g_bytes_new (salt, sizeof salt);
}

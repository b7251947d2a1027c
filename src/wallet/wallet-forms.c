/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keyring has of the PIN and the keys at this moment. */
#include "wallet/wallet-private.h"

void
yqq_wallet_forms_free (YqqWalletForms *self)
{
  g_clear_pointer (&self->pin_vault, yqq_pin_vault_item_free);
  g_ptr_array_unref (self->keys);
  g_free (self);
}

static void
take_item (YqqWalletForms *self, YqqKeyringItem *item)
{
  YqqItemKind kind;
  g_autoptr (GError) damage = NULL;
  if (!yqq_item_kind_from_nick (yqq_keyring_item_get (item, "kind"), &kind))
    return;
  if (kind == YQQ_ITEM_PIN_VAULT && self->pin_vault == NULL)
    self->pin_vault = yqq_pin_vault_item_read (item->secret, &damage);
  if (kind == YQQ_ITEM_SIGNING_KEY) {
    YqqSigningKeyItem *key = yqq_signing_key_item_read (item, &damage);
    if (key != NULL)
      g_ptr_array_add (self->keys, key);
  }
}

YqqWalletForms *
yqq_wallet_forms_read (YqqKeyring *keyring, const char *account_id, GError **error)
{
  g_autoptr (GHashTable) attributes = yqq_keyring_attributes ("account", account_id, NULL);
  g_autoptr (GPtrArray) items = yqq_keyring_search (keyring, attributes, NULL, error);
  if (items == NULL)
    return NULL;
  YqqWalletForms *self = g_new0 (YqqWalletForms, 1);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_signing_key_item_free);
  for (guint i = 0; i < items->len; i++)
    take_item (self, items->pdata[i]);
  return self;
}

gboolean
yqq_wallet_forms_store_key (YqqKeyring *keyring, YqqSigningKeyItem *key, GError **error)
{
  g_autoptr (YqqSecretBytes) secret = yqq_signing_key_item_write (key);
  return yqq_item_store (keyring, YQQ_ITEM_SIGNING_KEY, key->account, key->grant, key->fingerprint,
                         secret, error);
}

void
yqq_wallet_take_all_forms (YqqWallet *self, YqqWalletForms *forms)
{
  for (guint i = 0; i < forms->keys->len; i++)
    yqq_wallet_take_forms (self, forms->keys->pdata[i]);
  if (forms->pin_vault != NULL)
    yqq_wallet_set_pin_vault (self, yqq_pin_vault_item_copy (forms->pin_vault));
}

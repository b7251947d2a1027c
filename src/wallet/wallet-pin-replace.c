/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN in the place of one that nobody knows. */
#include "wallet/pin-policy.h"
#include "wallet/pin-stretch.h"

typedef struct {
  YqqPinGate *gate;
  YqqKeyring *keyring;
  char *account_id;
  char *identity;
  GBytes *salt;
  YqqPinVaultItem *vault; /* as it is once the gate has the new PIN */
} Replace;

static void
replace_free (Replace *self)
{
  g_object_unref (self->gate);
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_free (self->identity);
  g_bytes_unref (self->salt);
  g_clear_pointer (&self->vault, yqq_pin_vault_item_free);
  g_free (self);
}

static gboolean
store_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Replace *replace = data;
  return yqq_pin_vault_store (replace->keyring, replace->account_id, replace->vault, error);
}

static void
store_apply (YqqWallet *self, gpointer data, GTask *task)
{
  Replace *replace = data;
  yqq_wallet_set_pin_vault (self, g_steal_pointer (&replace->vault));
  g_task_return_boolean (task, TRUE);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (YqqSecretBytes) pepper =
      yqq_pin_gate_replace_finish (YQQ_PIN_GATE (source), result, &error);
  if (pepper == NULL)
    g_task_return_error (task, error);
  else {
    Replace *replace = g_task_get_task_data (task);
    yqq_wallet_run (g_steal_pointer (&task), replace, NULL, store_work, store_apply);
  }
}

static void
on_stretched (YqqWallet *self, gpointer data, GTask *task)
{
  YqqPinStretch *stretch = data;
  Replace *replace = g_task_get_task_data (task);
  yqq_pin_gate_replace_async (replace->gate, yqq_key_get_public (stretch->verifier), replace->salt,
                              replace->identity, g_task_get_cancellable (task), on_replaced,
                              g_object_ref (task));
}

static gboolean
may_replace (YqqWallet *self, YqqSecretBytes *pin, GTask *task)
{
  if (!yqq_wallet_require_account (self, task))
    return FALSE;
  if (!yqq_wallet_get_pin_set (self)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN,
                             "no PIN was set on this device");
    return FALSE;
  }
  if (!yqq_pin_policy_check (pin, yqq_account_get_birthday (self->account), NULL)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_WEAK, "weak PIN");
    return FALSE;
  }
  return TRUE;
}

void
yqq_wallet_replace_pin_async (YqqWallet *self,
                              YqqPinGate *gate,
                              YqqSecretBytes *pin,
                              const char *identity,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  /* A PIN that was replaced is replaced, even if the caller has cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (!may_replace (self, pin, task))
    return;
  Replace *replace = g_new0 (Replace, 1);
  replace->gate = g_object_ref (gate);
  replace->keyring = g_object_ref (self->keyring);
  replace->account_id = g_strdup (yqq_account_get_id (self->account));
  replace->identity = g_strdup (identity);
  /* The salt of a try before: its answer may have been lost. */
  replace->salt =
      self->pin_vault->next != NULL ? g_bytes_ref (self->pin_vault->next) : yqq_pin_salt_new ();
  replace->vault = yqq_pin_vault_item_new (replace->salt, TRUE);
  replace->vault->stale = yqq_wallet_list_keys (self);
  yqq_wallet_expect_salt (self, replace->salt);
  g_task_set_task_data (task, replace, (GDestroyNotify)replace_free);
  yqq_wallet_run (g_steal_pointer (&task),
                  yqq_pin_stretch_new (self, pin, replace->salt, self->pin_vault),
                  (GDestroyNotify)yqq_pin_stretch_free, yqq_pin_stretch_work, on_stretched);
}

gboolean
yqq_wallet_replace_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
yqq_wallet_opens (YqqWallet *self, YqqCredential *credential, YqqUnlockedVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) key = yqq_credential_open_key (credential, vault, &error);
  return key != NULL || !g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
}

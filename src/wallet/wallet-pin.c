/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first PIN. */
#include "wallet/pin-policy.h"
#include "wallet/pin-stretch.h"

typedef struct {
  YqqPinGate *gate;
  YqqKeyring *keyring;
  char *account_id;
  GBytes *salt;
  gboolean repeated; /* an earlier try may have reached the gate */
  GError *answer;    /* what to say when the item is stored; NULL: success */
} SetPin;

static void
set_pin_free (SetPin *self)
{
  g_object_unref (self->gate);
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_bytes_unref (self->salt);
  g_clear_error (&self->answer);
  g_free (self);
}

static gboolean
set_pin_store_work (gpointer data, GCancellable *cancellable, GError **error)
{
  SetPin *set = data;
  g_autoptr (YqqPinVaultItem) item = yqq_pin_vault_item_new (set->salt, TRUE);
  return yqq_pin_vault_store (set->keyring, set->account_id, item, error);
}

static void
set_pin_store_apply (YqqWallet *self, gpointer data, GTask *task)
{
  SetPin *set = data;
  yqq_wallet_set_pin_vault (self, yqq_pin_vault_item_new (set->salt, TRUE));
  if (set->answer != NULL)
    g_task_return_error (task, g_steal_pointer (&set->answer));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SetPin *set = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqSecretBytes) pepper =
      yqq_pin_gate_register_finish (YQQ_PIN_GATE (source), result, &error);
  /* The gate holds a PIN from the try before, made with the salt that is stored here: that PIN is
   * the one that counts. */
  gboolean earlier_pin =
      set->repeated && g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_ALREADY_SET);
  if (pepper == NULL && !earlier_pin) {
    g_task_return_error (task, error);
    return;
  }
  set->answer = error;
  yqq_wallet_run (g_steal_pointer (&task), set, NULL, set_pin_store_work, set_pin_store_apply);
}

static void
set_pin_stretched (YqqWallet *self, gpointer data, GTask *task)
{
  YqqPinStretch *stretch = data;
  SetPin *set = g_task_get_task_data (task);
  yqq_pin_gate_register_async (set->gate, yqq_key_get_public (stretch->verifier), set->salt,
                               g_task_get_cancellable (task), on_registered, g_object_ref (task));
}

void
yqq_wallet_set_pin_async (YqqWallet *self,
                          YqqPinGate *gate,
                          YqqSecretBytes *pin,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  /* A PIN that was set is set, even if the caller has cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (!yqq_wallet_require_account (self, task))
    return;
  if (yqq_wallet_get_pin_set (self)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_ALREADY_SET,
                             "this device has a PIN");
    return;
  }
  if (!yqq_pin_policy_check (pin, yqq_account_get_birthday (self->account), NULL)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_WEAK, "weak PIN");
    return;
  }
  SetPin *set = g_new0 (SetPin, 1);
  set->gate = g_object_ref (gate);
  set->keyring = g_object_ref (self->keyring);
  set->account_id = g_strdup (yqq_account_get_id (self->account));
  set->repeated = self->pin_vault != NULL;
  set->salt = set->repeated ? g_bytes_ref (self->pin_vault->salt) : yqq_pin_salt_new ();
  /* From now on, so that a try beside one that was cancelled and still works uses this salt, too.
   */
  yqq_wallet_set_pin_vault (self, yqq_pin_vault_item_new (set->salt, FALSE));
  g_task_set_task_data (task, set, (GDestroyNotify)set_pin_free);
  yqq_wallet_run (g_steal_pointer (&task),
                  yqq_pin_stretch_new (self, pin, set->salt, self->pin_vault),
                  (GDestroyNotify)yqq_pin_stretch_free, yqq_pin_stretch_work, set_pin_stretched);
}

gboolean
yqq_wallet_set_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

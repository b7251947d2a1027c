/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another PIN by who knows the old one. What is durable, in this order: the new PIN on its way at
 * the gate; every key sealed under both, and both salts; the gate's commit; the new forms alone. */
#include "crypto/pin-vault.h"
#include "wallet/pin-policy.h"
#include "wallet/pin-stretch.h"
#include "wallet/wallet-settle.h"

#define PURPOSE "change"

typedef struct {
  YqqPinGate *gate;
  YqqKeyring *keyring;
  char *account_id;
  YqqSecretBytes *old_pin;
  YqqSecretBytes *new_pin;
  GBytes *counted; /* the salt that counted when it began */
  GBytes *salt;
  char *subject; /* what the old PIN is entered for: this very verifier key */
  YqqSecretBytes *device_secret;
  YqqSecretBytes *stretched;
  YqqKey *verifier;
  YqqUnlockedVault *old_vault;
  YqqUnlockedVault *new_vault;
  YqqWalletForms *forms;
  GError *refusal; /* what to say in the end */
} Change;

static void
change_free (Change *self)
{
  g_object_unref (self->gate);
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_clear_pointer (&self->old_pin, yqq_secret_bytes_unref);
  g_clear_pointer (&self->new_pin, yqq_secret_bytes_unref);
  g_bytes_unref (self->counted);
  g_bytes_unref (self->salt);
  g_free (self->subject);
  g_clear_pointer (&self->device_secret, yqq_secret_bytes_unref);
  g_clear_pointer (&self->stretched, yqq_secret_bytes_unref);
  g_clear_pointer (&self->verifier, yqq_key_unref);
  g_clear_pointer (&self->old_vault, yqq_unlocked_vault_unref);
  g_clear_pointer (&self->new_vault, yqq_unlocked_vault_unref);
  g_clear_pointer (&self->forms, yqq_wallet_forms_free);
  g_clear_error (&self->refusal);
  g_free (self);
}

/* --- in the old one's place ---------------------------------------------------------------- */

static void
tidied (YqqWallet *self, gpointer data, GTask *task)
{
  g_task_return_boolean (task, TRUE);
}

static void
adoption_apply (YqqWallet *self, gpointer data, GTask *task)
{
  Change *change = g_task_get_task_data (task);
  YqqWalletAdoption *adoption = data;
  if (adoption->forms != NULL)
    yqq_wallet_take_all_forms (self, adoption->forms);
  yqq_wallet_tidy_up (self, change->new_vault, change->salt, g_object_ref (task), tidied, NULL);
}

/* The gate has it. Where it cannot be stored now, the next use of the PIN does. */
static gboolean
adoption_work (gpointer data, GCancellable *cancellable, GError **error)
{
  YqqWalletAdoption *adoption = data;
  g_autoptr (GError) local = NULL;
  if (yqq_wallet_adoption_work (adoption, cancellable, &local))
    return TRUE;
  g_debug ("the changed PIN is stored the next time: %s", local->message);
  g_clear_pointer (&adoption->forms, yqq_wallet_forms_free);
  return TRUE;
}

static void
adopt (YqqWallet *self, GTask *task)
{
  Change *change = g_task_get_task_data (task);
  yqq_wallet_run (g_object_ref (task), yqq_wallet_adoption_new (self, change->salt),
                  (GDestroyNotify)yqq_wallet_adoption_free, adoption_work, adoption_apply);
}

/* The answer was lost: the gate is asked whose salt counts. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  g_autoptr (YqqPinGateChallenge) challenge =
      yqq_pin_gate_challenge_finish (YQQ_PIN_GATE (source), result, NULL);
  if (challenge != NULL && g_bytes_equal (challenge->salt, change->salt))
    adopt (g_task_get_source_object (task), task);
  else
    g_task_return_error (task, g_steal_pointer (&change->refusal));
}

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  if (yqq_pin_gate_commit_finish (YQQ_PIN_GATE (source), result, &change->refusal))
    adopt (g_task_get_source_object (task), task);
  else
    yqq_pin_gate_challenge_async (change->gate, PURPOSE, change->subject, NULL, on_asked,
                                  g_steal_pointer (&task));
}

static void
on_challenge (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqPinGateChallenge) challenge =
      yqq_pin_gate_challenge_finish (YQQ_PIN_GATE (source), result, &error);
  if (challenge == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autoptr (GBytes) message =
      yqq_pin_gate_build_message (PURPOSE, change->subject, challenge->challenge);
  g_autoptr (GBytes) signature = yqq_key_sign_raw (change->verifier, message, &error);
  if (signature == NULL ||
      g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error)) {
    g_task_return_error (task, error);
    return;
  }
  /* From here on it cannot be taken back. */
  yqq_pin_gate_commit_async (change->gate, challenge->challenge, signature, NULL, on_committed,
                             g_steal_pointer (&task));
}

/* --- every key under both ------------------------------------------------------------------ */

/* One that the old PIN does not open is to be made anew anyway. */
static gboolean
seal_keys (Change *change, GError **error)
{
  for (guint i = 0; i < change->forms->keys->len; i++) {
    YqqSigningKeyItem *key = change->forms->keys->pdata[i];
    GError *local = NULL;
    if (!yqq_signing_key_item_seal_next (key, change->old_vault, change->new_vault, &local)) {
      if (g_error_matches (local, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED)) {
        g_error_free (local);
        continue;
      }
      g_propagate_error (error, local);
      return FALSE;
    }
    if (!yqq_wallet_forms_store_key (change->keyring, key, error))
      return FALSE;
  }
  return TRUE;
}

/* What the keyring has, and not what this program knows: another one may have installed something.
 */
static gboolean
seal_all (Change *change, GError **error)
{
  change->forms = yqq_wallet_forms_read (change->keyring, change->account_id, error);
  if (change->forms == NULL)
    return FALSE;
  YqqPinVaultItem *vault = change->forms->pin_vault;
  if (vault == NULL) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "the PIN vault is gone");
    return FALSE;
  }
  g_clear_pointer (&vault->next, g_bytes_unref);
  vault->next = g_bytes_ref (change->salt);
  return yqq_pin_vault_store (change->keyring, change->account_id, vault, error) &&
         seal_keys (change, error);
}

/* Also where it fails half way: what was stored by then is to be tidied up. */
static gboolean
seal_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Change *change = data;
  seal_all (change, &change->refusal);
  return TRUE;
}

static void
seal_apply (YqqWallet *self, gpointer data, GTask *task)
{
  Change *change = data;
  if (change->forms != NULL)
    yqq_wallet_take_all_forms (self, change->forms);
  if (change->refusal != NULL) {
    g_task_return_error (task, g_steal_pointer (&change->refusal));
    return;
  }
  yqq_pin_gate_challenge_async (change->gate, PURPOSE, change->subject,
                                g_task_get_cancellable (task), on_challenge, g_object_ref (task));
}

static void
on_pepper (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqSecretBytes) pepper =
      yqq_pin_gate_change_finish (YQQ_PIN_GATE (source), result, &error);
  if (pepper == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autoptr (YqqSecretBytes) kek =
      yqq_pin_vault_derive_kek (change->stretched, change->device_secret, pepper);
  change->new_vault = yqq_unlocked_vault_new (kek);
  yqq_wallet_run (g_steal_pointer (&task), change, NULL, seal_work, seal_apply);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  change->old_vault = yqq_wallet_unlock_finish (YQQ_WALLET (source), result, &error);
  if (change->old_vault == NULL)
    g_task_return_error (task, error);
  else
    yqq_pin_gate_change_async (change->gate, yqq_key_get_public (change->verifier), change->salt,
                               g_task_get_cancellable (task), on_pepper, g_object_ref (task));
}

/* --- beginning ----------------------------------------------------------------------------- */

static void
on_stretched (YqqWallet *self, gpointer data, GTask *task)
{
  YqqPinStretch *stretch = data;
  Change *change = g_task_get_task_data (task);
  g_autoptr (YqqSecretBytes) old_pin = g_steal_pointer (&change->old_pin);
  change->stretched = g_steal_pointer (&stretch->stretched);
  change->device_secret = g_steal_pointer (&stretch->device_secret);
  change->verifier = g_steal_pointer (&stretch->verifier);
  change->subject = yqq_public_key_fingerprint (yqq_key_get_public (change->verifier));
  yqq_wallet_unlock_async (self, change->gate, PURPOSE, change->subject, old_pin,
                           g_task_get_cancellable (task), on_unlocked, g_object_ref (task));
}

/* Takes task. */
static void
stretch (YqqWallet *self, GTask *task)
{
  Change *change = g_task_get_task_data (task);
  g_autoptr (YqqSecretBytes) new_pin = g_steal_pointer (&change->new_pin);
  yqq_wallet_run (task, yqq_pin_stretch_new (self, new_pin, change->salt, NULL),
                  (GDestroyNotify)yqq_pin_stretch_free, yqq_pin_stretch_work, on_stretched);
}

static void
on_new_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (YqqUnlockedVault) vault =
      yqq_wallet_unlock_finish (YQQ_WALLET (source), result, &error);
  if (vault != NULL) {
    yqq_unlocked_vault_wipe (vault);
    g_task_return_boolean (task, TRUE);
  } else if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN)) {
    g_error_free (error);
    stretch (YQQ_WALLET (source), g_steal_pointer (&task));
  } else {
    g_task_return_error (task, error);
  }
}

/* A change before this one, whose answer was lost, may have been to this very PIN. */
static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqWallet *self = YQQ_WALLET (source);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  if (!yqq_wallet_settle_pin_finish (self, result, &error))
    g_task_return_error (task, error);
  else if (g_bytes_equal (self->pin_vault->salt, change->counted))
    stretch (self, g_steal_pointer (&task));
  else
    yqq_wallet_unlock_async (self, change->gate, "check", "settle", change->new_pin,
                             g_task_get_cancellable (task), on_new_tried, g_object_ref (task));
}

static gboolean
may_change (YqqWallet *self, YqqSecretBytes *old_pin, YqqSecretBytes *new_pin, GTask *task)
{
  if (!yqq_wallet_require_account (self, task))
    return FALSE;
  if (!yqq_wallet_get_pin_set (self))
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN,
                             "no PIN was set on this device");
  else if (yqq_secret_bytes_equal (old_pin, new_pin))
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_UNCHANGED,
                             "the new PIN is the old one");
  else if (!yqq_pin_policy_check (new_pin, yqq_account_get_birthday (self->account), NULL))
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_WEAK, "weak PIN");
  else
    return TRUE;
  return FALSE;
}

void
yqq_wallet_change_pin_async (YqqWallet *self,
                             YqqPinGate *gate,
                             YqqSecretBytes *old_pin,
                             YqqSecretBytes *new_pin,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  /* A PIN that was changed is changed, even if the caller has cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (!may_change (self, old_pin, new_pin, task))
    return;
  Change *change = g_new0 (Change, 1);
  change->gate = g_object_ref (gate);
  change->keyring = g_object_ref (self->keyring);
  change->account_id = g_strdup (yqq_account_get_id (self->account));
  change->old_pin = yqq_secret_bytes_ref (old_pin);
  change->new_pin = yqq_secret_bytes_ref (new_pin);
  change->counted = g_bytes_ref (self->pin_vault->salt);
  change->salt = yqq_pin_salt_new ();
  g_task_set_task_data (task, change, (GDestroyNotify)change_free);
  yqq_wallet_settle_pin_async (self, gate, cancellable, on_settled, g_steal_pointer (&task));
}

gboolean
yqq_wallet_change_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

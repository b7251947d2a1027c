/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/pin-vault.h"
#include "wallet/pin-policy.h"
#include "wallet/pin-stretch.h"

/* --- set PIN ------------------------------------------------------------------------------- */

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
  return yqq_pin_vault_store (set->keyring, set->account_id, set->salt, TRUE, NULL, error);
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
  yqq_wallet_run (g_steal_pointer (&task), yqq_pin_stretch_new (self, pin, set->salt, NULL, TRUE),
                  (GDestroyNotify)yqq_pin_stretch_free, yqq_pin_stretch_work, set_pin_stretched);
}

gboolean
yqq_wallet_set_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- unlock -------------------------------------------------------------------------------- */

/* Two things run side by side, scrypt in a thread and the question for a challenge; whichever ends
 * second goes on to open the gate. The first failure answers the task. */
typedef struct {
  YqqPinGate *gate;
  char *purpose;
  char *subject;
  YqqSecretBytes *pin; /* to begin again with, while another PIN may be the one that counts */
  GBytes *salt;
  YqqPinGateChallenge *challenge;
  YqqSecretBytes *stretched;
  YqqSecretBytes *device_secret;
  YqqKey *verifier;
  gboolean answered;
} Unlock;

static void
unlock_free (Unlock *self)
{
  g_object_unref (self->gate);
  g_free (self->purpose);
  g_free (self->subject);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_bytes_unref (self->salt);
  g_clear_pointer (&self->challenge, yqq_pin_gate_challenge_free);
  g_clear_pointer (&self->stretched, yqq_secret_bytes_unref);
  g_clear_pointer (&self->device_secret, yqq_secret_bytes_unref);
  g_clear_pointer (&self->verifier, yqq_key_unref);
  g_free (self);
}

static void
unlock_fail (GTask *task, GError *error)
{
  Unlock *unlock = g_task_get_task_data (task);
  if (unlock->answered) {
    g_error_free (error);
    return;
  }
  unlock->answered = TRUE;
  g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Unlock *unlock = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqSecretBytes) pepper =
      yqq_pin_gate_open_finish (YQQ_PIN_GATE (source), result, &error);
  if (pepper == NULL) {
    unlock_fail (task, error);
    return;
  }
  g_autoptr (YqqSecretBytes) kek =
      yqq_pin_vault_derive_kek (unlock->stretched, unlock->device_secret, pepper);
  unlock->answered = TRUE;
  g_task_return_pointer (task, yqq_unlocked_vault_new (kek),
                         (GDestroyNotify)yqq_unlocked_vault_unref);
}

static void start_stretching (YqqWallet *self, GTask *task, YqqSecretBytes *pin);

/* The gate has the PIN that was on its way when this program ended: it is the one that counts. */
static gboolean
is_next (YqqWallet *self, Unlock *unlock)
{
  return unlock->pin != NULL && self->pin_vault != NULL && self->pin_vault->next != NULL &&
         g_bytes_equal (unlock->challenge->salt, self->pin_vault->next);
}

static void
begin_again_with_next (YqqWallet *self, GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  g_autoptr (YqqSecretBytes) pin = g_steal_pointer (&unlock->pin);
  GError *error = NULL;
  if (!yqq_pin_vault_store (self->keyring, yqq_account_get_id (self->account),
                            unlock->challenge->salt, TRUE, NULL, &error)) {
    unlock_fail (task, error);
    return;
  }
  yqq_wallet_set_pin_vault (self, yqq_pin_vault_item_new (unlock->challenge->salt, TRUE));
  g_bytes_unref (unlock->salt);
  unlock->salt = g_bytes_ref (unlock->challenge->salt);
  g_clear_pointer (&unlock->stretched, yqq_secret_bytes_unref);
  g_clear_pointer (&unlock->device_secret, yqq_secret_bytes_unref);
  g_clear_pointer (&unlock->verifier, yqq_key_unref);
  start_stretching (self, task, pin);
}

static void
open_gate_when_ready (GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  if (unlock->answered || unlock->challenge == NULL || unlock->verifier == NULL)
    return;
  if (is_next (g_task_get_source_object (task), unlock)) {
    begin_again_with_next (g_task_get_source_object (task), task);
    return;
  }
  if (!g_bytes_equal (unlock->challenge->salt, unlock->salt)) {
    unlock_fail (task, g_error_new (YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED,
                                    "the PIN was set with another salt"));
    return;
  }
  g_autoptr (GBytes) message =
      yqq_pin_gate_build_message (unlock->purpose, unlock->subject, unlock->challenge->challenge);
  GError *error = NULL;
  g_autoptr (GBytes) signature = yqq_key_sign_raw (unlock->verifier, message, &error);
  if (signature == NULL) {
    unlock_fail (task, error);
    return;
  }
  yqq_pin_gate_open_async (unlock->gate, unlock->challenge->challenge, signature,
                           g_task_get_cancellable (task), on_opened, g_object_ref (task));
}

static void
on_challenge (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Unlock *unlock = g_task_get_task_data (task);
  GError *error = NULL;
  unlock->challenge = yqq_pin_gate_challenge_finish (YQQ_PIN_GATE (source), result, &error);
  if (unlock->challenge == NULL)
    unlock_fail (task, error);
  else
    open_gate_when_ready (task);
}

static void
unlock_stretched (YqqWallet *self, gpointer data, GTask *stretch_task)
{
  g_task_return_boolean (stretch_task, TRUE);
}

static void
on_stretched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    unlock_fail (task, error);
    return;
  }
  Unlock *unlock = g_task_get_task_data (task);
  YqqPinStretch *stretch = g_task_get_task_data (G_TASK (result));
  unlock->stretched = g_steal_pointer (&stretch->stretched);
  unlock->device_secret = g_steal_pointer (&stretch->device_secret);
  unlock->verifier = g_steal_pointer (&stretch->verifier);
  open_gate_when_ready (task);
}

static void
start_stretching (YqqWallet *self, GTask *task, YqqSecretBytes *pin)
{
  YqqPinStretch *stretch = yqq_pin_stretch_new (self, pin, self->pin_vault->salt, NULL, FALSE);
  GTask *inner =
      g_task_new (self, g_task_get_cancellable (task), on_stretched, g_object_ref (task));
  g_task_set_task_data (inner, stretch, (GDestroyNotify)yqq_pin_stretch_free);
  yqq_wallet_run (inner, stretch, NULL, yqq_pin_stretch_work, unlock_stretched);
}

void
yqq_wallet_unlock_async (YqqWallet *self,
                         YqqPinGate *gate,
                         const char *purpose,
                         const char *subject,
                         YqqSecretBytes *pin,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!yqq_wallet_require_account (self, task))
    return;
  if (!yqq_wallet_get_pin_set (self)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN,
                             "no PIN was set on this device");
    return;
  }
  Unlock *unlock = g_new0 (Unlock, 1);
  unlock->gate = g_object_ref (gate);
  unlock->purpose = g_strdup (purpose);
  unlock->subject = g_strdup (subject);
  unlock->salt = g_bytes_ref (self->pin_vault->salt);
  unlock->pin = self->pin_vault->next != NULL ? yqq_secret_bytes_ref (pin) : NULL;
  g_task_set_task_data (task, unlock, (GDestroyNotify)unlock_free);
  start_stretching (self, task, pin);
  yqq_pin_gate_challenge_async (gate, purpose, subject, cancellable, on_challenge,
                                g_object_ref (task));
}

YqqUnlockedVault *
yqq_wallet_unlock_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

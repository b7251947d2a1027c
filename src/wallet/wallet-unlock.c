/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the vault with the PIN. */
#include <string.h>

#include "crypto/pin-vault.h"
#include "wallet/pin-stretch.h"
#include "wallet/wallet-settle.h"

#define CHANGE "change"

/* Two things run side by side, scrypt in a thread and the question for a challenge; whichever ends
 * second goes on to open the gate. The first failure answers the task. */
typedef struct {
  YqqPinGate *gate;
  char *purpose;
  char *subject;
  YqqSecretBytes *pin; /* to begin again with where another salt is the one that counts */
  gboolean read_again;
  GBytes *salt;
  YqqPinGateChallenge *challenge;
  YqqSecretBytes *stretched;
  YqqSecretBytes *device_secret;
  YqqKey *verifier;
  YqqUnlockedVault *vault;
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
  g_clear_pointer (&self->vault, yqq_unlocked_vault_unref);
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
answer (YqqWallet *self, gpointer data, GTask *task)
{
  Unlock *unlock = data;
  g_task_return_pointer (task, g_steal_pointer (&unlock->vault),
                         (GDestroyNotify)yqq_unlocked_vault_unref);
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
  YqqWallet *self = g_task_get_source_object (task);
  g_clear_pointer (&unlock->pin, yqq_secret_bytes_unref);
  unlock->answered = TRUE;
  unlock->vault = yqq_unlocked_vault_new (kek);
  /* The gate has given up what was on its way, unless this is for a change itself. */
  if (strcmp (unlock->purpose, CHANGE) == 0 || !yqq_wallet_is_unsettled (self))
    answer (self, unlock, task);
  else
    yqq_wallet_tidy_up (self, unlock->vault, unlock->salt, g_object_ref (task), answer, unlock);
}

static void start_stretching (YqqWallet *self, GTask *task);

static void
begin_again (YqqWallet *self, GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  g_bytes_unref (unlock->salt);
  unlock->salt = g_bytes_ref (self->pin_vault->salt);
  g_clear_pointer (&unlock->stretched, yqq_secret_bytes_unref);
  g_clear_pointer (&unlock->device_secret, yqq_secret_bytes_unref);
  g_clear_pointer (&unlock->verifier, yqq_key_unref);
  start_stretching (self, task);
}

/* The gate has the PIN that was on its way when this program ended: it is the one that counts. */
static gboolean
is_next (YqqWallet *self, Unlock *unlock)
{
  return self->pin_vault != NULL && self->pin_vault->next != NULL &&
         g_bytes_equal (unlock->challenge->salt, self->pin_vault->next);
}

static void
adoption_apply (YqqWallet *self, gpointer data, GTask *task)
{
  yqq_wallet_take_all_forms (self, ((YqqWalletAdoption *)data)->forms);
  begin_again (self, task);
}

static void
begin_again_with_next (YqqWallet *self, GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  yqq_wallet_run (g_object_ref (task), yqq_wallet_adoption_new (self, unlock->challenge->salt),
                  (GDestroyNotify)yqq_wallet_adoption_free, yqq_wallet_adoption_work,
                  adoption_apply);
}

static gboolean
read_work (gpointer data, GCancellable *cancellable, GError **error)
{
  YqqWalletAdoption *reading = data;
  reading->forms = yqq_wallet_forms_read (reading->keyring, reading->account_id, error);
  return reading->forms != NULL;
}

static void open_gate_when_ready (GTask *task);

static void
read_apply (YqqWallet *self, gpointer data, GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  yqq_wallet_take_all_forms (self, ((YqqWalletAdoption *)data)->forms);
  if (g_bytes_equal (self->pin_vault->salt, unlock->salt))
    open_gate_when_ready (task);
  else
    begin_again (self, task);
}

/* Another program has changed the PIN meanwhile, and has stored it. */
static void
read_again (YqqWallet *self, GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  unlock->read_again = TRUE;
  yqq_wallet_run (g_object_ref (task), yqq_wallet_adoption_new (self, unlock->challenge->salt),
                  (GDestroyNotify)yqq_wallet_adoption_free, read_work, read_apply);
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
  if (!g_bytes_equal (unlock->challenge->salt, unlock->salt) && !unlock->read_again) {
    read_again (g_task_get_source_object (task), task);
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
start_stretching (YqqWallet *self, GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  YqqPinStretch *stretch = yqq_pin_stretch_new (self, unlock->pin, unlock->salt, NULL);
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
  unlock->pin = yqq_secret_bytes_ref (pin);
  g_task_set_task_data (task, unlock, (GDestroyNotify)unlock_free);
  start_stretching (self, task);
  yqq_pin_gate_challenge_async (gate, purpose, subject, cancellable, on_challenge,
                                g_object_ref (task));
}

YqqUnlockedVault *
yqq_wallet_unlock_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/wallet-settle.h"

#include "wallet/pin-stretch.h"

#define PURPOSE "check"
#define SUBJECT "settle"

/* --- the gate has the other PIN ------------------------------------------------------------ */

YqqWalletAdoption *
yqq_wallet_adoption_new (YqqWallet *wallet, GBytes *salt)
{
  YqqWalletAdoption *self = g_new0 (YqqWalletAdoption, 1);
  self->keyring = g_object_ref (wallet->keyring);
  self->account_id = g_strdup (yqq_account_get_id (wallet->account));
  self->salt = g_bytes_ref (salt);
  return self;
}

void
yqq_wallet_adoption_free (YqqWalletAdoption *self)
{
  g_object_unref (self->keyring);
  g_free (self->account_id);
  g_bytes_unref (self->salt);
  g_clear_pointer (&self->forms, yqq_wallet_forms_free);
  g_free (self);
}

static gboolean
is_listed (GStrv list, const char *fingerprint)
{
  return list != NULL && g_strv_contains ((const char *const *)list, fingerprint);
}

/* A key that has no second form was not re-sealed: a PIN was replaced and not changed. */
static GStrv
list_left_behind (YqqWalletForms *forms)
{
  g_autoptr (GStrvBuilder) stale = g_strv_builder_new ();
  GStrv before = forms->pin_vault != NULL ? forms->pin_vault->stale : NULL;
  for (guint i = 0; i < forms->keys->len; i++) {
    YqqSigningKeyItem *key = forms->keys->pdata[i];
    if (key->next_sealed == NULL || is_listed (before, key->fingerprint))
      g_strv_builder_add (stale, key->fingerprint);
  }
  return g_strv_builder_end (stale);
}

gboolean
yqq_wallet_adoption_work (gpointer data, GCancellable *cancellable, GError **error)
{
  YqqWalletAdoption *self = data;
  self->forms = yqq_wallet_forms_read (self->keyring, self->account_id, error);
  if (self->forms == NULL)
    return FALSE;
  YqqPinVaultItem *before = self->forms->pin_vault;
  /* Another program was here first: what it has stored is newer than what we know. */
  if (before != NULL && before->next == NULL && g_bytes_equal (before->salt, self->salt))
    return TRUE;
  YqqPinVaultItem *vault = yqq_pin_vault_item_new (self->salt, TRUE);
  vault->stale = list_left_behind (self->forms);
  g_clear_pointer (&self->forms->pin_vault, yqq_pin_vault_item_free);
  self->forms->pin_vault = vault;
  return yqq_pin_vault_store (self->keyring, self->account_id, vault, error);
}

/* --- without a PIN ------------------------------------------------------------------------- */

static void
adoption_apply (YqqWallet *self, gpointer data, GTask *task)
{
  YqqWalletAdoption *adoption = data;
  yqq_wallet_take_all_forms (self, adoption->forms);
  g_task_return_boolean (task, TRUE);
}

static void
on_challenge (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqWallet *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (YqqPinGateChallenge) challenge =
      yqq_pin_gate_challenge_finish (YQQ_PIN_GATE (source), result, &error);
  if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED)) {
    g_error_free (error);
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (challenge == NULL) {
    g_task_return_error (task, error);
    return;
  }
  GBytes *next = self->pin_vault != NULL ? self->pin_vault->next : NULL;
  if (next == NULL || !g_bytes_equal (challenge->salt, next)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  yqq_wallet_run (g_steal_pointer (&task), yqq_wallet_adoption_new (self, next),
                  (GDestroyNotify)yqq_wallet_adoption_free, yqq_wallet_adoption_work,
                  adoption_apply);
}

void
yqq_wallet_settle_pin_async (YqqWallet *self,
                             YqqPinGate *gate,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (self->account == NULL || self->pin_vault == NULL || self->pin_vault->next == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  yqq_pin_gate_challenge_async (gate, PURPOSE, SUBJECT, cancellable, on_challenge,
                                g_steal_pointer (&task));
}

gboolean
yqq_wallet_settle_pin_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- with the vault open ------------------------------------------------------------------- */

gboolean
yqq_wallet_is_unsettled (YqqWallet *self)
{
  GHashTableIter iter;
  gpointer value;
  GListModel *credentials = G_LIST_MODEL (self->credentials);
  if (self->pin_vault->stale != NULL && self->pin_vault->stale[0] != NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((YqqSigningKeyItem *)value)->next_sealed != NULL)
      return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    if (yqq_credential_has_two_forms (credential))
      return TRUE;
  }
  return FALSE;
}

typedef struct {
  YqqKeyring *keyring;
  char *account_id;
  YqqUnlockedVault *vault;
  GBytes *salt;
  YqqWalletForms *forms;
  YqqWalletApply apply;
  gpointer data;
} Tidying;

static void
tidying_free (Tidying *self)
{
  g_object_unref (self->keyring);
  g_free (self->account_id);
  yqq_unlocked_vault_unref (self->vault);
  g_bytes_unref (self->salt);
  g_clear_pointer (&self->forms, yqq_wallet_forms_free);
  g_free (self);
}

/* *stale collects the keys that the vault does not open; *changed: a change had begun. */
static gboolean
tidy_keys (Tidying *self, GStrvBuilder *stale, gboolean *changed, GError **error)
{
  for (guint i = 0; i < self->forms->keys->len; i++) {
    YqqSigningKeyItem *key = self->forms->keys->pdata[i];
    gboolean twice = key->next_sealed != NULL;
    *changed |= twice;
    if (!yqq_signing_key_item_settle (key, self->vault))
      g_strv_builder_add (stale, key->fingerprint);
    else if (twice && !yqq_wallet_forms_store_key (self->keyring, key, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_same (GStrv a, GStrv b)
{
  static const char *const none[] = {NULL};
  return g_strv_equal (a != NULL ? (const char *const *)a : none,
                       b != NULL ? (const char *const *)b : none);
}

static gboolean
is_of (GBytes *salt, GBytes *other)
{
  return other != NULL && g_bytes_equal (salt, other);
}

static gboolean
tidy (Tidying *self, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean changed = FALSE;
  self->forms = yqq_wallet_forms_read (self->keyring, self->account_id, error);
  if (self->forms == NULL)
    return FALSE;
  YqqPinVaultItem *vault = self->forms->pin_vault;
  gboolean adopted = vault != NULL && is_of (self->salt, vault->next);
  /* Another program has changed the PIN since the vault was opened: this is its own to tidy up. */
  if (vault == NULL || (!adopted && !g_bytes_equal (self->salt, vault->salt)))
    return TRUE;
  if (!tidy_keys (self, builder, &changed, error))
    return FALSE;
  g_auto (GStrv) stale = g_strv_builder_end (builder);
  if (!changed && !adopted && is_same (stale, vault->stale))
    return TRUE;
  g_bytes_unref (vault->salt);
  vault->salt = g_bytes_ref (self->salt);
  g_clear_pointer (&vault->next, g_bytes_unref);
  g_strfreev (vault->stale);
  vault->stale = g_steal_pointer (&stale);
  return yqq_pin_vault_store (self->keyring, self->account_id, vault, error);
}

static gboolean
tidy_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Tidying *self = data;
  g_autoptr (GError) local = NULL;
  if (tidy (self, &local))
    return TRUE;
  /* In memory everything stays as the keyring may have it. */
  g_debug ("the keys are tidied up the next time: %s", local->message);
  g_clear_pointer (&self->forms, yqq_wallet_forms_free);
  return TRUE;
}

static void
tidy_apply (YqqWallet *self, gpointer data, GTask *task)
{
  Tidying *tidying = data;
  if (tidying->forms != NULL)
    yqq_wallet_take_all_forms (self, tidying->forms);
  tidying->apply (self, tidying->data, task);
}

void
yqq_wallet_tidy_up (YqqWallet *self,
                    YqqUnlockedVault *vault,
                    GBytes *salt,
                    GTask *task,
                    YqqWalletApply apply,
                    gpointer data)
{
  Tidying *tidying = g_new0 (Tidying, 1);
  tidying->keyring = g_object_ref (self->keyring);
  tidying->account_id = g_strdup (yqq_account_get_id (self->account));
  tidying->vault = yqq_unlocked_vault_ref (vault);
  tidying->salt = g_bytes_ref (salt);
  tidying->apply = apply;
  tidying->data = data;
  yqq_wallet_run (task, tidying, (GDestroyNotify)tidying_free, tidy_work, tidy_apply);
}

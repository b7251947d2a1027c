/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-pin-gate.h"

#include "crypto/key.h"
#include "crypto/random.h"
#include "wallet/wallet-error.h"

#define TRIES 5

struct _FakePinGate {
  GObject parent;

  GBytes *verifier;
  GBytes *salt;
  YqqSecretBytes *pepper;
  gboolean opened_once;
  int tries_left;
  GBytes *next_verifier; /* on its way */
  GBytes *next_salt;
  YqqSecretBytes *next_pepper;
  guint calls;        /* so far, of all kinds */
  guint last_call;    /* that is carried out, before the way to the gate is cut; 0: none */
  gboolean lose_last; /* its answer is lost, too */
  gboolean lose_answer;
  GCancellable *cancel_next;
  GHashTable *salts; /* GBytes, all that were ever asked for */
  guint openings;
  char *confirmed;
  char *identity;         /* that was proven and not used yet */
  GHashTable *challenges; /* GBytes → "purpose\nsubject" */
};

static void fake_pin_gate_iface_init (YqqPinGateInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakePinGate,
                               fake_pin_gate,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_PIN_GATE, fake_pin_gate_iface_init))

/* FALSE where the way to the gate is cut by now; *lost where the answer will not arrive. */
static gboolean
reach (FakePinGate *self, GTask *task, gboolean *lost)
{
  self->calls++;
  *lost = self->lose_last && self->calls == self->last_call;
  if (self->last_call == 0 || self->calls <= self->last_call)
    return TRUE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "cut");
  return FALSE;
}

static gboolean
lose (GTask *task, gboolean lost)
{
  if (lost)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "lost");
  return lost;
}

static void
register_async (YqqPinGate *gate,
                GBytes *verifier,
                GBytes *salt,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  FakePinGate *self = FAKE_PIN_GATE (gate);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_hash_table_add (self->salts, g_bytes_ref (salt));
  if (g_task_return_error_if_cancelled (task))
    return;
  gboolean same = self->verifier != NULL && g_bytes_equal (self->verifier, verifier) &&
                  g_bytes_equal (self->salt, salt);
  if (self->verifier != NULL && (!same || self->opened_once)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_ALREADY_SET,
                             "there is a PIN");
    return;
  }
  if (self->verifier == NULL) {
    self->verifier = g_bytes_ref (verifier);
    self->salt = g_bytes_ref (salt);
    self->pepper = yqq_random_secret (32);
    self->tries_left = TRIES;
  }
  if (self->lose_answer) {
    self->lose_answer = FALSE;
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "lost");
    return;
  }
  g_cancellable_cancel (self->cancel_next);
  g_clear_object (&self->cancel_next);
  g_task_return_pointer (task, yqq_secret_bytes_ref (self->pepper),
                         (GDestroyNotify)yqq_secret_bytes_unref);
}

/* As the authority: the identity is used up, the same key and salt before the first opening again
 * give the same pepper. */
static void
replace_async (YqqPinGate *gate,
               GBytes *verifier,
               GBytes *salt,
               const char *identity,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  FakePinGate *self = FAKE_PIN_GATE (gate);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_assert_nonnull (self->verifier);
  gboolean again = !self->opened_once && g_bytes_equal (self->verifier, verifier) &&
                   g_bytes_equal (self->salt, salt);
  if (!again && g_strcmp0 (identity, self->identity) != 0) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED, "no identity");
    return;
  }
  if (!again) {
    g_clear_pointer (&self->identity, g_free);
    g_bytes_unref (self->verifier);
    g_bytes_unref (self->salt);
    self->verifier = g_bytes_ref (verifier);
    self->salt = g_bytes_ref (salt);
    self->opened_once = FALSE;
    self->tries_left = TRIES;
    fake_pin_gate_change_pepper (self);
  }
  if (self->lose_answer) {
    self->lose_answer = FALSE;
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "lost");
    return;
  }
  g_task_return_pointer (task, yqq_secret_bytes_ref (self->pepper),
                         (GDestroyNotify)yqq_secret_bytes_unref);
}

static void
drop_next (FakePinGate *self)
{
  g_clear_pointer (&self->next_verifier, g_bytes_unref);
  g_clear_pointer (&self->next_salt, g_bytes_unref);
  g_clear_pointer (&self->next_pepper, yqq_secret_bytes_unref);
}

/* As the authority: the old PIN was right for this very key. */
static void
change_async (YqqPinGate *gate,
              GBytes *verifier,
              GBytes *salt,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  FakePinGate *self = FAKE_PIN_GATE (gate);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean lost;
  if (!reach (self, task, &lost))
    return;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, verifier);
  g_autofree char *wanted = g_strdup_printf ("change/%s", digest);
  if (g_strcmp0 (self->confirmed, wanted) != 0) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED, "PIN required");
    return;
  }
  drop_next (self);
  self->next_verifier = g_bytes_ref (verifier);
  self->next_salt = g_bytes_ref (salt);
  self->next_pepper = yqq_random_secret (32);
  if (!lose (task, lost))
    g_task_return_pointer (task, yqq_secret_bytes_ref (self->next_pepper),
                           (GDestroyNotify)yqq_secret_bytes_unref);
}

static gboolean
is_by_next (FakePinGate *self, GBytes *challenge, GBytes *signature)
{
  gpointer key, bound;
  if (self->next_verifier == NULL ||
      !g_hash_table_steal_extended (self->challenges, challenge, &key, &bound))
    return FALSE;
  g_autoptr (GBytes) owned_key = key;
  g_autofree char *owned_bound = bound;
  g_auto (GStrv) parts = g_strsplit (bound, "\n", 2);
  g_autoptr (GBytes) message = yqq_pin_gate_build_message (parts[0], parts[1], challenge);
  g_autoptr (YqqPublicKey) verifier = yqq_public_key_new (self->next_verifier, NULL);
  return g_str_equal (parts[0], "change") &&
         yqq_public_key_verify_raw (verifier, message, signature, NULL);
}

static void
commit_async (YqqPinGate *gate,
              GBytes *challenge,
              GBytes *signature,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  FakePinGate *self = FAKE_PIN_GATE (gate);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean lost;
  if (!reach (self, task, &lost))
    return;
  if (!is_by_next (self, challenge, signature)) {
    drop_next (self);
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED, "nothing to commit");
    return;
  }
  g_bytes_unref (self->verifier);
  g_bytes_unref (self->salt);
  yqq_secret_bytes_unref (self->pepper);
  self->verifier = g_steal_pointer (&self->next_verifier);
  self->salt = g_steal_pointer (&self->next_salt);
  self->pepper = g_steal_pointer (&self->next_pepper);
  self->opened_once = TRUE;
  self->tries_left = TRIES;
  if (!lose (task, lost))
    g_task_return_boolean (task, TRUE);
}

static void
challenge_async (YqqPinGate *gate,
                 const char *purpose,
                 const char *subject,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  FakePinGate *self = FAKE_PIN_GATE (gate);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean lost;
  if (!reach (self, task, &lost) || lose (task, lost))
    return;
  if (self->verifier == NULL) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN, "no PIN");
    return;
  }
  if (self->tries_left == 0) {
    g_task_return_error (task, yqq_wallet_error_new_for_pin (YQQ_WALLET_ERROR_PIN_LOCKED, 0));
    return;
  }
  guint8 random[32];
  yqq_random_bytes (random, sizeof random);
  g_autoptr (GBytes) challenge = g_bytes_new (random, sizeof random);
  g_hash_table_insert (self->challenges, g_bytes_ref (challenge),
                       g_strdup_printf ("%s\n%s", purpose, subject));
  g_task_return_pointer (task, yqq_pin_gate_challenge_new (challenge, self->salt, self->tries_left),
                         (GDestroyNotify)yqq_pin_gate_challenge_free);
}

/* Takes one try before looking at the signature. */
static gboolean
check (FakePinGate *self, GBytes *challenge, GBytes *signature, GError **error)
{
  gpointer key, bound;
  if (!g_hash_table_steal_extended (self->challenges, challenge, &key, &bound)) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED, "challenge unknown");
    return FALSE;
  }
  g_autoptr (GBytes) owned_key = key;
  g_autofree char *owned_bound = bound;
  if (self->tries_left == 0) {
    g_propagate_error (error, yqq_wallet_error_new_for_pin (YQQ_WALLET_ERROR_PIN_LOCKED, 0));
    return FALSE;
  }
  self->tries_left--;
  g_auto (GStrv) parts = g_strsplit (bound, "\n", 2);
  g_autoptr (GBytes) message = yqq_pin_gate_build_message (parts[0], parts[1], challenge);
  g_autoptr (YqqPublicKey) verifier = yqq_public_key_new (self->verifier, error);
  g_assert_nonnull (verifier);
  if (!yqq_public_key_verify_raw (verifier, message, signature, NULL)) {
    YqqWalletError code =
        self->tries_left == 0 ? YQQ_WALLET_ERROR_PIN_LOCKED : YQQ_WALLET_ERROR_WRONG_PIN;
    g_propagate_error (error, yqq_wallet_error_new_for_pin (code, self->tries_left));
    return FALSE;
  }
  g_free (self->confirmed);
  self->confirmed = g_strdup_printf ("%s/%s", parts[0], parts[1]);
  return TRUE;
}

static void
open_async (YqqPinGate *gate,
            GBytes *challenge,
            GBytes *signature,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  FakePinGate *self = FAKE_PIN_GATE (gate);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  gboolean lost;
  if (!reach (self, task, &lost))
    return;
  self->openings++;
  if (!check (self, challenge, signature, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->tries_left = TRIES;
  self->opened_once = TRUE;
  if (!g_str_has_prefix (self->confirmed, "change/"))
    drop_next (self);
  if (!lose (task, lost))
    g_task_return_pointer (task, yqq_secret_bytes_ref (self->pepper),
                           (GDestroyNotify)yqq_secret_bytes_unref);
}

static gpointer
any_finish (YqqPinGate *gate, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static YqqSecretBytes *
secret_finish (YqqPinGate *gate, GAsyncResult *result, GError **error)
{
  return any_finish (gate, result, error);
}

static YqqPinGateChallenge *
challenge_finish (YqqPinGate *gate, GAsyncResult *result, GError **error)
{
  return any_finish (gate, result, error);
}

static gboolean
commit_finish (YqqPinGate *gate, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fake_pin_gate_iface_init (YqqPinGateInterface *iface)
{
  iface->register_async = register_async;
  iface->register_finish = secret_finish;
  iface->replace_async = replace_async;
  iface->replace_finish = secret_finish;
  iface->change_async = change_async;
  iface->change_finish = secret_finish;
  iface->commit_async = commit_async;
  iface->commit_finish = commit_finish;
  iface->challenge_async = challenge_async;
  iface->challenge_finish = challenge_finish;
  iface->open_async = open_async;
  iface->open_finish = secret_finish;
}

static void
fake_pin_gate_finalize (GObject *object)
{
  FakePinGate *self = FAKE_PIN_GATE (object);
  drop_next (self);
  g_clear_pointer (&self->verifier, g_bytes_unref);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->pepper, yqq_secret_bytes_unref);
  g_free (self->confirmed);
  g_free (self->identity);
  g_hash_table_unref (self->challenges);
  g_clear_object (&self->cancel_next);
  g_hash_table_unref (self->salts);
  G_OBJECT_CLASS (fake_pin_gate_parent_class)->finalize (object);
}

static void
fake_pin_gate_class_init (FakePinGateClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fake_pin_gate_finalize;
}

static void
fake_pin_gate_init (FakePinGate *self)
{
  self->salts =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  self->challenges =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, g_free);
}

FakePinGate *
fake_pin_gate_new (void)
{
  return g_object_new (FAKE_TYPE_PIN_GATE, NULL);
}

void
fake_pin_gate_lose_next_answer (FakePinGate *self)
{
  self->lose_answer = TRUE;
}

void
fake_pin_gate_cancel_next_answer (FakePinGate *self, GCancellable *cancellable)
{
  g_set_object (&self->cancel_next, cancellable);
}

void
fake_pin_gate_cut_after (FakePinGate *self, guint calls, gboolean lose_last)
{
  self->calls = 0;
  self->last_call = calls;
  self->lose_last = lose_last;
}

guint
fake_pin_gate_get_calls (FakePinGate *self)
{
  return self->calls;
}

gboolean
fake_pin_gate_has_next (FakePinGate *self)
{
  return self->next_verifier != NULL;
}

guint
fake_pin_gate_get_salts (FakePinGate *self)
{
  return g_hash_table_size (self->salts);
}

void
fake_pin_gate_change_pepper (FakePinGate *self)
{
  yqq_secret_bytes_unref (self->pepper);
  self->pepper = yqq_random_secret (32);
}

int
fake_pin_gate_get_tries_left (FakePinGate *self)
{
  return self->tries_left;
}

const char *
fake_pin_gate_get_confirmed (FakePinGate *self)
{
  return self->confirmed;
}

guint
fake_pin_gate_get_openings (FakePinGate *self)
{
  return self->openings;
}

void
fake_pin_gate_prove (FakePinGate *self, const char *identity)
{
  g_free (self->identity);
  self->identity = g_strdup (identity);
}

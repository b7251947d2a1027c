/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dying-gate.h"

#include <signal.h>
#include <unistd.h>

static gint steps; /* of several threads */
static gint last;

void
dying_choose (guint step)
{
  g_atomic_int_set (&steps, 0);
  g_atomic_int_set (&last, (gint)step);
}

/* kill -9, as no handler and no buffer survives it. */
static void
take_step (void)
{
  if (g_atomic_int_add (&steps, 1) + 1 == g_atomic_int_get (&last))
    kill (getpid (), SIGKILL);
}

#define DYING_TYPE_GATE (dying_gate_get_type ())
G_DECLARE_FINAL_TYPE (DyingGate, dying_gate, DYING, GATE, GObject)

struct _DyingGate {
  GObject parent;
  YqqPinGate *inner;
};

static void gate_iface_init (YqqPinGateInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DyingGate,
                               dying_gate,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_PIN_GATE, gate_iface_init))

/* The answers are the inner gate's, also as their source: it is the one that is asked for them. */
static void
change_async (YqqPinGate *gate,
              GBytes *verifier,
              GBytes *salt,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  take_step ();
  yqq_pin_gate_change_async (DYING_GATE (gate)->inner, verifier, salt, cancellable, callback,
                             user_data);
}

static void
commit_async (YqqPinGate *gate,
              GBytes *challenge,
              GBytes *signature,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  take_step ();
  yqq_pin_gate_commit_async (DYING_GATE (gate)->inner, challenge, signature, cancellable, callback,
                             user_data);
}

static void
challenge_async (YqqPinGate *gate,
                 const char *purpose,
                 const char *subject,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  take_step ();
  yqq_pin_gate_challenge_async (DYING_GATE (gate)->inner, purpose, subject, cancellable, callback,
                                user_data);
}

static void
open_async (YqqPinGate *gate,
            GBytes *challenge,
            GBytes *signature,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  take_step ();
  yqq_pin_gate_open_async (DYING_GATE (gate)->inner, challenge, signature, cancellable, callback,
                           user_data);
}

static void
gate_iface_init (YqqPinGateInterface *iface)
{
  iface->change_async = change_async;
  iface->commit_async = commit_async;
  iface->challenge_async = challenge_async;
  iface->open_async = open_async;
}

static void
dying_gate_finalize (GObject *object)
{
  g_clear_object (&DYING_GATE (object)->inner);
  G_OBJECT_CLASS (dying_gate_parent_class)->finalize (object);
}

static void
dying_gate_class_init (DyingGateClass *class)
{
  G_OBJECT_CLASS (class)->finalize = dying_gate_finalize;
}

static void
dying_gate_init (DyingGate *self)
{
}

YqqPinGate *
dying_gate_new (YqqPinGate *inner)
{
  DyingGate *self = g_object_new (DYING_TYPE_GATE, NULL);
  self->inner = g_object_ref (inner);
  return YQQ_PIN_GATE (self);
}

#define DYING_TYPE_KEYRING (dying_keyring_get_type ())
G_DECLARE_FINAL_TYPE (DyingKeyring, dying_keyring, DYING, KEYRING, GObject)

struct _DyingKeyring {
  GObject parent;
  YqqKeyring *inner;
};

static void keyring_iface_init (YqqKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DyingKeyring,
                               dying_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_KEYRING, keyring_iface_init))

static gboolean
get_state (YqqKeyring *keyring, YqqKeyringState *state, GCancellable *cancellable, GError **error)
{
  return yqq_keyring_get_state (DYING_KEYRING (keyring)->inner, state, cancellable, error);
}

static gboolean
unlock (YqqKeyring *keyring, GCancellable *cancellable, GError **error)
{
  return yqq_keyring_unlock (DYING_KEYRING (keyring)->inner, cancellable, error);
}

static gboolean
store (YqqKeyring *keyring,
       GHashTable *attributes,
       const char *label,
       YqqSecretBytes *secret,
       GCancellable *cancellable,
       GError **error)
{
  take_step ();
  return yqq_keyring_store (DYING_KEYRING (keyring)->inner, attributes, label, secret, cancellable,
                            error);
}

static GPtrArray *
search (YqqKeyring *keyring, GHashTable *attributes, GCancellable *cancellable, GError **error)
{
  return yqq_keyring_search (DYING_KEYRING (keyring)->inner, attributes, cancellable, error);
}

static gboolean
remove_items (YqqKeyring *keyring,
              GHashTable *attributes,
              GCancellable *cancellable,
              GError **error)
{
  return yqq_keyring_remove (DYING_KEYRING (keyring)->inner, attributes, cancellable, error);
}

static void
keyring_iface_init (YqqKeyringInterface *iface)
{
  iface->get_state = get_state;
  iface->unlock = unlock;
  iface->store = store;
  iface->search = search;
  iface->remove = remove_items;
}

static void
dying_keyring_finalize (GObject *object)
{
  g_clear_object (&DYING_KEYRING (object)->inner);
  G_OBJECT_CLASS (dying_keyring_parent_class)->finalize (object);
}

static void
dying_keyring_class_init (DyingKeyringClass *class)
{
  G_OBJECT_CLASS (class)->finalize = dying_keyring_finalize;
}

static void
dying_keyring_init (DyingKeyring *self)
{
}

YqqKeyring *
dying_keyring_new (YqqKeyring *inner)
{
  DyingKeyring *self = g_object_new (DYING_TYPE_KEYRING, NULL);
  self->inner = g_object_ref (inner);
  return YQQ_KEYRING (self);
}

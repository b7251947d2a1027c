/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "failing-keyring.h"

#include "wallet/wallet-error.h"

struct _FailingKeyring {
  GObject parent;

  YqqKeyring *inner;
  gint left; /* stores that are taken; negative: any number; read in worker threads */
  gint failed;
};

static void failing_keyring_iface_init (YqqKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FailingKeyring,
                               failing_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_KEYRING, failing_keyring_iface_init))

static gboolean
get_state (YqqKeyring *keyring, YqqKeyringState *state, GCancellable *cancellable, GError **error)
{
  return yqq_keyring_get_state (FAILING_KEYRING (keyring)->inner, state, cancellable, error);
}

static gboolean
unlock (YqqKeyring *keyring, GCancellable *cancellable, GError **error)
{
  return yqq_keyring_unlock (FAILING_KEYRING (keyring)->inner, cancellable, error);
}

static gboolean
store (YqqKeyring *keyring,
       GHashTable *attributes,
       const char *label,
       YqqSecretBytes *secret,
       GCancellable *cancellable,
       GError **error)
{
  FailingKeyring *self = FAILING_KEYRING (keyring);
  if (g_atomic_int_get (&self->left) == 0) {
    g_atomic_int_set (&self->failed, TRUE);
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED, "nothing is taken any more");
    return FALSE;
  }
  if (g_atomic_int_get (&self->left) > 0)
    g_atomic_int_add (&self->left, -1);
  return yqq_keyring_store (self->inner, attributes, label, secret, cancellable, error);
}

static GPtrArray *
search (YqqKeyring *keyring, GHashTable *attributes, GCancellable *cancellable, GError **error)
{
  return yqq_keyring_search (FAILING_KEYRING (keyring)->inner, attributes, cancellable, error);
}

static gboolean
remove_items (YqqKeyring *keyring,
              GHashTable *attributes,
              GCancellable *cancellable,
              GError **error)
{
  return yqq_keyring_remove (FAILING_KEYRING (keyring)->inner, attributes, cancellable, error);
}

static void
failing_keyring_iface_init (YqqKeyringInterface *iface)
{
  iface->get_state = get_state;
  iface->unlock = unlock;
  iface->store = store;
  iface->search = search;
  iface->remove = remove_items;
}

static void
failing_keyring_finalize (GObject *object)
{
  g_clear_object (&FAILING_KEYRING (object)->inner);
  G_OBJECT_CLASS (failing_keyring_parent_class)->finalize (object);
}

static void
failing_keyring_class_init (FailingKeyringClass *class)
{
  G_OBJECT_CLASS (class)->finalize = failing_keyring_finalize;
}

static void
failing_keyring_init (FailingKeyring *self)
{
  self->left = -1;
}

YqqKeyring *
failing_keyring_new (YqqKeyring *inner)
{
  FailingKeyring *self = g_object_new (FAILING_TYPE_KEYRING, NULL);
  self->inner = g_object_ref (inner);
  return YQQ_KEYRING (self);
}

void
failing_keyring_fail_after (YqqKeyring *keyring, guint stores)
{
  g_atomic_int_set (&FAILING_KEYRING (keyring)->failed, FALSE);
  g_atomic_int_set (&FAILING_KEYRING (keyring)->left, (gint)stores);
}

void
failing_keyring_mend (YqqKeyring *keyring)
{
  if (FAILING_IS_KEYRING (keyring))
    g_atomic_int_set (&FAILING_KEYRING (keyring)->left, -1);
}

gboolean
failing_keyring_has_failed (YqqKeyring *keyring)
{
  return g_atomic_int_get (&FAILING_KEYRING (keyring)->failed);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/prover.h"

G_DEFINE_INTERFACE (YqqIdentityProver, yqq_identity_prover, G_TYPE_OBJECT)

static guint progress_signal;

static void
yqq_identity_prover_default_init (YqqIdentityProverInterface *interface)
{
  progress_signal = g_signal_new ("progress", YQQ_TYPE_IDENTITY_PROVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
}

const char *
yqq_identity_prover_get_method (YqqIdentityProver *self)
{
  return YQQ_IDENTITY_PROVER_GET_IFACE (self)->get_method (self);
}

void
yqq_identity_prover_prove_async (YqqIdentityProver *self,
                                 const YqqIdentityTask *task,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  YQQ_IDENTITY_PROVER_GET_IFACE (self)->prove_async (self, task, cancellable, callback, user_data);
}

JsonObject *
yqq_identity_prover_prove_finish (YqqIdentityProver *self, GAsyncResult *result, GError **error)
{
  return YQQ_IDENTITY_PROVER_GET_IFACE (self)->prove_finish (self, result, error);
}

void
yqq_identity_prover_tell (YqqIdentityProver *self, const char *state, GVariant *detail)
{
  g_autoptr (GVariant) held = detail != NULL ? g_variant_ref_sink (detail) : NULL;
  g_signal_emit (self, progress_signal, 0, state, held);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device's half of a method: it makes evidence for a task, together with the person. */
#pragma once

#include <gio/gio.h>

#include "identity/task.h"

G_BEGIN_DECLS

#define YQQ_TYPE_IDENTITY_PROVER (yqq_identity_prover_get_type ())
G_DECLARE_INTERFACE (YqqIdentityProver, yqq_identity_prover, YQQ, IDENTITY_PROVER, GObject)

/* What a person is to see while evidence is being made; each method has states of its own, listed
 * in its header, whose nicks are stable and which the application words. */
struct _YqqIdentityProverInterface {
  GTypeInterface parent;
  const char *(*get_method) (YqqIdentityProver *self);
  void (*prove_async) (YqqIdentityProver *self,
                       const YqqIdentityTask *task,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  JsonObject *(*prove_finish) (YqqIdentityProver *self, GAsyncResult *result, GError **error);
};

/* The stable name of the method on the wire: "face". */
const char *yqq_identity_prover_get_method (YqqIdentityProver *self);

/* Makes evidence that is bound to the task. Emits "progress" (char *state, GVariant *detail or
 * NULL) on the caller's main context on the way; one at a time. The task is copied. */
void yqq_identity_prover_prove_async (YqqIdentityProver *self,
                                      const YqqIdentityTask *task,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/* The evidence, owned. Errors: the provider's own domain (its header says which codes have a next
 * step of their own), G_IO_ERROR_CANCELLED. */
JsonObject *
yqq_identity_prover_prove_finish (YqqIdentityProver *self, GAsyncResult *result, GError **error);

/* For providers: emits "progress"; takes a floating detail. */
void yqq_identity_prover_tell (YqqIdentityProver *self, const char *state, GVariant *detail);

G_END_DECLS

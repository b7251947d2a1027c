/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What proving and registering with a security key share: one job in a worker. */
#pragma once

#include "identity/fido2-conversation.h"
#include "identity/fido2-prover.h"

G_BEGIN_DECLS

typedef struct _YqqFido2Job YqqFido2Job;

/* Runs in the worker; the JSON it made, owned. */
typedef JsonObject *(*YqqFido2Work) (YqqFido2Conversation *conversation,
                                     const YqqFido2Job *job,
                                     GError **error);

struct _YqqFido2Job {
  YqqFido2Work work;
  GBytes *binding;
  GBytes *user;           /* whom a credential is made for; NULL otherwise */
  GPtrArray *credentials; /* of GBytes */
};

/* Takes over the job; one at a time. The task's callback comes on the caller's main context. */
void yqq_fido2_prover_run_async (YqqFido2Prover *self,
                                 YqqFido2Job *job,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
JsonObject *
yqq_fido2_prover_run_finish (YqqFido2Prover *self, GAsyncResult *result, GError **error);

G_END_DECLS

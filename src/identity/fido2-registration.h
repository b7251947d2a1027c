/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a credential on a security key, to register it with. */
#pragma once

#include "identity/fido2-prover.h"

G_BEGIN_DECLS

/* Has the key that the person touches make a credential (ES256, kept outside the key) for the
 * task's person, bound to the task (of purpose enrol-key). known: the credentials that are
 * registered already (GBytes), so that no key is registered twice; NULL for none. "progress" of the
 * prover tells its states; it does one thing at a time. The key learns nothing about the person but
 * a digest of their id. */
void yqq_fido2_registration_make_async (YqqFido2Prover *prover,
                                        const YqqIdentityTask *task,
                                        GPtrArray *known,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/* A registration as identity/fido2-evidence.h has it, owned. Errors: YQQ_FIDO2_ERROR (REGISTERED
 * too), G_IO_ERROR_CANCELLED. */
JsonObject *
yqq_fido2_registration_make_finish (YqqFido2Prover *prover, GAsyncResult *result, GError **error);

G_END_DECLS

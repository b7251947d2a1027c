/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's security keys at the authority: list, add, rename, remove. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/authenticator.h"

G_BEGIN_DECLS

/* All of these: errors YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR. */

/* The keys (YqqAuthenticatorView), oldest first; owned. */
void yqq_fetch_authenticators_async (YqqAuthorityConnection *connection,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *yqq_fetch_authenticators_finish (GAsyncResult *result, GError **error);

/* Brings a registration (identity/fido2-registration.h) that was made for the challenge identity,
 * which is satisfied and of purpose enrol-key. The key as it is kept, owned. */
void yqq_add_authenticator_async (YqqAuthorityConnection *connection,
                                  const char *identity,
                                  JsonObject *registration,
                                  const char *label,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
YqqAuthenticatorView *yqq_add_authenticator_finish (GAsyncResult *result, GError **error);

void yqq_rename_authenticator_async (YqqAuthorityConnection *connection,
                                     const char *id,
                                     const char *label,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean yqq_rename_authenticator_finish (GAsyncResult *result, GError **error);

/* identity: a satisfied challenge of purpose enrol-key whose subject is id. */
void yqq_remove_authenticator_async (YqqAuthorityConnection *connection,
                                     const char *id,
                                     const char *identity,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean yqq_remove_authenticator_finish (GAsyncResult *result, GError **error);

G_END_DECLS

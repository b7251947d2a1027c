/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's accounts at OpenID Connect providers, at the authority: list, link, unlink. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/account.h"

G_BEGIN_DECLS

/* All of these: errors YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR. */

void yqq_fetch_accounts_async (YqqAuthorityConnection *connection,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Owned. */
YqqLinkedAccounts *yqq_fetch_accounts_finish (GAsyncResult *result, GError **error);

/* Brings the evidence of a log in (identity/oidc-prover.h) that was made for the challenge
 * identity, which is satisfied and of purpose link-account. The account as it is linked, owned. */
void yqq_link_account_async (YqqAuthorityConnection *connection,
                             const char *identity,
                             JsonObject *evidence,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
YqqLinkedAccount *yqq_link_account_finish (GAsyncResult *result, GError **error);

/* identity: a satisfied challenge of purpose link-account whose subject is id. */
void yqq_unlink_account_async (YqqAuthorityConnection *connection,
                               const char *id,
                               const char *identity,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean yqq_unlink_account_finish (GAsyncResult *result, GError **error);

G_END_DECLS

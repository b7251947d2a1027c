/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in at a provider in the person's own browser: the authorization code flow with PKCE
 * (OpenID Connect Core 3.1, RFC 7636, RFC 8252). */
#pragma once

#include "identity/oidc-provider.h"
#include "identity/oidc-settings.h"

G_BEGIN_DECLS

/* Called once, with the address that the person's browser is to open. */
typedef void (*YqqOidcOpen) (const char *address, gpointer user_data);

/* Listens for the answer, has the address opened, and changes the code that comes back for an id
 * token. The provider is asked to let the person log in anew ("prompt", "max_age"): that somebody
 * once logged in in this browser says nothing about who sits before it now. languages: what the
 * person reads ("zh-CN"), may be NULL. */
void yqq_oidc_code_flow_async (SoupSession *session,
                               const YqqOidcProvider *provider,
                               const char *client_id,
                               const char *nonce,
                               const char *languages,
                               guint patience_s,
                               YqqOidcOpen open,
                               gpointer open_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* The id token, unread. Owned. Errors: as yqq_oidc_redirect_new and _wait_finish,
 * yqq_oidc_http_ask_finish and yqq_oidc_token_from_answer. */
char *yqq_oidc_code_flow_finish (GAsyncResult *result, GError **error);

G_END_DECLS

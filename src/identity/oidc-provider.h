/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an OpenID Connect provider says of itself (OpenID Connect Discovery 1.0). */
#pragma once

#include "identity/oidc-http.h"

G_BEGIN_DECLS

typedef struct {
  char *issuer;
  char *authorization_endpoint;
  char *token_endpoint;
  char *jwks_uri;
  char *device_authorization_endpoint; /* RFC 8628; NULL where it has none */
  gboolean names_itself;               /* its answers say who gives them (RFC 9207) */
} YqqOidcProvider;

/* Reads the discovery document of issuer, which has to be exactly the one it names. Errors:
 * BAD_ANSWER (another issuer, an endpoint missing or not safe), UNSUPPORTED (no PKCE with S256, no
 * token signed as we take it). A document that does not speak of PKCE passes, for not all say what
 * they do; S256 is asked for in any case. */
YqqOidcProvider *yqq_oidc_provider_parse (JsonObject *json, const char *issuer, GError **error);
void yqq_oidc_provider_free (YqqOidcProvider *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOidcProvider, yqq_oidc_provider_free)

/* Asks the issuer for it. */
void yqq_oidc_provider_discover_async (SoupSession *session,
                                       const char *issuer,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Owned. Errors: as parse and yqq_oidc_http_ask_finish. */
YqqOidcProvider *yqq_oidc_provider_discover_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes id tokens and sets of keys as a provider does, for tests. */
#pragma once

#include "crypto/key.h"
#include "identity/oidc-keys.h"

G_BEGIN_DECLS

#define TOKEN_ISSUER "https://id.example.cn"
#define TOKEN_CLIENT "yueqiqian-desktop"
#define TOKEN_NONCE "the-nonce"

/* {"keys":[…]} with the public half of one P-256 key. */
JsonObject *token_maker_jwks (YqqKey *key, const char *kid);

/* The claims of a good token of now_ms, from and for the above; sub is "li". */
JsonObject *token_maker_claims (gint64 now_ms);

/* Signed with ES256. Owned. */
char *token_maker_sign (YqqKey *key, const char *kid, JsonObject *claims);

G_END_DECLS

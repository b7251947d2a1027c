/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that a provider signs its tokens with (RFC 7517 5). */
#pragma once

#include "crypto/jwk.h"
#include "identity/oidc-error.h"

G_BEGIN_DECLS

/* A provider in the middle of changing its keys has a handful. */
#define YQQ_OIDC_MAX_KEYS 64

/* Reference-counted, unchangeable, usable from several threads at once. */
typedef struct _YqqOidcKeys YqqOidcKeys;

/* Takes the keys that check signatures here and skips others. Error: BAD_ANSWER (not a set of keys,
 * a broken one in it, more than YQQ_OIDC_MAX_KEYS, or none that we can use). */
YqqOidcKeys *yqq_oidc_keys_parse (JsonObject *json, GError **error);
YqqOidcKeys *yqq_oidc_keys_ref (YqqOidcKeys *self);
void yqq_oidc_keys_unref (YqqOidcKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOidcKeys, yqq_oidc_keys_unref)

/* The key of that name for that algorithm; kid NULL finds the only one there is for it. Borrowed,
 * or NULL. */
YqqJwk *yqq_oidc_keys_find (YqqOidcKeys *self, const char *kid, YqqJwkAlgorithm algorithm);

G_END_DECLS

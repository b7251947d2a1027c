/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's half of OpenID Connect: whether an id token shows that its person did the task.
 */
#pragma once

#include "base/clock.h"
#include "identity/oidc-key-cache.h"
#include "identity/oidc-link-store.h"
#include "identity/verifier.h"

G_BEGIN_DECLS

#define YQQ_TYPE_OIDC_VERIFIER (yqq_oidc_verifier_get_type ())
G_DECLARE_FINAL_TYPE (YqqOidcVerifier, yqq_oidc_verifier, YQQ, OIDC_VERIFIER, GObject)

/* Evidence: {"id_token":"…"}, whose nonce is base64url of the task's binding; that the binding is
 * used once is the challenge's affair. The account in it has to be the person's: by the number of
 * their document (settings->claim_is_document), or by a link, which is made the first time staff
 * vouched for the person within the same challenge. An account that is somebody else's is refused
 * whoever vouches.
 *
 * Errors: YQQ_IDENTITY_ERROR INVALID, EXPIRED, NOT_LINKED (a good token of an account that is
 * nobody's: a staff code in the same challenge links it), NOT_READY (the provider's keys are being
 * asked for; the same evidence again once yqq_oidc_key_cache_wait returns). cache outlives it. */
YqqOidcVerifier *yqq_oidc_verifier_new (const YqqOidcSettings *settings,
                                        YqqOidcKeyCache *cache,
                                        YqqOidcLinkStore *store,
                                        YqqClock *clock);

/* What the provider calls the person who logged in for the task, whoever's that is: for linking.
 * Owned; errors INVALID, EXPIRED, NOT_READY. */
char *yqq_oidc_verifier_read_account (YqqOidcVerifier *self,
                                      const YqqIdentityTask *task,
                                      JsonObject *evidence,
                                      GError **error);

G_END_DECLS

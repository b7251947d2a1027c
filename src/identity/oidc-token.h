/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an id token proves (OpenID Connect Core 1.0 3.1.3.7): a pure check, without asking anybody.
 */
#pragma once

#include "identity/oidc-keys.h"

G_BEGIN_DECLS

/* How old a token, and the log in it tells of, may be; and how far clocks may differ. */
#define YQQ_OIDC_TOKEN_MS (10 * 60 * G_GINT64_CONSTANT (1000))
#define YQQ_OIDC_SKEW_MS (60 * G_GINT64_CONSTANT (1000))
#define YQQ_OIDC_MAX_CLAIM 255

/* What a token has to say. */
typedef struct {
  const char *issuer;
  const char *client_id;
  const char *nonce;        /* yqq_oidc_nonce of the task */
  const char *person_claim; /* the claim that is asked for */
  gint64 now_ms;
} YqqOidcExpectation;

/* The nonce that a token for a task has: base64url of the task's binding. Owned. */
char *yqq_oidc_nonce (GBytes *binding);

/* Whether a token carries nonce and is of a form we take, without believing it: for a device, to
 * tell its person at once that the provider does not bind its tokens to what they are asked for. */
gboolean yqq_oidc_token_carries (const char *compact, const char *nonce);

/* The value of person_claim, if compact was signed by one of keys, by and for whom is expected, no
 * longer ago than YQQ_OIDC_TOKEN_MS. A token that says when the person logged in ("auth_time", for
 * which our requests ask) has to say that it was no longer ago either. Owned. Errors: UNKNOWN_KEY
 * (the keys may be old ones), EXPIRED, INVALID (everything else). */
char *yqq_oidc_token_check (const char *compact,
                            YqqOidcKeys *keys,
                            const YqqOidcExpectation *expected,
                            GError **error);

G_END_DECLS

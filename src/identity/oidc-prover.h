/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device's half of OpenID Connect: it has the person log in at their provider and brings the id
 * token as evidence. */
#pragma once

#include "identity/oidc-settings.h"
#include "identity/prover.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_OIDC_WAY_BROWSER, /* in the person's browser on this computer */
  YQQ_OIDC_WAY_PHONE,   /* on another device, by a code; where the offer has "device_flow" */
} YqqOidcWay;

/* The states that "progress" tells, with their details:
 *
 * "contacting": the provider is being asked what it is.
 * "open-browser" (s): the caller opens this address in the person's browser, now.
 * "user-code" a{sv}: "address" and "code" (s) for the person, "whole-address" (s) for a QR code
 *   where the provider has one, "seconds" (u) that it is good. */
#define YQQ_OIDC_STATE_CONTACTING "contacting"
#define YQQ_OIDC_STATE_OPEN_BROWSER "open-browser"
#define YQQ_OIDC_STATE_USER_CODE "user-code"

/* How long a person has in the browser. The authority's challenge lives as long. */
#define YQQ_OIDC_PATIENCE_S 600

#define YQQ_TYPE_OIDC_PROVER (yqq_oidc_prover_get_type ())
G_DECLARE_FINAL_TYPE (YqqOidcProver, yqq_oidc_prover, YQQ, OIDC_PROVER, GObject)

/* languages: what the person reads, as "zh-CN" or "zh-CN en"; may be NULL. */
YqqOidcProver *yqq_oidc_prover_new (YqqOidcWay way, const char *languages);

/* For tests: fewer seconds than YQQ_OIDC_PATIENCE_S. */
void yqq_oidc_prover_set_patience (YqqOidcProver *self, guint seconds);

/* Evidence: {"id_token":"…"}, which the device does not judge: the authority is the one that has to
 * believe it. Only a token without the task's nonce is not handed on: RFC 8628 knows no nonce, and
 * of its providers some pass it on (Keycloak does), some do not. Errors of prove_finish:
 * YQQ_OIDC_ERROR OFFLINE, BAD_ANSWER, UNSUPPORTED, DENIED, TIMED_OUT, NO_LISTENER, INVALID (what
 * the authority offers is no provider). */

G_END_DECLS

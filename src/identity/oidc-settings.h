/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which OpenID Connect provider an authority believes, and what of it. */
#pragma once

#include <json-glib/json-glib.h>

#include "identity/oidc-error.h"

G_BEGIN_DECLS

#define YQQ_OIDC_METHOD "oidc"

#define YQQ_OIDC_MAX_URI 2048
#define YQQ_OIDC_MAX_NAME 60
#define YQQ_OIDC_MAX_CLIENT_ID 200
#define YQQ_OIDC_MAX_CLAIM_NAME 64

typedef struct {
  char *name;      /* what people call the provider */
  char *issuer;    /* exactly as its tokens have it */
  char *client_id; /* of a public client (RFC 6749 2.1): a desktop program keeps no secret */
  gboolean device_flow;
  /* The authority's alone, and not in an offer: */
  char *person_claim;         /* the claim that tells people apart; "sub" */
  gboolean claim_is_document; /* it is the number of the person's identity document */
  char *jwks_file;            /* the provider's keys, where it may not be asked; or NULL */
} YqqOidcSettings;

/* What is wrong with a member, and what to write there, in the language of whoever runs this. */
typedef void (*YqqOidcFault) (const char *member, const char *sentence, gpointer user_data);

/* Reads the section "oidc" of a policy, or what an authority offers. Members: "name", "issuer",
 * "client_id"; optional "device_flow", "person_claim", "person_claim_is" ("link" or "id-number";
 * "id-number" also where the claim is called "id_number"), "jwks_file". NULL after every fault was
 * reported. */
YqqOidcSettings *yqq_oidc_settings_read (JsonObject *json, YqqOidcFault report, gpointer user_data);

/* The same with the first fault as the error (INVALID). */
YqqOidcSettings *yqq_oidc_settings_from_json (JsonObject *json, GError **error);
YqqOidcSettings *yqq_oidc_settings_copy (const YqqOidcSettings *self);
void yqq_oidc_settings_free (YqqOidcSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOidcSettings, yqq_oidc_settings_free)

/* What a device needs to know. Owned. */
JsonObject *yqq_oidc_settings_to_offer (const YqqOidcSettings *self);

/* Whether something may be asked or sent there: https, or http on this computer itself (the tests,
 * and a provider behind a local edge), without a user's name or a fragment. */
gboolean yqq_oidc_is_safe_uri (const char *uri);

G_END_DECLS

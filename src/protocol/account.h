/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts at OpenID Connect providers that are a person's, on the wire. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_LINKED_ACCOUNTS_MAX_COUNT 16

/* One account; what the provider calls its person is the authority's affair. */
typedef struct {
  char *id;
  char *name;   /* what people call the provider; NULL where the policy has another one by now */
  char *issuer; /* its address */
  gint64 linked_at_ms;
} YqqLinkedAccount;

YqqLinkedAccount *yqq_linked_account_from_json (JsonObject *object, GError **error);
JsonObject *yqq_linked_account_to_json (const YqqLinkedAccount *self);
void yqq_linked_account_free (YqqLinkedAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqLinkedAccount, yqq_linked_account_free)

/* GET /v1/me/accounts → {"accounts":[…],"provider":{…}}, oldest first. */
typedef struct {
  GPtrArray *accounts;  /* YqqLinkedAccount */
  JsonObject *provider; /* where one can be linked, as identity/oidc-prover.h takes it; NULL */
} YqqLinkedAccounts;

YqqLinkedAccounts *yqq_linked_accounts_from_json (JsonObject *object, GError **error);
JsonObject *yqq_linked_accounts_to_json (const YqqLinkedAccounts *self);
void yqq_linked_accounts_free (YqqLinkedAccounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqLinkedAccounts, yqq_linked_accounts_free)

/* POST /v1/me/accounts */
typedef struct {
  char *identity;       /* a satisfied challenge of purpose link-account */
  JsonObject *evidence; /* {"id_token"}, of a log in for that challenge */
} YqqAccountLinking;

YqqAccountLinking *yqq_account_linking_from_json (JsonObject *object, GError **error);
JsonObject *yqq_account_linking_to_json (const YqqAccountLinking *self);
void yqq_account_linking_free (YqqAccountLinking *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAccountLinking, yqq_account_linking_free)

G_END_DECLS

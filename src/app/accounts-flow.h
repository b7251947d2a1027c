/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's accounts that show who they are: listed, linked, unlinked. */
#pragma once

#include "app/account-office.h"
#include "app/identity-flow.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_ACCOUNTS_LOADING,
  YQQ_ACCOUNTS_LISTED,
  YQQ_ACCOUNTS_VERIFYING,  /* the person shows who they are, on the identity page */
  YQQ_ACCOUNTS_LOGGING_IN, /* at the provider, for the task */
  YQQ_ACCOUNTS_WORKING,    /* the authority is asked */
  YQQ_ACCOUNTS_FAILED,
} YqqAccountsState;

/* Signal: changed. Goes to the identity page and comes back to YQQ_PLACE_ACCOUNTS. */
#define YQQ_TYPE_ACCOUNTS_FLOW (yqq_accounts_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqAccountsFlow, yqq_accounts_flow, YQQ, ACCOUNTS_FLOW, GObject)

YqqAccountsFlow *
yqq_accounts_flow_new (YqqAccountOffice *office, YqqIdentityOffice *identity, YqqRouter *router);

YqqAccountsState yqq_accounts_flow_get_state (YqqAccountsFlow *self);
/* As the authority told them last; NULL before. Borrowed. */
const YqqLinkedAccounts *yqq_accounts_flow_get_accounts (YqqAccountsFlow *self);
/* What the log in at the provider has to be for; NULL but while logging in. Borrowed. */
const YqqIdentityTask *yqq_accounts_flow_get_task (YqqAccountsFlow *self);
/* NULL unless it failed. */
const GError *yqq_accounts_flow_get_error (YqqAccountsFlow *self);

/* Asks the authority for the list (again). */
void yqq_accounts_flow_load (YqqAccountsFlow *self);
/* Only where the list has a provider. */
void yqq_accounts_flow_begin_link (YqqAccountsFlow *self);
/* What the log in has brought. */
void yqq_accounts_flow_give (YqqAccountsFlow *self, JsonObject *evidence);
/* The person does not want to log in any more. */
void yqq_accounts_flow_give_up (YqqAccountsFlow *self);
void yqq_accounts_flow_begin_unlink (YqqAccountsFlow *self, const char *id);
/* Nothing is asked any more. */
void yqq_accounts_flow_stop (YqqAccountsFlow *self);

G_END_DECLS

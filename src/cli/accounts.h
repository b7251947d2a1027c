/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's accounts at OpenID Connect providers, as the commands about them need them. */
#pragma once

#include "cli/workplace.h"
#include "client/accounts.h"

G_BEGIN_DECLS

/* NULL after the failure was reported. Owned. */
YqqLinkedAccounts *yqq_accounts_fetch (YqqWorkplace *workplace, int *exit_code);

G_END_DECLS

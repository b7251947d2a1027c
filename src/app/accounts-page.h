/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's accounts at their organisation's log in: linked and unlinked here. */
#pragma once

#include "app/identity-methods.h"
#include "app/oidc-panel.h"
#include "app/page.h"

G_BEGIN_DECLS

#define YQQ_TYPE_ACCOUNTS_PAGE (yqq_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqAccountsPage, yqq_accounts_page, YQQ, ACCOUNTS_PAGE, YqqPage)

YqqPage *yqq_accounts_page_new (const YqqPageParts *parts);

/* For tests: the panel at which the person logs in; NULL while nobody does. Borrowed. */
YqqOidcPanel *yqq_accounts_page_get_panel (YqqAccountsPage *self);

G_END_DECLS

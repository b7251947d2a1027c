/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody leaves the enterprise: the steps, one after the other, and the receipt. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LEAVER_PAGE (yqq_leaver_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqLeaverPage, yqq_leaver_page, YQQ, LEAVER_PAGE, YqqPage)

/* user NULL: to be chosen on the page. */
YqqPage *yqq_leaver_page_new (YqqWorkspace *workspace,
                              YqqRouter *router,
                              YqqAdministration *administration,
                              YqqAuthorisedUserEntry *user);

G_END_DECLS

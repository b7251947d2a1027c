/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After a log in: who is logged in now, and back to where they were going. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LOGGED_IN_PAGE (yqq_logged_in_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqLoggedInPage, yqq_logged_in_page, YQQ, LOGGED_IN_PAGE, YqqPage)

/* Who belongs to several enterprises and has chosen none is asked for which on the way. */
YqqPage *yqq_logged_in_page_new (YqqWorkspace *workspace, YqqRouter *router);

G_END_DECLS

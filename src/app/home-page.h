/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates of the person, a card each. */
#pragma once

#include "app/notice-watch.h"
#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_HOME_PAGE (yqq_home_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqHomePage, yqq_home_page, YQQ, HOME_PAGE, YqqPage)

/* notices: what waits for the person is told above the cards; NULL for none. */
YqqPage *yqq_home_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqNoticeWatch *notices);

G_END_DECLS

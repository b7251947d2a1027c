/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates of the person, a card each. */
#pragma once

#include "app/page.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_HOME_PAGE (yqq_home_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqHomePage, yqq_home_page, YQQ, HOME_PAGE, YqqPage)

YqqPage *yqq_home_page_new (YqqWorkspace *workspace);

G_END_DECLS

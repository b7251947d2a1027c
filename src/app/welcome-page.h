/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen before log in: the mark, log in, another authority. */
#pragma once

#include "app/page.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_WELCOME_PAGE (yqq_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqWelcomePage, yqq_welcome_page, YQQ, WELCOME_PAGE, YqqPage)

YqqPage *yqq_welcome_page_new (YqqWorkspace *workspace);

G_END_DECLS

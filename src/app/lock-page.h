/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown while the application is locked: the way back in, and nothing of the person. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LOCK_PAGE (yqq_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqLockPage, yqq_lock_page, YQQ, LOCK_PAGE, YqqPage)

YqqPage *yqq_lock_page_new (YqqWorkspace *workspace, YqqRouter *router);

G_END_DECLS

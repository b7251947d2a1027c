/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 注销授权: the consequence, the reason, the name typed; or suspending instead. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_USER_CANCEL_PAGE (yqq_user_cancel_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqUserCancelPage, yqq_user_cancel_page, YQQ, USER_CANCEL_PAGE, YqqPage)

YqqPage *yqq_user_cancel_page_new (YqqWorkspace *workspace,
                                   YqqAdministration *administration,
                                   YqqRouter *router,
                                   YqqAuthorisedUserEntry *entry);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 修改授权: permissions chosen again, before and after side by side. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_USER_MODIFY_PAGE (yqq_user_modify_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqUserModifyPage, yqq_user_modify_page, YQQ, USER_MODIFY_PAGE, YqqPage)

YqqPage *yqq_user_modify_page_new (YqqWorkspace *workspace,
                                   YqqAdministration *administration,
                                   YqqRouter *router,
                                   YqqAuthorisedUserEntry *entry);

G_END_DECLS

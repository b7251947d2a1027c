/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 添加授权: the form that authorises somebody. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_USER_FORM_PAGE (yqq_user_form_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqUserFormPage, yqq_user_form_page, YQQ, USER_FORM_PAGE, YqqPage)

YqqPage *yqq_user_form_page_new (YqqWorkspace *workspace,
                                 YqqAdministration *administration,
                                 YqqRouter *router);

G_END_DECLS

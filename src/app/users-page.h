/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 授权用户信息: who may use the enterprise's certificate and seals, and what is left of the quota.
 */
#pragma once

#include "app/administration.h"
#include "app/page.h"
#include "app/router.h"

G_BEGIN_DECLS

#define YQQ_TYPE_USERS_PAGE (yqq_users_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqUsersPage, yqq_users_page, YQQ, USERS_PAGE, YqqPage)

YqqPage *yqq_users_page_new (YqqAdministration *administration, YqqRouter *router);

G_END_DECLS

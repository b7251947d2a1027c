/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody was authorised: what to tell them, to copy, to print or to save. */
#pragma once

#include "app/grant-form.h"
#include "app/page.h"
#include "app/router.h"

G_BEGIN_DECLS

#define YQQ_TYPE_USER_ADDED_PAGE (yqq_user_added_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqUserAddedPage, yqq_user_added_page, YQQ, USER_ADDED_PAGE, YqqPage)

YqqPage *yqq_user_added_page_new (YqqGrantForm *form, YqqRouter *router);

G_END_DECLS

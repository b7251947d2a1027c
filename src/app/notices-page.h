/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's notices, newest first, and where each of them leads. */
#pragma once

#include "app/notice-watch.h"
#include "app/page.h"
#include "app/router.h"

G_BEGIN_DECLS

#define YQQ_TYPE_NOTICES_PAGE (yqq_notices_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqNoticesPage, yqq_notices_page, YQQ, NOTICES_PAGE, YqqPage)

YqqPage *yqq_notices_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqNoticeWatch *notices);

G_END_DECLS

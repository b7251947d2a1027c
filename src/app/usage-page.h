/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One signature of the past: every fact of it, the signature to keep, and whether it is good. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/usage-look.h"

G_BEGIN_DECLS

#define YQQ_TYPE_USAGE_PAGE (yqq_usage_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqUsagePage, yqq_usage_page, YQQ, USAGE_PAGE, YqqPage)

YqqPage *yqq_usage_page_new (YqqRouter *router, YqqUsageLook *look);

G_END_DECLS

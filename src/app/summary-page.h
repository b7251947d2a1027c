/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session came to: why it ended, every signature, the receipt. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/scan-session.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SUMMARY_PAGE (yqq_summary_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqSummaryPage, yqq_summary_page, YQQ, SUMMARY_PAGE, YqqPage)

YqqPage *yqq_summary_page_new (YqqRouter *router, YqqScanSession *session);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 使用记录: what was signed, when, for whom, with which certificate. */
#pragma once

#include "app/page.h"
#include "app/records.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_HISTORY_PAGE (yqq_history_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqHistoryPage, yqq_history_page, YQQ, HISTORY_PAGE, YqqPage)

/* administration: of an enterprise whose whole record can be shown too; NULL for none. It begins
 * with that where enterprise_first. */
YqqPage *yqq_history_page_new (YqqRouter *router,
                               YqqRecords *records,
                               YqqAdministration *administration,
                               gboolean enterprise_first);

G_END_DECLS

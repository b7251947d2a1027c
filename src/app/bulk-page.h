/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several authorised users at once: suspended, resumed, cancelled, exported. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_BULK_PAGE (yqq_bulk_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqBulkPage, yqq_bulk_page, YQQ, BULK_PAGE, YqqPage)

YqqPage *
yqq_bulk_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqAdministration *administration);

G_END_DECLS

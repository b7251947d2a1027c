/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For which of their enterprises a person works now: whose certificates are shown. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_ENTERPRISES_PAGE (yqq_enterprises_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqEnterprisesPage, yqq_enterprises_page, YQQ, ENTERPRISES_PAGE, YqqPage)

YqqPage *yqq_enterprises_page_new (YqqWorkspace *workspace, YqqRouter *router);

G_END_DECLS

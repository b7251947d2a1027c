/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log in: name, document, agreement; a staff code or another way that the authority takes. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LOG_IN_PAGE (yqq_log_in_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqLogInPage, yqq_log_in_page, YQQ, LOG_IN_PAGE, YqqPage)

YqqPage *yqq_log_in_page_new (YqqWorkspace *workspace, YqqRouter *router);

G_END_DECLS

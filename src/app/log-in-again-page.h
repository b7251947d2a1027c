/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log in has expired on a computer that knows its person: they are greeted and log in anew. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LOG_IN_AGAIN_PAGE (yqq_log_in_again_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqLogInAgainPage, yqq_log_in_again_page, YQQ, LOG_IN_AGAIN_PAGE, YqqPage)

YqqPage *yqq_log_in_again_page_new (YqqWorkspace *workspace, YqqRouter *router);

G_END_DECLS

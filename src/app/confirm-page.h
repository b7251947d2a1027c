/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asks for signatures and why; check code, documents, refuse or go on. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_CONFIRM_PAGE (yqq_confirm_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqConfirmPage, yqq_confirm_page, YQQ, CONFIRM_PAGE, YqqPage)

YqqPage *yqq_confirm_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqScanSession *session);

G_END_DECLS

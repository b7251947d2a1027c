/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 两人复核: the rule's switch, and the acts that wait for a second person. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_PROPOSALS_PAGE (yqq_proposals_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqProposalsPage, yqq_proposals_page, YQQ, PROPOSALS_PAGE, YqqPage)

YqqPage *yqq_proposals_page_new (YqqWorkspace *workspace,
                                 YqqRouter *router,
                                 YqqAdministration *administration);

G_END_DECLS

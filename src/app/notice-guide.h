/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leads from a notice to the page of what it tells of. */
#pragma once

#include "app/router.h"
#include "app/workspace.h"
#include "protocol/notice.h"

G_BEGIN_DECLS

/* Where that is not there any more it says so. */
void yqq_notice_guide_lead (YqqWorkspace *workspace, YqqRouter *router, const YqqNotice *notice);

G_END_DECLS

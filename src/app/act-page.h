/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act at work, and what kept it from being done. */
#pragma once

#include "app/act-flow.h"
#include "app/page.h"

G_BEGIN_DECLS

#define YQQ_TYPE_ACT_PAGE (yqq_act_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqActPage, yqq_act_page, YQQ, ACT_PAGE, YqqPage)

YqqPage *yqq_act_page_new (YqqActFlow *flow);

G_END_DECLS

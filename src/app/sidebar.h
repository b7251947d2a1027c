/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane beside the pages: which enterprise, where to, who is logged in. */
#pragma once

#include <adwaita.h>

#include "app/notice-watch.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SIDEBAR (yqq_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (YqqSidebar, yqq_sidebar, YQQ, SIDEBAR, AdwBin)

void yqq_sidebar_set_workspace (YqqSidebar *self, YqqWorkspace *workspace);

/* Shows the window's own buttons (folded: the pane is all there is). */
void yqq_sidebar_set_alone (YqqSidebar *self, gboolean alone);

/* The entries of the usage record and of notices, with how many have not been seen. */
void yqq_sidebar_set_notices (YqqSidebar *self, YqqNoticeWatch *notices);
/* Marks where the person is: the users, the usage record, the notices, else the certificates. */
void yqq_sidebar_show_entry (YqqSidebar *self, YqqPlace place);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane beside the pages: which enterprise, where to, who is logged in. */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SIDEBAR (yqq_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (YqqSidebar, yqq_sidebar, YQQ, SIDEBAR, AdwBin)

void yqq_sidebar_set_workspace (YqqSidebar *self, YqqWorkspace *workspace);

/* Shows the window's own buttons (folded: the pane is all there is). */
void yqq_sidebar_set_alone (YqqSidebar *self, gboolean alone);

/* Marks where the person is: at the authorised users, or at the certificates. */
void yqq_sidebar_show_entry (YqqSidebar *self, gboolean users);

G_END_DECLS

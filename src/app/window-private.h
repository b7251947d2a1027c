/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window's actions work with. */
#pragma once

#include "app/navigation.h"
#include "app/window.h"

G_BEGIN_DECLS

/* Borrowed. */
YqqWorkspace *yqq_window_get_workspace (YqqWindow *self);
YqqRouter *yqq_window_get_router (YqqWindow *self);
YqqNavigation *yqq_window_get_navigation (YqqWindow *self);
/* FALSE: there are neither notices nor a history to go to. */
gboolean yqq_window_has_records (YqqWindow *self);

/* One step back: what the page itself leaves first, then the way, then the sidebar where it stands
 * alone. */
void yqq_window_go_back (YqqWindow *self);
/* The page rather than the sidebar, where there is room for one of them. */
void yqq_window_show_content (YqqWindow *self);

/* The actions named win.… */
void yqq_window_actions_install (GtkWidgetClass *class);

G_END_DECLS

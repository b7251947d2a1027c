/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "That was not me": asks once more, then has the computer taken out. */
#pragma once

#include <gtk/gtk.h>

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* Over the window of widget. */
void yqq_dispute_dialog_present (GtkWidget *widget,
                                 YqqWorkspace *workspace,
                                 YqqRouter *router,
                                 const char *device_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before logging out, and logs out. */
#pragma once

#include <gtk/gtk.h>

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

void yqq_log_out_dialog_present (GtkWindow *window, YqqWorkspace *workspace, YqqRouter *router);

G_END_DECLS

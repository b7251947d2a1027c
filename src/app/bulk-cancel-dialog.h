/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what cancelling many grants means, and takes the reason, before it is done. */
#pragma once

#include <gtk/gtk.h>

#include "app/bulk-flow.h"

G_BEGIN_DECLS

/* In front of the widget's window. */
void yqq_bulk_cancel_dialog_present (GtkWidget *widget, YqqBulkFlow *flow);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what several suspended users may use again. */
#pragma once

#include <gtk/gtk.h>

#include "app/bulk-flow.h"

G_BEGIN_DECLS

/* Nothing is kept of what a suspended grant allowed, so that it is chosen anew, the same for all.
 * seals: YqqSealView. */
void yqq_bulk_resume_dialog_present (GtkWidget *widget, YqqBulkFlow *flow, GPtrArray *seals);

G_END_DECLS

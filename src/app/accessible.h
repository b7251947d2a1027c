/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What buttons are called by a screen reader, and that it is said once. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Calls button, which is not on screen yet, by a name that says more than its face ("Sign:
 * contract.pdf"). What stands on it is then no longer spoken by itself. */
void yqq_accessible_name_button (GtkWidget *button, const char *name);

G_END_DECLS

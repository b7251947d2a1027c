/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What buttons are called by a screen reader, and that it is said once. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Calls button, which is not on screen yet, by a name that says more than its face ("Sign:
 * contract.pdf"). What stands on it is then no longer spoken by itself. */
void yqq_accessible_name_button (GtkWidget *button, const char *name);

/* Nothing of widget is spoken: it only repeats for the eye what stands beside it. */
void yqq_accessible_hide (GtkWidget *widget);

/* Lets every field below widget tell that it has the focus, and its name. It is the GtkText inside
 * that has it, which is nothing to a screen reader of GTK 4.8: whoever comes to the field hears
 * nothing. Of a drop-down it is the button inside, which has no name. */
void yqq_accessible_name_fields (GtkWidget *widget);

/* Shows dialog, all of whose responses are there. AdwMessageDialog (libadwaita 1.2) says the name
 * of every response twice, and has each response in two places of which one is seen; here every one
 * is there once and said once. */
void yqq_accessible_present_dialog (AdwMessageDialog *dialog);

G_END_DECLS

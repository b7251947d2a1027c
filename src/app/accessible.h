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

/* What is said of widget after its name; NULL: nothing. */
void yqq_accessible_describe (GtkWidget *widget, const char *text);

/* What is to be said of widget besides, until source (not kept alive; one text each) takes it back
 * with NULL. What is said of it already is not said again. */
void yqq_accessible_put (GtkWidget *widget, gpointer source, const char *text);
/* Tells a screen reader, which speaks all of it at once where widget has the focus. */
void yqq_accessible_say (GtkWidget *widget);

/* Lets the rows below widget say what stands below their titles, now and when it changes: it is
 * part of them for the eye, while a screen reader that comes to a row speaks its title only. */
void yqq_accessible_describe_rows (GtkWidget *widget);

/* Lets every field below widget tell that it has the focus, and its name. It is the GtkText inside
 * that has it, which is nothing to a screen reader of GTK 4.8: whoever comes to the field hears
 * nothing. Of a drop-down it is the button inside, which has no name. */
void yqq_accessible_name_fields (GtkWidget *widget);

/* Shows dialog, all of whose responses are there. AdwMessageDialog (libadwaita 1.2) says the name
 * of every response twice, and has each response in two places of which one is seen; here every one
 * is there once and said once. */
void yqq_accessible_present_dialog (AdwMessageDialog *dialog);

G_END_DECLS

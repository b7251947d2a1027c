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

/* What is said of widget besides, for as long as source (not kept alive; one text each) has it so;
 * what its own description says already is not said again. */
void yqq_accessible_add (GtkWidget *widget, gpointer source, const char *text);
void yqq_accessible_withdraw (GtkWidget *widget, gpointer source);

/* Shows dialog, all of whose responses are there. AdwMessageDialog (libadwaita 1.2) says the name
 * of every response twice, and has each response in two places of which one is seen; here every one
 * is there once and said once. */
void yqq_accessible_present_dialog (AdwMessageDialog *dialog);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what to do when a PIN is forgotten or locked. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows it in a dialog over the window of widget. */
void yqq_pin_help_present (GtkWidget *widget);

G_END_DECLS

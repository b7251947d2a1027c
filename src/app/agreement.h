/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agreement that a person accepts when logging in. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the text in a dialog over the window of widget. */
void yqq_agreement_present (GtkWidget *widget);

G_END_DECLS

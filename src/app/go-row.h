/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that leads somewhere: its arrow is a button, and the whole row does the same. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* name: what a screen reader calls the button, and its tooltip. item is kept; clicked (GtkButton *,
 * user_data) finds it by yqq_go_row_get_item. */
GtkWidget *yqq_go_row_new (const char *title,
                           const char *subtitle,
                           const char *name,
                           gpointer item,
                           GCallback clicked,
                           gpointer user_data);
/* Borrowed. */
gpointer yqq_go_row_get_item (GtkButton *button);

G_END_DECLS

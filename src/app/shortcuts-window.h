/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window that tells which keys do what. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows it over parent and gives it back, borrowed; closing it destroys it. It is not GTK's "help
 * overlay", which GtkApplication would build before it shows the first window. */
GtkWindow *yqq_shortcuts_window_present (GtkWindow *parent);

G_END_DECLS

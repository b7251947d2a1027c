/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a file to read or to write, as the desktop asks. */
#pragma once

#include <gtk/gtk.h>

#include "app/router.h"

G_BEGIN_DECLS

/* Called with the file that was chosen, while widget lives; not at all if none was. */
typedef void (*YqqFileChosen) (GtkWidget *widget, GFile *file);

/* pattern: "*.csv"; NULL for every file. */
void yqq_file_choice_open (GtkWidget *widget,
                           const char *title,
                           const char *pattern,
                           YqqFileChosen chosen);
/* name: what it is to be called. */
void
yqq_file_choice_save (GtkWidget *widget, const char *title, const char *name, YqqFileChosen chosen);
/* Asks where, writes bytes there, and tells how that went. */
void yqq_file_choice_save_bytes (GtkWidget *widget,
                                 YqqRouter *router,
                                 const char *title,
                                 const char *name,
                                 GBytes *bytes);
/* "beginning-20260301.csv". Owned. */
char *yqq_file_choice_dup_name (const char *beginning, const char *ending);

G_END_DECLS

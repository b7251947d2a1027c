/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a slip of paper: to be printed, or saved as PDF. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A print operation that lays the text out on as many pages as it needs. title: its heading and the
 * name of the print job. Owned. */
GtkPrintOperation *yqq_slip_new (const char *title, const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes an enterprise's audit record to a file, with progress, and says how it is verified. */
#pragma once

#include <gtk/gtk.h>

#include "app/administration.h"

G_BEGIN_DECLS

/* A dialog in front of the widget's window; cancelled or failed, the file is as it was. */
void yqq_audit_export_present (GtkWidget *widget, YqqAdministration *administration, GFile *file);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row with a name and a value; the value can be copied with one click. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row whose value stands under its name. copied: what the button copies, NULL for no button. */
GtkWidget *yqq_detail_row_new (const char *name, const char *value, const char *copied);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what this program is, which version, under which licence. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void yqq_about_present (GtkWindow *window);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has a screen reader speak what appears on a page while a person is at work there. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From here on, every label of the role alert or status that comes, or changes while it is there,
 * describes what has the focus (yqq_accessible_describe) for as long as it stands: GTK 4.8 has no
 * call to announce something and Orca passes alerts over, but speaks the description of what has
 * the focus when it changes. Where nothing has the focus, what is nearest to the label gets it.
 * Once is enough for a process; GTK is there already. */
void yqq_alerts_speak (void);

G_END_DECLS

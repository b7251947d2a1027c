/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays its children out in lines, like words in a paragraph. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YQQ_TYPE_FLOW (yqq_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqFlow, yqq_flow, YQQ, FLOW, GtkWidget)

G_END_DECLS

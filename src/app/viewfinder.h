/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what the camera sees, with rounded corners and the found codes outlined. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YQQ_TYPE_VIEWFINDER (yqq_viewfinder_get_type ())
G_DECLARE_FINAL_TYPE (YqqViewfinder, yqq_viewfinder, YQQ, VIEWFINDER, GtkWidget)

/* rgba: height rows of width pixels, four bytes each, without padding. */
void yqq_viewfinder_show_frame (YqqViewfinder *self, GBytes *rgba, guint width, guint height);

/* Outlines these codes (YqqQrReading, in shares of the picture) for a moment. */
void yqq_viewfinder_outline (YqqViewfinder *self, GPtrArray *readings);

/* Shows nothing. */
void yqq_viewfinder_clear (YqqViewfinder *self);

G_END_DECLS

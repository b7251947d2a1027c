/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what the camera sees, with rounded corners, and with the found codes outlined or a place
 * for a face. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YQQ_TYPE_VIEWFINDER (yqq_viewfinder_get_type ())
G_DECLARE_FINAL_TYPE (YqqViewfinder, yqq_viewfinder, YQQ, VIEWFINDER, GtkWidget)

/* rgba: height rows of width pixels, four bytes each, without padding. */
void yqq_viewfinder_show_frame (YqqViewfinder *self, GBytes *rgba, guint width, guint height);

/* As in a mirror, for people who look at themselves: their left is on the left. What is given to
 * yqq_viewfinder_show_frame is not mirrored. */
void yqq_viewfinder_set_mirrored (YqqViewfinder *self, gboolean mirrored);

typedef enum {
  YQQ_VIEWFINDER_GUIDE_NONE,
  YQQ_VIEWFINDER_GUIDE_WAITING, /* an oval: here is the place for a face */
  YQQ_VIEWFINDER_GUIDE_GOOD,    /* and it is well seen there */
} YqqViewfinderGuide;

void yqq_viewfinder_set_guide (YqqViewfinder *self, YqqViewfinderGuide guide);

/* Outlines these codes (YqqQrReading, in shares of the picture) for a moment. */
void yqq_viewfinder_outline (YqqViewfinder *self, GPtrArray *readings);

/* Shows nothing. */
void yqq_viewfinder_clear (YqqViewfinder *self);

G_END_DECLS

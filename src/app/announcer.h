/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a screen reader what changes while a person looks elsewhere. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YQQ_TYPE_ANNOUNCER (yqq_announcer_get_type ())
G_DECLARE_FINAL_TYPE (YqqAnnouncer, yqq_announcer, YQQ, ANNOUNCER, GObject)

/* So that what was said can be heard before the next is. */
#define YQQ_ANNOUNCER_PAUSE_MS 1500

/* Speaks by the name of place, a widget (not kept alive) that is to have the focus meanwhile: GTK
 * 4.8 has no call to announce something, and of all that changes on a page, Orca speaks only the
 * name and the description of what has the focus. What comes seldom is an alert (app/alerts). */
YqqAnnouncer *yqq_announcer_new (GtkWidget *place);

/* Says text, unless it was the last thing said: at once, or after a pause where something was said
 * just now; of several that wait, only the newest. "" says nothing, and takes back what waits. */
void yqq_announcer_say (YqqAnnouncer *self, const char *text);
/* Takes back what waits; the next text is said even where it is the one said last. */
void yqq_announcer_forget (YqqAnnouncer *self);

/* What was said last, or ""; borrowed. */
const char *yqq_announcer_get_said (YqqAnnouncer *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label that counts down to a moment. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ticks only while it is on screen. Signal: over, once the moment is there. */
#define YQQ_TYPE_COUNTDOWN (yqq_countdown_get_type ())
G_DECLARE_FINAL_TYPE (YqqCountdown, yqq_countdown, YQQ, COUNTDOWN, GtkWidget)

/* until_ms: unix time; 0 shows nothing. pattern: a text with one %s for the time left, static or
 * NULL for the time alone. */
void yqq_countdown_set (YqqCountdown *self, gint64 until_ms, const char *pattern);

G_END_DECLS

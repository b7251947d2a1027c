/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header's sign of an open session: connected, with whom, how long; leads to its page. */
#pragma once

#include "app/scan-session.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YQQ_TYPE_SESSION_BADGE (yqq_session_badge_get_type ())
G_DECLARE_FINAL_TYPE (YqqSessionBadge, yqq_session_badge, YQQ, SESSION_BADGE, GtkWidget)

/* session NULL: hides itself. */
void yqq_session_badge_show (YqqSessionBadge *self, YqqScanSession *session);

/* Leaves out the words (the accessible name keeps them). */
void yqq_session_badge_set_narrow (YqqSessionBadge *self, gboolean narrow);

G_END_DECLS

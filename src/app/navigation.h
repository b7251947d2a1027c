/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides where the person is led: by the phase of the workspace, by their acts, by the session. */
#pragma once

#include "app/router.h"
#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_NAVIGATION (yqq_navigation_get_type ())
G_DECLARE_FINAL_TYPE (YqqNavigation, yqq_navigation, YQQ, NAVIGATION, GObject)

/* From now on the router follows the workspace. */
YqqNavigation *
yqq_navigation_new (YqqWorkspace *workspace, YqqRouter *router, YqqSettings *settings);

void yqq_navigation_go_home (YqqNavigation *self);
void yqq_navigation_open_certificate (YqqNavigation *self, const char *grant_id);
/* To the authorised users of the enterprise that the person looks after. Nothing where there is
 * none. */
void yqq_navigation_show_users (YqqNavigation *self);
/* To the service desk, where the person is a reviewer of the chosen enterprise. */
void yqq_navigation_show_service_desk (YqqNavigation *self);
/* To the scanner; to the session where one is open. Nothing before log in. */
void yqq_navigation_scan (YqqNavigation *self);
/* To the page that belongs to the session's state. */
void yqq_navigation_show_session (YqqNavigation *self);
/* A yqq: link or a picture's path from outside: opens the scanner with it once somebody is logged
 * in; a link never does more than that. While a session is open it is not kept, for its code would
 * be too old afterwards. */
void yqq_navigation_open_outside (YqqNavigation *self, const char *link_or_path);
/* What came from outside and waits for the scanner; owned, NULL for none. Gives it once. */
char *yqq_navigation_take_outside (YqqNavigation *self);

/* The place for a session's state. */
YqqPlace yqq_navigation_place_for (YqqSessionState state);

/* What can be done with the PIN, also where none is set yet; back leads home from there. */
void yqq_navigation_show_pin_settings (YqqNavigation *self);
/* What is kept of the person's face; back leads home from there. */
void yqq_navigation_show_face (YqqNavigation *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a list of authorised users, and whose numbers are shown in full in them. */
#pragma once

#include <gtk/gtk.h>

#include "app/administration.h"
#include "app/router.h"

G_BEGIN_DECLS

#define YQQ_TYPE_USER_ROWS (yqq_user_rows_get_type ())
G_DECLARE_FINAL_TYPE (YqqUserRows, yqq_user_rows, YQQ, USER_ROWS, GObject)

YqqUserRows *yqq_user_rows_new (YqqAdministration *administration, YqqRouter *router);

/* Makes a YqqUserRow for a YqqAuthorisedUserEntry. Borrowed. */
GtkListItemFactory *yqq_user_rows_get_factory (YqqUserRows *self);

/* Says in a dialog over window that it is recorded; then shows that user's numbers in full. */
void yqq_user_rows_reveal (YqqUserRows *self, GtkWindow *window, const char *grant_id);
void yqq_user_rows_hide (YqqUserRows *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authorised users of an enterprise as a list model that is filled page by page. */
#pragma once

#include <gio/gio.h>

#include "app/authorised-user-entry.h"

G_BEGIN_DECLS

/* A GListModel of YqqAuthorisedUserEntry. */
#define YQQ_TYPE_USERS_LIST (yqq_users_list_get_type ())
G_DECLARE_FINAL_TYPE (YqqUsersList, yqq_users_list, YQQ, USERS_LIST, GObject)

YqqUsersList *yqq_users_list_new (void);

/* users: YqqAuthorisedUser, the page after the one before. first: pages begin anew; what was there
 * stays until a page says otherwise, and only what differs is told. last: what was there behind it
 * goes away. */
void yqq_users_list_add (YqqUsersList *self, GPtrArray *users, gboolean first, gboolean last);
/* TRUE once a last page was there. */
gboolean yqq_users_list_get_complete (YqqUsersList *self);
/* Borrowed or NULL. */
YqqAuthorisedUserEntry *yqq_users_list_find (YqqUsersList *self, const char *grant_id);

G_END_DECLS

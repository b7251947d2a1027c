/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which authorised users a list shows and in which order: search, state, sorting. */
#pragma once

#include <gtk/gtk.h>

#include "app/authorised-user-entry.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_USERS_ALL,
  YQQ_USERS_IN_USE, /* active and expiring */
  YQQ_USERS_PENDING,
  YQQ_USERS_SUSPENDED,
  YQQ_USERS_EXPIRING,
  YQQ_USERS_EXPIRED,
  YQQ_USERS_CANCELLED,
} YqqUsersChoice;
#define YQQ_USERS_CHOICE_COUNT 7

typedef enum {
  YQQ_USERS_NEWEST,
  YQQ_USERS_BY_NAME,
  YQQ_USERS_BY_END,
  YQQ_USERS_BY_STATE,
} YqqUsersOrder;
#define YQQ_USERS_ORDER_COUNT 4

/* A GListModel of YqqAuthorisedUserEntry. It begins with few of those that it found and grows by
 * some whenever the main loop has nothing better to do: a list view makes a widget for each of the
 * first two hundred, and nobody shall wait for those that are out of sight, neither when they are
 * made nor when a keystroke takes them away again. */
#define YQQ_TYPE_USERS_FILTER (yqq_users_filter_get_type ())
G_DECLARE_FINAL_TYPE (YqqUsersFilter, yqq_users_filter, YQQ, USERS_FILTER, GObject)

/* users: of YqqAuthorisedUserEntry, newest first. */
YqqUsersFilter *yqq_users_filter_new (GListModel *users);

/* Words that must all be found in the name, the code or the digits shown. Like the two below it
 * takes effect in turns of the main loop, none of them long. */
void yqq_users_filter_set_search (YqqUsersFilter *self, const char *search);
void yqq_users_filter_set_choice (YqqUsersFilter *self, YqqUsersChoice choice);
void yqq_users_filter_set_order (YqqUsersFilter *self, YqqUsersOrder order);

/* The person scrolls: from now on, until something else is searched for, all of them are wanted. */
void yqq_users_filter_show_more (YqqUsersFilter *self);

/* How many were found, shown already or not; property "found". */
guint yqq_users_filter_get_found (YqqUsersFilter *self);

G_END_DECLS

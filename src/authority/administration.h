/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who administer an enterprise see of it: itself and its users. */
#pragma once

#include "authority/store/devices.h"
#include "protocol/authorised-user.h"

G_BEGIN_DECLS

/* These are of the shape of YqqAnswer: NULL with a YQQ_PROBLEM_ERROR. */

/* GET /v1/enterprises/{enterprise}; data is not used. */
JsonObject *yqq_administration_describe (YqqDatabase *database,
                                         const YqqDevice *device,
                                         const char *enterprise_id,
                                         gpointer data,
                                         gint64 now_ms,
                                         GError **error);

/* Which page of the users. */
typedef struct {
  char *after; /* cursor, or NULL */
  guint limit;
} YqqUsersPage;

YqqUsersPage *yqq_users_page_new (const char *after, guint limit);
void yqq_users_page_free (YqqUsersPage *self);

/* GET …/grants; data: a YqqUsersPage. */
JsonObject *yqq_administration_list_users (YqqDatabase *database,
                                           const YqqDevice *device,
                                           const char *enterprise_id,
                                           gpointer data,
                                           gint64 now_ms,
                                           GError **error);

G_END_DECLS

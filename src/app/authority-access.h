/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to the authority that is chosen: starts our own where that is the one, asks who it is. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/authority-info.h"

G_BEGIN_DECLS

#define YQQ_TYPE_AUTHORITY_ACCESS (yqq_authority_access_get_type ())
G_DECLARE_FINAL_TYPE (YqqAuthorityAccess, yqq_authority_access, YQQ, AUTHORITY_ACCESS, GObject)

/* address: https:// or http://; NULL, empty or unix: is our own. Signal ended: our own did so
 * without being asked to; reaching it starts it anew. */
YqqAuthorityAccess *yqq_authority_access_new (const char *address, gboolean demonstration);

/* Chooses another one; what was reached before stays until the new one is. */
void yqq_authority_access_set_address (YqqAuthorityAccess *self, const char *address);
/* Back to the one that was reached last. */
void yqq_authority_access_restore (YqqAuthorityAccess *self);
/* NULL for our own. */
const char *yqq_authority_access_get_address (YqqAuthorityAccess *self);
/* TRUE if it is the one that comes with the program. */
gboolean yqq_authority_access_get_own (YqqAuthorityAccess *self);

/* Starts our own if need be and asks the authority who it is. Errors: YQQ_CLIENT_ERROR,
 * YQQ_PROBLEM_ERROR. */
void yqq_authority_access_reach_async (YqqAuthorityAccess *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
yqq_authority_access_reach_finish (YqqAuthorityAccess *self, GAsyncResult *result, GError **error);

/* Both NULL before it was reached. Borrowed. */
YqqAuthorityConnection *yqq_authority_access_get_connection (YqqAuthorityAccess *self);
const YqqAuthorityInfo *yqq_authority_access_get_info (YqqAuthorityAccess *self);

/* Lets our own end. */
void yqq_authority_access_stop (YqqAuthorityAccess *self);

G_END_DECLS

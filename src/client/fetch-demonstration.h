/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a demonstration authority for its fictional people and codes that work. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/authority-info.h"

G_BEGIN_DECLS

/* An owned array of YqqDemonstrationPerson; YQQ_PROBLEM_NOT_FOUND if this is no demonstration. */
void yqq_fetch_demonstration_async (YqqAuthorityConnection *connection,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *yqq_fetch_demonstration_finish (GAsyncResult *result, GError **error);

G_END_DECLS

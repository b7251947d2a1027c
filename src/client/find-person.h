/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority who stands before the service desk. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/service-desk.h"

G_BEGIN_DECLS

void yqq_find_person_async (YqqAuthorityConnection *connection,
                            const char *enterprise_id,
                            const YqqPersonQuery *query,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Owned. */
YqqFoundPerson *yqq_find_person_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "That was not me": takes one of the person's devices out. */
#pragma once

#include "client/authority-connection.h"

G_BEGIN_DECLS

void yqq_dispute_device_async (YqqAuthorityConnection *connection,
                               const char *device_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean yqq_dispute_device_finish (GAsyncResult *result, GError **error);

G_END_DECLS

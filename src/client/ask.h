/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to the authority whose answer is read by one of protocol's readers. */
#pragma once

#include "client/authority-connection.h"

G_BEGIN_DECLS

/* A _from_json function. */
typedef gpointer (*YqqAnswerReader) (JsonObject *object, GError **error);

/* Takes body (may be NULL). */
void yqq_ask_async (YqqAuthorityConnection *connection,
                    const char *method,
                    const char *path,
                    JsonObject *body,
                    YqqRequestAuthentication authentication,
                    gsize max_answer,
                    YqqAnswerReader read,
                    GDestroyNotify free_answer,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data);
/* What read made, owned. An answer that read refuses is YQQ_CLIENT_ERROR_BAD_ANSWER. */
gpointer yqq_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS

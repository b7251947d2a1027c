/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request and its answer, bounded in size and time. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_ANSWER_OBJECT, /* JsonObject; an empty one where there is no content */
  YQQ_ANSWER_BYTES,  /* GBytes */
  YQQ_ANSWER_STREAM, /* GInputStream, still to be read */
} YqqAnswerKind;

/* Sends message. An answer over max_answer bytes is refused; deadline_s (0: none) is the time that
 * the whole exchange may take. */
void yqq_exchange_run_async (SoupSession *session,
                             SoupMessage *message,
                             YqqAnswerKind kind,
                             gsize max_answer,
                             guint deadline_s,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* What kind asked for, owned. An answer of status ≥ 400 is a YQQ_PROBLEM_ERROR; errors on the way
 * YQQ_CLIENT_ERROR; G_IO_ERROR_CANCELLED. */
gpointer yqq_exchange_run_finish (GAsyncResult *result, GError **error);

/* Frees an answer that nobody took. */
GDestroyNotify yqq_answer_kind_get_free_func (YqqAnswerKind kind);

G_END_DECLS

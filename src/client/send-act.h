/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a signed act to the authority, again and again while only its answer is lost. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/act-result.h"

G_BEGIN_DECLS

/* How often it is sent at most, and how long after the first failure, then twice as long. */
#define YQQ_SEND_ACT_TRIES 4
#define YQQ_SEND_ACT_PAUSE_MS 250

/* jws: always the very same bytes, so that the authority knows it again; with its terminating zero.
 */
void yqq_send_act_async (YqqAuthorityConnection *connection,
                         const char *enterprise_id,
                         YqqSecretBytes *jws,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* Owned. YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR, G_IO_ERROR_CANCELLED. */
YqqActResult *yqq_send_act_finish (GAsyncResult *result, GError **error);

G_END_DECLS

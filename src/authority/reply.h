/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a service answers, now or after something has been written. */
#pragma once

#include <json-glib/json-glib.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

/* Comes exactly once, on the http thread: answer (borrowed) with its HTTP status, or problem (any
 * error; what is no YQQ_PROBLEM_ERROR shows as "internal"). The shape of YqqRelayReply. */
typedef void (*YqqReply) (guint status,
                          JsonObject *answer,
                          const GError *problem,
                          gpointer user_data);

/* The same for an answer that holds a secret: its whole text. */
typedef void (*YqqSecretReply) (guint status,
                                YqqSecretBytes *answer,
                                const GError *problem,
                                gpointer user_data);

G_END_DECLS

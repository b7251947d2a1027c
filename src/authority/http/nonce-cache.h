/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nonces of signed requests, remembered as long as a replay could still be in time. */
#pragma once

#include "base/clock.h"

G_BEGIN_DECLS

/* Nonces remembered at most; past it nobody is answered until some are over. */
#define YQQ_NONCE_CACHE_MAX 500000

typedef struct _YqqNonceCache YqqNonceCache;

/* The memory is the process's: after a restart a request of the last minutes could be replayed. It
 * would change nothing, because everything that changes something is itself single-use (challenges,
 * frame numbers, claims) or the same when done twice. */
YqqNonceCache *yqq_nonce_cache_new (YqqClock *clock);
void yqq_nonce_cache_free (YqqNonceCache *self);

/* Fails with YQQ_PROBLEM_SIGNATURE_REPLAYED where key has used nonce before, and with RATE_LIMITED
 * where the memory is full. created: the request's, unix seconds. */
gboolean yqq_nonce_cache_take (YqqNonceCache *self,
                               const char *key,
                               const char *nonce,
                               gint64 created,
                               GError **error);

G_END_DECLS

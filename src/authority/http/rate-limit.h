/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a client may do something: a bucket of tokens for each. */
#pragma once

#include "base/clock.h"

G_BEGIN_DECLS

typedef struct _YqqRateLimit YqqRateLimit;

/* per_second flow in; at most burst can be saved up. */
YqqRateLimit *yqq_rate_limit_new (YqqClock *clock, double per_second, guint burst);
void yqq_rate_limit_free (YqqRateLimit *self);

/* Takes one for client; NULL is never limited. Fails with YQQ_PROBLEM_RATE_LIMITED, which says
 * after how many seconds there is one again. */
gboolean yqq_rate_limit_take (YqqRateLimit *self, const char *client, GError **error);

/* The same without taking it. */
gboolean yqq_rate_limit_check (YqqRateLimit *self, const char *client, GError **error);

/* Takes many for what was done already, and owes what is not there: at most another burst, so that
 * nobody waits for ever. */
void yqq_rate_limit_charge (YqqRateLimit *self, const char *client, guint many);

G_END_DECLS

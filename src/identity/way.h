/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of methods that count together, and what is still missing of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A way is a GStrv of methods that are all needed; ways are a GPtrArray of them, any of which
 * suffices. One empty way asks for nothing; no way at all can never be satisfied. */

/* Without any way. */
GPtrArray *yqq_identity_ways_new (void);
/* A way of these methods, copied. */
void yqq_identity_ways_add (GPtrArray *ways, const char *const *methods);

gboolean yqq_identity_ways_are_satisfied (GPtrArray *ways, const char *const *proven);

/* What each way lacks, shortest first and otherwise in the ways' order; without any way where they
 * are satisfied. Owned. */
GPtrArray *yqq_identity_ways_list_missing (GPtrArray *ways, const char *const *proven);

/* All methods that occur, in the order in which they do. Owned. */
GStrv yqq_identity_ways_list_methods (GPtrArray *ways);

/* The same ways, each of which needs these methods as well. Owned. */
GPtrArray *yqq_identity_ways_with (GPtrArray *ways, const char *const *methods);

/* Those that need another method than these as well, or none at all; owned. */
GPtrArray *yqq_identity_ways_beyond (GPtrArray *ways, const char *const *methods);

/* Those of the ways that need none of these methods. Owned. */
GPtrArray *yqq_identity_ways_without (GPtrArray *ways, const char *const *methods);

G_END_DECLS

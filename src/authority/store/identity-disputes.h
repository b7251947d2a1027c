/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods that somebody else has used in a person's name, until staff have seen the person. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* What the act on the device that its person disputes was proven by: the new PIN, where one was set
 * without the old one, else the log in. Empty where that was by the old PIN, or was not kept.
 * Owned. */
GStrv
yqq_identity_disputes_find_used (YqqDatabase *database, const char *device_id, GError **error);

/* From now on these are disputed; what is open of the person's proofs, and every staff code given
 * before, is void. */
gboolean yqq_identity_disputes_add (YqqDatabase *database,
                                    const char *person_id,
                                    const char *device_id,
                                    const char *const *methods,
                                    gint64 now_ms,
                                    GError **error);

/* The methods, in no order; owned. */
GStrv yqq_identity_disputes_list (YqqDatabase *database, const char *person_id, GError **error);

/* *lifted: there were any. */
gboolean yqq_identity_disputes_lift (YqqDatabase *database,
                                     const char *person_id,
                                     gboolean *lifted,
                                     GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the audit record is told of acts and of looking. */
#pragma once

#include "authority/acts/act.h"

G_BEGIN_DECLS

/* An act that changed something or waits for a second person, with its JWS, when it was signed: an
 * approval later is the approver's act, and its record tells what has come of it. In its
 * transaction. */
gboolean yqq_record_act (YqqDatabase *database,
                         const YqqActContext *context,
                         const YqqActResult *result,
                         GError **error);

/* An offer or a proposal that came to its end by no act of its own. */
gboolean yqq_record_end (YqqDatabase *database,
                         const char *enterprise_id,
                         const char *act,
                         const char *subject,
                         gint64 now_ms,
                         GError **error);

/* Somebody found out, by checking lines or by an act that changed nothing, that so many numbers
 * belong to other names than they had. */
gboolean yqq_record_mismatches (YqqDatabase *database,
                                const char *enterprise_id,
                                const char *person_id,
                                guint mismatches,
                                gint64 now_ms,
                                GError **error);

/* Somebody looked at the numbers of the person with that grant. */
gboolean yqq_record_reveal (YqqDatabase *database,
                            const char *enterprise_id,
                            const char *person_id,
                            const char *grant_id,
                            gint64 now_ms,
                            GError **error);

G_END_DECLS

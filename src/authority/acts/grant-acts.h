/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The acts on grants: adding, modifying (which suspends and resumes), cancelling. */
#pragma once

#include "authority/acts/act.h"
#include "protocol/notice.h"

G_BEGIN_DECLS

gboolean yqq_grant_add_judge (YqqDatabase *database,
                              const YqqActContext *context,
                              YqqActResult *result,
                              GError **error);
gboolean yqq_grant_add_perform (YqqDatabase *database,
                                const YqqActContext *context,
                                YqqActResult *result,
                                GError **error);

/* Modifying and cancelling: whose grants they are. */
gboolean yqq_grant_change_judge (YqqDatabase *database,
                                 const YqqActContext *context,
                                 YqqActResult *result,
                                 GError **error);
gboolean yqq_grant_modify_perform (YqqDatabase *database,
                                   const YqqActContext *context,
                                   YqqActResult *result,
                                   GError **error);
gboolean yqq_grant_cancel_perform (YqqDatabase *database,
                                   const YqqActContext *context,
                                   YqqActResult *result,
                                   GError **error);

/* Adds to result a line a draft (YqqGrantDraft) with what is wrong with it in that enterprise, of
 * whose quota left are left. Nothing is changed; also for the question before the act. */
gboolean yqq_grant_drafts_judge (YqqDatabase *database,
                                 const char *enterprise_id,
                                 const GPtrArray *drafts,
                                 gint64 left,
                                 gint64 now_ms,
                                 YqqActResult *result,
                                 GError **error);

/* How many lines tell that a number belongs to another name: the caller has found out something of
 * somebody who may not be one of theirs. */
guint yqq_grant_count_mismatches (const YqqActResult *result);

/* Marks the permissions that name a seal which the enterprise does not have. */
void yqq_grant_permissions_judge (const char *const *permissions, YqqActLine *line);

/* Tells the person what became of a grant of theirs. detail may be NULL. */
gboolean yqq_grant_tell_holder (YqqDatabase *database,
                                const YqqActContext *context,
                                const YqqGrantRecord *grant,
                                YqqNoticeKind kind,
                                const char *detail,
                                GError **error);

G_END_DECLS

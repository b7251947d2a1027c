/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are told unasked, numbered for each person. */
#pragma once

#include "authority/store/database.h"
#include "protocol/notice.h"

G_BEGIN_DECLS

/* Inside the transaction that brings about what it tells, so that neither is there without the
 * other. enterprise_id NULL: about the person alone; subject: the id of the grant, transfer,
 * proposal, session or device it is about; person_name (NULL for nobody): whom else it is about;
 * detail may be NULL; number: as the kind has it, else 0. */
gboolean yqq_notices_add (YqqDatabase *database,
                          const char *person_id,
                          YqqNoticeKind kind,
                          const char *enterprise_id,
                          const char *subject,
                          const char *person_name,
                          const char *detail,
                          gint64 number,
                          gint64 now_ms,
                          GError **error);

/* One about the person alone, to all their devices: subject: the device on which it was done. */
gboolean yqq_notices_tell_person (YqqDatabase *database,
                                  const char *person_id,
                                  YqqNoticeKind kind,
                                  const char *subject,
                                  const char *detail,
                                  gint64 now_ms,
                                  GError **error);

/* At most YQQ_NOTICES_MAX_COUNT, oldest first: those after that sequence, or, with after 0, the
 * newest ones. */
YqqNotices *
yqq_notices_list (YqqDatabase *database, const char *person_id, gint64 after, GError **error);

/* Never goes back, nor beyond what was given. */
gboolean
yqq_notices_see (YqqDatabase *database, const char *person_id, gint64 up_to, GError **error);

/* How long a notice is kept: read, and at all. */
#define YQQ_NOTICES_KEEP_SEEN_MS (90 * G_GINT64_CONSTANT (24 * 3600 * 1000))
#define YQQ_NOTICES_KEEP_MS (400 * G_GINT64_CONSTANT (24 * 3600 * 1000))

/* Forgets at most limit of each that were kept long enough; *more tells whether there may be
 * others. What nobody has read counts as seen then. Inside a writing transaction. */
gboolean yqq_notices_prune (YqqDatabase *database,
                            gint64 now_ms,
                            guint limit,
                            gboolean *more,
                            GError **error);

G_END_DECLS

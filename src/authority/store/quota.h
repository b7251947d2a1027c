/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger of an enterprise's quota: what was allowed, and each grant that took one. */
#pragma once

#include "authority/store/database.h"
#include "model/quota.h"

G_BEGIN_DECLS

/* What the ledger's entries add up to. */
gboolean yqq_quota_read (YqqDatabase *database,
                         const char *enterprise_id,
                         gint64 *total,
                         gint64 *taken,
                         GError **error);

/* The same with the states of the grants that took theirs. */
gboolean yqq_quota_describe (YqqDatabase *database,
                             const char *enterprise_id,
                             YqqQuota *quota,
                             GError **error);

gboolean yqq_quota_allow (YqqDatabase *database,
                          const char *enterprise_id,
                          gint64 amount,
                          gint64 now_ms,
                          GError **error);

/* Holds the enterprise's ledger against everybody else until the transaction ends; *left is what
 * may be taken from it by then. */
gboolean
yqq_quota_hold (YqqDatabase *database, const char *enterprise_id, gint64 *left, GError **error);

/* Writes down that the grant took one, of a ledger that is held and has one left. */
gboolean yqq_quota_take_held (YqqDatabase *database,
                              const char *enterprise_id,
                              const char *grant_id,
                              gint64 now_ms,
                              GError **error);

/* Writes down that an expired grant goes on with the one it took, until not_after_ms. Holds the
 * ledger too. */
gboolean yqq_quota_renew (YqqDatabase *database,
                          const char *enterprise_id,
                          const char *grant_id,
                          gint64 not_after_ms,
                          gint64 now_ms,
                          GError **error);

/* Both for one grant; *taken is FALSE where nothing is left. */
gboolean yqq_quota_take (YqqDatabase *database,
                         const char *enterprise_id,
                         const char *grant_id,
                         gint64 now_ms,
                         gboolean *taken,
                         GError **error);

G_END_DECLS

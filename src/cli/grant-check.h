/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grants before they are given: what the authority finds wrong, and what they do to the quota. */
#pragma once

#include "cli/enterprise-desk.h"

G_BEGIN_DECLS

/* Asks the authority about the drafts. NULL after the failure was reported. Owned. */
YqqActResult *yqq_grant_check (YqqEnterpriseDesk *desk, GPtrArray *drafts, int *exit_code);

/* Says "takes 3 places, 4 are left afterwards" on stderr; FALSE, after having said so, where the
 * quota does not suffice. */
gboolean yqq_grant_check_tell_quota (const YqqQuota *quota, guint wanted);

G_END_DECLS

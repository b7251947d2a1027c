/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The administrator's office changes hands. */
#pragma once

#include "authority/store/database.h"
#include "authority/store/transfers.h"

G_BEGIN_DECLS

/* At once: who has the office loses the role, the enterprise's own grant with its certificates, and
 * their live sessions (a legal representative keeps their own grant); the receiver becomes
 * administrator and gets a grant of the enterprise until its certificate ends, outside the quota.
 * Inside a writing transaction. */
gboolean yqq_office_hand_on (YqqDatabase *database,
                             const YqqTransferRecord *transfer,
                             gint64 now_ms,
                             GError **error);

G_END_DECLS

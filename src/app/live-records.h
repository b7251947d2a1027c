/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's records, asked of the authority that was reached. */
#pragma once

#include "app/authority-access.h"
#include "app/records.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LIVE_RECORDS (yqq_live_records_get_type ())
G_DECLARE_FINAL_TYPE (YqqLiveRecords, yqq_live_records, YQQ, LIVE_RECORDS, YqqRecords)

YqqRecords *yqq_live_records_new (YqqAuthorityAccess *access);

G_END_DECLS

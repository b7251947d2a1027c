/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One signature of the past looked at closely: fetched, kept, verified again. */
#pragma once

#include "app/records.h"
#include "app/usage-entry.h"

G_BEGIN_DECLS

/* Signal: changed. Belongs to the main context. */
#define YQQ_TYPE_USAGE_LOOK (yqq_usage_look_get_type ())
G_DECLARE_FINAL_TYPE (YqqUsageLook, yqq_usage_look, YQQ, USAGE_LOOK, GObject)

/* Begins to fetch the signature. */
YqqUsageLook *yqq_usage_look_new (YqqRecords *records, YqqUsageEntry *entry);

const YqqUsageRecord *yqq_usage_look_get_record (YqqUsageLook *self);
/* The CMS; NULL until it is here. Borrowed. */
GBytes *yqq_usage_look_get_signature (YqqUsageLook *self);
gboolean yqq_usage_look_get_busy (YqqUsageLook *self);
/* What went wrong last, or NULL. Borrowed. */
const GError *yqq_usage_look_get_error (YqqUsageLook *self);
/* Fetches again, or verifies again. */
void yqq_usage_look_retry (YqqUsageLook *self);

/* Whether the signature is a good one over this file, found on this computer. */
void yqq_usage_look_verify (YqqUsageLook *self, GFile *document);
/* What came of it; NULL before. Borrowed. */
const YqqVerification *yqq_usage_look_get_verification (YqqUsageLook *self);

G_END_DECLS

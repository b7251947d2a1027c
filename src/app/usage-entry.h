/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signature of the past as an item of list models: the row's texts, made once. */
#pragma once

#include "protocol/usage-record.h"

G_BEGIN_DECLS

/* Immutable. */
#define YQQ_TYPE_USAGE_ENTRY (yqq_usage_entry_get_type ())
G_DECLARE_FINAL_TYPE (YqqUsageEntry, yqq_usage_entry, YQQ, USAGE_ENTRY, GObject)

/* Takes a copy. */
YqqUsageEntry *yqq_usage_entry_new (const YqqUsageRecord *record);
const YqqUsageRecord *yqq_usage_entry_get_record (YqqUsageEntry *self);
/* What a search looks in: document, relying party, signer, enterprise; case folded. Borrowed. */
const char *yqq_usage_entry_get_key (YqqUsageEntry *self);

G_END_DECLS

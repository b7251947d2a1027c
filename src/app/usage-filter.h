/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which signatures of a history are shown: by text, web system, signer and time. */
#pragma once

#include "app/usage-entry.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_USAGE_TIME_ALL,
  YQQ_USAGE_TIME_TODAY,
  YQQ_USAGE_TIME_WEEK,  /* the last seven days, today with them */
  YQQ_USAGE_TIME_MONTH, /* the last thirty */
  YQQ_USAGE_TIME_YEAR,  /* since the first of January */
} YqqUsageTime;
#define YQQ_USAGE_TIME_COUNT 5

typedef struct {
  char *words;         /* case folded; NULL or empty: any */
  char *relying_party; /* NULL: any */
  char *signer;        /* NULL: any */
  gint64 since_ms;     /* 0: any */
} YqqUsageFilter;

void yqq_usage_filter_clear (YqqUsageFilter *self);
/* text: what a person typed; each of its words must be found. */
void yqq_usage_filter_set_text (YqqUsageFilter *self, const char *text);
void yqq_usage_filter_set_relying_party (YqqUsageFilter *self, const char *relying_party);
void yqq_usage_filter_set_signer (YqqUsageFilter *self, const char *signer);
/* In local time, from now. */
void yqq_usage_filter_set_time (YqqUsageFilter *self, YqqUsageTime time, gint64 now_ms);
gboolean yqq_usage_filter_is_open (const YqqUsageFilter *self);
gboolean yqq_usage_filter_matches (const YqqUsageFilter *self, YqqUsageEntry *entry);

/* "All times" … Static. */
const char *yqq_usage_time_get_name (YqqUsageTime time);
/* The web systems, or the signers, of a list of YqqUsageEntry, each once, in order. Owned. */
GStrv yqq_usage_collect_relying_parties (GListModel *entries);
GStrv yqq_usage_collect_signers (GListModel *entries);

G_END_DECLS

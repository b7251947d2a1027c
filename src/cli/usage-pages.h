/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was signed, page by page: one's own record, or with --all an enterprise's. */
#pragma once

#include "cli/workplace.h"
#include "protocol/usage-record.h"

G_BEGIN_DECLS

typedef struct {
  YqqWorkplace *workplace;
  char *enterprise; /* id; NULL: the person's own */
} YqqUsagePages;

/* all: the enterprise's that the person looks after (--enterprise names it). NULL after having said
 * why. */
YqqUsagePages *yqq_usage_pages_open (gboolean all, int *exit_code);
void yqq_usage_pages_close (YqqUsagePages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqUsagePages, yqq_usage_pages_close)

/* Gives each record to visit, newest first, until it answers FALSE or all were there. Returns the
 * YqqExit, after the failure was reported. */
typedef gboolean (*YqqUsageVisitor) (const YqqUsageRecord *record, gpointer user_data);
int yqq_usage_pages_visit (YqqUsagePages *self, YqqUsageVisitor visit, gpointer user_data);

/* "2026-11-22 16:00:00" in local time. Owned. */
char *yqq_usage_pages_dup_time (gint64 unix_ms);

G_END_DECLS

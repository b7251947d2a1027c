/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an enterprise's quota ledger adds up to: how many grants it may give, has given, has left.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gint64 total;
  gint64 in_use;    /* active grants, expired ones with them */
  gint64 suspended; /* they occupy their place */
  gint64 cancelled; /* never given back */
} YqqQuota;

/* total − in use − suspended − cancelled, never below 0. */
gint64 yqq_quota_get_left (const YqqQuota *self);

/* What giving n more grants leaves; −1 where it cannot be done. */
gint64 yqq_quota_get_left_after (const YqqQuota *self, gint64 n);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enterprise's quota as a bar, with its parts in words and numbers beside their colours. */
#pragma once

#include <gtk/gtk.h>

#include "model/quota.h"

G_BEGIN_DECLS

#define YQQ_TYPE_QUOTA_BAR (yqq_quota_bar_get_type ())
G_DECLARE_FINAL_TYPE (YqqQuotaBar, yqq_quota_bar, YQQ, QUOTA_BAR, GtkWidget)

void yqq_quota_bar_show (YqqQuotaBar *self, const YqqQuota *quota);

G_END_DECLS

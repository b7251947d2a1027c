/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that says what was done and goes by itself. It takes room of its own, so that it never
 * lies over anything that could be pressed, as AdwToast does. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YQQ_TYPE_NOTICE (yqq_notice_get_type ())
G_DECLARE_FINAL_TYPE (YqqNotice, yqq_notice, YQQ, NOTICE, AdwBin)

#define YQQ_NOTICE_MS 4000

/* In place of what it says now. */
void yqq_notice_tell (YqqNotice *self, const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest notice that waits for an act of the person, until that is over: it may have been read
 * long ago. */
#pragma once

#include "app/notice-watch.h"

G_BEGIN_DECLS

/* Signal: changed. Belongs to the main context. */
#define YQQ_TYPE_ASKED_WATCH (yqq_asked_watch_get_type ())
G_DECLARE_FINAL_TYPE (YqqAskedWatch, yqq_asked_watch, YQQ, ASKED_WATCH, GObject)

YqqAskedWatch *yqq_asked_watch_new (YqqWorkspace *workspace, YqqNoticeWatch *notices);

/* NULL for none. One that was seen is shown only once the enterprise has said that it still waits.
 * Borrowed. */
const YqqNotice *yqq_asked_watch_get (YqqAskedWatch *self);
/* Asks the enterprise whether it still waits: it may have been answered elsewhere. */
void yqq_asked_watch_refresh (YqqAskedWatch *self);

G_END_DECLS

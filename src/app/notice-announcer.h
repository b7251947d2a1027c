/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the desktop of notices that come while the application runs. */
#pragma once

#include "app/notice-watch.h"

G_BEGIN_DECLS

#define YQQ_TYPE_NOTICE_ANNOUNCER (yqq_notice_announcer_get_type ())
G_DECLARE_FINAL_TYPE (YqqNoticeAnnouncer, yqq_notice_announcer, YQQ, NOTICE_ANNOUNCER, GObject)

/* Clicked, a notification activates app.notices; once all have been seen they are taken back. */
YqqNoticeAnnouncer *yqq_notice_announcer_new (GApplication *application, YqqNoticeWatch *notices);

/* What the desktop shows for it: title and sentence, nothing that somebody who looks over a
 * shoulder should not read. Owned. */
GNotification *yqq_notice_announcer_create (const YqqNotice *notice);

G_END_DECLS

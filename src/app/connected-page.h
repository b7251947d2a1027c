/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session while the PC is connected: with whom, how long, what is signed. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/scan-session.h"

G_BEGIN_DECLS

#define YQQ_TYPE_CONNECTED_PAGE (yqq_connected_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqConnectedPage, yqq_connected_page, YQQ, CONNECTED_PAGE, YqqPage)

YqqPage *yqq_connected_page_new (YqqRouter *router, YqqScanSession *session);

G_END_DECLS

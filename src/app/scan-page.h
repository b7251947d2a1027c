/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner: live picture, screen, picture, clipboard, drop; every failure by its name. */
#pragma once

#include "app/page.h"
#include "app/scan-flow.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SCAN_PAGE (yqq_scan_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqScanPage, yqq_scan_page, YQQ, SCAN_PAGE, YqqPage)

YqqPage *yqq_scan_page_new (YqqWorkspace *workspace, YqqSettings *settings);

/* A yqq: link or a picture's path from outside. */
void yqq_scan_page_open (YqqScanPage *self, const char *link_or_path);

G_END_DECLS

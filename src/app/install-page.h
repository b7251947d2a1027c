/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows an installation step by step. */
#pragma once

#include "app/install-flow.h"
#include "app/page.h"

G_BEGIN_DECLS

#define YQQ_TYPE_INSTALL_PAGE (yqq_install_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqInstallPage, yqq_install_page, YQQ, INSTALL_PAGE, YqqPage)

YqqPage *yqq_install_page_new (YqqInstallFlow *flow);

G_END_DECLS

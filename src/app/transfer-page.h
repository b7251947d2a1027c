/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 转让管理员: the administrator's office offered, accepted, refused, withdrawn. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_TRANSFER_PAGE (yqq_transfer_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqTransferPage, yqq_transfer_page, YQQ, TRANSFER_PAGE, YqqPage)

YqqPage *yqq_transfer_page_new (YqqWorkspace *workspace,
                                YqqRouter *router,
                                YqqAdministration *administration);

G_END_DECLS

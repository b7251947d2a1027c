/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 服务台: a reviewer confirms who stands before them and gives them a one-time code. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SERVICE_DESK_PAGE (yqq_service_desk_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqServiceDeskPage, yqq_service_desk_page, YQQ, SERVICE_DESK_PAGE, YqqPage)

/* administration: of the enterprise whose desk it is. */
YqqPage *yqq_service_desk_page_new (YqqWorkspace *workspace,
                                    YqqAdministration *administration,
                                    YqqRouter *router);

G_END_DECLS

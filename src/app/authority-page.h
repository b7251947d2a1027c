/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the address of another authority and goes there. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_AUTHORITY_PAGE (yqq_authority_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqAuthorityPage, yqq_authority_page, YQQ, AUTHORITY_PAGE, YqqPage)

/* An authority that was reached is kept in settings. */
YqqPage *yqq_authority_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqSettings *settings);

G_END_DECLS

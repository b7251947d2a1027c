/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 批量导入: many people authorised from a sheet. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_IMPORT_PAGE (yqq_import_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqImportPage, yqq_import_page, YQQ, IMPORT_PAGE, YqqPage)

YqqPage *
yqq_import_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqAdministration *administration);
/* Takes a sheet as if it had been chosen or dropped. */
void yqq_import_page_open (YqqImportPage *self, GFile *file);

G_END_DECLS

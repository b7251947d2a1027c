/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document before it is signed: text and pictures here, anything else in another program. */
#pragma once

#include "app/document-look.h"
#include "app/page.h"
#include "app/router.h"

G_BEGIN_DECLS

#define YQQ_TYPE_DOCUMENT_PAGE (yqq_document_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqDocumentPage, yqq_document_page, YQQ, DOCUMENT_PAGE, YqqPage)

/* Fetches the document when the page is arrived at, and gives up when it is left. */
YqqPage *yqq_document_page_new (YqqRouter *router, YqqDocumentLook *look);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate in full: its next act, what it is, key, validity, technical details. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_CERTIFICATE_PAGE (yqq_certificate_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqCertificatePage, yqq_certificate_page, YQQ, CERTIFICATE_PAGE, YqqPage)

YqqPage *
yqq_certificate_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqCertificateEntry *item);

G_END_DECLS

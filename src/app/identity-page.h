/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows who somebody is: what for, the ways there are, and the panel of the method at work. */
#pragma once

#include "app/identity-flow.h"
#include "app/page-factory.h"

G_BEGIN_DECLS

#define YQQ_TYPE_IDENTITY_PAGE (yqq_identity_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqIdentityPage, yqq_identity_page, YQQ, IDENTITY_PAGE, YqqPage)

YqqPage *yqq_identity_page_new (const YqqPageParts *parts, YqqIdentityFlow *flow);

G_END_DECLS

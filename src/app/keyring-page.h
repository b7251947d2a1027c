/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says that the keyring is locked, or that there is none, and what helps. */
#pragma once

#include "app/page.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_KEYRING_PAGE (yqq_keyring_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqKeyringPage, yqq_keyring_page, YQQ, KEYRING_PAGE, YqqPage)

YqqPage *yqq_keyring_page_new (YqqWorkspace *workspace);

G_END_DECLS

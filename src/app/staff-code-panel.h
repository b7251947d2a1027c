/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the eight digits that staff gave. */
#pragma once

#include "app/identity-methods.h"

G_BEGIN_DECLS

#define YQQ_TYPE_STAFF_CODE_PANEL (yqq_staff_code_panel_get_type ())
G_DECLARE_FINAL_TYPE (YqqStaffCodePanel, yqq_staff_code_panel, YQQ, STAFF_CODE_PANEL, AdwBin)

YqqIdentityPanel *yqq_staff_code_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow);

G_END_DECLS

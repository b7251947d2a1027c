/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the PIN where knowing it shows who somebody is. */
#pragma once

#include "app/identity-methods.h"

G_BEGIN_DECLS

#define YQQ_TYPE_PIN_PANEL (yqq_pin_panel_get_type ())
G_DECLARE_FINAL_TYPE (YqqPinPanel, yqq_pin_panel, YQQ, PIN_PANEL, AdwBin)

YqqIdentityPanel *yqq_pin_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow);

G_END_DECLS

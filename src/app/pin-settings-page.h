/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN's settings: changed by who knows it, replaced by who does not. */
#pragma once

#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_PIN_SETTINGS_PAGE (yqq_pin_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqPinSettingsPage, yqq_pin_settings_page, YQQ, PIN_SETTINGS_PAGE, YqqPage)

YqqPage *yqq_pin_settings_page_new (YqqWorkspace *workspace, YqqRouter *router);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the PIN is changed: the old one, the new one, once more, done. */
#pragma once

#include "app/change-pin-flow.h"
#include "app/page.h"

G_BEGIN_DECLS

#define YQQ_TYPE_CHANGE_PIN_PAGE (yqq_change_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqChangePinPage, yqq_change_pin_page, YQQ, CHANGE_PIN_PAGE, YqqPage)

YqqPage *yqq_change_pin_page_new (YqqChangePinFlow *flow);

G_END_DECLS

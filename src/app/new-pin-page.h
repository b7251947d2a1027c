/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows how far the new PIN is: set, and each certificate made anew. */
#pragma once

#include "app/new-pin-flow.h"
#include "app/page.h"

G_BEGIN_DECLS

#define YQQ_TYPE_NEW_PIN_PAGE (yqq_new_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqNewPinPage, yqq_new_pin_page, YQQ, NEW_PIN_PAGE, YqqPage)

YqqPage *yqq_new_pin_page_new (YqqNewPinFlow *flow);

G_END_DECLS

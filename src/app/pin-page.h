/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the PIN, says what for and how many tries are left. */
#pragma once

#include "app/page.h"
#include "app/pin-request.h"

G_BEGIN_DECLS

#define YQQ_TYPE_PIN_PAGE (yqq_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqPinPage, yqq_pin_page, YQQ, PIN_PAGE, YqqPage)

YqqPage *yqq_pin_page_new (YqqPinRequest *request);

G_END_DECLS

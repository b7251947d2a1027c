/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets the first PIN: six digits, and again. */
#pragma once

#include "app/new-pin-flow.h"
#include "app/page.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SET_PIN_PAGE (yqq_set_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqSetPinPage, yqq_set_pin_page, YQQ, SET_PIN_PAGE, YqqPage)

/* flow NULL: the first PIN of this device. */
YqqPage *yqq_set_pin_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqNewPinFlow *flow);

G_END_DECLS

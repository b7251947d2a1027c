/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a PIN is refused, in words. */
#pragma once

#include "wallet/pin-policy.h"

G_BEGIN_DECLS

/* NULL for none. Static. */
const char *yqq_pin_weakness_get_sentence (YqqPinWeakness weakness);

G_END_DECLS

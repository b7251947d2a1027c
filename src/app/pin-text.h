/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a PIN is refused, in words. */
#pragma once

#include "wallet/pin-policy.h"

G_BEGIN_DECLS

/* NULL for none. Static. */
const char *yqq_pin_weakness_get_sentence (YqqPinWeakness weakness);

/* Why a PIN did not open what it was entered for: a wrong one in two words with the tries left,
 * everything else in full. Owned. */
char *yqq_pin_text_format_refusal (const GError *error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which PINs are too easy to guess. */
#pragma once

#include "base/secret-bytes.h"

G_BEGIN_DECLS

#define YQQ_PIN_LENGTH 6

typedef enum {
  YQQ_PIN_WEAKNESS_NONE,
  YQQ_PIN_WEAKNESS_NOT_SIX_DIGITS,
  YQQ_PIN_WEAKNESS_ALL_EQUAL, /* 111111 */
  YQQ_PIN_WEAKNESS_RUN,       /* 123456, 654321, 890123 */
  YQQ_PIN_WEAKNESS_REPEATED,  /* 121212, 123123 */
  YQQ_PIN_WEAKNESS_BIRTHDAY,  /* any order of the holder's year, month and day */
} YqqPinWeakness;

/* TRUE if the PIN (ASCII digits) may be used; else *weakness, if wanted, says why not. birthday is
 * YYYYMMDD or NULL. */
gboolean yqq_pin_policy_check (YqqSecretBytes *pin, const char *birthday, YqqPinWeakness *weakness);

G_END_DECLS

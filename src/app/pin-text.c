/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-text.h"

#include <glib/gi18n.h>

const char *
yqq_pin_weakness_get_sentence (YqqPinWeakness weakness)
{
  switch (weakness) {
  case YQQ_PIN_WEAKNESS_NONE:
    return NULL;
  case YQQ_PIN_WEAKNESS_NOT_SIX_DIGITS:
    return _ ("A PIN is six digits. Choose another one.");
  case YQQ_PIN_WEAKNESS_ALL_EQUAL:
    return _ ("Six times the same digit is the first thing anybody tries. Choose another PIN.");
  case YQQ_PIN_WEAKNESS_RUN:
    return _ ("Digits in a row are guessed at once. Choose another PIN.");
  case YQQ_PIN_WEAKNESS_REPEATED:
    return _ ("A pattern that repeats is guessed quickly. Choose another PIN.");
  case YQQ_PIN_WEAKNESS_BIRTHDAY:
    return _ ("Your birthday stands on your identity card. Choose another PIN.");
  }
  g_return_val_if_reached (NULL);
}

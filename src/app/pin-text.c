/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-text.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "wallet/wallet-error.h"

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

char *
yqq_pin_text_format_refusal (const GError *error)
{
  YqqErrorText text = yqq_error_text_get (error);
  if (!g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN))
    return g_strdup_printf ("%s\n%s", text.happened, text.remedy);
  int left = yqq_wallet_error_get_tries_left (error);
  if (left < 0)
    return g_strdup (text.title);
  g_autofree char *tries =
      g_strdup_printf (ngettext ("%d try left", "%d tries left", (gulong)left), left);
  return g_strdup_printf ("%s\n%s", text.title, tries);
}

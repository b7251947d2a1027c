/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/pin-policy.h"

#include <string.h>

static gboolean
is_six_digits (const guint8 *pin, gsize size)
{
  if (size != YQQ_PIN_LENGTH)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isdigit (pin[i]))
      return FALSE;
  return TRUE;
}

/* Whether every digit is the one before plus step, 0 following 9. */
static gboolean
is_run (const guint8 *pin, int step)
{
  for (int i = 1; i < YQQ_PIN_LENGTH; i++)
    if ((pin[i] - pin[i - 1] - step + 20) % 10 != 0)
      return FALSE;
  return TRUE;
}

static gboolean
repeats_every (const guint8 *pin, int period)
{
  for (int i = period; i < YQQ_PIN_LENGTH; i++)
    if (pin[i] != pin[i - period])
      return FALSE;
  return TRUE;
}

/* Year (two or four digits), month and day in the orders in which people write them. */
static gboolean
is_birthday (const guint8 *pin, const char *birthday)
{
  if (birthday == NULL || strlen (birthday) != 8)
    return FALSE;
  const char *year = birthday, *short_year = birthday + 2, *month = birthday + 4,
             *day = birthday + 6;
  const char *parts[][3] = {
      {short_year, month, day}, {short_year, day, month}, {day, month, short_year},
      {month, day, short_year}, {day, short_year, month}, {month, short_year, day},
  };
  gboolean hit = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    hit |= memcmp (pin, parts[i][0], 2) == 0 && memcmp (pin + 2, parts[i][1], 2) == 0 &&
           memcmp (pin + 4, parts[i][2], 2) == 0;
  const char *with_year[] = {month, day};
  for (guint i = 0; i < G_N_ELEMENTS (with_year); i++) {
    hit |= memcmp (pin, year, 4) == 0 && memcmp (pin + 4, with_year[i], 2) == 0;
    hit |= memcmp (pin, with_year[i], 2) == 0 && memcmp (pin + 2, year, 4) == 0;
  }
  return hit;
}

static YqqPinWeakness
find_weakness (YqqSecretBytes *secret, const char *birthday)
{
  const guint8 *pin = yqq_secret_bytes_get_data (secret);
  if (!is_six_digits (pin, yqq_secret_bytes_get_size (secret)))
    return YQQ_PIN_WEAKNESS_NOT_SIX_DIGITS;
  if (repeats_every (pin, 1))
    return YQQ_PIN_WEAKNESS_ALL_EQUAL;
  if (is_run (pin, 1) || is_run (pin, -1))
    return YQQ_PIN_WEAKNESS_RUN;
  if (repeats_every (pin, 2) || repeats_every (pin, 3))
    return YQQ_PIN_WEAKNESS_REPEATED;
  if (is_birthday (pin, birthday))
    return YQQ_PIN_WEAKNESS_BIRTHDAY;
  return YQQ_PIN_WEAKNESS_NONE;
}

gboolean
yqq_pin_policy_check (YqqSecretBytes *pin, const char *birthday, YqqPinWeakness *weakness)
{
  YqqPinWeakness found = find_weakness (pin, birthday);
  if (found == YQQ_PIN_WEAKNESS_NONE)
    return TRUE;
  if (weakness != NULL)
    *weakness = found;
  return FALSE;
}

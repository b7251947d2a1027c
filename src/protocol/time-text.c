/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/time-text.h"

#include <string.h>

#include "protocol/message-reader.h"

#define LAST_MS G_GINT64_CONSTANT (253402300799999) /* 9999-12-31T23:59:59.999Z */

char *
yqq_time_text_format (gint64 unix_ms)
{
  g_return_val_if_fail (unix_ms >= 0 && unix_ms <= LAST_MS, NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_ms / 1000);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time), (int)(unix_ms % 1000));
}

static gboolean
fits_the_form (const char *text)
{
  static const char form[] = "dddd-dd-ddTdd:dd:dd.dddZ";
  if (strnlen (text, sizeof form) != sizeof form - 1)
    return FALSE;
  for (guint i = 0; form[i] != '\0'; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  return TRUE;
}

static int
number_at (const char *text, guint start, guint length)
{
  int number = 0;
  for (guint i = start; i < start + length; i++)
    number = number * 10 + (text[i] - '0');
  return number;
}

gboolean
yqq_time_text_parse (const char *text, gint64 *unix_ms, GError **error)
{
  g_autoptr (GDateTime) time = NULL;
  if (fits_the_form (text) && number_at (text, 0, 4) >= 1970)
    time = g_date_time_new_utc (number_at (text, 0, 4), number_at (text, 5, 2),
                                number_at (text, 8, 2), number_at (text, 11, 2),
                                number_at (text, 14, 2), number_at (text, 17, 2));
  if (time == NULL) {
    yqq_protocol_error_set (error, YQQ_PROTOCOL_ERROR_MALFORMED, NULL, "not a time in UTC");
    return FALSE;
  }
  *unix_ms = g_date_time_to_unix (time) * 1000 + number_at (text, 20, 3);
  return TRUE;
}

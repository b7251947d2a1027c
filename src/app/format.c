/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/format.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)

static char *
format_local (gint64 unix_ms, const char *pattern)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_ms / 1000);
  if (!utc)
    return g_strdup ("–");
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  return g_date_time_format (local, pattern);
}

char *
yqq_format_date (gint64 unix_ms)
{
  /* Translators: a date as g_date_time_format() writes it */
  return format_local (unix_ms, _ ("%-d %B %Y"));
}

char *
yqq_format_time (gint64 unix_ms)
{
  return format_local (unix_ms, "%H:%M:%S");
}

char *
yqq_format_date_time (gint64 unix_ms)
{
  /* Translators: date and time as g_date_time_format() writes them */
  return format_local (unix_ms, _ ("%-d %B %Y, %H:%M:%S"));
}

static char *
format_ended (gint64 days)
{
  if (days == 0)
    return g_strdup (_ ("ended today"));
  return g_strdup_printf (ngettext ("ended %d day ago", "ended %d days ago", (gulong)days),
                          (int)days);
}

char *
yqq_format_days_left (gint64 until_ms, gint64 now_ms)
{
  if (until_ms <= now_ms)
    return format_ended ((now_ms - until_ms) / DAY_MS);
  gint64 days = (until_ms - now_ms) / DAY_MS;
  if (days == 0)
    return g_strdup (_ ("ends today"));
  if (days >= 730)
    return g_strdup_printf (ngettext ("%d year left", "%d years left", (gulong)(days / 365)),
                            (int)(days / 365));
  if (days >= 90)
    return g_strdup_printf (ngettext ("%d month left", "%d months left", (gulong)(days / 30)),
                            (int)(days / 30));
  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong)days), (int)days);
}

char *
yqq_format_countdown (gint64 milliseconds)
{
  /* Rounded up, so that 0:00 means over. */
  gint64 seconds = milliseconds > 0 ? (milliseconds + 999) / 1000 : 0;
  return g_strdup_printf ("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

char *
yqq_format_size (guint64 bytes)
{
  return g_format_size (bytes);
}

static char *
group (const char *text, gsize size)
{
  GString *grouped = g_string_new (NULL);
  for (gsize i = 0; text && text[i]; i++) {
    if (i > 0 && i % size == 0)
      g_string_append_c (grouped, ' ');
    g_string_append_c (grouped, text[i]);
  }
  return g_string_free (grouped, FALSE);
}

char *
yqq_format_digest (const char *hexadecimal)
{
  return group (hexadecimal, 8);
}

char *
yqq_format_code (const char *code)
{
  return group (code, 4);
}

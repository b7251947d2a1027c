/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/shown-text.h"

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d

/* Direction marks could turn "fdp.exe" into "exe.pdf" on the page that a person signs from. */
static gboolean
can_be_shown (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
    return FALSE;
  case G_UNICODE_FORMAT:
    return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
  default:
    return TRUE;
  }
}

gboolean
yqq_text_can_be_shown (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!can_be_shown (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/identifier.h"

#include <string.h>

gboolean
yqq_identifier_is_valid (const char *text)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  if (text == NULL || *text == '\0' || g_str_equal (text, ".") || g_str_equal (text, ".."))
    return FALSE;
  gsize length = strnlen (text, YQQ_IDENTIFIER_MAX_LENGTH + 1);
  return length <= YQQ_IDENTIFIER_MAX_LENGTH && strspn (text, letters) == length;
}

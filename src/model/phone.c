/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/phone.h"

#include <string.h>

#define LENGTH 11

static gboolean
fail (GError **error, YqqModelError code, const char *message)
{
  g_set_error_literal (error, YQQ_MODEL_ERROR, code, message);
  return FALSE;
}

gboolean
yqq_phone_validate (const char *number, GError **error)
{
  if (number == NULL || *number == '\0')
    return fail (error, YQQ_MODEL_ERROR_EMPTY, "the phone number is empty");
  if (strspn (number, "0123456789") != strlen (number))
    return fail (error, YQQ_MODEL_ERROR_CHARACTER, "a phone number has digits only");
  if (strlen (number) != LENGTH)
    return fail (error, YQQ_MODEL_ERROR_LENGTH, "a mobile phone number has 11 digits");
  if (number[0] != '1' || number[1] < '3')
    return fail (error, YQQ_MODEL_ERROR_REGION, "a mobile phone number begins with 13 to 19");
  return TRUE;
}

char *
yqq_phone_mask (const char *number)
{
  gsize length = strlen (number);
  char *masked = g_strdup (number);
  gsize first = length == LENGTH ? 3 : 0, last = length == LENGTH ? 4 : 0;
  if (length > 0)
    memset (masked + first, '*', length - first - last);
  return masked;
}

char *
yqq_name_mask (const char *name)
{
  if (*name == '\0')
    return g_strdup ("");
  g_autoptr (GString) masked = g_string_new (NULL);
  const char *rest = g_utf8_next_char (name);
  g_string_append_len (masked, name, rest - name);
  for (; *rest != '\0'; rest = g_utf8_next_char (rest))
    g_string_append_c (masked, '*');
  return g_string_free (g_steal_pointer (&masked), FALSE);
}

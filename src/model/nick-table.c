/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/nick-table.h"

gboolean
yqq_nick_table_find (const char *const *nicks, guint count, const char *nick, guint *value)
{
  for (guint i = 0; nick != NULL && i < count; i++)
    if (nicks[i] != NULL && g_str_equal (nicks[i], nick)) {
      *value = i;
      return TRUE;
    }
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/question.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/act-options.h"

gboolean
yqq_question_ask (const char *question)
{
  char answer[8] = "";
  if (yqq_act_options_get ()->yes)
    return TRUE;
  g_printerr ("%s ", question);
  if (fgets (answer, sizeof answer, stdin) == NULL) {
    g_printerr ("\n");
    g_printerr (_ ("yqq: nobody answered; nothing was done. --yes goes on without asking\n"));
    return FALSE;
  }
  if (*answer == 'y' || *answer == 'Y' || g_str_has_prefix (answer, "是"))
    return TRUE;
  g_printerr (_ ("yqq: nothing was done\n"));
  return FALSE;
}

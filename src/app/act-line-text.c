/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/act-line-text.h"

#include "app/error-text.h"
#include "app/user-text.h"

char *
yqq_grant_faults_format (const YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT])
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++) {
    const char *sentence = yqq_grant_fault_get_text ((YqqGrantField)i, faults[i]);
    if (sentence && text->len > 0)
      g_string_append_c (text, '\n');
    if (sentence)
      g_string_append (text, sentence);
  }
  return g_string_free (text, text->len == 0);
}

char *
yqq_act_line_format_trouble (const YqqActLine *line)
{
  char *faults = yqq_grant_faults_format (line->faults);
  if (faults || line->done || line->problem == YQQ_PROBLEM_UNRECOGNISED)
    return faults;
  g_autoptr (GError) problem = g_error_new_literal (YQQ_PROBLEM_ERROR, (int)line->problem, "");
  return g_strdup (yqq_error_text_get (problem).title);
}

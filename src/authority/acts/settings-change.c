/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two-person rule is turned on or off. */
#include "authority/acts/proposal-acts.h"

gboolean
yqq_settings_change_judge (YqqDatabase *database,
                           const YqqActContext *context,
                           YqqActResult *result,
                           GError **error)
{
  if (!context->act->two_person)
    return TRUE;
  g_auto (GStrv) deciders = yqq_proposals_list_deciders (
      database, context->act->enterprise, context->person_id, context->now_ms, error);
  if (deciders == NULL)
    return FALSE;
  if (deciders[0] != NULL)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_SECOND_PERSON_MISSING, NULL);
  return FALSE;
}

gboolean
yqq_settings_change_perform (YqqDatabase *database,
                             const YqqActContext *context,
                             YqqActResult *result,
                             GError **error)
{
  return yqq_two_person_set (database, context->act->enterprise, context->act->two_person, error);
}

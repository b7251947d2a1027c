/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/staff-person.h"

#include <glib/gi18n.h>

#include "cli/failure.h"
#include "cli/question.h"
#include "cli/wait.h"
#include "client/find-person.h"

YqqPersonQuery *
yqq_staff_person_read (const YqqStaffPerson *person)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  if (person->name == NULL || person->id_number == NULL) {
    g_printerr (_ ("yqq: give --name and --id as the document has them\n"));
    return NULL;
  }
  if (person->id_type != NULL && !yqq_id_type_from_nick (person->id_type, &type)) {
    g_printerr (_ ("yqq: there is no kind of document “%s”\n"), person->id_type);
    return NULL;
  }
  return yqq_person_query_new (person->name, type, person->id_number);
}

YqqFoundPerson *
yqq_staff_person_find (YqqEnterpriseDesk *desk, const YqqPersonQuery *query, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_find_person_async (desk->workplace->connection, yqq_enterprise_desk_get_id (desk), query,
                         yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqFoundPerson *found = yqq_find_person_finish (result, &error);
  if (found == NULL)
    *exit_code = yqq_failure_report (error);
  return found;
}

gboolean
yqq_staff_person_ask (void)
{
  return yqq_question_ask (
      _ ("You confirm that you have the person and the original document before you. "
         "Go on? [y/N]"));
}

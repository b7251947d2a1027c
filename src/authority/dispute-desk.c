/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/dispute-desk.h"

#include <glib/gi18n-lib.h>

#include "authority/desk-checks.h"
#include "authority/store/audit.h"
#include "authority/store/identity-disputes.h"
#include "authority/store/people.h"

#define STAFF "staff"

gboolean
yqq_desk_lift_dispute (YqqDatabase *database,
                       const char *id_type,
                       const char *id_number,
                       gint64 now_ms,
                       GError **error)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  g_autoptr (YqqPersonRecord) person = NULL;
  gboolean lifted = FALSE;
  if (!yqq_desk_check_document (id_type, id_number, &type, error) ||
      !yqq_people_find_by_document (database, type, id_number, &person, error))
    return FALSE;
  if (person == NULL)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_UNKNOWN, "%s",
                          _ ("Nobody is registered with that document."));
  if (!yqq_identity_disputes_lift (database, person->id, &lifted, error))
    return FALSE;
  if (!lifted)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_UNKNOWN, "%s",
                          _ ("No way of that person's is disputed."));
  return yqq_audit_add (database, STAFF, "dispute-lift", person->id, now_ms, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/acts/office.h"

#include "authority/acts/proposal-acts.h"
#include "authority/acts/record.h"
#include "authority/acts/transfer-acts.h"
#include "authority/authorisation.h"
#include "authority/store/closings.h"
#include "authority/store/enterprises.h"
#include "authority/store/grants.h"
#include "authority/store/notices.h"
#include "crypto/random.h"
#include "protocol/enterprise-act.h"
#include "protocol/session-state.h"

static gboolean
cancel_grant (YqqDatabase *database, const YqqGrantRecord *grant, gint64 now_ms, GError **error)
{
  return yqq_grants_cancel (database, grant->id,
                            yqq_cancel_reason_to_nick (YQQ_CANCEL_REASON_DUTY_CHANGED), NULL,
                            now_ms, error);
}

static gboolean
find_grant (YqqDatabase *database,
            const YqqTransferRecord *transfer,
            const char *person_id,
            YqqGrantRecord **grant,
            GError **error)
{
  return yqq_grants_find_living (database, transfer->enterprise_id, person_id,
                                 YQQ_CERTIFICATE_KIND_ENTERPRISE, grant, error);
}

/* Two may be about to take the same office. */
static gboolean
hold_office (YqqDatabase *database, const YqqTransferRecord *transfer, GError **error)
{
  gboolean held = FALSE;
  if (!yqq_memberships_hold (database, transfer->enterprise_id, transfer->from_person,
                             YQQ_ROLE_ADMINISTRATOR, &held, error))
    return FALSE;
  if (!held)
    yqq_problem_error_set (error, YQQ_PROBLEM_TRANSFER_ENDED, NULL)->state =
        g_strdup (yqq_transfer_state_to_nick (YQQ_TRANSFER_STATE_WITHDRAWN));
  return held;
}

/* A legal representative's grant is their own: it did not come with the office. */
static gboolean
take_from (YqqDatabase *database, const YqqTransferRecord *transfer, gint64 now_ms, GError **error)
{
  const char *person_id = transfer->from_person;
  g_autoptr (YqqGrantRecord) grant = NULL;
  guint roles = 0;
  if (!hold_office (database, transfer, error) ||
      !yqq_memberships_remove (database, transfer->enterprise_id, person_id, YQQ_ROLE_ADMINISTRATOR,
                               error) ||
      !yqq_memberships_read (database, transfer->enterprise_id, person_id, &roles, error) ||
      !find_grant (database, transfer, person_id, &grant, error))
    return FALSE;
  if ((roles & YQQ_ROLE_LEGAL_REPRESENTATIVE) == 0 && grant != NULL &&
      (!cancel_grant (database, grant, now_ms, error) ||
       !yqq_memberships_leave (database, transfer->enterprise_id, person_id, error) ||
       !yqq_closings_add (database, person_id,
                          yqq_session_reason_to_nick (YQQ_SESSION_REASON_GRANT_CHANGED), now_ms,
                          error)))
    return FALSE;
  /* What they proposed as administrator ends with the office. */
  return yqq_proposals_end_lost (database, transfer->enterprise_id, person_id, now_ms, error);
}

/* When the enterprise's certificate ends, or did where nobody has it any more; where that is over,
 * when the receiver's grant does. */
static gboolean
find_end (YqqDatabase *database,
          const YqqTransferRecord *transfer,
          const YqqGrantRecord *own,
          gint64 now_ms,
          gint64 *end_ms,
          GError **error)
{
  g_autoptr (YqqGrantRecord) certificate = NULL;
  if (!yqq_grants_find_enterprise_certificate (database, transfer->enterprise_id, &certificate,
                                               error))
    return FALSE;
  if (certificate != NULL)
    *end_ms = certificate->not_after_ms;
  else if (!yqq_grants_find_last_enterprise_end (database, transfer->enterprise_id, end_ms, error))
    return FALSE;
  if (*end_ms <= now_ms)
    *end_ms = own->not_after_ms;
  return TRUE;
}

static gboolean
give_grant (YqqDatabase *database,
            const YqqTransferRecord *transfer,
            const YqqGrantRecord *own,
            gint64 end_ms,
            gint64 now_ms,
            GError **error)
{
  const char *const permissions[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  g_autoptr (YqqGrantRecord) grant = g_new0 (YqqGrantRecord, 1);
  grant->id = yqq_random_id ();
  grant->code = yqq_grant_code_new ();
  grant->enterprise_id = g_strdup (transfer->enterprise_id);
  grant->person_id = g_strdup (transfer->to_person);
  grant->kind = YQQ_CERTIFICATE_KIND_ENTERPRISE;
  grant->state = YQQ_GRANT_STATE_ACTIVE;
  grant->permissions = g_strdupv ((GStrv)permissions);
  grant->not_before_ms = now_ms;
  grant->not_after_ms = end_ms;
  grant->phone = g_strdup (own->phone);
  return yqq_grants_add (database, grant, now_ms, error) &&
         yqq_notices_add (database, grant->person_id, YQQ_NOTICE_GRANT_GIVEN, grant->enterprise_id,
                          grant->id, NULL, NULL, 0, now_ms, error);
}

/* Whoever has a grant of the enterprise already (the legal representative, say) keeps it. */
static gboolean
give_to (YqqDatabase *database,
         const YqqTransferRecord *transfer,
         const YqqGrantRecord *own,
         gint64 end_ms,
         gint64 now_ms,
         GError **error)
{
  g_autoptr (YqqGrantRecord) grant = NULL;
  if (!yqq_memberships_add (database, transfer->enterprise_id, transfer->to_person,
                            YQQ_ROLE_ADMINISTRATOR, now_ms, error) ||
      !find_grant (database, transfer, transfer->to_person, &grant, error))
    return FALSE;
  if (grant != NULL && yqq_effective_grant_state (grant, now_ms) == YQQ_GRANT_STATE_ACTIVE)
    return TRUE;
  return (grant == NULL || cancel_grant (database, grant, now_ms, error)) &&
         give_grant (database, transfer, own, end_ms, now_ms, error);
}

/* What the receiver offered when they had an office before must not stand again with it. */
static gboolean
end_old_offer (YqqDatabase *database,
               const YqqTransferRecord *transfer,
               gint64 now_ms,
               GError **error)
{
  g_autoptr (YqqTransferRecord) old = NULL;
  if (!yqq_transfers_find_waiting (database, transfer->enterprise_id, transfer->to_person, &old,
                                   error))
    return FALSE;
  return old == NULL ||
         (yqq_transfer_end (database, old, YQQ_TRANSFER_STATE_WITHDRAWN, now_ms, error) &&
          yqq_record_end (database, old->enterprise_id, "transfer-end", old->id, now_ms, error));
}

gboolean
yqq_office_hand_on (YqqDatabase *database,
                    const YqqTransferRecord *transfer,
                    gint64 now_ms,
                    GError **error)
{
  gint64 end_ms = 0;
  g_autoptr (YqqGrantRecord) own = NULL;
  return yqq_grants_find (database, transfer->to_grant, &own, error) &&
         find_end (database, transfer, own, now_ms, &end_ms, error) &&
         end_old_offer (database, transfer, now_ms, error) &&
         (transfer->from_person == NULL || take_from (database, transfer, now_ms, error)) &&
         give_to (database, transfer, own, end_ms, now_ms, error);
}

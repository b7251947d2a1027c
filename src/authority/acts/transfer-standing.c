/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an offer is worth at a moment, and its end in writing. */
#include <string.h>

#include "authority/acts/transfer-acts.h"
#include "authority/store/enterprises.h"
#include "authority/store/notices.h"

/* An office that nobody has is offered only as long as nobody has it. */
static gboolean
has_office (YqqDatabase *database, const YqqTransferRecord *transfer, gboolean *has, GError **error)
{
  guint roles = 0;
  if (transfer->from_person == NULL) {
    g_autoptr (GPtrArray) holders = yqq_memberships_list_holders (database, transfer->enterprise_id,
                                                                  YQQ_ROLE_ADMINISTRATOR, error);
    *has = holders != NULL && holders->len == 0;
    return holders != NULL;
  }
  if (!yqq_memberships_read (database, transfer->enterprise_id, transfer->from_person, &roles,
                             error))
    return FALSE;
  *has = (roles & YQQ_ROLE_ADMINISTRATOR) != 0;
  return TRUE;
}

static gboolean
may_be_offered (YqqDatabase *database,
                const YqqTransferRecord *transfer,
                gboolean *may,
                GError **error)
{
  guint roles = 0;
  if (g_strcmp0 (transfer->offered_by, transfer->from_person) == 0) {
    *may = TRUE;
    return TRUE;
  }
  if (!yqq_memberships_read (database, transfer->enterprise_id, transfer->offered_by, &roles,
                             error))
    return FALSE;
  *may = (roles & YQQ_ROLE_LEGAL_REPRESENTATIVE) != 0;
  return TRUE;
}

gboolean
yqq_transfer_find_standing (YqqDatabase *database,
                            const YqqTransferRecord *transfer,
                            gint64 now_ms,
                            YqqTransferState *state,
                            GError **error)
{
  gboolean has = FALSE;
  gboolean may = FALSE;
  *state = yqq_transfer_state_at (transfer->state, transfer->expires_at_ms, now_ms);
  if (*state != YQQ_TRANSFER_STATE_WAITING)
    return TRUE;
  if (!has_office (database, transfer, &has, error) ||
      !may_be_offered (database, transfer, &may, error))
    return FALSE;
  if (!has || !may)
    *state = YQQ_TRANSFER_STATE_WITHDRAWN;
  return TRUE;
}

static gboolean
tell (YqqDatabase *database,
      const YqqTransferRecord *transfer,
      const char *person_id,
      YqqNoticeKind kind,
      const char *person_name,
      gint64 now_ms,
      GError **error)
{
  return yqq_notices_add (database, person_id, kind, transfer->enterprise_id, transfer->id,
                          person_name, NULL, 0, now_ms, error);
}

/* Who gave the office up and who offered it, unless that was the receiver. */
static gboolean
tell_accepted (YqqDatabase *database,
               const YqqTransferRecord *transfer,
               gint64 now_ms,
               GError **error)
{
  const char *from = transfer->from_person;
  const char *by = transfer->offered_by;
  gboolean by_another = g_strcmp0 (by, from) != 0 && strcmp (by, transfer->to_person) != 0;
  return (from == NULL || tell (database, transfer, from, YQQ_NOTICE_TRANSFER_ACCEPTED,
                                transfer->to_name, now_ms, error)) &&
         (!by_another || tell (database, transfer, by, YQQ_NOTICE_TRANSFER_ACCEPTED,
                               transfer->to_name, now_ms, error));
}

/* An office that was taken over concerns every other administrator too. */
static gboolean
tell_taken_over (YqqDatabase *database,
                 const YqqTransferRecord *transfer,
                 gint64 now_ms,
                 GError **error)
{
  if (strcmp (transfer->offered_by, transfer->to_person) != 0)
    return TRUE;
  g_autoptr (GPtrArray) holders = yqq_memberships_list_holders (database, transfer->enterprise_id,
                                                                YQQ_ROLE_ADMINISTRATOR, error);
  for (guint i = 0; holders != NULL && i < holders->len; i++) {
    const char *person_id = ((YqqOfficeHolder *)g_ptr_array_index (holders, i))->person_id;
    if (strcmp (person_id, transfer->to_person) != 0 &&
        g_strcmp0 (person_id, transfer->from_person) != 0 &&
        !tell (database, transfer, person_id, YQQ_NOTICE_TRANSFER_ACCEPTED, transfer->to_name,
               now_ms, error))
      return FALSE;
  }
  return holders != NULL;
}

static gboolean
tell_end (YqqDatabase *database,
          const YqqTransferRecord *transfer,
          YqqTransferState state,
          gint64 now_ms,
          GError **error)
{
  switch (state) {
  case YQQ_TRANSFER_STATE_ACCEPTED:
    return tell_accepted (database, transfer, now_ms, error) &&
           tell_taken_over (database, transfer, now_ms, error);
  case YQQ_TRANSFER_STATE_REFUSED:
    return tell (database, transfer, transfer->offered_by, YQQ_NOTICE_TRANSFER_REFUSED,
                 transfer->to_name, now_ms, error);
  case YQQ_TRANSFER_STATE_WITHDRAWN:
    return tell (database, transfer, transfer->to_person, YQQ_NOTICE_TRANSFER_WITHDRAWN,
                 transfer->offered_by_name, now_ms, error);
  case YQQ_TRANSFER_STATE_TIMED_OUT:
    return tell (database, transfer, transfer->offered_by, YQQ_NOTICE_TRANSFER_TIMED_OUT,
                 transfer->to_name, now_ms, error) &&
           tell (database, transfer, transfer->to_person, YQQ_NOTICE_TRANSFER_TIMED_OUT,
                 transfer->offered_by_name, now_ms, error);
  default:
    g_assert_not_reached ();
  }
}

gboolean
yqq_transfer_hold (YqqDatabase *database, const YqqTransferRecord *transfer, GError **error)
{
  gboolean waiting = FALSE;
  g_autoptr (YqqTransferRecord) ended = NULL;
  if (!yqq_transfers_hold (database, transfer->id, &waiting, error))
    return FALSE;
  if (waiting)
    return TRUE;
  if (yqq_transfers_find (database, transfer->enterprise_id, transfer->id, &ended, error))
    yqq_problem_error_set (error, YQQ_PROBLEM_TRANSFER_ENDED, NULL)->state =
        g_strdup (yqq_transfer_state_to_nick (ended->state));
  return FALSE;
}

gboolean
yqq_transfer_end (YqqDatabase *database,
                  const YqqTransferRecord *transfer,
                  YqqTransferState state,
                  gint64 now_ms,
                  GError **error)
{
  gboolean ended = FALSE;
  return yqq_transfers_end (database, transfer->id, state, now_ms, &ended, error) &&
         (!ended || tell_end (database, transfer, state, now_ms, error));
}

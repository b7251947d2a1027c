/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/waiting-view.h"

#include <string.h>

#include "authority/acts/proposal-acts.h"
#include "authority/acts/transfer-acts.h"
#include "authority/authorisation.h"
#include "authority/store/enterprises.h"

/* Of the answer's size; the longest act there can be is shorter. */
#define MAX_ACTS_BYTES (YQQ_OVERVIEW_MAX_BYTES * 5 / 8)
#define MAX_NAMES_BYTES (YQQ_OVERVIEW_MAX_BYTES / 4)
G_STATIC_ASSERT (MAX_ACTS_BYTES > YQQ_ACT_MAX_BYTES);
#define PROPOSAL_BYTES 1024

static gboolean
add_transfer (YqqDatabase *database,
              const char *person_id,
              const YqqTransferRecord *transfer,
              YqqEnterpriseOverview *overview,
              gint64 now_ms,
              GError **error)
{
  gboolean to_me = strcmp (transfer->to_person, person_id) == 0;
  gboolean by_me = strcmp (transfer->offered_by, person_id) == 0;
  YqqTransferState state;
  if (!to_me && !by_me && !yqq_authorise_administration (overview->roles, NULL))
    return TRUE;
  if (!yqq_transfer_find_standing (database, transfer, now_ms, &state, error))
    return FALSE;
  YqqTransferView *view = g_new0 (YqqTransferView, 1);
  view->id = g_strdup (transfer->id);
  view->state = state;
  view->from_name = g_strdup (transfer->from_name);
  view->to_name = g_strdup (transfer->to_name);
  view->offered_by_name = g_strdup (transfer->offered_by_name);
  view->to_me = to_me;
  view->by_me = by_me;
  view->offered_at_ms = transfer->offered_at_ms;
  view->expires_at_ms = transfer->expires_at_ms;
  view->ended_at_ms = transfer->ended_at_ms;
  if (state != YQQ_TRANSFER_STATE_WAITING && view->ended_at_ms == 0)
    view->ended_at_ms = MIN (transfer->expires_at_ms, now_ms);
  g_ptr_array_add (overview->transfers, view);
  return TRUE;
}

gboolean
yqq_waiting_view_add_transfers (YqqDatabase *database,
                                const char *person_id,
                                YqqEnterpriseOverview *overview,
                                gint64 now_ms,
                                GError **error)
{
  g_autoptr (GPtrArray) transfers = yqq_transfers_list (
      database, yqq_enterprise_get_id (overview->enterprise), YQQ_OVERVIEW_MAX_ENTRIES, error);
  for (guint i = 0; transfers != NULL && i < transfers->len; i++)
    if (!add_transfer (database, person_id, g_ptr_array_index (transfers, i), overview, now_ms,
                       error))
      return FALSE;
  return transfers != NULL;
}

static YqqProposalView *
show_proposal (const YqqProposalRecord *proposal, const char *person_id, gint64 now_ms)
{
  YqqProposalView *view = g_new0 (YqqProposalView, 1);
  view->id = g_strdup (proposal->id);
  view->state = yqq_transfer_state_at (proposal->state, proposal->expires_at_ms, now_ms);
  view->by_name = g_strdup (proposal->proposed_by_name);
  view->by_me = strcmp (proposal->proposed_by, person_id) == 0;
  view->subject_names = g_strdupv (proposal->subjects);
  view->proposed_at_ms = proposal->proposed_at_ms;
  view->expires_at_ms = proposal->expires_at_ms;
  view->ended_at_ms = proposal->ended_at_ms;
  if (view->state == YQQ_TRANSFER_STATE_TIMED_OUT && view->ended_at_ms == 0)
    view->ended_at_ms = proposal->expires_at_ms;
  return view;
}

static gsize
measure (const YqqProposalRecord *proposal)
{
  gsize bytes = PROPOSAL_BYTES;
  for (guint i = 0; proposal->subjects[i] != NULL; i++)
    bytes += strlen (proposal->subjects[i]) + 3;
  return bytes;
}

/* One after another, and none any more after the first that does not fit: it is read by itself. */
static gboolean
add_acts (YqqDatabase *database, YqqEnterpriseOverview *overview, GError **error)
{
  const char *enterprise_id = yqq_enterprise_get_id (overview->enterprise);
  gsize bytes = 0;
  for (guint i = 0; i < overview->proposals->len; i++) {
    YqqProposalView *view = g_ptr_array_index (overview->proposals, i);
    g_autoptr (YqqProposalRecord) whole = NULL;
    if (!yqq_proposals_find (database, enterprise_id, view->id, &whole, error))
      return FALSE;
    bytes += strlen (whole->jws);
    if (bytes > MAX_ACTS_BYTES)
      return TRUE;
    view->act = g_steal_pointer (&whole->jws);
  }
  return TRUE;
}

/* Acts about thousands have as many names: the ones that wait longest ago or ended may be left out,
 * never the newest that waits. */
static gboolean
add_proposals (YqqDatabase *database,
               const char *person_id,
               YqqEnterpriseOverview *overview,
               gint64 now_ms,
               GError **error)
{
  g_autoptr (GPtrArray) proposals = yqq_proposals_list (
      database, yqq_enterprise_get_id (overview->enterprise), YQQ_OVERVIEW_MAX_ENTRIES, error);
  gsize bytes = 0;
  for (guint i = 0; proposals != NULL && i < proposals->len; i++) {
    const YqqProposalRecord *proposal = g_ptr_array_index (proposals, i);
    bytes += measure (proposal);
    if (i > 0 && bytes > MAX_NAMES_BYTES)
      break;
    g_ptr_array_add (overview->proposals, show_proposal (proposal, person_id, now_ms));
  }
  return proposals != NULL && add_acts (database, overview, error);
}

gboolean
yqq_waiting_view_add_proposals (YqqDatabase *database,
                                const char *person_id,
                                YqqEnterpriseOverview *overview,
                                gint64 now_ms,
                                GError **error)
{
  const char *enterprise_id = yqq_enterprise_get_id (overview->enterprise);
  g_auto (GStrv) deciders =
      yqq_proposals_list_deciders (database, enterprise_id, person_id, now_ms, error);
  overview->can_have_two_person = deciders != NULL && deciders[0] != NULL;
  return deciders != NULL &&
         yqq_two_person_read (database, enterprise_id, &overview->two_person, error) &&
         add_proposals (database, person_id, overview, now_ms, error);
}

JsonObject *
yqq_waiting_view_read_act (YqqDatabase *database,
                           const YqqDevice *device,
                           const char *enterprise_id,
                           gpointer data,
                           gint64 now_ms,
                           GError **error)
{
  guint roles;
  g_autoptr (YqqProposalRecord) proposal = NULL;
  if (!yqq_memberships_read (database, enterprise_id, device->person_id, &roles, error) ||
      !yqq_authorise_administration (roles, error) ||
      !yqq_proposals_find (database, enterprise_id, data, &proposal, error))
    return NULL;
  if (proposal != NULL)
    return yqq_proposal_act_to_json (proposal->jws);
  yqq_problem_error_set (error, YQQ_PROBLEM_PROPOSAL_NOT_FOUND, NULL);
  return NULL;
}

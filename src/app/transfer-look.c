/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/transfer-look.h"

#include <glib/gi18n.h>

#include "model/grant.h"

static guint
get_roles (YqqAdministration *administration)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (administration);
  return overview ? overview->roles : 0;
}

static const YqqTransferView *
find_waiting (const YqqEnterpriseOverview *overview, gint64 now_ms)
{
  for (guint i = 0; i < overview->transfers->len; i++) {
    const YqqTransferView *each = overview->transfers->pdata[i];
    if (yqq_transfer_state_at (each->state, each->expires_at_ms, now_ms) ==
        YQQ_TRANSFER_STATE_WAITING)
      return each;
  }
  return NULL;
}

static gboolean
has_receiver (YqqAdministration *administration)
{
  GListModel *users = yqq_administration_get_users (administration);
  for (guint i = 0; i < g_list_model_get_n_items (users); i++) {
    g_autoptr (YqqAuthorisedUserEntry) user = g_list_model_get_item (users, i);
    if (yqq_transfer_can_receive (administration, user))
      return TRUE;
  }
  return FALSE;
}

YqqTransferLook
yqq_transfer_look_get (YqqAdministration *administration,
                       gint64 now_ms,
                       const YqqTransferView **waiting)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (administration);
  *waiting = overview ? find_waiting (overview, now_ms) : NULL;
  if (!overview)
    return YQQ_TRANSFER_LOOK_UNKNOWN;
  if (*waiting)
    return (*waiting)->to_me ? YQQ_TRANSFER_LOOK_ASKED : YQQ_TRANSFER_LOOK_OFFERED;
  if (!(overview->roles & (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE)))
    return YQQ_TRANSFER_LOOK_NOTHING;
  if (has_receiver (administration))
    return YQQ_TRANSFER_LOOK_CHOOSE;
  return yqq_administration_get_users_complete (administration) ? YQQ_TRANSFER_LOOK_NOBODY
                                                                : YQQ_TRANSFER_LOOK_UNKNOWN;
}

gboolean
yqq_transfer_can_receive (YqqAdministration *administration, YqqAuthorisedUserEntry *entry)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (entry);
  gboolean usable = user->state == YQQ_GRANT_STATE_ACTIVE ||
                    user->state == YQQ_GRANT_STATE_EXPIRING ||
                    user->state == YQQ_GRANT_STATE_PENDING_INSTALL ||
                    user->state == YQQ_GRANT_STATE_REINSTALL_REQUIRED;
  if (!usable || user->roles & YQQ_ROLE_ADMINISTRATOR)
    return FALSE;
  return !user->me || get_roles (administration) & YQQ_ROLE_LEGAL_REPRESENTATIVE;
}

gboolean
yqq_transfer_is_take_over (YqqAdministration *administration, YqqAuthorisedUserEntry *user)
{
  return yqq_authorised_user_entry_get_user (user)->me &&
         get_roles (administration) & YQQ_ROLE_LEGAL_REPRESENTATIVE;
}

gboolean
yqq_transfer_needs_giver (YqqAdministration *administration)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (administration);
  return overview && !(overview->roles & YQQ_ROLE_ADMINISTRATOR) &&
         overview->administrators->len > 1;
}

const char *
yqq_transfer_state_get_word (YqqTransferState state)
{
  switch (state) {
  case YQQ_TRANSFER_STATE_WAITING:
    return C_ ("transfer", "Waiting");
  case YQQ_TRANSFER_STATE_ACCEPTED:
    return C_ ("transfer", "Transferred");
  case YQQ_TRANSFER_STATE_REFUSED:
    return C_ ("transfer", "Refused");
  case YQQ_TRANSFER_STATE_WITHDRAWN:
    return C_ ("transfer", "Withdrawn");
  case YQQ_TRANSFER_STATE_TIMED_OUT:
    return C_ ("transfer", "Timed out");
  }
  g_return_val_if_reached ("");
}

const char *
yqq_transfer_state_get_icon (YqqTransferState state)
{
  switch (state) {
  case YQQ_TRANSFER_STATE_WAITING:
    return "content-loading-symbolic";
  case YQQ_TRANSFER_STATE_ACCEPTED:
    return "emblem-ok-symbolic";
  case YQQ_TRANSFER_STATE_REFUSED:
    return "action-unavailable-symbolic";
  case YQQ_TRANSFER_STATE_WITHDRAWN:
    return "edit-undo-symbolic";
  case YQQ_TRANSFER_STATE_TIMED_OUT:
    return "alarm-symbolic";
  }
  g_return_val_if_reached ("");
}

YqqTone
yqq_transfer_state_get_tone (YqqTransferState state)
{
  switch (state) {
  case YQQ_TRANSFER_STATE_WAITING:
    return YQQ_TONE_NOTICE;
  case YQQ_TRANSFER_STATE_ACCEPTED:
    return YQQ_TONE_GOOD;
  case YQQ_TRANSFER_STATE_REFUSED:
    return YQQ_TONE_BAD;
  case YQQ_TRANSFER_STATE_WITHDRAWN:
  case YQQ_TRANSFER_STATE_TIMED_OUT:
    return YQQ_TONE_NEUTRAL;
  }
  g_return_val_if_reached (YQQ_TONE_NEUTRAL);
}

const char *
yqq_proposal_state_get_word (YqqProposalState state)
{
  switch (state) {
  case YQQ_TRANSFER_STATE_WAITING:
    return C_ ("proposal", "Waiting");
  case YQQ_TRANSFER_STATE_ACCEPTED:
    return C_ ("proposal", "Approved");
  default:
    return yqq_transfer_state_get_word (state);
  }
}

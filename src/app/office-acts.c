/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/office-acts.h"

#include <glib/gi18n.h>

#include "app/proposal-text.h"
#include "app/transfer-look.h"

/* What the router says once it is done. */
static const char *
get_told (const YqqEnterpriseAct *act, const YqqActResult *result)
{
  if (result->proposal)
    return _ ("Proposed: a second person has to approve it within 72 hours");
  switch (act->kind) {
  case YQQ_ACT_TRANSFER_OFFER:
    return result->transfer ? _ ("Offered: the receiver has 72 hours to accept")
                            : _ ("You are the administrator now");
  case YQQ_ACT_TRANSFER_ACCEPT:
    return _ ("You are the administrator now");
  case YQQ_ACT_TRANSFER_REFUSE:
    return _ ("Refused; nothing has changed");
  case YQQ_ACT_TRANSFER_WITHDRAW:
  case YQQ_ACT_PROPOSAL_WITHDRAW:
    return _ ("Withdrawn; nothing has changed");
  case YQQ_ACT_PROPOSAL_APPROVE:
    return _ ("Approved and carried out");
  case YQQ_ACT_PROPOSAL_REFUSE:
    return _ ("Refused; nothing has changed");
  case YQQ_ACT_SETTINGS_CHANGE:
    return act->two_person ? _ ("The two-person rule is on") : _ ("The two-person rule is off");
  default:
    return _ ("Done");
  }
}

typedef struct {
  YqqWorkspace *workspace;
  YqqRouter *router;
} Afterwards;

static void
afterwards_free (gpointer data, GClosure *closure)
{
  Afterwards *self = data;
  g_object_unref (self->workspace);
  g_object_unref (self->router);
  g_free (self);
}

static void
on_done (YqqActFlow *flow, const YqqActResult *result, gpointer user_data)
{
  Afterwards *self = user_data;
  yqq_router_tell (self->router, get_told (yqq_act_flow_get_act (flow), result));
  yqq_workspace_refresh (self->workspace);
}

/* Takes act. */
static YqqActFlow *
begin (const YqqOffice *self, YqqEnterpriseAct *act, const char *sentence)
{
  YqqActFlow *flow =
      yqq_act_flow_begin (self->workspace, self->administration, self->router, act, sentence);
  if (!flow)
    return NULL;
  Afterwards *afterwards = g_new (Afterwards, 1);
  *afterwards = (Afterwards){g_object_ref (self->workspace), g_object_ref (self->router)};
  g_signal_connect_data (flow, "done", G_CALLBACK (on_done), afterwards, afterwards_free, 0);
  return flow;
}

static YqqEnterpriseAct *
create_act (const YqqOffice *self, YqqActKind kind, const char *subject)
{
  YqqEnterpriseAct *act =
      yqq_enterprise_act_new (kind, yqq_administration_get_enterprise_id (self->administration));
  act->subject = g_strdup (subject);
  return act;
}

YqqActFlow *
yqq_office_offer (const YqqOffice *self, YqqAuthorisedUserEntry *receiver, const char *from_grant)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (receiver);
  YqqEnterpriseAct *act = create_act (self, YQQ_ACT_TRANSFER_OFFER, user->grant);
  act->from = g_strdup (from_grant);
  if (yqq_transfer_is_take_over (self->administration, receiver))
    return begin (self, act, _ ("Take over the administrator's office"));
  /* Translators: %s is a person */
  g_autofree char *sentence =
      g_strdup_printf (_ ("Hand the administrator's office to %s"), user->name);
  return begin (self, act, sentence);
}

YqqActFlow *
yqq_office_accept (const YqqOffice *self, const YqqTransferView *transfer)
{
  return begin (self, create_act (self, YQQ_ACT_TRANSFER_ACCEPT, transfer->id),
                _ ("Become the administrator"));
}

YqqActFlow *
yqq_office_refuse (const YqqOffice *self, const YqqTransferView *transfer)
{
  return begin (self, create_act (self, YQQ_ACT_TRANSFER_REFUSE, transfer->id),
                _ ("Refuse the administrator's office"));
}

YqqActFlow *
yqq_office_withdraw (const YqqOffice *self, const YqqTransferView *transfer)
{
  return begin (self, create_act (self, YQQ_ACT_TRANSFER_WITHDRAW, transfer->id),
                _ ("Withdraw the offer of the administrator's office"));
}

YqqActFlow *
yqq_office_set_two_person (const YqqOffice *self, gboolean on)
{
  YqqEnterpriseAct *act = create_act (self, YQQ_ACT_SETTINGS_CHANGE, NULL);
  act->two_person = on;
  return begin (self, act,
                on ? _ ("Turn the two-person rule on") : _ ("Turn the two-person rule off"));
}

YqqActFlow *
yqq_office_approve (const YqqOffice *self, const YqqProposalView *proposal)
{
  g_autoptr (YqqEnterpriseAct) proposed = yqq_proposal_read (proposal);
  g_autofree char *title = yqq_proposal_format_title (proposal, proposed);
  /* Translators: %s is an act, as "Cancel for ever the grant of …" */
  g_autofree char *sentence = g_strdup_printf (_ ("Approve: %s"), title);
  YqqEnterpriseAct *act = create_act (self, YQQ_ACT_PROPOSAL_APPROVE, proposal->id);
  act->proposed_digest = yqq_proposal_digest (proposal);
  return begin (self, act, sentence);
}

YqqActFlow *
yqq_office_refuse_proposal (const YqqOffice *self, const YqqProposalView *proposal)
{
  return begin (self, create_act (self, YQQ_ACT_PROPOSAL_REFUSE, proposal->id),
                _ ("Refuse what is proposed"));
}

YqqActFlow *
yqq_office_withdraw_proposal (const YqqOffice *self, const YqqProposalView *proposal)
{
  return begin (self, create_act (self, YQQ_ACT_PROPOSAL_WITHDRAW, proposal->id),
                _ ("Withdraw your proposal"));
}

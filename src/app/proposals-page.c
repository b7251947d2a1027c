/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/proposals-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"
#include "app/flow.h"
#include "app/office-acts.h"
#include "app/proposal-row.h"

struct _YqqProposalsPage {
  YqqPage parent;

  GtkStack *stack;
  YqqFaultView *fault;
  AdwActionRow *rule;
  GtkSwitch *two_person;
  GtkListBox *waiting;
  GtkWidget *none;
  GtkWidget *past_group;
  GtkListBox *past;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqAdministration *administration;
  YqqActFlow *act;
  const YqqEnterpriseOverview *shown; /* whose proposals are listed */
};

G_DEFINE_FINAL_TYPE (YqqProposalsPage, yqq_proposals_page, YQQ_TYPE_PAGE)

static YqqOffice
get_office (YqqProposalsPage *self)
{
  return (YqqOffice){self->workspace, self->administration, self->router};
}

/* Takes flow, which may be NULL. */
static void
keep (YqqProposalsPage *self, YqqActFlow *flow)
{
  g_clear_object (&self->act);
  self->act = flow;
}

static const char *
get_rule_sentence (const YqqEnterpriseOverview *overview)
{
  if (overview->two_person)
    return _ ("On: cancelling, transferring the administrator and turning this off wait until "
              "somebody else approves.");
  if (!overview->can_have_two_person)
    return _ ("There is nobody else who could approve: a second administrator, or a legal "
              "representative with a certificate, is needed first.");
  return _ ("Off: one administrator's PIN is enough for everything. Turning it on withdraws offers "
            "of the office that still wait; they can be made again with a second person.");
}

static void
show_rule (YqqProposalsPage *self, const YqqEnterpriseOverview *overview)
{
  gboolean mine = (overview->roles & YQQ_ROLE_ADMINISTRATOR) != 0;
  adw_action_row_set_subtitle (self->rule, get_rule_sentence (overview));
  gtk_switch_set_active (self->two_person, overview->two_person);
  gtk_switch_set_state (self->two_person, overview->two_person);
  gtk_widget_set_sensitive (GTK_WIDGET (self->two_person),
                            mine && (overview->two_person || overview->can_have_two_person));
}

static void
clear (GtkListBox *list)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))))
    gtk_list_box_remove (list, child);
}

static void
show_proposals (YqqProposalsPage *self, const YqqEnterpriseOverview *overview)
{
  gint64 now_ms = g_get_real_time () / 1000;
  guint waiting = 0;
  clear (self->waiting);
  clear (self->past);
  for (guint i = 0; i < overview->proposals->len; i++) {
    const YqqProposalView *each = overview->proposals->pdata[i];
    gboolean waits = yqq_transfer_state_at (each->state, each->expires_at_ms, now_ms) ==
                     YQQ_TRANSFER_STATE_WAITING;
    gtk_list_box_append (waits ? self->waiting : self->past, yqq_proposal_row_new (each, now_ms));
    waiting += waits;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), waiting > 0);
  gtk_widget_set_visible (self->none, waiting == 0);
  gtk_widget_set_visible (self->past_group, overview->proposals->len > waiting);
}

static void
update (YqqProposalsPage *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  const GError *trouble = yqq_administration_get_trouble (self->administration);
  if (trouble)
    yqq_fault_view_show (self->fault, trouble, _ ("Try again"), "proposals.refresh");
  gtk_stack_set_visible_child_name (self->stack, overview ? "rule" : trouble ? "fault" : "loading");
  if (!overview || overview == self->shown)
    return;
  self->shown = overview;
  show_rule (self, overview);
  show_proposals (self, overview);
  yqq_page_keep_focus (YQQ_PAGE (self));
}

/* The switch stays as it is until the authority says otherwise. */
static gboolean
on_rule_switched (YqqProposalsPage *self, gboolean on)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  YqqOffice office = get_office (self);
  if (!overview || on == overview->two_person)
    return TRUE;
  keep (self, yqq_office_set_two_person (&office, on));
  gtk_switch_set_active (self->two_person, overview->two_person);
  return TRUE;
}

static const YqqProposalView *
find (YqqProposalsPage *self, const char *id)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  for (guint i = 0; overview && i < overview->proposals->len; i++) {
    const YqqProposalView *each = overview->proposals->pdata[i];
    if (g_str_equal (each->id, id))
      return each;
  }
  return NULL;
}

static void
on_decided (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqProposalsPage *self = YQQ_PROPOSALS_PAGE (widget);
  YqqOffice office = get_office (self);
  const YqqProposalView *proposal = find (self, g_variant_get_string (parameter, NULL));
  if (!proposal)
    return;
  if (g_str_equal (action, "proposals.approve"))
    keep (self, yqq_office_approve (&office, proposal));
  else if (g_str_equal (action, "proposals.refuse"))
    keep (self, yqq_office_refuse_proposal (&office, proposal));
  else
    keep (self, yqq_office_withdraw_proposal (&office, proposal));
}

static void
on_refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_administration_refresh (YQQ_PROPOSALS_PAGE (widget)->administration);
}

static void
yqq_proposals_page_arrive (YqqPage *page)
{
  yqq_page_enter (GTK_WIDGET (YQQ_PROPOSALS_PAGE (page)->stack));
}

static void
yqq_proposals_page_dispose (GObject *object)
{
  YqqProposalsPage *self = YQQ_PROPOSALS_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->administration);
  g_clear_object (&self->act);
  G_OBJECT_CLASS (yqq_proposals_page_parent_class)->dispose (object);
}

static void
yqq_proposals_page_class_init (YqqProposalsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_proposals_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_proposals_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/proposals-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, rule);
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, two_person);
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, none);
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, past_group);
  gtk_widget_class_bind_template_child (widget_class, YqqProposalsPage, past);
  gtk_widget_class_bind_template_callback (widget_class, on_rule_switched);
  gtk_widget_class_install_action (widget_class, "proposals.approve", "s", on_decided);
  gtk_widget_class_install_action (widget_class, "proposals.refuse", "s", on_decided);
  gtk_widget_class_install_action (widget_class, "proposals.withdraw", "s", on_decided);
  gtk_widget_class_install_action (widget_class, "proposals.refresh", NULL, on_refresh_activated);
}

static void
yqq_proposals_page_init (YqqProposalsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_proposals_page_new (YqqWorkspace *workspace,
                        YqqRouter *router,
                        YqqAdministration *administration)
{
  YqqProposalsPage *self = g_object_new (YQQ_TYPE_PROPOSALS_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->administration = g_object_ref (administration);
  g_signal_connect_object (administration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}

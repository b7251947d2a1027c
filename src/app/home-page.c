/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home-page.h"

#include <glib/gi18n.h>

#include "app/asked-watch.h"
#include "app/certificate-card.h"
#include "app/error-text.h"
#include "app/fault-view.h"
#include "app/flow.h"
#include "app/membership.h"
#include "app/new-pin-flow.h"
#include "app/notice-guide.h"
#include "app/notice-text.h"
#include "app/wrap.h"

struct _YqqHomePage {
  YqqPage parent;

  GtkStack *stack;
  GtkWidget *cards;
  YqqFaultView *fault;
  GtkWidget *notice;
  GtkLabel *notice_text;
  GtkButton *notice_act;
  GtkWidget *stale;
  GtkLabel *stale_text;
  GtkWidget *asked;
  GtkLabel *asked_text;
  GtkButton *asked_act;
  AdwStatusPage *empty;
  GtkWidget *whose; /* where there are several enterprises */
  GtkLabel *enterprise;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqAskedWatch *watch; /* NULL where there are no notices */
};

G_DEFINE_FINAL_TYPE (YqqHomePage, yqq_home_page, YQQ_TYPE_PAGE)

static GtkWidget *
create_card (gpointer item, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), yqq_certificate_card_new (item));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static const char *
choose_view (YqqHomePage *self)
{
  if (!yqq_workspace_get_loaded (self->workspace))
    return yqq_workspace_get_trouble (self->workspace) ? "fault" : "loading";
  GListModel *certificates = yqq_workspace_get_certificates (self->workspace);
  return g_list_model_get_n_items (certificates) > 0 ? "cards" : "empty";
}

static void
show_trouble (YqqHomePage *self, const GError *trouble)
{
  gboolean log_in = trouble && yqq_error_text_needs_log_in (trouble);
  const char *label = log_in ? _ ("Log in again") : _ ("Try again");
  const char *action = log_in ? "win.log-in-again" : "win.refresh";
  gtk_widget_set_visible (self->notice, trouble != NULL);
  if (!trouble)
    return;
  yqq_fault_view_show (self->fault, trouble, label, action);
  gtk_label_set_label (self->notice_text, yqq_error_text_get (trouble).title);
  gtk_button_set_label (self->notice_act, label);
  yqq_wrap_texts (GTK_WIDGET (self->notice_act));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->notice_act), action);
}

static void
show_stale (YqqHomePage *self)
{
  guint stale = yqq_workspace_count_stale (self->workspace);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u certificate is waiting to be installed anew",
                                 "%u certificates are waiting to be installed anew", stale),
                       stale);
  gtk_label_set_label (self->stale_text, text);
  gtk_widget_set_visible (self->stale, stale > 0);
}

static void
on_stale_clicked (YqqHomePage *self)
{
  yqq_new_pin_flow_resume (self->workspace, self->router);
}

static void
show_asked (YqqHomePage *self)
{
  const YqqNotice *notice = self->watch ? yqq_asked_watch_get (self->watch) : NULL;
  g_autofree char *title = notice ? yqq_notice_dup_title (notice) : NULL;
  gtk_widget_set_visible (self->asked, notice != NULL);
  if (!notice)
    return;
  gtk_label_set_label (self->asked_text, title);
  gtk_button_set_label (self->asked_act, yqq_notice_goal_get_label (yqq_notice_get_goal (notice)));
  yqq_wrap_texts (GTK_WIDGET (self->asked_act));
}

static void
on_asked_clicked (YqqHomePage *self)
{
  const YqqNotice *notice = yqq_asked_watch_get (self->watch);
  if (notice)
    yqq_notice_guide_lead (self->workspace, self->router, notice);
}

static void
show_enterprise (YqqHomePage *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  const char *id = yqq_workspace_get_enterprise_id (self->workspace);
  const YqqMembership *chosen = id ? yqq_membership_find (me, id) : NULL;
  gtk_widget_set_visible (self->whose, me && me->memberships->len > 1);
  gtk_label_set_label (self->enterprise, chosen ? yqq_enterprise_get_name (chosen->enterprise)
                                                : _ ("All enterprises"));
}

static void
update (YqqHomePage *self)
{
  show_enterprise (self);
  show_trouble (self, yqq_workspace_get_trouble (self->workspace));
  show_stale (self);
  gtk_stack_set_visible_child_name (self->stack, choose_view (self));
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
yqq_home_page_arrive (YqqPage *page)
{
  YqqHomePage *self = YQQ_HOME_PAGE (page);
  if (self->watch)
    yqq_asked_watch_refresh (self->watch);
  yqq_page_enter (GTK_WIDGET (self->stack));
}

static void
yqq_home_page_dispose (GObject *object)
{
  YqqHomePage *self = YQQ_HOME_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->watch);
  G_OBJECT_CLASS (yqq_home_page_parent_class)->dispose (object);
}

static void
yqq_home_page_class_init (YqqHomePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_home_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_home_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, cards);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, notice);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, notice_text);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, notice_act);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, stale);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, stale_text);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, asked);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, asked_text);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, asked_act);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, empty);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, whose);
  gtk_widget_class_bind_template_child (widget_class, YqqHomePage, enterprise);
  gtk_widget_class_bind_template_callback (widget_class, on_asked_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stale_clicked);
}

static void
yqq_home_page_init (YqqHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_home_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqNoticeWatch *notices)
{
  YqqHomePage *self = g_object_new (YQQ_TYPE_HOME_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  if (notices) {
    self->watch = yqq_asked_watch_new (workspace, notices);
    g_signal_connect_object (self->watch, "changed", G_CALLBACK (show_asked), self,
                             G_CONNECT_SWAPPED);
  }
  gtk_list_box_bind_model (GTK_LIST_BOX (self->cards), yqq_workspace_get_certificates (workspace),
                           create_card, NULL, NULL);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  show_asked (self);
  return YQQ_PAGE (self);
}

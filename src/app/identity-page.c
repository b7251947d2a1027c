/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/identity-page.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/countdown.h"
#include "app/fault-view.h"
#include "app/go-row.h"
#include "app/identity-methods.h"
#include "protocol/problem.h"

struct _YqqIdentityPage {
  YqqPage parent;

  GtkLabel *why;
  AdwPreferencesGroup *ways;
  AdwPreferencesGroup *closed_ways;
  AdwBin *place; /* of the panel */
  YqqFaultView *fault;
  GtkLabel *tries;
  GtkSpinner *spinner;
  YqqCountdown *left;
  GtkWidget *other;
  YqqPageParts parts;
  YqqIdentityFlow *flow;
  YqqIdentityCase *listed; /* whose ways are shown; only compared */
  GPtrArray *rows;
  YqqIdentityPanel *panel;
  char *panel_method;
  gboolean has_closed_ways;
  gboolean has_lost_way; /* said also where there is nothing to choose: it was there before */
};

G_DEFINE_FINAL_TYPE (YqqIdentityPage, yqq_identity_page, YQQ_TYPE_PAGE)

static void
drop_panel (YqqIdentityPage *self)
{
  if (!self->panel)
    return;
  yqq_identity_panel_stop (self->panel);
  self->panel = NULL;
  g_clear_pointer (&self->panel_method, g_free);
  adw_bin_set_child (self->place, NULL);
}

static void
on_evidence (YqqIdentityPage *self, JsonObject *evidence)
{
  yqq_identity_flow_give (self->flow, evidence);
}

static void
show_panel (YqqIdentityPage *self)
{
  const char *method = yqq_identity_flow_get_method (self->flow);
  g_autoptr (YqqIdentityTask) task = yqq_identity_flow_dup_task (self->flow);
  if (g_strcmp0 (self->panel_method, method) != 0) {
    drop_panel (self);
    self->panel = yqq_identity_method_find (method)->make (&self->parts, self->flow);
    self->panel_method = g_strdup (method);
    g_signal_connect_object (self->panel, "evidence", G_CALLBACK (on_evidence), self,
                             G_CONNECT_SWAPPED);
    adw_bin_set_child (self->place, GTK_WIDGET (self->panel));
  }
  yqq_identity_panel_begin (self->panel, task);
}

static void
on_way_clicked (GtkButton *button, YqqIdentityPage *self)
{
  yqq_identity_flow_choose (
      self->flow, GPOINTER_TO_UINT (g_object_get_data (yqq_go_row_get_item (button), "way")));
}

static void
keep_row (YqqIdentityPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  yqq_accessible_describe_rows (row);
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  g_ptr_array_add (self->rows, row);
}

static void
add_way (YqqIdentityPage *self, const char *const *way, guint index)
{
  g_autofree char *name = yqq_identity_way_format_name (way);
  g_autofree char *needs = yqq_identity_way_format_needs (way);
  g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (item, "way", GUINT_TO_POINTER (index));
  GtkWidget *row = yqq_go_row_new (name, needs, name, item, G_CALLBACK (on_way_clicked), self);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), yqq_identity_way_get_icon (way));
  keep_row (self, self->ways, row);
}

static void
add_closed_way (YqqIdentityPage *self, const char *method, const char *reason)
{
  static const char *const lost[] = {"disputed", "expired", "locked", NULL};
  const YqqIdentityMethod *known = yqq_identity_method_find (method);
  if (!known || !known->make)
    return;
  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (known->name));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), yqq_identity_unavailable_get_text (reason));
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), known->icon);
  gtk_widget_add_css_class (row, "dim-label");
  keep_row (self, self->closed_ways, row);
  self->has_closed_ways = TRUE;
  self->has_lost_way |= g_strv_contains (lost, reason);
}

static void
clear_ways (YqqIdentityPage *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = self->rows->pdata[i];
    adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "group"), row);
  }
  g_ptr_array_set_size (self->rows, 0);
  self->has_closed_ways = self->has_lost_way = FALSE;
}

static void
list_way (YqqIdentityPage *self, const char *const *way, guint index)
{
  const char *method = NULL;
  if (!yqq_identity_way_is_known (way))
    return;
  const char *obstacle = yqq_identity_way_find_obstacle (way, &method);
  if (obstacle)
    add_closed_way (self, method, obstacle);
  else
    add_way (self, way, index);
}

static void
list_ways (YqqIdentityPage *self, YqqIdentityCase *which)
{
  clear_ways (self);
  self->listed = which;
  for (guint i = 0; i < which->ways->len; i++)
    list_way (self, which->ways->pdata[i], i);
  g_autoptr (GList) closed =
      which->unavailable ? json_object_get_members (which->unavailable) : NULL;
  for (GList *each = closed; each; each = each->next)
    add_closed_way (self, each->data,
                    json_object_get_string_member (which->unavailable, each->data));
  adw_preferences_group_set_description (
      self->ways, self->rows->len > 0 && which->ways->len > 0
                      ? NULL
                      : _ ("There is no way that can be used now. Ask your service desk."));
}

static void
show_tries (YqqIdentityPage *self, const GError *error)
{
  int left =
      error && error->domain == YQQ_PROBLEM_ERROR ? yqq_problem_error_get (error)->tries_left : -1;
  gtk_widget_set_visible (GTK_WIDGET (self->tries), left > 0);
  if (left <= 0)
    return;
  g_autofree char *text =
      g_strdup_printf (ngettext ("%d try left", "%d tries left", (gulong)left), left);
  gtk_label_set_label (self->tries, text);
}

/* What had the focus has gone; where it is now, a screen reader tells what happened. */
static void
focus_fault (YqqIdentityPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  if (yqq_page_get_shown (YQQ_PAGE (self)) &&
      !(focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->fault))))
    gtk_widget_child_focus (GTK_WIDGET (self->fault), GTK_DIR_TAB_FORWARD);
}

static void
show_fault (YqqIdentityPage *self)
{
  const GError *error = yqq_identity_flow_get_error (self->flow);
  g_autoptr (GError) better = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  show_tries (self, error);
  if (!error)
    return;
  if (self->panel)
    better = yqq_identity_panel_explain (self->panel, error);
  yqq_fault_view_show (self->fault, better ? better : error, _ ("Try again"), "identity.retry");
  focus_fault (self);
}

static void
update (YqqIdentityPage *self)
{
  YqqIdentityFlowState state = yqq_identity_flow_get_state (self->flow);
  YqqIdentityCase *which = yqq_identity_flow_get_case (self->flow);
  gboolean choosing = state == YQQ_IDENTITY_FLOW_CHOOSING;
  gboolean waiting = state == YQQ_IDENTITY_FLOW_STARTING || state == YQQ_IDENTITY_FLOW_CHECKING;
  gboolean begins =
      choosing && (which != self->listed || !gtk_widget_get_visible (GTK_WIDGET (self->ways)));
  if (which && which != self->listed)
    list_ways (self, which);
  gtk_spinner_set_spinning (self->spinner, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->ways), choosing);
  gboolean proving = state == YQQ_IDENTITY_FLOW_PROVING;
  gtk_widget_set_visible (GTK_WIDGET (self->closed_ways),
                          (choosing && self->has_closed_ways) || (proving && self->has_lost_way));
  gtk_widget_set_visible (GTK_WIDGET (self->place), proving);
  gtk_widget_set_visible (self->other, !choosing && state != YQQ_IDENTITY_FLOW_DONE &&
                                           yqq_identity_flow_get_way_count (self->flow) > 1);
  show_fault (self);
  yqq_countdown_set (self->left,
                     which && state == YQQ_IDENTITY_FLOW_PROVING ? which->expires_at_ms : 0,
                     /* Translators: %s is a time like 1:59 */
                     _ ("Time left: %s"));
  if (state == YQQ_IDENTITY_FLOW_PROVING)
    show_panel (self);
  else if (state != YQQ_IDENTITY_FLOW_CHECKING && state != YQQ_IDENTITY_FLOW_FAILED)
    drop_panel (self);
  if (!yqq_page_get_shown (YQQ_PAGE (self)))
    return;
  /* Whoever waited for the ways, or wanted others, is on a button below them or on one that has
   * gone. */
  if (begins)
    yqq_page_enter (GTK_WIDGET (self->ways));
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
on_other_clicked (YqqIdentityPage *self)
{
  yqq_identity_flow_choose_again (self->flow);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_identity_flow_retry (YQQ_IDENTITY_PAGE (widget)->flow);
}

static gboolean
yqq_identity_page_back (YqqPage *page)
{
  yqq_identity_flow_give_up (YQQ_IDENTITY_PAGE (page)->flow);
  return FALSE;
}

static void
yqq_identity_page_arrive (YqqPage *page)
{
  yqq_page_enter (GTK_WIDGET (page));
}

static void
yqq_identity_page_leave (YqqPage *page)
{
  drop_panel (YQQ_IDENTITY_PAGE (page));
}

static void
yqq_identity_page_dispose (GObject *object)
{
  YqqIdentityPage *self = YQQ_IDENTITY_PAGE (object);
  if (self->flow)
    g_signal_handlers_disconnect_by_data (self->flow, self);
  drop_panel (self);
  g_clear_object (&self->flow);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_identity_page_parent_class)->dispose (object);
}

static void
yqq_identity_page_class_init (YqqIdentityPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_identity_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_identity_page_arrive;
  YQQ_PAGE_CLASS (class)->leave = yqq_identity_page_leave;
  YQQ_PAGE_CLASS (class)->back = yqq_identity_page_back;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_COUNTDOWN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/identity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, why);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, ways);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, closed_ways);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, place);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, tries);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, left);
  gtk_widget_class_bind_template_child (widget_class, YqqIdentityPage, other);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
  gtk_widget_class_install_action (widget_class, "identity.retry", NULL, on_retry_activated);
}

static void
yqq_identity_page_init (YqqIdentityPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_identity_page_new (const YqqPageParts *parts, YqqIdentityFlow *flow)
{
  YqqIdentityPage *self = g_object_new (YQQ_TYPE_IDENTITY_PAGE, NULL);
  self->parts = *parts;
  self->flow = g_object_ref (flow);
  gtk_label_set_label (self->why, yqq_identity_flow_get_why (flow));
  g_signal_connect_object (flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/users-page.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/fault-view.h"
#include "app/flow.h"
#include "app/page-factory.h"
#include "app/quota-bar.h"
#include "app/user-rows.h"
#include "app/user-text.h"
#include "app/users-filter.h"
#include "app/wrap.h"

struct _YqqUsersPage {
  YqqPage parent;

  GtkWidget *notice;
  GtkLabel *notice_text;
  GtkButton *notice_act;
  GtkWidget *head;
  GtkLabel *quota_text;
  YqqQuotaBar *quota_bar;
  GtkMenuButton *more;
  GtkWidget *search_row;
  GtkWidget *search;
  GtkDropDown *choice;
  GtkDropDown *order;
  GtkStack *stack;
  YqqFaultView *fault;
  GtkListView *list;
  YqqAdministration *administration;
  YqqRouter *router;
  YqqUsersFilter *filter;
  YqqUserRows *rows;
};

G_DEFINE_FINAL_TYPE (YqqUsersPage, yqq_users_page, YQQ_TYPE_PAGE)

static gboolean
has_nobody (const YqqEnterpriseOverview *overview)
{
  return overview->quota.in_use + overview->quota.suspended + overview->quota.cancelled == 0;
}

static const char *
choose_view (YqqUsersPage *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  GListModel *users = yqq_administration_get_users (self->administration);
  if (!overview)
    return yqq_administration_get_trouble (self->administration) ? "fault" : "loading";
  if (g_list_model_get_n_items (users) == 0)
    return yqq_administration_get_users_complete (self->administration) ? "empty" : "loading";
  if (yqq_administration_get_users_complete (self->administration) && has_nobody (overview))
    return "empty";
  return yqq_users_filter_get_found (self->filter) > 0 ? "list" : "none";
}

static void
show_view (YqqUsersPage *self)
{
  const char *view = choose_view (self);
  gboolean some = g_str_equal (view, "list") || g_str_equal (view, "none");
  gtk_stack_set_visible_child_name (self->stack, view);
  gtk_widget_set_visible (self->search_row, some);
}

static void
show_notice (YqqUsersPage *self, const char *text, const char *label, const char *action)
{
  gtk_widget_set_visible (self->notice, text != NULL);
  if (!text)
    return;
  gtk_label_set_label (self->notice_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice_act), label != NULL);
  if (!label)
    return;
  gtk_button_set_label (self->notice_act, label);
  yqq_wrap_texts (GTK_WIDGET (self->notice_act));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->notice_act), action);
}

static void
show_trouble (YqqUsersPage *self, const YqqEnterpriseOverview *overview)
{
  const GError *trouble = yqq_administration_get_trouble (self->administration);
  gboolean log_in = trouble && yqq_error_text_needs_log_in (trouble);
  const char *label = log_in ? _ ("Log in again") : _ ("Try again");
  const char *action = log_in ? "win.log-in-again" : "users.refresh";
  if (trouble)
    yqq_fault_view_show (self->fault, trouble, label, action);
  if (trouble && overview)
    show_notice (self, yqq_error_text_get (trouble).title, label, action);
  else if (overview && yqq_quota_get_left (&overview->quota) == 0)
    show_notice (self,
                 _ ("The quota is used up. Cancelling gives nothing back; ask your service hall "
                    "for more."),
                 NULL, NULL);
  else
    show_notice (self, NULL, NULL, NULL);
}

static void
update (YqqUsersPage *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  gtk_widget_set_visible (self->head, overview != NULL);
  if (overview) {
    g_autofree char *quota = yqq_quota_format (&overview->quota);
    gtk_label_set_label (self->quota_text, quota);
    yqq_quota_bar_show (self->quota_bar, &overview->quota);
  }
  show_trouble (self, overview);
  show_view (self);
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
on_search_changed (YqqUsersPage *self)
{
  yqq_users_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_choice_changed (YqqUsersPage *self)
{
  if (self->filter)
    yqq_users_filter_set_choice (self->filter,
                                 (YqqUsersChoice)gtk_drop_down_get_selected (self->choice));
}

static void
on_order_changed (YqqUsersPage *self)
{
  if (self->filter)
    yqq_users_filter_set_order (self->filter,
                                (YqqUsersOrder)gtk_drop_down_get_selected (self->order));
}

static void
on_row_activated (YqqUsersPage *self, guint position)
{
  g_autoptr (YqqAuthorisedUserEntry) entry =
      g_list_model_get_item (G_LIST_MODEL (self->filter), position);
  if (entry)
    yqq_router_push (self->router, YQQ_PLACE_USER_MODIFY, G_OBJECT (entry));
}

static void
on_add_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (widget);
  yqq_router_push (self->router, YQQ_PLACE_USER_ADD, G_OBJECT (self->administration));
}

static void
push_with_user (GtkWidget *widget, YqqPlace place, GVariant *grant)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (widget);
  YqqAuthorisedUserEntry *entry =
      yqq_administration_find_user (self->administration, g_variant_get_string (grant, NULL));
  if (entry)
    yqq_router_push (self->router, place, G_OBJECT (entry));
}

static void
on_modify_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  push_with_user (widget, YQQ_PLACE_USER_MODIFY, parameter);
}

static void
on_cancel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  push_with_user (widget, YQQ_PLACE_USER_CANCEL, parameter);
}

static void
on_leaver_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  push_with_user (widget, YQQ_PLACE_LEAVER, parameter);
}

static void
on_go_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (widget);
  yqq_router_push (self->router, (YqqPlace)g_variant_get_int32 (parameter),
                   G_OBJECT (self->administration));
}

static void
on_reveal_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (widget);
  yqq_user_rows_reveal (self->rows, GTK_WINDOW (gtk_widget_get_root (widget)),
                        g_variant_get_string (parameter, NULL));
}

static void
on_hide_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_user_rows_hide (YQQ_USERS_PAGE (widget)->rows);
}

static void
on_copy_code_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (widget);
  YqqAuthorisedUserEntry *entry =
      yqq_administration_find_user (self->administration, g_variant_get_string (parameter, NULL));
  if (!entry)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          yqq_authorised_user_entry_get_user (entry)->code);
  yqq_router_tell (self->router, _ ("Certificate code copied"));
}

static void
on_refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_administration_refresh (YQQ_USERS_PAGE (widget)->administration);
}

static void
on_search_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (widget);
  if (yqq_page_get_shown (YQQ_PAGE (self)) && gtk_widget_get_mapped (self->search))
    gtk_widget_grab_focus (self->search);
}

static void
on_show_all_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (widget);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->choice, YQQ_USERS_ALL);
  gtk_widget_grab_focus (self->search);
}

static void
yqq_users_page_arrive (YqqPage *page)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (page);
  YqqUsersChoice wished = yqq_administration_take_wished_users (self->administration);
  if (wished != YQQ_USERS_ALL)
    gtk_drop_down_set_selected (self->choice, wished);
  if (gtk_widget_get_mapped (self->search))
    gtk_widget_grab_focus (self->search);
  else
    yqq_page_enter (GTK_WIDGET (self));
}

/* What was revealed is not left on a page that nobody looks at. */
static void
yqq_users_page_leave (YqqPage *page)
{
  yqq_user_rows_hide (YQQ_USERS_PAGE (page)->rows);
}

static void
yqq_users_page_dispose (GObject *object)
{
  YqqUsersPage *self = YQQ_USERS_PAGE (object);
  g_clear_object (&self->rows);
  g_clear_object (&self->filter);
  g_clear_object (&self->administration);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_users_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "users.add", NULL, on_add_activated);
  gtk_widget_class_install_action (class, "users.modify", "s", on_modify_activated);
  gtk_widget_class_install_action (class, "users.cancel", "s", on_cancel_activated);
  gtk_widget_class_install_action (class, "users.leaver", "s", on_leaver_activated);
  gtk_widget_class_install_action (class, "users.go", "i", on_go_activated);
  gtk_widget_class_install_action (class, "users.reveal", "s", on_reveal_activated);
  gtk_widget_class_install_action (class, "users.hide", "s", on_hide_activated);
  gtk_widget_class_install_action (class, "users.copy-code", "s", on_copy_code_activated);
  gtk_widget_class_install_action (class, "users.refresh", NULL, on_refresh_activated);
  gtk_widget_class_install_action (class, "users.search", NULL, on_search_activated);
  gtk_widget_class_install_action (class, "users.show-all", NULL, on_show_all_activated);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, YqqUsersPage, notice);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, notice_text);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, notice_act);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, head);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, quota_text);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, quota_bar);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, more);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, search_row);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, search);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, choice);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, order);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, stack);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, fault);
  gtk_widget_class_bind_template_child (class, YqqUsersPage, list);
  gtk_widget_class_bind_template_callback (class, on_search_changed);
  gtk_widget_class_bind_template_callback (class, on_choice_changed);
  gtk_widget_class_bind_template_callback (class, on_order_changed);
  gtk_widget_class_bind_template_callback (class, on_row_activated);
}

static void
yqq_users_page_class_init (YqqUsersPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_users_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_users_page_arrive;
  YQQ_PAGE_CLASS (class)->leave = yqq_users_page_leave;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_QUOTA_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/users-page.ui");
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
fill_drop_downs (YqqUsersPage *self)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) orders = gtk_string_list_new (NULL);
  for (guint i = 0; i < YQQ_USERS_CHOICE_COUNT; i++)
    gtk_string_list_append (choices, yqq_users_choice_get_word ((YqqUsersChoice)i));
  for (guint i = 0; i < YQQ_USERS_ORDER_COUNT; i++)
    gtk_string_list_append (orders, yqq_users_order_get_word ((YqqUsersOrder)i));
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (choices));
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (orders));
}

static void
append_place (GMenu *menu, const char *label, YqqPlace place)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  if (!yqq_page_factory_knows (place))
    return;
  g_menu_item_set_action_and_target (item, "users.go", "i", (gint32)place);
  g_menu_append_item (menu, item);
}

static void
fill_menu (YqqUsersPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  append_place (menu, _ ("Import many…"), YQQ_PLACE_IMPORT);
  append_place (menu, _ ("Act on many…"), YQQ_PLACE_BULK);
  append_place (menu, _ ("Transfer the administrator's office…"), YQQ_PLACE_TRANSFER);
  append_place (menu, _ ("Waiting for a second person"), YQQ_PLACE_PROPOSALS);
  append_place (menu, _ ("Use of the certificates"), YQQ_PLACE_HISTORY);
  gtk_menu_button_set_menu_model (self->more, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->more),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static void
yqq_users_page_init (YqqUsersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_drop_downs (self);
  fill_menu (self);
}

/* Who was added is seen: a list view would keep its old first row in place instead. */
static void
on_items_changed (YqqUsersPage *self, guint position, guint removed, guint added)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  if (position == 0 && added > 0 && scroll && gtk_adjustment_get_value (scroll) <= 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
on_scrolled (YqqUsersPage *self, GtkAdjustment *scroll)
{
  if (self->filter && gtk_adjustment_get_value (scroll) > 0)
    yqq_users_filter_show_more (self->filter);
}

static void
connect_list (YqqUsersPage *self)
{
  g_autoptr (GtkNoSelection) selection =
      gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filter)));
  gtk_list_view_set_factory (self->list, yqq_user_rows_get_factory (self->rows));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)),
                           "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  /* After the list view, which has connected itself to the selection. */
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
}

YqqPage *
yqq_users_page_new (YqqAdministration *administration, YqqRouter *router)
{
  YqqUsersPage *self = g_object_new (YQQ_TYPE_USERS_PAGE, NULL);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  self->filter = yqq_users_filter_new (yqq_administration_get_users (administration));
  self->rows = yqq_user_rows_new (administration, router);
  yqq_page_set_subtitle (YQQ_PAGE (self), yqq_administration_get_enterprise_name (administration));
  connect_list (self);
  g_signal_connect_object (administration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "notify::found", G_CALLBACK (show_view), self,
                           G_CONNECT_SWAPPED);
  yqq_administration_refresh (administration);
  update (self);
  return YQQ_PAGE (self);
}

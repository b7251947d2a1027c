/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts-page.h"

#include <glib/gi18n.h>

#include "app/accounts-flow.h"
#include "app/fault-view.h"
#include "app/format.h"
#include "app/wrap.h"

struct _YqqAccountsPage {
  YqqPage parent;

  AdwPreferencesGroup *list;
  GtkWidget *none;
  GtkWidget *closed;
  GtkButton *link;
  AdwBin *place; /* of the panel */
  GtkWidget *stop;
  YqqFaultView *fault;
  GtkWidget *spinner;
  YqqAccountsFlow *flow;
  YqqIdentityPanel *panel;
  GPtrArray *rows; /* borrowed from the list */
};

G_DEFINE_FINAL_TYPE (YqqAccountsPage, yqq_accounts_page, YQQ_TYPE_PAGE)

static void
on_unlink (GtkWidget *button, YqqAccountsPage *self)
{
  const YqqLinkedAccount *account = g_object_get_data (G_OBJECT (button), "account");
  yqq_accounts_flow_begin_unlink (self->flow, account->id);
}

static GtkWidget *
make_row (YqqAccountsPage *self, const YqqLinkedAccount *account)
{
  const char *name = account->name ? account->name : account->issuer;
  g_autofree char *linked = yqq_format_date (account->linked_at_ms);
  /* Translators: of an account; the place is a date */
  g_autofree char *since = g_strdup_printf (_ ("Linked on %s"), linked);
  /* Translators: an account; the place is what an enterprise calls its log in */
  g_autofree char *label = g_strdup_printf (_ ("Unlink the account at %s"), name);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (C_ ("account", "Unlink"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "account", (gpointer)account);
  g_signal_connect (button, "clicked", G_CALLBACK (on_unlink), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), since);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  yqq_wrap_texts (row);
  return row;
}

static void
name_link (YqqAccountsPage *self, JsonObject *provider, gboolean again)
{
  const char *name = json_object_get_string_member_with_default (provider, "name", "");
  /* Translators: the place is what an enterprise calls its log in */
  g_autofree char *label = g_strdup_printf (
      again ? _ ("Link another account at %s") : _ ("Link your account at %s"), name);
  gtk_button_set_label (self->link, label);
  yqq_wrap_texts (GTK_WIDGET (self->link));
}

static void
list_accounts (YqqAccountsPage *self)
{
  const YqqLinkedAccounts *answer = yqq_accounts_flow_get_accounts (self->flow);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < answer->accounts->len; i++) {
    GtkWidget *row = make_row (self, g_ptr_array_index (answer->accounts, i));
    adw_preferences_group_add (self->list, row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), answer->accounts->len > 0);
  gtk_widget_set_visible (self->none, answer->accounts->len == 0 && answer->provider);
  gtk_widget_set_visible (self->closed, answer->provider == NULL);
  if (answer->provider)
    name_link (self, answer->provider, answer->accounts->len > 0);
}

static void
drop_panel (YqqAccountsPage *self)
{
  if (!self->panel)
    return;
  yqq_identity_panel_stop (self->panel);
  self->panel = NULL;
  adw_bin_set_child (self->place, NULL);
}

static void
on_evidence (YqqAccountsPage *self, JsonObject *evidence)
{
  yqq_accounts_flow_give (self->flow, evidence);
}

static void
show_panel (YqqAccountsPage *self)
{
  if (self->panel)
    return;
  self->panel = yqq_oidc_panel_new (NULL, NULL);
  g_signal_connect_object (self->panel, "evidence", G_CALLBACK (on_evidence), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->place, GTK_WIDGET (self->panel));
  yqq_identity_panel_begin (self->panel, yqq_accounts_flow_get_task (self->flow));
}

static void
update (YqqAccountsPage *self)
{
  YqqAccountsState state = yqq_accounts_flow_get_state (self->flow);
  const YqqLinkedAccounts *answer = yqq_accounts_flow_get_accounts (self->flow);
  gboolean busy = state == YQQ_ACCOUNTS_LOADING || state == YQQ_ACCOUNTS_WORKING;
  gboolean resting = state == YQQ_ACCOUNTS_LISTED || state == YQQ_ACCOUNTS_VERIFYING;
  if (state == YQQ_ACCOUNTS_LISTED)
    list_accounts (self);
  if (state == YQQ_ACCOUNTS_LOGGING_IN)
    show_panel (self);
  else
    drop_panel (self);
  gtk_widget_set_visible (self->stop, state == YQQ_ACCOUNTS_LOGGING_IN);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), state == YQQ_ACCOUNTS_LISTED);
  gtk_widget_set_visible (GTK_WIDGET (self->link), resting && answer && answer->provider);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), state == YQQ_ACCOUNTS_FAILED);
  if (state == YQQ_ACCOUNTS_FAILED)
    yqq_fault_view_show (self->fault, yqq_accounts_flow_get_error (self->flow), _ ("Try again"),
                         "accounts.retry");
  yqq_page_regain_focus (YQQ_PAGE (self));
}

static void
on_link (YqqAccountsPage *self)
{
  yqq_accounts_flow_begin_link (self->flow);
}

static void
on_stop (YqqAccountsPage *self)
{
  yqq_accounts_flow_give_up (self->flow);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_accounts_flow_load (YQQ_ACCOUNTS_PAGE (widget)->flow);
}

/* Accounts may have been linked elsewhere meanwhile. */
static void
yqq_accounts_page_arrive (YqqPage *page)
{
  YqqAccountsPage *self = YQQ_ACCOUNTS_PAGE (page);
  if (yqq_accounts_flow_get_state (self->flow) == YQQ_ACCOUNTS_LISTED)
    yqq_accounts_flow_load (self->flow);
  YQQ_PAGE_CLASS (yqq_accounts_page_parent_class)->arrive (page);
}

static void
yqq_accounts_page_dispose (GObject *object)
{
  YqqAccountsPage *self = YQQ_ACCOUNTS_PAGE (object);
  if (self->flow) {
    g_signal_handlers_disconnect_by_data (self->flow, self);
    yqq_accounts_flow_stop (self->flow);
    drop_panel (self);
  }
  g_clear_object (&self->flow);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_accounts_page_parent_class)->dispose (object);
}

static void
yqq_accounts_page_class_init (YqqAccountsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_accounts_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_accounts_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, list);
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, none);
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, closed);
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, link);
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, place);
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, stop);
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqAccountsPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_install_action (widget_class, "accounts.retry", NULL, on_retry_activated);
}

static void
yqq_accounts_page_init (YqqAccountsPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_accounts_page_new (const YqqPageParts *parts)
{
  YqqAccountsPage *self = g_object_new (YQQ_TYPE_ACCOUNTS_PAGE, NULL);
  self->flow =
      yqq_accounts_flow_new (yqq_workspace_get_account_office (parts->workspace),
                             yqq_workspace_get_identity_office (parts->workspace), parts->router);
  g_signal_connect_object (self->flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  yqq_accounts_flow_load (self->flow);
  return YQQ_PAGE (self);
}

YqqOidcPanel *
yqq_accounts_page_get_panel (YqqAccountsPage *self)
{
  return self->panel ? YQQ_OIDC_PANEL (self->panel) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bulk-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/bulk-cancel-dialog.h"
#include "app/bulk-flow.h"
#include "app/bulk-resume-dialog.h"
#include "app/csv-export.h"
#include "app/fault-view.h"
#include "app/file-choice.h"
#include "app/flow.h"
#include "app/long-list.h"
#include "app/user-text.h"
#include "app/wrap.h"

struct _YqqBulkPage {
  YqqPage parent;

  GtkStack *stack;
  YqqFaultView *fault;
  GtkLabel *heading;
  GtkSearchEntry *search;
  YqqLongList *rows;
  GtkButton *suspend;
  GtkButton *resume;
  GtkButton *cancel;
  GtkWidget *save_results;
  GtkFilterListModel *shown;
  char *words; /* case folded */
  YqqBulkFlow *flow;
  YqqRouter *router;
  YqqAdministration *administration;
};

G_DEFINE_FINAL_TYPE (YqqBulkPage, yqq_bulk_page, YQQ_TYPE_PAGE)

static void
show_act (YqqBulkPage *self, GtkButton *button, YqqBulkAct act, const char *name)
{
  guint count = yqq_bulk_flow_count_possible (self->flow, act);
  g_autofree char *label = count > 0 ? g_strdup_printf ("%s (%u)", name, count) : g_strdup (name);
  gtk_button_set_label (button, label);
  yqq_wrap_texts (GTK_WIDGET (button));
  gtk_widget_set_sensitive (GTK_WIDGET (button), count > 0 && count <= YQQ_ACT_MAX_ITEMS);
}

static void
show_heading (YqqBulkPage *self)
{
  guint count = yqq_bulk_flow_count_ticked (self->flow);
  g_autofree char *text = count == 0
                              ? g_strdup (_ ("Tick those whom it is about"))
                              : g_strdup_printf (ngettext ("%u ticked", "%u ticked", count), count);
  gtk_label_set_label (self->heading, text);
}

static const char *
choose_view (YqqBulkPage *self)
{
  if (g_list_model_get_n_items (yqq_administration_get_users (self->administration)) > 0)
    return "rows";
  if (yqq_administration_get_trouble (self->administration))
    return "fault";
  return yqq_administration_get_users_complete (self->administration) ? "empty" : "loading";
}

static void
update (YqqBulkPage *self)
{
  const GError *trouble = yqq_administration_get_trouble (self->administration);
  show_heading (self);
  show_act (self, self->suspend, YQQ_BULK_SUSPEND, _ ("Suspend"));
  show_act (self, self->resume, YQQ_BULK_RESUME, _ ("Let them be used again"));
  show_act (self, self->cancel, YQQ_BULK_CANCEL, _ ("Cancel grants"));
  gtk_widget_set_visible (self->save_results, yqq_bulk_flow_has_results (self->flow));
  if (yqq_bulk_flow_has_results (self->flow)) /* what was cancelled just now stays in view */
    gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown),
                        GTK_FILTER_CHANGE_LESS_STRICT);
  if (trouble)
    yqq_fault_view_show (self->fault, trouble, _ ("Try again"), "bulk.refresh");
  gtk_stack_set_visible_child_name (self->stack, choose_view (self));
}

static void
update_row (YqqBulkRow *row, GParamSpec *spec, GtkWidget *widget)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (yqq_bulk_row_get_entry (row));
  const char *told = yqq_bulk_row_get_told (row);
  const char *obstacle = yqq_bulk_row_get_obstacle (row, YQQ_BULK_CANCEL);
  g_autofree char *about =
      g_strdup_printf ("%s · %s", user->id_number_masked, yqq_grant_state_get_word (user->state));
  const char *more = told ? told : obstacle;
  g_autofree char *subtitle = more ? g_strdup_printf ("%s\n%s", about, more) : g_strdup (about);
  GtkWidget *check = g_object_get_data (G_OBJECT (widget), "check");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  gtk_widget_set_sensitive (check, obstacle == NULL);
  if (yqq_bulk_row_get_failed (row))
    gtk_widget_add_css_class (widget, "has-error");
  else
    gtk_widget_remove_css_class (widget, "has-error");
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  const YqqAuthorisedUser *user =
      yqq_authorised_user_entry_get_user (yqq_bulk_row_get_entry (item));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", user->name,
                                 "subtitle-lines", 0, NULL);
  GtkWidget *check = gtk_check_button_new ();
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_bind_property (item, "ticked", check, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_signal_connect_object (item, "notify::told", G_CALLBACK (update_row), row, 0);
  update_row (item, NULL, row);
  return row;
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  YqqBulkPage *self = user_data;
  YqqAuthorisedUserEntry *entry = yqq_bulk_row_get_entry (item);
  if (yqq_authorised_user_entry_get_user (entry)->state == YQQ_GRANT_STATE_CANCELLED &&
      !yqq_bulk_row_get_told (item))
    return FALSE;
  return !self->words || strstr (yqq_authorised_user_entry_get_key (entry), self->words);
}

static void
on_search_changed (YqqBulkPage *self)
{
  g_free (self->words);
  self->words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_all_clicked (YqqBulkPage *self)
{
  yqq_bulk_flow_tick (self->flow, G_LIST_MODEL (self->shown), TRUE);
}

static void
on_none_clicked (YqqBulkPage *self)
{
  yqq_bulk_flow_tick (self->flow, yqq_bulk_flow_get_rows (self->flow), FALSE);
}

static void
on_suspend_clicked (YqqBulkPage *self)
{
  yqq_bulk_flow_suspend (self->flow);
}

static void
on_resume_clicked (YqqBulkPage *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  yqq_bulk_resume_dialog_present (GTK_WIDGET (self), self->flow, overview ? overview->seals : NULL);
}

static void
on_cancel_clicked (YqqBulkPage *self)
{
  yqq_bulk_cancel_dialog_present (GTK_WIDGET (self), self->flow);
}

static void
on_export_clicked (YqqBulkPage *self)
{
  g_autoptr (GBytes) users =
      yqq_csv_export_users (yqq_administration_get_users (self->administration));
  /* Translators: the beginning of a file's name */
  g_autofree char *name = yqq_file_choice_dup_name (_ ("authorised-users"), "csv");
  yqq_file_choice_save_bytes (GTK_WIDGET (self), self->router, _ ("Export the list"), name, users);
}

static void
on_save_results_clicked (YqqBulkPage *self)
{
  g_autoptr (GBytes) results = yqq_bulk_flow_export (self->flow);
  g_autofree char *name = yqq_file_choice_dup_name (_ ("authorised-users-result"), "csv");
  yqq_file_choice_save_bytes (GTK_WIDGET (self), self->router, _ ("Save the result"), name,
                              results);
}

static void
on_refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_administration_refresh (YQQ_BULK_PAGE (widget)->administration);
}

static void
yqq_bulk_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (YQQ_BULK_PAGE (page)->search));
}

static void
yqq_bulk_page_dispose (GObject *object)
{
  YqqBulkPage *self = YQQ_BULK_PAGE (object);
  g_clear_object (&self->flow);
  g_clear_object (&self->router);
  g_clear_object (&self->administration);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (yqq_bulk_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/bulk-page.ui");
  gtk_widget_class_bind_template_child (class, YqqBulkPage, stack);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, fault);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, heading);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, search);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, rows);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, suspend);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, resume);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, cancel);
  gtk_widget_class_bind_template_child (class, YqqBulkPage, save_results);
  gtk_widget_class_bind_template_callback (class, on_search_changed);
  gtk_widget_class_bind_template_callback (class, on_all_clicked);
  gtk_widget_class_bind_template_callback (class, on_none_clicked);
  gtk_widget_class_bind_template_callback (class, on_suspend_clicked);
  gtk_widget_class_bind_template_callback (class, on_resume_clicked);
  gtk_widget_class_bind_template_callback (class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (class, on_export_clicked);
  gtk_widget_class_bind_template_callback (class, on_save_results_clicked);
}

static void
yqq_bulk_page_class_init (YqqBulkPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_bulk_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_bulk_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_LONG_LIST);
  bind_template (GTK_WIDGET_CLASS (class));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "bulk.refresh", NULL,
                                   on_refresh_activated);
}

static void
yqq_bulk_page_init (YqqBulkPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_bulk_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqAdministration *administration)
{
  YqqBulkPage *self = g_object_new (YQQ_TYPE_BULK_PAGE, NULL);
  self->router = g_object_ref (router);
  self->administration = g_object_ref (administration);
  self->flow = yqq_bulk_flow_new (workspace, administration, router);
  self->shown =
      gtk_filter_list_model_new (g_object_ref (yqq_bulk_flow_get_rows (self->flow)),
                                 GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL)));
  yqq_long_list_bind (self->rows, G_LIST_MODEL (self->shown), create_row, self);
  g_signal_connect_object (self->flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}

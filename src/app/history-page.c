/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-page.h"

#include <glib/gi18n.h>

#include "app/audit-export.h"
#include "app/csv-export.h"
#include "app/fault-view.h"
#include "app/file-choice.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/go-row.h"
#include "app/long-list.h"
#include "app/usage-filter.h"
#include "app/usage-history.h"
#include "app/usage-look.h"
#include "app/wrap.h"

struct _YqqHistoryPage {
  YqqPage parent;

  GtkStack *stack;
  YqqFaultView *fault;
  GtkWidget *scope_bar;
  GtkToggleButton *mine;
  GtkToggleButton *whole;
  GtkSearchEntry *search;
  GtkDropDown *time;
  GtkDropDown *party;
  GtkDropDown *signer;
  GtkLabel *count;
  GtkLabel *nothing;
  YqqLongList *rows;
  GtkWidget *more;
  GtkWidget *export;
  GtkWidget *audit;
  YqqRouter *router;
  YqqRecords *records;
  YqqAdministration *administration;
  YqqUsageHistory *history;
  GListStore *histories; /* of the one list model that is shown */
  GtkFilterListModel *shown;
  YqqUsageFilter wanted;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (YqqHistoryPage, yqq_history_page, YQQ_TYPE_PAGE)

static guint
count_shown (YqqHistoryPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}

static const char *
choose_view (YqqHistoryPage *self)
{
  if (g_list_model_get_n_items (yqq_usage_history_get_entries (self->history)) > 0)
    return "rows";
  if (yqq_usage_history_get_trouble (self->history))
    return "fault";
  return yqq_usage_history_get_complete (self->history) ? "empty" : "loading";
}

static void
show_count (YqqHistoryPage *self)
{
  guint shown = count_shown (self);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u signature", "%u signatures", shown), shown);
  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), shown == 0);
  gtk_widget_set_sensitive (self->export, shown > 0);
}

/* The choices of a drop-down: any, and each that is there. What was chosen stays chosen. */
static void
fill (GtkDropDown *drop_down, const char *any, GStrv names, const char *chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;
  gtk_string_list_append (list, any);
  for (guint i = 0; names[i]; i++) {
    gtk_string_list_append (list, names[i]);
    if (g_strcmp0 (chosen, names[i]) == 0)
      selected = i + 1;
  }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
fill_choices (YqqHistoryPage *self)
{
  GListModel *entries = yqq_usage_history_get_entries (self->history);
  g_auto (GStrv) parties = yqq_usage_collect_relying_parties (entries);
  g_auto (GStrv) signers = yqq_usage_collect_signers (entries);
  self->filling = TRUE;
  fill (self->party, _ ("Any web system"), parties, self->wanted.relying_party);
  fill (self->signer, _ ("Any signer"), signers, self->wanted.signer);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->signer), gtk_toggle_button_get_active (self->whole));
}

static void
update (YqqHistoryPage *self)
{
  const GError *trouble = yqq_usage_history_get_trouble (self->history);
  if (trouble)
    yqq_fault_view_show (self->fault, trouble, _ ("Try again"), "history.more");
  gtk_widget_set_visible (self->more, !yqq_usage_history_get_complete (self->history) &&
                                          !yqq_usage_history_get_busy (self->history));
  fill_choices (self);
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, choose_view (self));
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  return yqq_usage_filter_matches (&YQQ_HISTORY_PAGE (user_data)->wanted, item);
}

static void
apply_filter (YqqHistoryPage *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

static void
on_search_changed (YqqHistoryPage *self)
{
  yqq_usage_filter_set_text (&self->wanted, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  apply_filter (self);
}

static const char *
get_chosen (GtkDropDown *drop_down)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);
  return item && gtk_drop_down_get_selected (drop_down) > 0 ? gtk_string_object_get_string (item)
                                                            : NULL;
}

static void
on_choice_changed (YqqHistoryPage *self)
{
  if (self->filling)
    return;
  yqq_usage_filter_set_relying_party (&self->wanted, get_chosen (self->party));
  yqq_usage_filter_set_signer (&self->wanted, get_chosen (self->signer));
  yqq_usage_filter_set_time (&self->wanted, (YqqUsageTime)gtk_drop_down_get_selected (self->time),
                             g_get_real_time () / 1000);
  apply_filter (self);
}

static void
open_history (YqqHistoryPage *self, gboolean whole)
{
  const char *enterprise_id =
      whole ? yqq_administration_get_enterprise_id (self->administration) : NULL;
  if (self->history)
    g_signal_handlers_disconnect_by_func (self->history, update, self);
  g_clear_object (&self->history);
  self->history = yqq_usage_history_new (self->records, enterprise_id);
  GListModel *entries = yqq_usage_history_get_entries (self->history);
  g_list_store_splice (self->histories, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->histories)),
                       (gpointer *)&entries, 1);
  g_signal_connect_object (self->history, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  yqq_usage_filter_set_signer (&self->wanted, NULL);
  gtk_widget_set_visible (self->audit, whole);
  update (self);
}

static void
on_scope_toggled (YqqHistoryPage *self)
{
  open_history (self, gtk_toggle_button_get_active (self->whole));
}

static void
on_export_clicked (YqqHistoryPage *self)
{
  g_autoptr (GBytes) records = yqq_csv_export_usage (G_LIST_MODEL (self->shown));
  /* Translators: the beginning of a file's name */
  g_autofree char *name = yqq_file_choice_dup_name (_ ("usage-record"), "csv");
  yqq_file_choice_save_bytes (GTK_WIDGET (self), self->router, _ ("Export the usage record"), name,
                              records);
}

static void
on_audit_place_chosen (GtkWidget *widget, GFile *file)
{
  YqqHistoryPage *self = YQQ_HISTORY_PAGE (widget);
  yqq_audit_export_present (widget, self->administration, file);
}

static void
on_audit_clicked (YqqHistoryPage *self)
{
  /* Translators: the beginning of a file's name */
  g_autofree char *name = yqq_file_choice_dup_name (_ ("audit-record"), "yqqaudit");
  yqq_file_choice_save (GTK_WIDGET (self), _ ("Export the audit record"), name,
                        on_audit_place_chosen);
}

static void
on_row_clicked (GtkButton *button, YqqHistoryPage *self)
{
  YqqUsageEntry *entry = yqq_go_row_get_item (button);
  g_autoptr (YqqUsageLook) look = yqq_usage_look_new (self->records, entry);
  yqq_router_push (self->router, YQQ_PLACE_HISTORY_RECORD, G_OBJECT (look));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  const YqqUsageRecord *record = yqq_usage_entry_get_record (item);
  g_autofree char *time = yqq_format_date_time (record->signed_at_ms);
  g_autofree char *about = g_strdup_printf ("%s · %s\n%s · %s", record->relying_party,
                                            record->signer, record->enterprise_name, time);
  g_autofree char *name = g_strdup_printf (_ ("Look at %s"), record->name);
  return yqq_go_row_new (record->name, about, name, item, G_CALLBACK (on_row_clicked), user_data);
}

static void
on_more_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_usage_history_fetch_more (YQQ_HISTORY_PAGE (widget)->history);
}

static void
yqq_history_page_arrive (YqqPage *page)
{
  YqqHistoryPage *self = YQQ_HISTORY_PAGE (page);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->search)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else
    yqq_page_enter (GTK_WIDGET (self));
}

static void
yqq_history_page_dispose (GObject *object)
{
  YqqHistoryPage *self = YQQ_HISTORY_PAGE (object);
  g_clear_object (&self->router);
  g_clear_object (&self->records);
  g_clear_object (&self->administration);
  g_clear_object (&self->history);
  g_clear_object (&self->histories);
  g_clear_object (&self->shown);
  yqq_usage_filter_clear (&self->wanted);
  G_OBJECT_CLASS (yqq_history_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/history-page.ui");
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, stack);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, fault);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, scope_bar);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, mine);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, whole);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, search);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, time);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, party);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, signer);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, count);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, nothing);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, rows);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, more);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, export);
  gtk_widget_class_bind_template_child (class, YqqHistoryPage, audit);
  gtk_widget_class_bind_template_callback (class, on_scope_toggled);
  gtk_widget_class_bind_template_callback (class, on_search_changed);
  gtk_widget_class_bind_template_callback (class, on_choice_changed);
  gtk_widget_class_bind_template_callback (class, on_export_clicked);
  gtk_widget_class_bind_template_callback (class, on_audit_clicked);
}

static void
yqq_history_page_class_init (YqqHistoryPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_history_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_history_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_LONG_LIST);
  bind_template (GTK_WIDGET_CLASS (class));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "history.more", NULL,
                                   on_more_activated);
}

static void
fill_times (YqqHistoryPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  for (guint i = 0; i < YQQ_USAGE_TIME_COUNT; i++)
    gtk_string_list_append (names, yqq_usage_time_get_name ((YqqUsageTime)i));
  gtk_drop_down_set_model (self->time, G_LIST_MODEL (names));
}

static void
yqq_history_page_init (YqqHistoryPage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_times (self);
  self->filling = FALSE;
  self->histories = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFlattenListModel *entries =
      gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->histories)));
  self->shown = gtk_filter_list_model_new (
      G_LIST_MODEL (entries), GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL)));
  yqq_long_list_bind (self->rows, G_LIST_MODEL (self->shown), create_row, self);
}

YqqPage *
yqq_history_page_new (YqqRouter *router,
                      YqqRecords *records,
                      YqqAdministration *administration,
                      gboolean enterprise_first)
{
  YqqHistoryPage *self = g_object_new (YQQ_TYPE_HISTORY_PAGE, NULL);
  self->router = g_object_ref (router);
  self->records = g_object_ref (records);
  g_set_object (&self->administration, administration);
  gtk_widget_set_visible (self->scope_bar, administration != NULL);
  if (administration && enterprise_first)
    gtk_toggle_button_set_active (self->whole, TRUE);
  else
    open_history (self, FALSE);
  return YQQ_PAGE (self);
}

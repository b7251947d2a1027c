/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"
#include "app/file-choice.h"
#include "app/flow.h"
#include "app/import-flow.h"
#include "app/import-row.h"
#include "app/long-list.h"
#include "app/sheet-reader.h"
#include "app/status-pill.h"

struct _YqqImportPage {
  YqqPage parent;

  GtkStack *stack;
  YqqFaultView *fault;
  GtkLabel *detail;
  GtkWidget *choose;
  GtkLabel *working;
  GtkLabel *heading;
  GtkLabel *file_name;
  GtkLabel *quota;
  GtkWidget *options;
  GtkSwitch *good_only;
  GtkSwitch *wrong_only;
  YqqFaultView *check_fault;
  YqqLongList *rows;
  GtkWidget *bar;
  GtkLabel *obstacle;
  GtkButton *give;
  GtkWidget *save_results;
  GtkFilter *filter;
  YqqImportFlow *flow;
  YqqRouter *router;
};

G_DEFINE_FINAL_TYPE (YqqImportPage, yqq_import_page, YQQ_TYPE_PAGE)

static const char *
choose_view (YqqImportPage *self)
{
  switch (yqq_import_flow_get_state (self->flow)) {
  case YQQ_IMPORT_EMPTY:
    return "empty";
  case YQQ_IMPORT_READING:
    return "working";
  case YQQ_IMPORT_CHECKING:
    return yqq_import_flow_get_error (self->flow) ? "rows" : "working";
  case YQQ_IMPORT_READY:
  case YQQ_IMPORT_DONE:
    return "rows";
  }
  g_return_val_if_reached ("empty");
}

static char *
format_heading (YqqImportPage *self)
{
  guint all = g_list_model_get_n_items (yqq_import_flow_get_rows (self->flow));
  guint wrong = yqq_import_flow_count (self->flow, YQQ_IMPORT_ROW_FAULTY);
  guint done = yqq_import_flow_count (self->flow, YQQ_IMPORT_ROW_DONE);
  if (yqq_import_flow_get_state (self->flow) == YQQ_IMPORT_DONE)
    return g_strdup_printf (
        /* Translators: how many people of how many were authorised */
        ngettext ("%u of %u person authorised", "%u of %u people authorised", all), done, all);
  if (wrong > 0)
    return g_strdup_printf (ngettext ("%u of %u row is wrong", "%u of %u rows are wrong", all),
                            wrong, all);
  return g_strdup_printf (ngettext ("%u row, nothing wrong", "%u rows, nothing wrong", all), all);
}

static void
show_rows (YqqImportPage *self)
{
  gboolean ready = yqq_import_flow_get_state (self->flow) == YQQ_IMPORT_READY;
  g_autofree char *heading = format_heading (self);
  g_autofree char *quota = yqq_import_flow_format_quota (self->flow);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->file_name, yqq_import_flow_get_file_name (self->flow));
  gtk_label_set_label (self->quota, quota);
  gtk_widget_set_visible (GTK_WIDGET (self->quota), ready);
  gtk_widget_set_visible (self->options,
                          ready && yqq_import_flow_count (self->flow, YQQ_IMPORT_ROW_FAULTY) > 0);
}

static void
show_bar (YqqImportPage *self)
{
  YqqImportState state = yqq_import_flow_get_state (self->flow);
  const char *obstacle = yqq_import_flow_get_obstacle (self->flow);
  guint count = yqq_import_flow_count_to_give (self->flow);
  g_autofree char *label =
      g_strdup_printf (ngettext ("Authorise %u person", "Authorise %u people", count), count);
  gtk_label_set_label (self->obstacle, obstacle ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle), obstacle && *obstacle);
  gtk_button_set_label (self->give, label);
  gtk_widget_set_visible (GTK_WIDGET (self->give), state == YQQ_IMPORT_READY && !obstacle);
  gtk_widget_set_visible (self->save_results,
                          state == YQQ_IMPORT_DONE || state == YQQ_IMPORT_READY);
}

/* Which columns, which line: that is in no general text. */
static const char *
get_detail (const GError *error)
{
  if (g_error_matches (error, YQQ_SHEET_ERROR, YQQ_SHEET_ERROR_COLUMNS) ||
      g_error_matches (error, YQQ_SHEET_ERROR, YQQ_SHEET_ERROR_QUOTE))
    return error->message;
  return NULL;
}

static void
show_fault (YqqImportPage *self)
{
  const GError *error = yqq_import_flow_get_error (self->flow);
  const char *detail = error ? get_detail (error) : NULL;
  gboolean checking = yqq_import_flow_get_state (self->flow) == YQQ_IMPORT_CHECKING;
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error && !checking);
  gtk_widget_set_visible (GTK_WIDGET (self->check_fault), error && checking);
  gtk_label_set_label (self->detail, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  if (error)
    yqq_fault_view_show (checking ? self->check_fault : self->fault, error, _ ("Try again"),
                         "import.retry");
}

static void
update (YqqImportPage *self)
{
  gboolean reading = yqq_import_flow_get_state (self->flow) == YQQ_IMPORT_READING;
  gtk_label_set_label (self->working, reading ? _ ("Reading the sheet…")
                                              : _ ("The authority looks at every row. Nothing is "
                                                   "changed by that."));
  show_fault (self);
  show_rows (self);
  show_bar (self);
  gtk_stack_set_visible_child_name (self->stack, choose_view (self));
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
update_row (YqqImportRow *row, GtkWidget *widget)
{
  static const struct {
    YqqTone tone;
    const char *icon;
    const char *word;
  } looks[] = {
      [YQQ_IMPORT_ROW_GOOD] = {YQQ_TONE_NEUTRAL, "emblem-ok-symbolic", N_ ("Good")},
      [YQQ_IMPORT_ROW_FAULTY] = {YQQ_TONE_BAD, "dialog-warning-symbolic", N_ ("Wrong")},
      [YQQ_IMPORT_ROW_DONE] = {YQQ_TONE_GOOD, "emblem-ok-symbolic", N_ ("Authorised")},
      [YQQ_IMPORT_ROW_UNDONE] = {YQQ_TONE_NOTICE, "action-unavailable-symbolic",
                                 N_ ("Not authorised")},
  };
  YqqImportRowState state = yqq_import_row_get_state (row);
  const char *trouble = yqq_import_row_get_trouble (row);
  const char *code = yqq_import_row_get_code (row);
  yqq_status_pill_show (g_object_get_data (G_OBJECT (widget), "pill"), looks[state].tone,
                        looks[state].icon, _ (looks[state].word));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), trouble ? trouble : code ? code : "");
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  const YqqGrantDraft *draft = yqq_import_row_get_draft (item);
  g_autofree char *title = g_strdup_printf (
      /* Translators: a row's number in a spreadsheet, and the person in it */
      _ ("Row %u · %s"), yqq_import_row_get_line (item), draft->name ? draft->name : "—");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle-lines", 0, "activatable", FALSE, NULL);
  YqqStatusPill *pill = yqq_status_pill_new ();
  gtk_widget_set_valign (GTK_WIDGET (pill), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (pill));
  g_object_set_data (G_OBJECT (row), "pill", pill);
  g_signal_connect_object (item, "changed", G_CALLBACK (update_row), row, 0);
  update_row (item, row);
  return row;
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  YqqImportPage *self = user_data;
  YqqImportRowState state = yqq_import_row_get_state (item);
  return !gtk_switch_get_active (self->wrong_only) || state == YQQ_IMPORT_ROW_FAULTY ||
         state == YQQ_IMPORT_ROW_UNDONE;
}

static void
on_wrong_only_changed (YqqImportPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_good_only_changed (YqqImportPage *self)
{
  yqq_import_flow_set_whole (self->flow, !gtk_switch_get_active (self->good_only));
}

static void
on_chosen (GtkWidget *widget, GFile *file)
{
  yqq_import_page_open (YQQ_IMPORT_PAGE (widget), file);
}

static void
on_choose_clicked (YqqImportPage *self)
{
  yqq_file_choice_open (GTK_WIDGET (self), _ ("Choose a sheet"), "*.csv", on_chosen);
}

static void
on_template_clicked (YqqImportPage *self)
{
  g_autoptr (GBytes) template = yqq_grant_sheet_make_template ();
  /* Translators: a file's name */
  g_autofree char *name = g_strdup_printf ("%s.csv", _ ("authorised-users-template"));
  yqq_file_choice_save_bytes (GTK_WIDGET (self), self->router, _ ("Save the template"), name,
                              template);
}

static void
on_save_results_clicked (YqqImportPage *self)
{
  g_autoptr (GBytes) results = yqq_import_flow_export (self->flow);
  /* Translators: the beginning of a file's name */
  g_autofree char *name = yqq_file_choice_dup_name (_ ("authorised-users-result"), "csv");
  yqq_file_choice_save_bytes (GTK_WIDGET (self), self->router, _ ("Save the result"), name,
                              results);
}

static void
on_give_clicked (YqqImportPage *self)
{
  yqq_import_flow_give (self->flow);
}

static void
on_cancel_clicked (YqqImportPage *self)
{
  yqq_import_flow_cancel (self->flow);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_import_flow_retry (YQQ_IMPORT_PAGE (widget)->flow);
}

static gboolean
on_dropped (GtkDropTarget *target, const GValue *value, double x, double y, YqqImportPage *self)
{
  GFile *file = g_value_get_object (value);
  if (!file)
    return FALSE;
  yqq_import_page_open (self, file);
  return TRUE;
}

static void
yqq_import_page_arrive (YqqPage *page)
{
  YqqImportPage *self = YQQ_IMPORT_PAGE (page);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->give)) &&
      gtk_widget_grab_focus (GTK_WIDGET (self->give)))
    return;
  if (yqq_import_flow_get_state (self->flow) == YQQ_IMPORT_EMPTY)
    gtk_widget_grab_focus (self->choose);
  else
    yqq_page_enter (GTK_WIDGET (self->stack));
}

static void
yqq_import_page_dispose (GObject *object)
{
  YqqImportPage *self = YQQ_IMPORT_PAGE (object);
  g_clear_object (&self->flow);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_import_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/import-page.ui");
  gtk_widget_class_bind_template_child (class, YqqImportPage, stack);
  gtk_widget_class_bind_template_child (class, YqqImportPage, fault);
  gtk_widget_class_bind_template_child (class, YqqImportPage, detail);
  gtk_widget_class_bind_template_child (class, YqqImportPage, choose);
  gtk_widget_class_bind_template_child (class, YqqImportPage, working);
  gtk_widget_class_bind_template_child (class, YqqImportPage, heading);
  gtk_widget_class_bind_template_child (class, YqqImportPage, file_name);
  gtk_widget_class_bind_template_child (class, YqqImportPage, quota);
  gtk_widget_class_bind_template_child (class, YqqImportPage, options);
  gtk_widget_class_bind_template_child (class, YqqImportPage, good_only);
  gtk_widget_class_bind_template_child (class, YqqImportPage, wrong_only);
  gtk_widget_class_bind_template_child (class, YqqImportPage, check_fault);
  gtk_widget_class_bind_template_child (class, YqqImportPage, rows);
  gtk_widget_class_bind_template_child (class, YqqImportPage, bar);
  gtk_widget_class_bind_template_child (class, YqqImportPage, obstacle);
  gtk_widget_class_bind_template_child (class, YqqImportPage, give);
  gtk_widget_class_bind_template_child (class, YqqImportPage, save_results);
  gtk_widget_class_bind_template_callback (class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (class, on_template_clicked);
  gtk_widget_class_bind_template_callback (class, on_save_results_clicked);
  gtk_widget_class_bind_template_callback (class, on_give_clicked);
  gtk_widget_class_bind_template_callback (class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (class, on_wrong_only_changed);
  gtk_widget_class_bind_template_callback (class, on_good_only_changed);
}

static void
yqq_import_page_class_init (YqqImportPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_import_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_import_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_LONG_LIST);
  bind_template (GTK_WIDGET_CLASS (class));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "import.retry", NULL,
                                   on_retry_activated);
}

static void
yqq_import_page_init (YqqImportPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (on_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

YqqPage *
yqq_import_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqAdministration *administration)
{
  YqqImportPage *self = g_object_new (YQQ_TYPE_IMPORT_PAGE, NULL);
  self->router = g_object_ref (router);
  self->flow = yqq_import_flow_new (workspace, administration, router);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  g_autoptr (GtkFilterListModel) shown = gtk_filter_list_model_new (
      g_object_ref (yqq_import_flow_get_rows (self->flow)), self->filter);
  yqq_long_list_bind (self->rows, G_LIST_MODEL (shown), create_row, self);
  g_signal_connect_object (self->flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}

void
yqq_import_page_open (YqqImportPage *self, GFile *file)
{
  gtk_switch_set_active (self->good_only, FALSE);
  gtk_switch_set_active (self->wrong_only, FALSE);
  yqq_import_flow_open (self->flow, file);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notices-page.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/dispute-dialog.h"
#include "app/fault-view.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/long-list.h"
#include "app/notice-entry.h"
#include "app/notice-guide.h"
#include "app/notice-text.h"
#include "app/wrap.h"

struct _YqqNoticesPage {
  YqqPage parent;

  GtkStack *stack;
  YqqFaultView *fault;
  YqqLongList *rows;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqNoticeWatch *notices;
};

G_DEFINE_FINAL_TYPE (YqqNoticesPage, yqq_notices_page, YQQ_TYPE_PAGE)

static const char *
choose_view (YqqNoticesPage *self)
{
  if (g_list_model_get_n_items (yqq_notice_watch_get_notices (self->notices)) > 0)
    return "rows";
  if (yqq_notice_watch_get_loaded (self->notices))
    return "empty";
  return yqq_notice_watch_get_trouble (self->notices) ? "fault" : "loading";
}

static void
update (YqqNoticesPage *self)
{
  const GError *trouble = yqq_notice_watch_get_trouble (self->notices);
  if (trouble)
    yqq_fault_view_show (self->fault, trouble, _ ("Try again"), "notices.refresh");
  gtk_stack_set_visible_child_name (self->stack, choose_view (self));
  if (yqq_page_get_shown (YQQ_PAGE (self)))
    yqq_notice_watch_see_all (self->notices);
  yqq_page_regain_focus (YQQ_PAGE (self));
}

static void
on_goal_clicked (GtkButton *button, YqqNoticesPage *self)
{
  YqqNoticeEntry *entry = g_object_get_data (G_OBJECT (button), "entry");
  if (yqq_notice_get_goal (yqq_notice_entry_get_notice (entry)) == YQQ_NOTICE_GOAL_DISPUTE)
    yqq_dispute_dialog_present (GTK_WIDGET (self), self->workspace, self->router,
                                yqq_notice_entry_get_notice (entry)->subject);
  else
    yqq_notice_guide_lead (self->workspace, self->router, yqq_notice_entry_get_notice (entry));
}

static GtkWidget *
create_button (YqqNoticesPage *self, YqqNoticeEntry *entry, const char *title)
{
  const char *label =
      yqq_notice_goal_get_label (yqq_notice_get_goal (yqq_notice_entry_get_notice (entry)));
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, title);
  yqq_wrap_texts (button);
  yqq_accessible_name_button (button, name);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (button), "entry", g_object_ref (entry), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_goal_clicked), self);
  return button;
}

static void
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_mark (GtkWidget *box, const YqqNotice *notice)
{
  YqqStatusPill *pill = yqq_status_pill_new ();
  yqq_status_pill_show (pill, yqq_notice_get_tone (notice), "mail-unread-symbolic",
                        C_ ("notice", "New"));
  gtk_widget_set_halign (GTK_WIDGET (pill), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (pill));
}

static GtkWidget *
create_texts (YqqNoticesPage *self, YqqNoticeEntry *entry)
{
  const YqqNotice *notice = yqq_notice_entry_get_notice (entry);
  g_autofree char *title = yqq_notice_dup_title (notice);
  g_autofree char *sentence = yqq_notice_dup_sentence (notice);
  g_autofree char *at = yqq_format_date_time (notice->at_ms);
  g_autofree char *about = notice->enterprise_name
                               ? g_strdup_printf ("%s · %s", notice->enterprise_name, at)
                               : g_strdup (at);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (box, TRUE);
  if (!yqq_notice_entry_get_seen (entry))
    add_mark (box, notice);
  add_label (box, title, "heading");
  add_label (box, sentence, "body");
  add_label (box, about, "dim-label");
  if (yqq_notice_get_goal (notice) != YQQ_NOTICE_GOAL_NOTHING)
    gtk_box_append (GTK_BOX (box), create_button (self, entry, title));
  return box;
}

/* What had not been seen when the row was made keeps its mark as long as the page is open. */
static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  YqqNoticesPage *self = user_data;
  const YqqNotice *notice = yqq_notice_entry_get_notice (item);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (yqq_notice_get_icon (notice));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "notice-row");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), create_texts (self, item));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
on_refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_notice_watch_poll (YQQ_NOTICES_PAGE (widget)->notices);
}

static void
yqq_notices_page_arrive (YqqPage *page)
{
  YqqNoticesPage *self = YQQ_NOTICES_PAGE (page);
  yqq_notice_watch_poll (self->notices);
  update (self);
  yqq_page_enter (GTK_WIDGET (self->stack));
}

static void
yqq_notices_page_dispose (GObject *object)
{
  YqqNoticesPage *self = YQQ_NOTICES_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->notices);
  G_OBJECT_CLASS (yqq_notices_page_parent_class)->dispose (object);
}

static void
yqq_notices_page_class_init (YqqNoticesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_notices_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_notices_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_LONG_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/notices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqNoticesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, YqqNoticesPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqNoticesPage, rows);
  gtk_widget_class_install_action (widget_class, "notices.refresh", NULL, on_refresh_activated);
}

static void
yqq_notices_page_init (YqqNoticesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_notices_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqNoticeWatch *notices)
{
  YqqNoticesPage *self = g_object_new (YQQ_TYPE_NOTICES_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->notices = g_object_ref (notices);
  yqq_long_list_bind (self->rows, yqq_notice_watch_get_notices (notices), create_row, self);
  g_signal_connect_object (notices, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}

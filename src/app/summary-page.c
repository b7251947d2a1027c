/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/summary-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/flow.h"
#include "app/session-text.h"
#include "app/signature-row.h"

struct _YqqSummaryPage {
  YqqPage parent;

  GtkImage *icon;
  GtkLabel *heading;
  GtkLabel *sentence;
  GtkLabel *party;
  AdwPreferencesGroup *group;
  GtkListBox *signatures;
  GtkWidget *save;
  GtkWidget *done;
  YqqRouter *router;
  YqqScanSession *session;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (YqqSummaryPage, yqq_summary_page, YQQ_TYPE_PAGE)

static guint
count_signed (YqqScanSession *session)
{
  GListModel *records = yqq_scan_session_get_signatures (session);
  guint count = 0;
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    count += yqq_signature_record_get_state (record) == YQQ_SIGNATURE_SIGNED;
  }
  return count;
}

static void
show_signatures (YqqSummaryPage *self)
{
  guint all = g_list_model_get_n_items (yqq_scan_session_get_signatures (self->session));
  guint done = count_signed (self->session);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u document signed", "%u documents signed", done), done);
  adw_preferences_group_set_title (self->group, title);
  gtk_widget_set_visible (GTK_WIDGET (self->group), all > 0);
  gtk_widget_set_visible (self->save, all > 0);
}

static void
update (YqqSummaryPage *self)
{
  YqqSessionView view;
  yqq_scan_session_view (self->session, &view);
  YqqSessionEnd end = yqq_session_end_get (view.state, view.close_reason);
  gtk_image_set_from_icon_name (self->icon, end.icon);
  gtk_label_set_label (self->heading, end.title);
  gtk_label_set_label (self->sentence, end.sentence);
  gtk_label_set_label (self->party,
                       view.relying_party ? yqq_relying_party_get_name (view.relying_party) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->party), view.relying_party != NULL);
  show_signatures (self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqSummaryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    yqq_router_tell (self->router, _ ("Receipt saved"));
  else
    yqq_router_tell (self->router,
                     _ ("The receipt could not be saved there. Choose another place."));
}

static void
on_place_chosen (YqqSummaryPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
    char *text = yqq_scan_session_dup_receipt (self->session);
    g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         on_saved, g_object_ref (self));
  }
  g_clear_object (&self->chooser);
}

static char *
dup_file_name (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");
  /* Translators: the beginning of a file's name */
  return g_strdup_printf ("%s-%s.txt", _ ("signing-receipt"), date);
}

static void
on_save_clicked (YqqSummaryPage *self)
{
  g_autofree char *name = dup_file_name ();
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the receipt"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_place_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static GtkWidget *
create_row (gpointer record, gpointer user_data)
{
  return yqq_signature_row_new (YQQ_SUMMARY_PAGE (user_data)->session, record, NULL);
}

static void
yqq_summary_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (YQQ_SUMMARY_PAGE (page)->done);
}

static void
yqq_summary_page_dispose (GObject *object)
{
  YqqSummaryPage *self = YQQ_SUMMARY_PAGE (object);
  g_clear_object (&self->chooser);
  g_clear_object (&self->router);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (yqq_summary_page_parent_class)->dispose (object);
}

static void
yqq_summary_page_class_init (YqqSummaryPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_summary_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_summary_page_arrive;
  g_type_ensure (YQQ_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/summary-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, icon);
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, heading);
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, party);
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, group);
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, signatures);
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, save);
  gtk_widget_class_bind_template_child (widget_class, YqqSummaryPage, done);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
yqq_summary_page_init (YqqSummaryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_summary_page_new (YqqRouter *router, YqqScanSession *session)
{
  YqqSummaryPage *self = g_object_new (YQQ_TYPE_SUMMARY_PAGE, NULL);
  self->router = g_object_ref (router);
  self->session = g_object_ref (session);
  gtk_list_box_bind_model (self->signatures, yqq_scan_session_get_signatures (session), create_row,
                           self, NULL);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}

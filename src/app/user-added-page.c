/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-added-page.h"

#include <glib/gi18n.h>

#include "app/flow.h"
#include "app/slip.h"

struct _YqqUserAddedPage {
  YqqPage parent;

  GtkLabel *heading;
  GtkLabel *letter;
  GtkWidget *done;
  YqqGrantForm *form;
  YqqRouter *router;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (YqqUserAddedPage, yqq_user_added_page, YQQ_TYPE_PAGE)

static GtkPrintOperation *
create_slip (YqqUserAddedPage *self)
{
  g_autofree char *text = yqq_grant_form_format_letter (self->form);
  return yqq_slip_new (_ ("Your authorisation for the digital certificate"), text);
}

static void
on_copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUserAddedPage *self = YQQ_USER_ADDED_PAGE (widget);
  g_autofree char *text = yqq_grant_form_format_letter (self->form);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  yqq_router_tell (self->router, _ ("Text copied"));
}

static void
on_print_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUserAddedPage *self = YQQ_USER_ADDED_PAGE (widget);
  g_autoptr (GtkPrintOperation) slip = create_slip (self);
  g_autoptr (GError) error = NULL;
  if (gtk_print_operation_run (slip, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_root (widget)),
                               &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    yqq_router_tell (self->router, _ ("It could not be printed. Save it as PDF instead."));
}

static void
on_place_chosen (YqqUserAddedPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
    g_autofree char *path = g_file_get_path (file);
    g_autoptr (GtkPrintOperation) slip = create_slip (self);
    gtk_print_operation_set_export_filename (slip, path);
    gboolean saved = path && gtk_print_operation_run (slip, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                                      NULL) == GTK_PRINT_OPERATION_RESULT_APPLY;
    yqq_router_tell (self->router, saved ? _ ("Slip saved")
                                         : _ ("It could not be saved there. Choose another "
                                              "place."));
  }
  g_clear_object (&self->chooser);
}

static void
on_save_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUserAddedPage *self = YQQ_USER_ADDED_PAGE (widget);
  g_autofree char *name = g_strdup_printf ("%s-%s.pdf", _ ("authorisation"),
                                           yqq_grant_form_get_draft (self->form)->name);
  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save the slip"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_place_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_another_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqUserAddedPage *self = YQQ_USER_ADDED_PAGE (widget);
  yqq_router_replace (self->router, YQQ_PLACE_USER_ADD,
                      G_OBJECT (yqq_grant_form_get_administration (self->form)));
}

static void
yqq_user_added_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (YQQ_USER_ADDED_PAGE (page)->done);
}

static void
yqq_user_added_page_dispose (GObject *object)
{
  YqqUserAddedPage *self = YQQ_USER_ADDED_PAGE (object);
  g_clear_object (&self->chooser);
  g_clear_object (&self->form);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_user_added_page_parent_class)->dispose (object);
}

static void
yqq_user_added_page_class_init (YqqUserAddedPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_user_added_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_user_added_page_arrive;
  g_type_ensure (YQQ_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/user-added-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqUserAddedPage, heading);
  gtk_widget_class_bind_template_child (widget_class, YqqUserAddedPage, letter);
  gtk_widget_class_bind_template_child (widget_class, YqqUserAddedPage, done);
  gtk_widget_class_install_action (widget_class, "added.copy", NULL, on_copy_activated);
  gtk_widget_class_install_action (widget_class, "added.print", NULL, on_print_activated);
  gtk_widget_class_install_action (widget_class, "added.save", NULL, on_save_activated);
  gtk_widget_class_install_action (widget_class, "added.another", NULL, on_another_activated);
}

static void
yqq_user_added_page_init (YqqUserAddedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_user_added_page_new (YqqGrantForm *form, YqqRouter *router)
{
  YqqUserAddedPage *self = g_object_new (YQQ_TYPE_USER_ADDED_PAGE, NULL);
  YqqAdministration *administration = yqq_grant_form_get_administration (form);
  self->form = g_object_ref (form);
  self->router = g_object_ref (router);
  g_autofree char *heading =
      /* Translators: %s is a person's name */
      g_strdup_printf (_ ("%s is authorised"), yqq_grant_form_get_draft (form)->name);
  g_autofree char *letter = yqq_grant_form_format_letter (form);
  yqq_page_set_subtitle (YQQ_PAGE (self), yqq_administration_get_enterprise_name (administration));
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->letter, letter);
  return YQQ_PAGE (self);
}

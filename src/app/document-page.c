/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-page.h"

#include <glib/gi18n.h>

#include "app/countdown.h"
#include "app/document-copies.h"
#include "app/document-row.h"
#include "app/fault-view.h"
#include "app/format.h"

struct _YqqDocumentPage {
  YqqPage parent;

  AdwExpanderRow *name;
  GtkWidget *matches;
  GtkStack *stack;
  GtkTextBuffer *text;
  GtkWidget *marked;
  GtkPicture *picture;
  GtkToggleButton *original_size;
  GtkWidget *open;
  GtkLabel *trouble;
  YqqFaultView *fault;
  GtkWidget *cancel;
  GtkWidget *save;
  GtkWidget *acts;
  GtkWidget *bar;
  YqqCountdown *left;
  YqqRouter *router;
  YqqDocumentLook *look;
  GtkFileChooserNative *chooser;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (YqqDocumentPage, yqq_document_page, YQQ_TYPE_PAGE)

static void
show_picture (YqqDocumentPage *self, GdkPixbuf *picture)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_for_pixbuf (picture);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
}

static const char *
show_content (YqqDocumentPage *self, const YqqDocumentContent *content)
{
  switch (content->kind) {
  case YQQ_DOCUMENT_TEXT:
    gtk_text_buffer_set_text (self->text, content->text, -1);
    gtk_widget_set_visible (self->marked, content->marked);
    return "text";
  case YQQ_DOCUMENT_PICTURE:
    show_picture (self, content->picture);
    return "picture";
  case YQQ_DOCUMENT_OTHER:
    gtk_widget_set_visible (self->open,
                            yqq_document_copies_may_open (yqq_document_look_get_name (self->look)));
    return "other";
  }
  g_return_val_if_reached ("other");
}

/* What the link has refused stays refused. */
static void
show_fault (YqqDocumentPage *self, const GError *error)
{
  if (error->domain == YQQ_LINK_ERROR)
    yqq_fault_view_show (self->fault, error, _ ("One step back"), "win.back");
  else
    yqq_fault_view_show (self->fault, error, _ ("Try again"), "document.retry");
}

static const char *
show_state (YqqDocumentPage *self)
{
  switch (yqq_document_look_get_state (self->look)) {
  case YQQ_LOOK_LOADING:
    return "loading";
  case YQQ_LOOK_READY:
    if (self->shown)
      return gtk_stack_get_visible_child_name (self->stack);
    self->shown = TRUE;
    return show_content (self, yqq_document_look_get_content (self->look));
  case YQQ_LOOK_FAILED:
    show_fault (self, yqq_document_look_get_error (self->look));
    adw_expander_row_set_expanded (self->name, TRUE);
    return "fault";
  }
  g_return_val_if_reached ("loading");
}

/* A request to sign is answered right here; a document of the session request with the session. */
static void
update_bar (YqqDocumentPage *self)
{
  YqqSessionView view;
  YqqSignatureRecord *record = yqq_document_look_get_record (self->look);
  gboolean waits = record && yqq_signature_record_get_state (record) == YQQ_SIGNATURE_WAITING;
  yqq_scan_session_view (yqq_document_look_get_session (self->look), &view);
  yqq_countdown_set (self->left, view.connected_at > 0 ? 0 : view.expires_at,
                     _ ("Confirm within %s"));
  gtk_widget_set_visible (self->acts, waits);
  gtk_widget_set_visible (self->bar, waits || (view.connected_at == 0 && view.expires_at > 0));
}

static void
update (YqqDocumentPage *self)
{
  gboolean ready = yqq_document_look_get_state (self->look) == YQQ_LOOK_READY;
  gtk_stack_set_visible_child_name (self->stack, show_state (self));
  gtk_widget_set_visible (self->matches, ready);
  gtk_widget_set_visible (self->save, ready);
  update_bar (self);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_document_look_begin (YQQ_DOCUMENT_PAGE (widget)->look);
}

static void
on_sign_clicked (YqqDocumentPage *self)
{
  yqq_scan_session_approve (yqq_document_look_get_session (self->look),
                            yqq_document_look_get_record (self->look));
  yqq_router_back (self->router);
}

static void
on_refuse_clicked (YqqDocumentPage *self)
{
  yqq_scan_session_refuse (yqq_document_look_get_session (self->look),
                           yqq_document_look_get_record (self->look));
  yqq_router_back (self->router);
}

static void
on_size_toggled (YqqDocumentPage *self)
{
  gtk_picture_set_can_shrink (self->picture, !gtk_toggle_button_get_active (self->original_size));
}

static void
say (YqqDocumentPage *self, const char *trouble)
{
  gtk_label_set_label (self->trouble, trouble ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqDocumentPage) self = user_data;
  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    say (self,
         _ ("No program here opens documents of this kind. Save it and look at it elsewhere."));
}

static void
on_open_clicked (YqqDocumentPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = yqq_document_copies_create (
      yqq_document_look_get_session (self->look), yqq_document_look_get_name (self->look),
      yqq_document_look_get_bytes (self->look), &error);
  if (!file) {
    g_warning ("no copy of a document: %s", error->message);
    say (self, _ ("No copy could be made for another program. Save the document instead."));
    return;
  }
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GdkAppLaunchContext) context =
      gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (self)));
  say (self, NULL);
  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, on_opened,
                                           g_object_ref (self));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqDocumentPage) self = user_data;
  yqq_router_tell (self->router,
                   g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL)
                       ? _ ("Document saved")
                       : _ ("The document could not be saved there. Choose another place."));
}

static void
on_place_chosen (YqqDocumentPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
    g_file_replace_contents_bytes_async (file, yqq_document_look_get_bytes (self->look), NULL,
                                         FALSE, G_FILE_CREATE_PRIVATE, NULL, on_saved,
                                         g_object_ref (self));
  }
  g_clear_object (&self->chooser);
}

static void
on_save_clicked (YqqDocumentPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the document"), window,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser),
                                     yqq_document_look_get_name (self->look));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_place_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
yqq_document_page_arrive (YqqPage *page)
{
  YqqDocumentPage *self = YQQ_DOCUMENT_PAGE (page);
  yqq_document_look_begin (self->look);
  if (gtk_widget_get_mapped (self->cancel))
    gtk_widget_grab_focus (self->cancel);
  else
    yqq_page_enter (GTK_WIDGET (self));
}

static void
yqq_document_page_leave (YqqPage *page)
{
  yqq_document_look_cancel (YQQ_DOCUMENT_PAGE (page)->look);
}

static void
yqq_document_page_dispose (GObject *object)
{
  YqqDocumentPage *self = YQQ_DOCUMENT_PAGE (object);
  g_clear_object (&self->chooser);
  g_clear_object (&self->router);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (yqq_document_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/document-page.ui");
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, name);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, matches);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, stack);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, text);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, marked);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, picture);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, original_size);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, open);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, trouble);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, fault);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, cancel);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, save);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, acts);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, bar);
  gtk_widget_class_bind_template_child (class, YqqDocumentPage, left);
  gtk_widget_class_bind_template_callback (class, on_sign_clicked);
  gtk_widget_class_bind_template_callback (class, on_refuse_clicked);
  gtk_widget_class_bind_template_callback (class, on_size_toggled);
  gtk_widget_class_bind_template_callback (class, on_open_clicked);
  gtk_widget_class_bind_template_callback (class, on_save_clicked);
}

static void
yqq_document_page_class_init (YqqDocumentPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_document_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_document_page_arrive;
  YQQ_PAGE_CLASS (class)->leave = yqq_document_page_leave;
  g_type_ensure (YQQ_TYPE_COUNTDOWN);
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  bind_template (GTK_WIDGET_CLASS (class));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "document.retry", NULL,
                                   on_retry_activated);
}

static void
yqq_document_page_init (YqqDocumentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_head (YqqDocumentPage *self)
{
  g_autofree char *size = yqq_format_size (yqq_document_look_get_size (self->look));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name),
                                 yqq_document_look_get_name (self->look));
  adw_expander_row_set_subtitle (self->name, size);
  yqq_document_row_add_digests (
      self->name, yqq_document_look_get_digest (self->look, YQQ_ALGORITHM_SM2_SM3),
      yqq_document_look_get_digest (self->look, YQQ_ALGORITHM_P256_SHA256));
}

YqqPage *
yqq_document_page_new (YqqRouter *router, YqqDocumentLook *look)
{
  YqqDocumentPage *self = g_object_new (YQQ_TYPE_DOCUMENT_PAGE, NULL);
  YqqSignatureRecord *record = yqq_document_look_get_record (look);
  self->router = g_object_ref (router);
  self->look = g_object_ref (look);
  show_head (self);
  g_signal_connect_object (look, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (yqq_document_look_get_session (look), "changed", G_CALLBACK (update_bar),
                           self, G_CONNECT_SWAPPED);
  if (record)
    g_signal_connect_object (record, "notify::state", G_CALLBACK (update_bar), self,
                             G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}

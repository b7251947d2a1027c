/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scan-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"
#include "app/flow.h"
#include "app/scan-input.h"
#include "app/viewfinder.h"
#include "app/wrap.h"
#include "scan/camera.h"

struct _YqqScanPage {
  YqqPage parent;

  GtkStack *stack;
  YqqViewfinder *viewfinder;
  GtkWidget *starting;
  YqqFaultView *fault;
  GtkBox *choices;
  GtkDropDown *devices;
  GtkWidget *veil;
  GtkWidget *screen_button;
  YqqSettings *settings;
  YqqScanFlow *flow;
  YqqCamera *camera;
  GError *camera_error;
  GtkFileChooserNative *chooser;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqScanPage, yqq_scan_page, YQQ_TYPE_PAGE)

static void
on_choice_clicked (GtkButton *button, YqqScanPage *self)
{
  yqq_scan_flow_choose (self->flow,
                        GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "choice")));
}

static void
fill_choices (YqqScanPage *self)
{
  const char *const *choices = yqq_scan_flow_get_choices (self->flow);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))))
    gtk_box_remove (self->choices, child);
  for (guint i = 0; choices[i]; i++) {
    g_autofree char *label = g_strdup_printf (_ ("Code %u · %s"), i + 1, choices[i]);
    GtkWidget *button = gtk_button_new_with_label (label);
    gtk_widget_add_css_class (button, "pill");
    yqq_wrap_texts (button);
    g_object_set_data (G_OBJECT (button), "choice", GUINT_TO_POINTER (i));
    g_signal_connect (button, "clicked", G_CALLBACK (on_choice_clicked), self);
    gtk_box_append (self->choices, button);
  }
}

static void
update (YqqScanPage *self)
{
  switch (yqq_scan_flow_get_state (self->flow)) {
  case YQQ_SCAN_LOOKING:
    if (self->camera_error)
      yqq_fault_view_show (self->fault, self->camera_error, _ ("Try the camera again"),
                           "scan.restart");
    gtk_stack_set_visible_child_name (self->stack, self->camera_error ? "fault" : "camera");
    break;
  case YQQ_SCAN_CHOOSING:
    fill_choices (self);
    gtk_stack_set_visible_child_name (self->stack, "choosing");
    break;
  case YQQ_SCAN_CLAIMING:
    gtk_stack_set_visible_child_name (self->stack, "claiming");
    break;
  case YQQ_SCAN_FAILED:
    yqq_fault_view_show (self->fault, yqq_scan_flow_get_error (self->flow), _ ("Scan again"),
                         "scan.restart");
    gtk_stack_set_visible_child_name (self->stack, "fault");
    break;
  }
}

static YqqCameraDevice *
find_device (YqqScanPage *self)
{
  GListModel *devices = yqq_camera_get_devices (self->camera);
  g_autofree char *wanted = yqq_settings_dup_camera (self->settings);
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (YqqCameraDevice) device = g_list_model_get_item (devices, i);
    if (g_str_equal (yqq_camera_device_get_id (device), wanted))
      return g_steal_pointer (&device);
  }
  return NULL;
}

static void
start_camera (YqqScanPage *self)
{
  g_autoptr (YqqCameraDevice) device = find_device (self);
  g_clear_error (&self->camera_error);
  gtk_widget_set_visible (self->starting, TRUE);
  yqq_camera_start (self->camera, device);
  update (self);
}

static void
on_frame (YqqScanPage *self, GBytes *rgba, guint width, guint height)
{
  gtk_widget_set_visible (self->starting, FALSE);
  yqq_viewfinder_show_frame (self->viewfinder, rgba, width, height);
}

static void
on_readings (YqqScanPage *self, GPtrArray *readings)
{
  yqq_viewfinder_outline (self->viewfinder, readings);
  yqq_scan_flow_take_readings (self->flow, readings, YQQ_CLAIM_VIA_CAMERA);
}

static void
on_camera_failed (YqqScanPage *self, const GError *error)
{
  g_clear_error (&self->camera_error);
  self->camera_error = g_error_copy (error);
  yqq_viewfinder_clear (self->viewfinder);
  update (self);
}

/* The list of cameras comes after the first start; the one used last is then taken. */
static void
on_devices_changed (YqqScanPage *self)
{
  GListModel *devices = yqq_camera_get_devices (self->camera);
  g_autoptr (YqqCameraDevice) wanted = find_device (self);
  gtk_widget_set_visible (GTK_WIDGET (self->devices), g_list_model_get_n_items (devices) > 1);
  if (wanted && yqq_camera_get_active (self->camera) &&
      yqq_camera_get_device (self->camera) != wanted)
    yqq_camera_start (self->camera, wanted);
}

static void
on_device_chosen (YqqScanPage *self)
{
  YqqCameraDevice *chosen = gtk_drop_down_get_selected_item (self->devices);
  if (!chosen || !yqq_camera_get_active (self->camera) ||
      chosen == yqq_camera_get_device (self->camera))
    return;
  yqq_settings_set_camera (self->settings, yqq_camera_device_get_id (chosen));
  start_camera (self);
}

static void
on_restart_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (widget);
  if (self->camera_error || !yqq_camera_get_active (self->camera))
    start_camera (self);
  yqq_scan_flow_restart (self->flow);
}

static void
on_screen_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (widget);
  yqq_scan_input_take_screen (self->flow, widget, self->cancellable);
}

static void
on_paste_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (widget);
  yqq_scan_input_take_clipboard (self->flow, gtk_widget_get_clipboard (widget), self->cancellable);
}

static void
on_cancel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_scan_flow_cancel (YQQ_SCAN_PAGE (widget)->flow);
}

static void
on_picture_chosen (YqqScanPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
    yqq_scan_input_take_file (self->flow, file, YQQ_CLAIM_VIA_IMAGE, self->cancellable);
  }
  g_clear_object (&self->chooser);
}

static void
on_picture_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a picture with the QR code"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_picture_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_dropped (YqqScanPage *self, const GValue *value)
{
  gtk_widget_set_visible (self->veil, FALSE);
  return yqq_scan_input_take_value (self->flow, value, YQQ_CLAIM_VIA_DROP, self->cancellable);
}

static GdkDragAction
on_drop_entered (YqqScanPage *self)
{
  gtk_widget_set_visible (self->veil, TRUE);
  return GDK_ACTION_COPY;
}

static void
on_drop_left (YqqScanPage *self)
{
  gtk_widget_set_visible (self->veil, FALSE);
}

static void
take_drops (YqqScanPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = {GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE, G_TYPE_STRING};
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "enter", G_CALLBACK (on_drop_entered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (on_drop_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
create_camera (YqqScanPage *self)
{
  self->camera = yqq_camera_new ();
  g_signal_connect_object (self->camera, "frame", G_CALLBACK (on_frame), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "readings", G_CALLBACK (on_readings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "failed", G_CALLBACK (on_camera_failed), self,
                           G_CONNECT_SWAPPED);
  gtk_drop_down_set_model (self->devices, yqq_camera_get_devices (self->camera));
  g_signal_connect_object (yqq_camera_get_devices (self->camera), "items-changed",
                           G_CALLBACK (on_devices_changed), self, G_CONNECT_SWAPPED);
}

static void
yqq_scan_page_arrive (YqqPage *page)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (page);
  if (!self->camera)
    create_camera (self);
  start_camera (self);
  gtk_widget_grab_focus (self->screen_button);
}

static void
yqq_scan_page_leave (YqqPage *page)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (page);
  yqq_scan_flow_cancel (self->flow); /* nobody waits for it elsewhere */
  if (self->camera)
    yqq_camera_stop (self->camera);
  yqq_viewfinder_clear (self->viewfinder);
}

static gboolean
yqq_scan_page_back (YqqPage *page)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (page);
  if (yqq_scan_flow_get_state (self->flow) == YQQ_SCAN_CLAIMING) {
    yqq_scan_flow_cancel (self->flow);
    return TRUE;
  }
  return FALSE;
}

static void
yqq_scan_page_dispose (GObject *object)
{
  YqqScanPage *self = YQQ_SCAN_PAGE (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->camera)
    yqq_camera_stop (self->camera);
  g_clear_object (&self->camera);
  g_clear_object (&self->chooser);
  g_clear_object (&self->flow);
  g_clear_object (&self->settings);
  g_clear_error (&self->camera_error);
  G_OBJECT_CLASS (yqq_scan_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/scan-page.ui");
  gtk_widget_class_bind_template_child (class, YqqScanPage, stack);
  gtk_widget_class_bind_template_child (class, YqqScanPage, viewfinder);
  gtk_widget_class_bind_template_child (class, YqqScanPage, starting);
  gtk_widget_class_bind_template_child (class, YqqScanPage, fault);
  gtk_widget_class_bind_template_child (class, YqqScanPage, choices);
  gtk_widget_class_bind_template_child (class, YqqScanPage, devices);
  gtk_widget_class_bind_template_child (class, YqqScanPage, veil);
  gtk_widget_class_bind_template_child (class, YqqScanPage, screen_button);
  gtk_widget_class_bind_template_callback (class, on_device_chosen);
}

static void
yqq_scan_page_class_init (YqqScanPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_scan_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_scan_page_arrive;
  YQQ_PAGE_CLASS (class)->leave = yqq_scan_page_leave;
  YQQ_PAGE_CLASS (class)->back = yqq_scan_page_back;
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_VIEWFINDER);
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_CAMERA_DEVICE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "scan.restart", NULL, on_restart_activated);
  gtk_widget_class_install_action (widget_class, "scan.screen", NULL, on_screen_activated);
  gtk_widget_class_install_action (widget_class, "scan.picture", NULL, on_picture_activated);
  gtk_widget_class_install_action (widget_class, "scan.paste", NULL, on_paste_activated);
  gtk_widget_class_install_action (widget_class, "scan.cancel", NULL, on_cancel_activated);
}

static void
yqq_scan_page_init (YqqScanPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  take_drops (self);
}

YqqPage *
yqq_scan_page_new (YqqWorkspace *workspace, YqqSettings *settings)
{
  YqqScanPage *self = g_object_new (YQQ_TYPE_SCAN_PAGE, NULL);
  self->settings = g_object_ref (settings);
  self->flow = yqq_scan_flow_new (workspace, settings);
  g_signal_connect_object (self->flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return YQQ_PAGE (self);
}

void
yqq_scan_page_open (YqqScanPage *self, const char *link_or_path)
{
  if (!g_path_is_absolute (link_or_path)) {
    yqq_scan_flow_take_text (self->flow, link_or_path, YQQ_CLAIM_VIA_LINK);
    return;
  }
  g_autoptr (GFile) file = g_file_new_for_path (link_or_path);
  yqq_scan_input_take_file (self->flow, file, YQQ_CLAIM_VIA_IMAGE, self->cancellable);
}

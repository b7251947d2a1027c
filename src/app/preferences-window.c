/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences-window.h"

#include <glib/gi18n.h>

#include "app/diagnostics.h"
#include "scan/camera-device.h"
#include "scan/camera-monitor.h"

struct _YqqPreferencesWindow {
  AdwPreferencesWindow parent;

  AdwComboRow *appearance;
  AdwComboRow *approval;
  AdwComboRow *idle;
  AdwComboRow *lock;
  AdwComboRow *camera;
  GtkWidget *pin;
  AdwActionRow *authority;
  GtkWidget *identity;
  YqqSettings *settings;
  YqqWorkspace *workspace;
  gboolean listing;
  YqqCameraMonitor *cameras;
  gboolean probed;    /* the list says all there is */
  guint camera_count; /* when the row was last shown */
};

G_DEFINE_FINAL_TYPE (YqqPreferencesWindow, yqq_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
on_appearance_chosen (YqqPreferencesWindow *self)
{
  if (self->settings)
    yqq_settings_set_appearance (self->settings,
                                 (YqqAppearance)adw_combo_row_get_selected (self->appearance));
}

static void
on_approval_chosen (YqqPreferencesWindow *self)
{
  if (self->settings)
    yqq_settings_set_approval (self->settings,
                               (YqqApproval)adw_combo_row_get_selected (self->approval));
}

static void
on_idle_chosen (YqqPreferencesWindow *self)
{
  if (self->settings)
    yqq_settings_set_idle_minutes (self->settings, adw_combo_row_get_selected (self->idle) + 1);
}

/* As they stand in the list; any other number set by hand shows as the next smaller. */
static const guint lock_minutes[] = {1, 5, 10, 30, 60, 0};

static guint
find_lock_choice (guint minutes)
{
  guint last = G_N_ELEMENTS (lock_minutes) - 1;
  guint choice = 0;
  if (minutes == 0)
    return last;
  while (choice + 1 < last && lock_minutes[choice + 1] <= minutes)
    choice++;
  return choice;
}

static void
on_lock_chosen (YqqPreferencesWindow *self)
{
  if (self->settings)
    yqq_settings_set_lock_minutes (self->settings,
                                   lock_minutes[adw_combo_row_get_selected (self->lock)]);
}

/* The window behind this one goes there. */
static void
on_pin_clicked (YqqPreferencesWindow *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (parent, "win.pin-settings", NULL);
}

static guint
count_cameras (YqqPreferencesWindow *self)
{
  return g_list_model_get_n_items (yqq_camera_monitor_get_devices (self->cameras));
}

static void
on_camera_chosen (YqqPreferencesWindow *self)
{
  YqqCameraDevice *device = adw_combo_row_get_selected_item (self->camera);
  /* The row chooses by itself when a camera comes or goes; that is nobody's wish. */
  gboolean chosen = !self->listing && count_cameras (self) == self->camera_count;
  if (self->settings && device && chosen)
    yqq_settings_set_camera (self->settings, yqq_camera_device_get_id (device));
}

/* The page is the main window's, where the person is verified as well. */
static void
leave_for (YqqPreferencesWindow *self, const char *action)
{
  GtkWindow *before = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GtkWidget) parent = g_object_ref (GTK_WIDGET (before));
  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (parent, action, NULL);
}

static void
on_keys_clicked (YqqPreferencesWindow *self)
{
  leave_for (self, "win.security-keys");
}

static void
on_accounts_clicked (YqqPreferencesWindow *self)
{
  leave_for (self, "win.accounts");
}

static void
on_copy_clicked (YqqPreferencesWindow *self)
{
  g_autofree char *text = yqq_diagnostics_collect (self->workspace, self->settings);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (_ ("Copied")));
}

/* Its page is in the window that these settings stand before. */
static void
on_face_clicked (YqqPreferencesWindow *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.face", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static const char *
describe_cameras (YqqPreferencesWindow *self)
{
  if (self->camera_count > 0)
    return "";
  return self->probed ? _ ("No camera found") : _ ("Looking for cameras…");
}

static void
show_cameras (YqqPreferencesWindow *self)
{
  GListModel *devices = yqq_camera_monitor_get_devices (self->cameras);
  guint count = g_list_model_get_n_items (devices);
  g_autofree char *wanted = yqq_settings_dup_camera (self->settings);
  self->listing = TRUE;
  for (guint i = 0; i < count; i++) {
    g_autoptr (YqqCameraDevice) device = g_list_model_get_item (devices, i);
    if (g_str_equal (yqq_camera_device_get_id (device), wanted))
      adw_combo_row_set_selected (self->camera, i);
  }
  self->listing = FALSE;
  self->camera_count = count;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->camera), describe_cameras (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->camera), count > 0);
}

static void
weak_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

/* The window may be closed by now, and a window must not outlive the one it stands before. */
static void
on_probed (GObject *source, GAsyncResult *result, gpointer weak)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPreferencesWindow) self = g_weak_ref_get (weak);
  weak_free (weak);
  if (!yqq_camera_monitor_probe_finish (YQQ_CAMERA_MONITOR (source), result, &error))
    g_warning ("no list of cameras: %s", error->message);
  if (!self || !self->cameras)
    return;
  self->probed = TRUE;
  show_cameras (self);
}

static void
yqq_preferences_window_dispose (GObject *object)
{
  YqqPreferencesWindow *self = YQQ_PREFERENCES_WINDOW (object);
  g_clear_object (&self->cameras);
  g_clear_object (&self->settings);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_preferences_window_parent_class)->dispose (object);
}

static void
yqq_preferences_window_class_init (YqqPreferencesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_preferences_window_dispose;
  g_type_ensure (YQQ_TYPE_CAMERA_DEVICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, appearance);
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, approval);
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, idle);
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, lock);
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, camera);
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, authority);
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, pin);
  gtk_widget_class_bind_template_child (widget_class, YqqPreferencesWindow, identity);
  gtk_widget_class_bind_template_callback (widget_class, on_appearance_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_approval_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_idle_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_lock_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_camera_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_keys_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_accounts_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_face_clicked);
}

static void
yqq_preferences_window_init (YqqPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_settings (YqqPreferencesWindow *self, YqqSettings *settings)
{
  adw_combo_row_set_selected (self->lock,
                              find_lock_choice (yqq_settings_get_lock_minutes (settings)));
  adw_combo_row_set_selected (self->appearance, yqq_settings_get_appearance (settings));
  adw_combo_row_set_selected (self->approval, yqq_settings_get_approval (settings));
  adw_combo_row_set_selected (self->idle, yqq_settings_get_idle_minutes (settings) - 1);
  self->settings = g_object_ref (settings);
}

static void
list_cameras (YqqPreferencesWindow *self)
{
  self->cameras = yqq_camera_monitor_new ();
  GListModel *devices = yqq_camera_monitor_get_devices (self->cameras);
  self->listing = TRUE;
  adw_combo_row_set_model (self->camera, devices);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (show_cameras), self,
                           G_CONNECT_SWAPPED);
  show_cameras (self);
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  yqq_camera_monitor_probe_async (self->cameras, -1, on_probed, weak);
}

static void
show_authority (YqqPreferencesWindow *self)
{
  const char *address = yqq_workspace_get_authority_address (self->workspace);
  const char *name = yqq_workspace_get_authority_name (self->workspace);
  g_autofree char *kept = yqq_settings_dup_authority_address (self->settings);
  const char *where = address ? address : *kept ? kept : _ ("The one on this computer");
  g_autofree char *subtitle = name ? g_strdup_printf ("%s\n%s", name, where) : g_strdup (where);
  adw_action_row_set_subtitle (self->authority, subtitle);
}

void
yqq_preferences_window_present (GtkWindow *parent, YqqSettings *settings, YqqWorkspace *workspace)
{
  YqqPreferencesWindow *self =
      g_object_new (YQQ_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  show_settings (self, settings);
  list_cameras (self);
  show_authority (self);
  gboolean logged_in = yqq_workspace_get_phase (workspace) == YQQ_PHASE_LOGGED_IN;
  gtk_widget_set_visible (self->pin, logged_in);
  gtk_widget_set_visible (self->identity, logged_in);
  gtk_window_present (GTK_WINDOW (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>

#include "app/about.h"
#include "app/alerts.h"
#include "app/live-workspace.h"
#include "app/lock-keeper.h"
#include "app/notice-announcer.h"
#include "app/preferences-window.h"
#include "app/resources.h"
#include "app/session-keeper.h"
#include "app/shortcuts-window.h"
#include "app/window.h"
#include "wallet/secret-service-keyring.h"

#define REST_MS 500 /* longer than a page takes to slide in */
#define LONGEST_START_MS 20000

struct _YqqApplication {
  AdwApplication parent;

  YqqSettings *settings;
  YqqRouter *router;
  YqqWorkspace *workspace;
  YqqSessionKeeper *keeper;
  YqqLockKeeper *lock_keeper;
  YqqNoticeWatch *notices;
  YqqNoticeAnnouncer *announcer;
  YqqWindow *window;    /* weak */
  GtkWindow *shortcuts; /* weak; while it is open */
  char *address;        /* of the command line */
  char *pc_page;        /* that was told last */
  gboolean demonstration;
  gboolean started;
  guint rest; /* until the first page is at rest; 0: it has been */
};

G_DEFINE_FINAL_TYPE (YqqApplication, yqq_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
    {"demonstration", 0, 0, G_OPTION_ARG_NONE, NULL,
     N_ ("Begin with fictional enterprises and people"), NULL},
    {"authority", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Use the authority at this address"),
     N_ ("ADDRESS")},
    {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_ ("[yqq:LINK|IMAGE…]")},
    {NULL},
};

static void
on_pc_page (YqqApplication *self, const char *origin)
{
  if (g_strcmp0 (self->pc_page, origin) == 0)
    return;
  g_free (self->pc_page);
  self->pc_page = g_strdup (origin);
  /* For whoever started us in a terminal; ./dev run opens it. */
  g_print ("PC page: %s/\n", origin);
}

static void
apply_appearance (YqqApplication *self)
{
  static const AdwColorScheme schemes[] = {
      [YQQ_APPEARANCE_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
      [YQQ_APPEARANCE_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
      [YQQ_APPEARANCE_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[yqq_settings_get_appearance (self->settings)]);
}

/* The buffers of the first frames have raised what glibc keeps for the next ones of their size: the
 * free part of the heap goes back to the system when nothing more comes to the first page. */
static gboolean
give_memory_back (gpointer user_data)
{
  YQQ_APPLICATION (user_data)->rest = 0;
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  return G_SOURCE_REMOVE;
}

static void
on_workspace_changed (YqqApplication *self)
{
  if (self->rest == 0 || yqq_workspace_get_busy (self->workspace))
    return;
  g_source_remove (self->rest);
  self->rest = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, give_memory_back, self, NULL);
}

static YqqRecords *
get_records (YqqApplication *self)
{
  return yqq_live_workspace_get_records (YQQ_LIVE_WORKSPACE (self->workspace));
}

static void
create_parts (YqqApplication *self)
{
  g_autoptr (YqqKeyring) keyring = yqq_secret_service_keyring_new ();
  g_autofree char *configured = yqq_settings_dup_authority_address (self->settings);
  self->workspace = yqq_live_workspace_new (keyring, self->address ? self->address : configured,
                                            self->demonstration);
  self->router = yqq_router_new ();
  self->keeper = yqq_session_keeper_new (self->workspace, self->settings);
  self->lock_keeper = yqq_lock_keeper_new (self->workspace, self->settings, self->keeper);
  self->notices = yqq_notice_watch_new (self->workspace, get_records (self));
  self->announcer = yqq_notice_announcer_new (G_APPLICATION (self), self->notices);
  g_signal_connect_object (self->workspace, "pc-page", G_CALLBACK (on_pc_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self,
                           G_CONNECT_SWAPPED);
}

/* Keyring and authority are asked once the first frame is there. */
static gboolean
on_first_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  YqqApplication *self = user_data;
  if (!self->started) {
    self->started = TRUE;
    self->rest =
        g_timeout_add_full (G_PRIORITY_LOW, LONGEST_START_MS, give_memory_back, self, NULL);
    yqq_workspace_start (self->workspace);
    yqq_session_keeper_listen (self->keeper);
    yqq_lock_keeper_listen (self->lock_keeper);
  }
  return G_SOURCE_REMOVE;
}

static void
create_window (YqqApplication *self)
{
  YqqPageParts parts = {self->workspace, self->router, self->settings, get_records (self),
                        self->notices};
  g_set_weak_pointer (&self->window, yqq_window_new (GTK_APPLICATION (self), &parts));
  yqq_session_keeper_guard_window (self->keeper, GTK_WINDOW (self->window));
  yqq_lock_keeper_guard_window (self->lock_keeper, GTK_WINDOW (self->window));
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), on_first_frame, self, NULL);
}

static void
present (YqqApplication *self)
{
  if (!self->workspace)
    create_parts (self);
  if (!self->window)
    create_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
yqq_application_activate (GApplication *application)
{
  present (YQQ_APPLICATION (application));
}

static void
yqq_application_open (GApplication *application, GFile **files, int count, const char *hint)
{
  YqqApplication *self = YQQ_APPLICATION (application);
  present (self);
  if (count == 0)
    return;
  g_autofree char *path = g_file_get_path (files[0]);
  g_autofree char *link = g_file_get_uri (files[0]);
  yqq_window_open_outside (self->window, path ? path : link);
}

static void
read_options (YqqApplication *self, GVariantDict *given)
{
  gboolean demonstration = FALSE;
  g_variant_dict_lookup (given, "demonstration", "b", &demonstration);
  self->demonstration |= demonstration;
  if (!self->workspace)
    g_variant_dict_lookup (given, "authority", "s", &self->address);
}

static int
yqq_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  YqqApplication *self = YQQ_APPLICATION (application);
  GVariantDict *given = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **arguments = NULL;
  read_options (self, given);
  present (self);
  g_variant_dict_lookup (given, G_OPTION_REMAINING, "^a&s", &arguments);
  if (arguments && arguments[0]) {
    g_autoptr (GFile) file =
        g_application_command_line_create_file_for_arg (command_line, arguments[0]);
    g_autofree char *path = g_file_get_path (file);
    gboolean is_link = g_ascii_strncasecmp (arguments[0], "yqq:", 4) == 0;
    yqq_window_open_outside (self->window, is_link || !path ? arguments[0] : path);
  }
  return 0;
}

static int
yqq_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  if (!g_variant_dict_contains (given, "version"))
    return -1;
  g_print ("yueqiqian %s\n", YQQ_VERSION);
  return 0;
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  YqqApplication *self = user_data;
  yqq_preferences_window_present (GTK_WINDOW (self->window), self->settings, self->workspace);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  yqq_about_present (GTK_WINDOW (YQQ_APPLICATION (user_data)->window));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  YqqApplication *self = user_data;
  if (self->shortcuts)
    gtk_window_present (self->shortcuts);
  else
    g_set_weak_pointer (&self->shortcuts, yqq_shortcuts_window_present (GTK_WINDOW (self->window)));
}

/* From a notification of the desktop. */
static void
on_notices (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  YqqApplication *self = user_data;
  present (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.notices", NULL);
}

static void
on_lock (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  YqqApplication *self = user_data;
  if (self->lock_keeper)
    yqq_lock_keeper_lock (self->lock_keeper, "locked");
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (YQQ_APPLICATION (user_data)->window));
}

static void
install_actions (YqqApplication *self)
{
  static const GActionEntry entries[] = {
      {"preferences", on_preferences}, {"about", on_about}, {"notices", on_notices},
      {"shortcuts", on_shortcuts},     {"quit", on_quit},   {"lock", on_lock},
  };
  static const struct {
    const char *action;
    const char *keys[4];
  } shortcuts[] = {
      {"app.preferences", {"<Control>comma"}},
      {"app.quit", {"<Control>q"}},
      {"app.lock", {"<Control>l"}},
      {"win.scan", {"<Control><Shift>q"}},
      {"win.refresh", {"<Control>r", "F5"}},
      {"app.shortcuts", {"<Control>question", "F1", "<Control>F1"}},
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           (const char *const *)shortcuts[i].keys);
}

/* SIGTERM and SIGINT end a session in order, as leaving by hand does. */
static gboolean
on_terminated (gpointer user_data)
{
  YqqApplication *self = user_data;
  if (self->keeper)
    yqq_session_keeper_end (self->keeper, "exit", (GCallback)g_application_quit, self);
  else
    g_application_quit (G_APPLICATION (self));
  return G_SOURCE_CONTINUE;
}

static void
yqq_application_startup (GApplication *application)
{
  YqqApplication *self = YQQ_APPLICATION (application);
  yqq_resources_register ();
  G_APPLICATION_CLASS (yqq_application_parent_class)->startup (application);
  yqq_alerts_speak ();
  self->settings = yqq_settings_new ();
  install_actions (self);
  apply_appearance (self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (apply_appearance), self,
                           G_CONNECT_SWAPPED);
  g_unix_signal_add (SIGTERM, on_terminated, self);
  g_unix_signal_add (SIGINT, on_terminated, self);
}

static void
yqq_application_shutdown (GApplication *application)
{
  YqqApplication *self = YQQ_APPLICATION (application);
  if (self->workspace)
    yqq_workspace_stop (self->workspace);
  G_APPLICATION_CLASS (yqq_application_parent_class)->shutdown (application);
}

static void
yqq_application_dispose (GObject *object)
{
  YqqApplication *self = YQQ_APPLICATION (object);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->shortcuts);
  g_clear_object (&self->lock_keeper);
  g_clear_object (&self->keeper);
  g_clear_object (&self->announcer);
  g_clear_object (&self->notices);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->pc_page, g_free);
  G_OBJECT_CLASS (yqq_application_parent_class)->dispose (object);
}

static void
yqq_application_class_init (YqqApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_application_dispose;
  application_class->startup = yqq_application_startup;
  application_class->activate = yqq_application_activate;
  application_class->open = yqq_application_open;
  application_class->command_line = yqq_application_command_line;
  application_class->handle_local_options = yqq_application_handle_local_options;
  application_class->shutdown = yqq_application_shutdown;
}

static void
yqq_application_init (YqqApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

YqqApplication *
yqq_application_new (void)
{
  return g_object_new (YQQ_TYPE_APPLICATION, "application-id", YQQ_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", YQQ_RESOURCES_BASE, NULL);
}

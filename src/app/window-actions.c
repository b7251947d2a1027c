/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the window's buttons, menus and keys lead. */
#include "app/log-out-dialog.h"
#include "app/new-pin-flow.h"
#include "app/window-private.h"
#include "protocol/problem.h"

static void
on_back_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_window_go_back (YQQ_WINDOW (widget));
}

static void
on_home_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  yqq_navigation_go_home (yqq_window_get_navigation (self));
  yqq_window_show_content (self);
}

static void
on_push_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  YqqPlace place = g_str_equal (action, "win.log-in")        ? YQQ_PLACE_LOG_IN
                   : g_str_equal (action, "win.authority")   ? YQQ_PLACE_AUTHORITY
                   : g_str_equal (action, "win.enterprises") ? YQQ_PLACE_ENTERPRISES
                   : g_str_equal (action, "win.accounts")    ? YQQ_PLACE_ACCOUNTS
                                                             : YQQ_PLACE_KEYS;
  gboolean before_log_in = place == YQQ_PLACE_LOG_IN || place == YQQ_PLACE_AUTHORITY;
  if (before_log_in ||
      yqq_workspace_get_phase (yqq_window_get_workspace (self)) == YQQ_PHASE_LOGGED_IN)
    yqq_router_push (yqq_window_get_router (self), place, NULL);
}

static void
on_certificate_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  yqq_navigation_open_certificate (yqq_window_get_navigation (self),
                                   g_variant_get_string (parameter, NULL));
}

static void
on_users_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  yqq_navigation_show_users (yqq_window_get_navigation (self));
  yqq_window_show_content (self);
}

static void
on_service_desk_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  yqq_navigation_show_service_desk (yqq_window_get_navigation (self));
  yqq_window_show_content (self);
}

static void
on_scan_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_navigation_scan (yqq_window_get_navigation (YQQ_WINDOW (widget)));
}

static void
on_session_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_navigation_show_session (yqq_window_get_navigation (YQQ_WINDOW (widget)));
}

/* Each begins at home, so that back leads there. */
static void
on_records_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  YqqRouter *router = yqq_window_get_router (self);
  YqqPlace place = g_str_equal (action, "win.notices") ? YQQ_PLACE_NOTICES : YQQ_PLACE_HISTORY;
  if (yqq_workspace_get_phase (yqq_window_get_workspace (self)) != YQQ_PHASE_LOGGED_IN ||
      !yqq_window_has_records (self))
    return;
  if (!yqq_router_back_to (router, place)) {
    yqq_router_back_to (router, YQQ_PLACE_HOME);
    yqq_router_push (router, place, NULL);
  }
  yqq_window_show_content (self);
}

static void
on_settings_page_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  if (g_str_equal (action, "win.face"))
    yqq_navigation_show_face (yqq_window_get_navigation (self));
  else
    yqq_navigation_show_pin_settings (yqq_window_get_navigation (self));
  yqq_window_show_content (self);
}

static void
on_refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  YqqAdministration *administration =
      yqq_workspace_get_administration (yqq_window_get_workspace (self));
  yqq_workspace_refresh (yqq_window_get_workspace (self));
  if (administration && yqq_router_holds (yqq_window_get_router (self), YQQ_PLACE_USERS))
    yqq_administration_refresh (administration);
}

static void
on_restart_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_workspace_start (yqq_window_get_workspace (YQQ_WINDOW (widget)));
}

static void
on_unlock_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_workspace_unlock_keyring (yqq_window_get_workspace (YQQ_WINDOW (widget)));
}

static void
on_log_out_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  yqq_log_out_dialog_present (GTK_WINDOW (self), yqq_window_get_workspace (self),
                              yqq_window_get_router (self));
}

/* A log in that has only expired is renewed with what is here; a device that is not known any more
 * has to be left first. */
static void
on_log_in_again_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqWindow *self = YQQ_WINDOW (widget);
  if (g_error_matches (yqq_workspace_get_trouble (yqq_window_get_workspace (self)),
                       YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SESSION_EXPIRED))
    yqq_router_push (yqq_window_get_router (self), YQQ_PLACE_LOG_IN, NULL);
  else
    on_log_out_activated (widget, action, parameter);
}

static void
on_new_pin_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_new_pin_flow_begin (yqq_window_get_workspace (YQQ_WINDOW (widget)),
                          yqq_window_get_router (YQQ_WINDOW (widget)));
}

static void
on_tell_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_router_tell (yqq_window_get_router (YQQ_WINDOW (widget)),
                   g_variant_get_string (parameter, NULL));
}

void
yqq_window_actions_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.back", NULL, on_back_activated);
  gtk_widget_class_install_action (class, "win.home", NULL, on_home_activated);
  gtk_widget_class_install_action (class, "win.log-in", NULL, on_push_activated);
  gtk_widget_class_install_action (class, "win.authority", NULL, on_push_activated);
  gtk_widget_class_install_action (class, "win.certificate", "s", on_certificate_activated);
  gtk_widget_class_install_action (class, "win.users", NULL, on_users_activated);
  gtk_widget_class_install_action (class, "win.service-desk", NULL, on_service_desk_activated);
  gtk_widget_class_install_action (class, "win.scan", NULL, on_scan_activated);
  gtk_widget_class_install_action (class, "win.session", NULL, on_session_activated);
  gtk_widget_class_install_action (class, "win.notices", NULL, on_records_activated);
  gtk_widget_class_install_action (class, "win.history", NULL, on_records_activated);
  gtk_widget_class_install_action (class, "win.enterprises", NULL, on_push_activated);
  gtk_widget_class_install_action (class, "win.security-keys", NULL, on_push_activated);
  gtk_widget_class_install_action (class, "win.accounts", NULL, on_push_activated);
  gtk_widget_class_install_action (class, "win.face", NULL, on_settings_page_activated);
  gtk_widget_class_install_action (class, "win.refresh", NULL, on_refresh_activated);
  gtk_widget_class_install_action (class, "win.restart", NULL, on_restart_activated);
  gtk_widget_class_install_action (class, "win.unlock-keyring", NULL, on_unlock_activated);
  gtk_widget_class_install_action (class, "win.log-out", NULL, on_log_out_activated);
  gtk_widget_class_install_action (class, "win.log-in-again", NULL, on_log_in_again_activated);
  gtk_widget_class_install_action (class, "win.new-pin", NULL, on_new_pin_activated);
  gtk_widget_class_install_action (class, "win.pin-settings", NULL, on_settings_page_activated);
  gtk_widget_class_install_action (class, "win.tell", "s", on_tell_activated);
}

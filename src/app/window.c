/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include "app/open-pages.h"
#include "app/scan-page.h"
#include "app/session-badge.h"
#include "app/sidebar.h"
#include "app/told-line.h"
#include "app/window-private.h"

struct _YqqWindow {
  AdwApplicationWindow parent;

  AdwLeaflet *leaflet;
  GtkBox *sidebar_place;
  YqqToldLine *side_notice; /* while the sidebar stands alone */
  YqqSidebar *sidebar;      /* NULL until somebody is logged in */
  AdwHeaderBar *header;
  GtkWidget *back_button;
  GtkWidget *scan_button;
  GtkWidget *side_title; /* while the badge needs the room */
  GtkWidget *scan_bar;   /* the same where the header is too narrow */
  YqqSessionBadge *badge;
  AdwWindowTitle *title;
  YqqToldLine *notice;
  GtkStack *stack;
  GtkWidget *content_box;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  YqqRecords *records;     /* NULL where there are none */
  YqqNoticeWatch *notices; /* the same */
  YqqNavigation *navigation;
  YqqOpenPages *open;
  YqqPage *page;
};

G_DEFINE_FINAL_TYPE (YqqWindow, yqq_window, ADW_TYPE_APPLICATION_WINDOW)

/* The page that waits at the start is the one that welcomes: it stays when nobody is logged in. */
static YqqPlace
find_place_of_page (YqqPlace place)
{
  return place == YQQ_PLACE_STARTING ? YQQ_PLACE_WELCOME : place;
}

static void
close_left_pages (YqqWindow *self)
{
  if (self->open)
    yqq_open_pages_close_left (self->open, self->page);
}

static gboolean
sees_sidebar (YqqWindow *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->sidebar_place));
}

static void
build_sidebar (YqqWindow *self)
{
  self->sidebar = g_object_new (YQQ_TYPE_SIDEBAR, NULL);
  yqq_sidebar_set_workspace (self->sidebar, self->workspace);
  if (self->notices)
    yqq_sidebar_set_notices (self->sidebar, self->notices);
  gtk_widget_set_vexpand (GTK_WIDGET (self->sidebar), TRUE);
  gtk_box_prepend (self->sidebar_place, GTK_WIDGET (self->sidebar));
}

/* Nothing of the person is kept where nobody, or nobody who has shown it, is logged in. */
static void
drop_sidebar (YqqWindow *self)
{
  gtk_box_remove (self->sidebar_place, GTK_WIDGET (self->sidebar));
  self->sidebar = NULL;
}

/* The part of the application that the person is in, however deep. */
static YqqPlace
find_entry (YqqRouter *router)
{
  static const YqqPlace entries[] = {YQQ_PLACE_USERS, YQQ_PLACE_HISTORY, YQQ_PLACE_NOTICES};
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (yqq_router_holds (router, entries[i]))
      return entries[i];
  return YQQ_PLACE_HOME;
}

static void
update_header (YqqWindow *self)
{
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  gboolean connected = session && yqq_scan_session_get_connected (session);
  gboolean logged_in = yqq_workspace_get_phase (self->workspace) == YQQ_PHASE_LOGGED_IN;
  gboolean folded = adw_leaflet_get_folded (self->leaflet) && sees_sidebar (self);
  YqqPlace place = yqq_router_get_place (self->router);
  gtk_widget_set_visible (self->back_button, yqq_router_get_depth (self->router) > 1 || folded);
  gboolean scan = logged_in && !connected && yqq_place_offers_scan (place);
  gtk_widget_set_visible (self->scan_button, scan && !folded);
  gtk_widget_set_visible (self->scan_bar, scan && folded);
  yqq_session_badge_show (self->badge, session);
  yqq_session_badge_set_narrow (self->badge, folded);
  /* The badge names the web system: a title in the middle would leave it too little room. */
  gtk_widget_set_visible (GTK_WIDGET (self->title), !connected);
  gtk_widget_set_visible (self->side_title, connected && !folded);
  adw_header_bar_set_show_start_title_buttons (self->header, folded || !sees_sidebar (self));
  if (!self->sidebar)
    return;
  yqq_sidebar_set_alone (self->sidebar, folded);
  yqq_sidebar_show_entry (self->sidebar, find_entry (self->router));
}

static void
on_workspace_changed (YqqWindow *self)
{
  gboolean logged_in = yqq_workspace_get_phase (self->workspace) == YQQ_PHASE_LOGGED_IN;
  if (logged_in && !self->sidebar)
    build_sidebar (self);
  else if (!logged_in && self->sidebar)
    drop_sidebar (self);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_place), logged_in);
  update_header (self);
}

static void
show_title (YqqWindow *self)
{
  adw_window_title_set_title (self->title, yqq_page_get_title (self->page));
  adw_window_title_set_subtitle (self->title, yqq_page_get_subtitle (self->page));
}

static void
hand_over_outside (YqqWindow *self)
{
  if (!YQQ_IS_SCAN_PAGE (self->page))
    return;
  g_autofree char *outside = yqq_navigation_take_outside (self->navigation);
  if (outside)
    yqq_scan_page_open (YQQ_SCAN_PAGE (self->page), outside);
}

/* GtkStack gives the focus back to what had it when the page was left, be it hidden by now: nobody
 * would see where it is, and it would not be where the page begins. */
static void
drop_hidden_focus (YqqWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (focus && !gtk_widget_get_mapped (focus))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
show_place (YqqWindow *self, GtkStackTransitionType transition)
{
  YqqPage *page =
      yqq_open_pages_get (self->open, find_place_of_page (yqq_router_get_place (self->router)),
                          yqq_router_get_subject (self->router));
  if (page == self->page)
    return;
  if (self->page) {
    g_signal_handlers_disconnect_by_func (self->page, show_title, self);
    yqq_page_leave (self->page);
  }
  self->page = page;
  g_signal_connect_object (page, "notify::title", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::subtitle", G_CALLBACK (show_title), self,
                           G_CONNECT_SWAPPED);
  show_title (self);
  update_header (self);
  gtk_stack_set_transition_type (self->stack, transition);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  adw_leaflet_set_visible_child (self->leaflet, self->content_box);
  drop_hidden_focus (self);
  yqq_page_arrive (page);
  hand_over_outside (self);
  close_left_pages (self);
}

static void
on_moved (YqqWindow *self, gboolean forwards)
{
  gboolean first = yqq_router_get_depth (self->router) == 1 && forwards;
  gboolean locked = yqq_router_get_place (self->router) == YQQ_PLACE_LOCKED;
  show_place (self, locked     ? GTK_STACK_TRANSITION_TYPE_NONE
                    : first    ? GTK_STACK_TRANSITION_TYPE_CROSSFADE
                    : forwards ? GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT
                               : GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

static void
on_told (YqqWindow *self, const char *text)
{
  gboolean alone =
      adw_leaflet_get_folded (self->leaflet) &&
      adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->sidebar_place);
  yqq_told_line_tell (alone ? self->side_notice : self->notice, text);
}

void
yqq_window_go_back (YqqWindow *self)
{
  if (yqq_page_back (self->page) || yqq_router_back (self->router))
    return;
  if (adw_leaflet_get_folded (self->leaflet) && sees_sidebar (self))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar_place));
}

void
yqq_window_show_content (YqqWindow *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->content_box);
}

static void
yqq_window_dispose (GObject *object)
{
  YqqWindow *self = YQQ_WINDOW (object);
  if (self->page) {
    g_signal_handlers_disconnect_by_func (self->page, show_title, self);
    yqq_page_leave (self->page);
  }
  self->page = NULL;
  g_clear_object (&self->navigation);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->settings);
  g_clear_object (&self->records);
  g_clear_object (&self->notices);
  g_clear_pointer (&self->open, yqq_open_pages_free);
  G_OBJECT_CLASS (yqq_window_parent_class)->dispose (object);
}

static void
yqq_window_class_init (YqqWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_window_dispose;
  g_type_ensure (YQQ_TYPE_TOLD_LINE);
  g_type_ensure (YQQ_TYPE_SESSION_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/yueqiqian/desktop/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, sidebar_place);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, side_notice);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, header);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, scan_button);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, side_title);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, scan_bar);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, title);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, YqqWindow, content_box);
  yqq_window_actions_install (widget_class);
}

static void
yqq_window_init (YqqWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->stack, "notify::transition-running", G_CALLBACK (close_left_pages),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (update_header), self,
                           G_CONNECT_SWAPPED);
}

YqqWindow *
yqq_window_new (GtkApplication *application, const YqqPageParts *parts)
{
  YqqWindow *self = g_object_new (YQQ_TYPE_WINDOW, "application", application, NULL);
  self->workspace = g_object_ref (parts->workspace);
  self->router = g_object_ref (parts->router);
  self->settings = g_object_ref (parts->settings);
  g_set_object (&self->records, parts->records);
  g_set_object (&self->notices, parts->notices);
  self->open = yqq_open_pages_new (self->stack, parts);
  self->navigation = yqq_navigation_new (parts->workspace, parts->router, parts->settings);
  g_signal_connect_object (parts->workspace, "changed", G_CALLBACK (on_workspace_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->router, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->router, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  on_workspace_changed (self);
  show_place (self, GTK_STACK_TRANSITION_TYPE_NONE);
  return self;
}

YqqPage *
yqq_window_get_page (YqqWindow *self)
{
  return self->page;
}

YqqWorkspace *
yqq_window_get_workspace (YqqWindow *self)
{
  return self->workspace;
}

YqqRouter *
yqq_window_get_router (YqqWindow *self)
{
  return self->router;
}

YqqNavigation *
yqq_window_get_navigation (YqqWindow *self)
{
  return self->navigation;
}

gboolean
yqq_window_has_records (YqqWindow *self)
{
  return self->records != NULL;
}

void
yqq_window_open_outside (YqqWindow *self, const char *link_or_path)
{
  yqq_navigation_open_outside (self->navigation, link_or_path);
  hand_over_outside (self); /* the scanner may have been there already */
}

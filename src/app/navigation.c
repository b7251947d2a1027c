/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/navigation.h"

#include <glib/gi18n.h>

#include "app/enterprise-memory.h"
#include "app/face-set-up.h"
#include "app/membership.h"

struct _YqqNavigation {
  GObject parent;

  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  YqqEnterpriseMemory *memory;
  YqqSessionState session_state; /* the one that was last acted upon */
  char *outside;
};

G_DEFINE_FINAL_TYPE (YqqNavigation, yqq_navigation, G_TYPE_OBJECT)

/* Who has filled in the form is told first that they are in; that page leads back to where they
 * were going. */
static void
enter (YqqNavigation *self)
{
  gboolean by_form = yqq_router_holds (self->router, YQQ_PLACE_LOG_IN);
  yqq_router_reset (self->router, YQQ_PLACE_HOME, NULL);
  if (self->outside)
    yqq_navigation_scan (self);
  if (by_form)
    yqq_router_push (self->router, YQQ_PLACE_LOGGED_IN, NULL);
}

static void
on_phase_changed (YqqNavigation *self)
{
  switch (yqq_workspace_get_phase (self->workspace)) {
  case YQQ_PHASE_STARTING:
    yqq_router_reset (self->router, YQQ_PLACE_STARTING, NULL);
    break;
  case YQQ_PHASE_KEYRING_LOCKED:
  case YQQ_PHASE_KEYRING_ABSENT:
    yqq_router_reset (self->router, YQQ_PLACE_KEYRING, NULL);
    break;
  case YQQ_PHASE_LOGGED_OUT:
    yqq_router_reset (self->router, YQQ_PLACE_WELCOME, NULL);
    break;
  case YQQ_PHASE_LOCKED:
    yqq_router_reset (self->router, YQQ_PLACE_LOCKED, NULL);
    break;
  case YQQ_PHASE_LOGGED_IN:
    enter (self);
    break;
  }
}

/* A place of scanning and its session; the PIN page too where the session asks for the PIN, but not
 * where an installation does. */
static gboolean
belongs_to_session (YqqRouter *router, guint steps)
{
  YqqPlace place = yqq_router_get_place_before (router, steps);
  if (place == YQQ_PLACE_PIN)
    return steps + 1 < yqq_router_get_depth (router) &&
           yqq_router_get_place_before (router, steps + 1) == YQQ_PLACE_CONFIRM;
  return place == YQQ_PLACE_SCAN || yqq_place_is_of_session (place);
}

/* A page over that of the session, as long as the session stays where that page was opened. */
static gboolean
is_over (YqqNavigation *self, YqqPlace here, YqqPlace there)
{
  return (here == YQQ_PLACE_PIN && there == YQQ_PLACE_CONFIRM) ||
         (here == YQQ_PLACE_DOCUMENT && yqq_router_get_place_before (self->router, 1) == there);
}

/* The person is taken along only from the session's own places; elsewhere the badge tells. */
static void
follow_session (YqqNavigation *self, YqqScanSession *session)
{
  YqqSessionState state = yqq_scan_session_get_state (session);
  YqqSessionState before = self->session_state;
  YqqPlace here = yqq_router_get_place (self->router);
  YqqPlace there = yqq_navigation_place_for (state);
  self->session_state = state;
  if (state == before || state == YQQ_SESSION_STATE_CREATED)
    return;
  if (belongs_to_session (self->router, 0)) {
    if (here != there && !is_over (self, here, there))
      yqq_navigation_show_session (self);
  } else if (!yqq_session_state_is_open (state)) {
    yqq_router_tell (self->router, _ ("The connection to the PC has ended"));
  }
}

/* Another enterprise was chosen, or the office was lost: what stands on the old one goes away. */
static void
leave_old_administration (YqqNavigation *self)
{
  YqqAdministration *administration = yqq_workspace_get_administration (self->workspace);
  if (yqq_router_holds (self->router, YQQ_PLACE_USERS) &&
      !(administration &&
        yqq_router_holds_subject (self->router, YQQ_PLACE_USERS, G_OBJECT (administration))))
    yqq_router_back_to (self->router, YQQ_PLACE_HOME);
}

static void
on_workspace_changed (YqqNavigation *self)
{
  leave_old_administration (self);
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  if (session) {
    follow_session (self, session);
    return;
  }
  /* It was ended without the person being there: they have left, and the application locks. */
  if (self->session_state != YQQ_SESSION_STATE_CREATED &&
      yqq_session_state_is_open (self->session_state))
    yqq_router_tell (self->router, _ ("The connection to the PC has ended"));
  self->session_state = YQQ_SESSION_STATE_CREATED;
}

static void
yqq_navigation_finalize (GObject *object)
{
  YqqNavigation *self = YQQ_NAVIGATION (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->settings);
  g_clear_object (&self->memory);
  g_free (self->outside);
  G_OBJECT_CLASS (yqq_navigation_parent_class)->finalize (object);
}

static void
yqq_navigation_class_init (YqqNavigationClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_navigation_finalize;
}

static void
yqq_navigation_init (YqqNavigation *self)
{
}

YqqNavigation *
yqq_navigation_new (YqqWorkspace *workspace, YqqRouter *router, YqqSettings *settings)
{
  YqqNavigation *self = g_object_new (YQQ_TYPE_NAVIGATION, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->settings = g_object_ref (settings);
  self->memory = yqq_enterprise_memory_new (workspace, settings);
  g_signal_connect_object (workspace, "phase-changed", G_CALLBACK (on_phase_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (on_workspace_changed), self,
                           G_CONNECT_SWAPPED);
  on_phase_changed (self);
  return self;
}

void
yqq_navigation_go_home (YqqNavigation *self)
{
  yqq_router_back_to (self->router, YQQ_PLACE_HOME);
}

void
yqq_navigation_open_certificate (YqqNavigation *self, const char *grant_id)
{
  YqqCertificateEntry *item = yqq_workspace_find_certificate (self->workspace, grant_id);
  if (item)
    yqq_router_push (self->router, YQQ_PLACE_CERTIFICATE, G_OBJECT (item));
}

void
yqq_navigation_show_users (YqqNavigation *self)
{
  YqqAdministration *administration = yqq_workspace_get_administration (self->workspace);
  if (!administration || yqq_router_back_to (self->router, YQQ_PLACE_USERS))
    return;
  yqq_router_back_to (self->router, YQQ_PLACE_HOME);
  yqq_router_push (self->router, YQQ_PLACE_USERS, G_OBJECT (administration));
}

void
yqq_navigation_show_service_desk (YqqNavigation *self)
{
  YqqEnterprise *enterprise = yqq_membership_find_desk (
      yqq_workspace_get_me (self->workspace), yqq_workspace_get_enterprise_id (self->workspace));
  if (!enterprise || yqq_router_back_to (self->router, YQQ_PLACE_SERVICE_DESK))
    return;
  g_autoptr (YqqAdministration) administration =
      yqq_workspace_dup_administration_of (self->workspace, yqq_enterprise_get_id (enterprise));
  yqq_router_back_to (self->router, YQQ_PLACE_HOME);
  yqq_router_push (self->router, YQQ_PLACE_SERVICE_DESK, G_OBJECT (administration));
}

void
yqq_navigation_scan (YqqNavigation *self)
{
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  if (yqq_workspace_get_phase (self->workspace) != YQQ_PHASE_LOGGED_IN)
    return;
  if (session && yqq_scan_session_get_open (session))
    yqq_navigation_show_session (self);
  else if (!yqq_router_back_to (self->router, YQQ_PLACE_SCAN))
    yqq_router_push (self->router, YQQ_PLACE_SCAN, NULL);
}

/* How many of the last places belong to scanning and its session. */
static guint
count_session_places (YqqRouter *router)
{
  guint count = 0;
  while (count < yqq_router_get_depth (router) && belongs_to_session (router, count))
    count++;
  return count;
}

void
yqq_navigation_show_session (YqqNavigation *self)
{
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  if (!session)
    return;
  YqqPlace there = yqq_navigation_place_for (yqq_scan_session_get_state (session));
  if (yqq_router_holds_subject (self->router, there, G_OBJECT (session)))
    yqq_router_back_to (self->router, there);
  else
    yqq_router_replace_last (self->router, count_session_places (self->router), there,
                             G_OBJECT (session));
}

void
yqq_navigation_open_outside (YqqNavigation *self, const char *link_or_path)
{
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  if (session && yqq_scan_session_get_open (session)) {
    yqq_router_tell (self->router,
                     _ ("You are connected already. Disconnect first, then open the link again."));
    yqq_navigation_show_session (self);
    return;
  }
  g_free (self->outside);
  self->outside = g_strdup (link_or_path);
  yqq_navigation_scan (self);
}

char *
yqq_navigation_take_outside (YqqNavigation *self)
{
  return g_steal_pointer (&self->outside);
}

YqqPlace
yqq_navigation_place_for (YqqSessionState state)
{
  switch (state) {
  case YQQ_SESSION_STATE_CREATED:
    return YQQ_PLACE_SCAN;
  case YQQ_SESSION_STATE_SCANNED:
    return YQQ_PLACE_CONFIRM;
  case YQQ_SESSION_STATE_CONFIRMED:
  case YQQ_SESSION_STATE_CONNECTED:
  case YQQ_SESSION_STATE_SIGNING:
  case YQQ_SESSION_STATE_SUSPENDED:
    return YQQ_PLACE_CONNECTED;
  case YQQ_SESSION_STATE_CLOSED:
  case YQQ_SESSION_STATE_EXPIRED:
  case YQQ_SESSION_STATE_REJECTED:
    return YQQ_PLACE_SUMMARY;
  }
  g_return_val_if_reached (YQQ_PLACE_HOME);
}

void
yqq_navigation_show_pin_settings (YqqNavigation *self)
{
  if (yqq_workspace_get_phase (self->workspace) != YQQ_PHASE_LOGGED_IN)
    return;
  yqq_router_back_to (self->router, YQQ_PLACE_HOME);
  yqq_router_push (self->router,
                   yqq_workspace_get_pin_set (self->workspace) ? YQQ_PLACE_PIN_SETTINGS
                                                               : YQQ_PLACE_SET_PIN,
                   NULL);
}

void
yqq_navigation_show_face (YqqNavigation *self)
{
  if (yqq_workspace_get_phase (self->workspace) != YQQ_PHASE_LOGGED_IN)
    return;
  yqq_router_back_to (self->router, YQQ_PLACE_HOME);
  g_autoptr (YqqFaceSetUp) set_up = yqq_face_set_up_new (self->workspace, self->router);
  yqq_router_push (self->router, YQQ_PLACE_FACE, G_OBJECT (set_up));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/face-set-up.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/face-text.h"
#include "app/identity-flow.h"
#include "face/face-models.h"
#include "identity/policy.h"

struct _YqqFaceSetUp {
  GObject parent;

  YqqFaceOffice *office;
  YqqIdentityOffice *desk;
  YqqRouter *router; /* weak: its way keeps us */
  GCancellable *cancellable;
  YqqFaceSetUpState state;
  GError *error;
  gint64 made_ms, expires_ms;
  char *identity; /* the challenge that was satisfied */
  gboolean erasing;
};

G_DEFINE_FINAL_TYPE (YqqFaceSetUp, yqq_face_set_up, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set_state (YqqFaceSetUp *self, YqqFaceSetUpState state, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error ? g_error_copy (error) : NULL;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_nothing_kept (YqqFaceSetUp *self)
{
  g_autoptr (GError) error = NULL;
  if (yqq_face_models_are_there (NULL, &error))
    set_state (self, YQQ_FACE_SET_UP_CONSENT, NULL);
  else
    set_state (self, YQQ_FACE_SET_UP_UNAVAILABLE, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceSetUp) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKeptFace) face =
      yqq_face_office_load_finish (YQQ_FACE_OFFICE (source), result, &error);
  if (error && yqq_error_text_is_cancelled (error))
    return;
  /* A damaged one can only be erased. */
  if (error) {
    self->erasing = g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
    set_state (self, YQQ_FACE_SET_UP_FAILED, error);
  } else if (face) {
    self->made_ms = face->made_at_ms;
    self->expires_ms = face->expires_at_ms;
    set_state (self, YQQ_FACE_SET_UP_ENROLLED, NULL);
  } else {
    show_nothing_kept (self);
  }
}

static void
load (YqqFaceSetUp *self)
{
  set_state (self, YQQ_FACE_SET_UP_LOADING, NULL);
  yqq_face_office_load_async (self->office, self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceSetUp) self = user_data;
  g_autoptr (GError) error = NULL;
  if (yqq_face_office_finish (YQQ_FACE_OFFICE (source), result, &error)) {
    if (self->erasing && self->router)
      yqq_router_tell (self->router,
                       _ ("Your consent is withdrawn, and what was kept of your face is erased"));
    self->erasing = FALSE;
    load (self);
  } else if (!yqq_error_text_is_cancelled (error)) {
    set_state (self, YQQ_FACE_SET_UP_FAILED, error);
  }
}

void
yqq_face_set_up_take (YqqFaceSetUp *self, YqqSecretBytes *template)
{
  set_state (self, YQQ_FACE_SET_UP_WORKING, NULL);
  yqq_face_office_keep_async (self->office, template, YQQ_FACE_CONSENT, self->identity,
                              self->cancellable, on_done, g_object_ref (self));
  g_clear_pointer (&self->identity, g_free);
}

void
yqq_face_set_up_erase (YqqFaceSetUp *self)
{
  self->erasing = TRUE;
  set_state (self, YQQ_FACE_SET_UP_WORKING, NULL);
  yqq_face_office_erase_async (self->office, self->cancellable, on_done, g_object_ref (self));
}

void
yqq_face_set_up_retry (YqqFaceSetUp *self)
{
  if (self->erasing)
    yqq_face_set_up_erase (self);
  else
    load (self);
}

void
yqq_face_set_up_renew (YqqFaceSetUp *self)
{
  show_nothing_kept (self);
}

static void
on_proven (YqqFaceSetUp *self, const char *challenge_id)
{
  g_free (self->identity);
  self->identity = g_strdup (challenge_id);
  set_state (self, YQQ_FACE_SET_UP_PICTURES, NULL);
  if (self->router && yqq_router_get_place (self->router) == YQQ_PLACE_IDENTITY)
    yqq_router_back (self->router);
}

void
yqq_face_set_up_agree (YqqFaceSetUp *self)
{
  g_autoptr (YqqIdentityFlow) flow =
      yqq_identity_flow_new (self->desk, YQQ_IDENTITY_PURPOSE_ENROL_FACE, NULL,
                             _ ("Before your face is set up: show that it is you."));
  g_signal_connect_object (flow, "proven", G_CALLBACK (on_proven), self, G_CONNECT_SWAPPED);
  if (self->router)
    yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (flow));
}

static void
yqq_face_set_up_dispose (GObject *object)
{
  YqqFaceSetUp *self = YQQ_FACE_SET_UP (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office);
  g_clear_object (&self->desk);
  g_clear_weak_pointer (&self->router);
  g_clear_error (&self->error);
  g_clear_pointer (&self->identity, g_free);
  G_OBJECT_CLASS (yqq_face_set_up_parent_class)->dispose (object);
}

static void
yqq_face_set_up_class_init (YqqFaceSetUpClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_face_set_up_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_FACE_SET_UP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_face_set_up_init (YqqFaceSetUp *self)
{
  self->cancellable = g_cancellable_new ();
}

YqqFaceSetUp *
yqq_face_set_up_new (YqqWorkspace *workspace, YqqRouter *router)
{
  YqqFaceSetUp *self = g_object_new (YQQ_TYPE_FACE_SET_UP, NULL);
  self->office = g_object_ref (yqq_workspace_get_face_office (workspace));
  self->desk = g_object_ref (yqq_workspace_get_identity_office (workspace));
  g_set_weak_pointer (&self->router, router);
  load (self);
  return self;
}

YqqFaceSetUpState
yqq_face_set_up_get_state (YqqFaceSetUp *self)
{
  return self->state;
}

const GError *
yqq_face_set_up_get_error (YqqFaceSetUp *self)
{
  return self->error;
}

gint64
yqq_face_set_up_get_made_ms (YqqFaceSetUp *self)
{
  return self->made_ms;
}

gint64
yqq_face_set_up_get_expires_ms (YqqFaceSetUp *self)
{
  return self->expires_ms;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/new-pin-flow.h"

#include <glib/gi18n.h>

#include "app/identity-flow.h"
#include "app/pin-request.h"
#include "identity/policy.h"
#include "protocol/problem.h"

struct _YqqNewPinFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqRouter *router; /* weak: its way keeps us */
  YqqSecretBytes *pin;
  char *identity; /* the challenge that was satisfied */
  YqqNewPinState state;
  gboolean set;
  guint done;
  guint left;
  guint all;
  YqqPinRequest *request; /* weak: asks for the new PIN where an earlier run is gone on with */
  GError *error;
};

G_DEFINE_FINAL_TYPE (YqqNewPinFlow, yqq_new_pin_flow, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set_state (YqqNewPinFlow *self, YqqNewPinState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The PIN was right: from here on the certificates have a page of their own. */
static void
show_progress (YqqNewPinFlow *self)
{
  if (!self->request || !self->router)
    return;
  yqq_pin_request_done (self->request);
  g_clear_weak_pointer (&self->request);
  yqq_router_replace (self->router, YQQ_PLACE_NEW_PIN, G_OBJECT (self));
}

static void
on_progress (guint done, guint left, guint all, gpointer user_data)
{
  YqqNewPinFlow *self = user_data;
  self->set = TRUE;
  self->done = done;
  self->left = left;
  self->all = all;
  show_progress (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqNewPinFlow) self = user_data;
  g_clear_error (&self->error);
  gboolean done = yqq_workspace_finish (YQQ_WORKSPACE (source), result, &self->error);
  if (!done && self->request) {
    yqq_pin_request_fail (self->request, self->error);
    yqq_workspace_set_pin_tries_left (self->workspace,
                                      yqq_pin_request_get_tries_left (self->request));
    g_clear_error (&self->error);
    set_state (self, YQQ_NEW_PIN_CHOOSING);
    return;
  }
  if (done) {
    g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
    set_state (self, YQQ_NEW_PIN_DONE);
  } else {
    set_state (self, YQQ_NEW_PIN_FAILED);
  }
}

/* What is at work goes on though the person looks elsewhere: half of it would be of no use. */
static void
work (YqqNewPinFlow *self)
{
  g_clear_error (&self->error);
  set_state (self, YQQ_NEW_PIN_WORKING);
  yqq_workspace_replace_pin_async (self->workspace, self->pin, self->set ? NULL : self->identity,
                                   on_progress, self, NULL, on_replaced, g_object_ref (self));
}

static void
on_proven (YqqNewPinFlow *self, const char *challenge_id)
{
  if (!self->router || !self->pin || self->state == YQQ_NEW_PIN_WORKING)
    return;
  g_free (self->identity);
  self->identity = g_strdup (challenge_id);
  yqq_router_replace_last (self->router, 2, YQQ_PLACE_NEW_PIN, G_OBJECT (self));
  work (self);
}

static void
verify (YqqNewPinFlow *self)
{
  g_autoptr (YqqIdentityFlow) flow = yqq_identity_flow_new (
      yqq_workspace_get_identity_office (self->workspace), YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL,
      _ ("Show that it is you. Then the new PIN is set and your certificates are made anew."));
  g_signal_connect_object (flow, "proven", G_CALLBACK (on_proven), self, G_CONNECT_SWAPPED);
  yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (flow));
}

void
yqq_new_pin_flow_take (YqqNewPinFlow *self, YqqSecretBytes *pin)
{
  if (!self->router)
    return;
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  self->pin = yqq_secret_bytes_ref (pin);
  verify (self);
}

/* A proof is good once and for ten minutes. */
static gboolean
needs_proof (YqqNewPinFlow *self)
{
  return !self->set &&
         (g_error_matches (self->error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED) ||
          g_error_matches (self->error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_REPLAYED));
}

void
yqq_new_pin_flow_retry (YqqNewPinFlow *self)
{
  if (!self->router || self->state != YQQ_NEW_PIN_FAILED)
    return;
  if (!needs_proof (self)) {
    work (self);
    return;
  }
  /* Back to where it is chosen, so that a way back leads there. */
  yqq_router_replace (self->router, YQQ_PLACE_SET_PIN, G_OBJECT (self));
  verify (self);
}

void
yqq_new_pin_flow_leave (YqqNewPinFlow *self)
{
  if (!self->router)
    return;
  if (self->state == YQQ_NEW_PIN_DONE)
    yqq_router_tell (self->router, _ ("New PIN set"));
  if (!yqq_router_back_to (self->router, YQQ_PLACE_HOME))
    yqq_router_back (self->router);
}

static void
on_pin_submitted (YqqNewPinFlow *self, YqqSecretBytes *pin)
{
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  self->pin = yqq_secret_bytes_ref (pin);
  work (self);
}

static void
on_pin_cancelled (YqqNewPinFlow *self)
{
  if (self->router)
    yqq_router_back (self->router);
}

void
yqq_new_pin_flow_resume (YqqWorkspace *workspace, YqqRouter *router)
{
  guint stale = yqq_workspace_count_stale (workspace);
  const YqqMe *me = yqq_workspace_get_me (workspace);
  g_autoptr (YqqNewPinFlow) self = g_object_new (YQQ_TYPE_NEW_PIN_FLOW, NULL);
  g_autofree char *sentence = g_strdup_printf (
      ngettext ("%u certificate is made anew and installed under your new PIN",
                "%u certificates are made anew and installed under your new PIN", stale),
      stale);
  g_autoptr (YqqPinRequest) request = yqq_pin_request_new (_ ("Go on with the new PIN"), sentence);
  self->workspace = g_object_ref (workspace);
  self->set = TRUE;
  g_set_weak_pointer (&self->router, router);
  g_set_weak_pointer (&self->request, request);
  if (me)
    yqq_pin_request_set_tries_left (request, (int)me->pin_tries_left);
  g_object_set_data_full (G_OBJECT (request), "flow", g_object_ref (self), g_object_unref);
  g_signal_connect_object (request, "submitted", G_CALLBACK (on_pin_submitted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "cancelled", G_CALLBACK (on_pin_cancelled), self,
                           G_CONNECT_SWAPPED);
  yqq_router_push (router, YQQ_PLACE_PIN, G_OBJECT (request));
}

void
yqq_new_pin_flow_begin (YqqWorkspace *workspace, YqqRouter *router)
{
  if (!yqq_workspace_get_pin_set (workspace)) {
    yqq_router_push (router, YQQ_PLACE_SET_PIN, NULL);
    return;
  }
  g_autoptr (YqqNewPinFlow) self = g_object_new (YQQ_TYPE_NEW_PIN_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&self->router, router);
  yqq_router_push (router, YQQ_PLACE_SET_PIN, G_OBJECT (self));
}

YqqNewPinState
yqq_new_pin_flow_get_state (YqqNewPinFlow *self)
{
  return self->state;
}

gboolean
yqq_new_pin_flow_get_set (YqqNewPinFlow *self)
{
  return self->set;
}

guint
yqq_new_pin_flow_get_done (YqqNewPinFlow *self)
{
  return self->done;
}

guint
yqq_new_pin_flow_get_left (YqqNewPinFlow *self)
{
  return self->left;
}

guint
yqq_new_pin_flow_get_all (YqqNewPinFlow *self)
{
  return self->all;
}

const GError *
yqq_new_pin_flow_get_error (YqqNewPinFlow *self)
{
  return self->error;
}

static void
yqq_new_pin_flow_finalize (GObject *object)
{
  YqqNewPinFlow *self = YQQ_NEW_PIN_FLOW (object);
  g_clear_weak_pointer (&self->router);
  g_clear_weak_pointer (&self->request);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_free (self->identity);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (yqq_new_pin_flow_parent_class)->finalize (object);
}

static void
yqq_new_pin_flow_class_init (YqqNewPinFlowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_new_pin_flow_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_NEW_PIN_FLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_new_pin_flow_init (YqqNewPinFlow *self)
{
}

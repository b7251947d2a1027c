/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/new-pin-flow.h"

#include <glib/gi18n.h>

#include "app/identity-flow.h"
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
  guint all;
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

static void
on_progress (guint done, guint all, gpointer user_data)
{
  YqqNewPinFlow *self = user_data;
  self->set = TRUE;
  self->done = done;
  self->all = all;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqNewPinFlow) self = user_data;
  g_clear_error (&self->error);
  if (yqq_workspace_finish (YQQ_WORKSPACE (source), result, &self->error)) {
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

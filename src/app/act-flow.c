/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/act-flow.h"

#include <glib/gi18n.h>

#include "app/act-certificate.h"
#include "app/error-text.h"
#include "app/identity-flow.h"
#include "identity/policy.h"
#include "protocol/problem.h"
#include "wallet/wallet-error.h"

struct _YqqActFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router; /* weak: its way keeps us */
  YqqEnterpriseAct *act;
  char *sentence;
  YqqPinRequest *request;    /* weak: the router's way keeps it, and it keeps us */
  YqqIdentityFlow *identity; /* weak: the router's way keeps it */
  GCancellable *cancellable;
  YqqActFlowState state;
  GError *error;
  YqqActResult *result;
};

G_DEFINE_FINAL_TYPE (YqqActFlow, yqq_act_flow, G_TYPE_OBJECT)

enum { CHANGED, DONE, SIGNALS };

static guint signals[SIGNALS];

static void perform (YqqActFlow *self, YqqSecretBytes *pin);
static void ask_or_perform (YqqActFlow *self);

static void
set_state (YqqActFlow *self, YqqActFlowState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The place of ours that is the present one, if the person has not gone elsewhere. */
static gboolean
is_here (YqqActFlow *self)
{
  if (!self->router)
    return FALSE;
  GObject *subject = yqq_router_get_subject (self->router);
  return subject && (subject == G_OBJECT (self) || subject == G_OBJECT (self->request) ||
                     subject == G_OBJECT (self->identity));
}

static void
leave (YqqActFlow *self)
{
  if (is_here (self))
    yqq_router_back (self->router);
}

/* The same place again, or over where it began. */
static void
show_own_place (YqqActFlow *self, YqqPlace place, GObject *subject)
{
  if (is_here (self))
    yqq_router_replace (self->router, place, subject);
  else
    yqq_router_push (self->router, place, subject);
}

static gboolean
is_about_pin (const GError *error)
{
  return g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN) ||
         g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_WRONG) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_LOCKED);
}

/* It was refused as it is, so it can never be done: the same wish is a new act. */
static void
renew (YqqActFlow *self)
{
  g_clear_pointer (&self->act->id, g_free);
  g_clear_pointer (&self->act->identity, g_free);
  self->act->at_ms = 0;
}

static void
on_identity_proven (YqqActFlow *self, const char *challenge_id)
{
  self->act->identity = g_strdup (challenge_id);
  ask_or_perform (self);
}

static void
on_identity_given_up (YqqActFlow *self)
{
  set_state (self, YQQ_ACT_FLOW_FAILED);
}

/* The policy asks who the person is before this act; what was proven is part of the act, so the PIN
 * is asked for the new one. */
static void
verify_identity (YqqActFlow *self)
{
  g_autoptr (YqqIdentityFlow) identity =
      yqq_identity_flow_new (yqq_workspace_get_identity_office (self->workspace),
                             YQQ_IDENTITY_PURPOSE_TRANSFER, self->act->subject, self->sentence);
  renew (self);
  g_object_set_data_full (G_OBJECT (identity), "flow", g_object_ref (self), g_object_unref);
  g_signal_connect_object (identity, "proven", G_CALLBACK (on_identity_proven), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (identity, "given-up", G_CALLBACK (on_identity_given_up), self,
                           G_CONNECT_SWAPPED);
  show_own_place (self, YQQ_PLACE_IDENTITY, G_OBJECT (identity));
  g_set_weak_pointer (&self->identity, identity);
}

static gboolean
needs_identity (YqqActFlow *self, const GError *error)
{
  return yqq_act_kind_takes_identity (self->act->kind) &&
         (g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED) ||
          g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_REPLAYED));
}

static void
finish_cancelled (YqqActFlow *self)
{
  leave (self);
  set_state (self, YQQ_ACT_FLOW_FAILED);
  if (self->router)
    yqq_router_tell (self->router, _ ("Stopped. What had already reached the authority counts: "
                                      "see how things stand."));
  yqq_administration_refresh (self->administration);
}

static void
finish_failed (YqqActFlow *self, const GError *error)
{
  if (is_about_pin (error) && self->request) {
    self->state = YQQ_ACT_FLOW_ASKING;
    yqq_pin_request_fail (self->request, error);
    yqq_workspace_set_pin_tries_left (self->workspace,
                                      yqq_pin_request_get_tries_left (self->request));
    return;
  }
  if (self->request)
    yqq_pin_request_done (self->request);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  if (is_here (self) && yqq_router_get_place (self->router) == YQQ_PLACE_PIN)
    yqq_router_replace (self->router, YQQ_PLACE_ACT, G_OBJECT (self));
  else if (self->router && !is_here (self))
    yqq_router_tell (self->router, yqq_error_text_get (error).title);
  set_state (self, YQQ_ACT_FLOW_FAILED);
}

static void
on_performed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqActFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  self->result = yqq_administration_perform_finish (YQQ_ADMINISTRATION (source), result, &error);
  if (yqq_error_text_is_cancelled (error)) {
    finish_cancelled (self);
    return;
  }
  if (error && is_here (self) && needs_identity (self, error)) {
    verify_identity (self);
    return;
  }
  if (error) {
    finish_failed (self, error);
    return;
  }
  if (self->request)
    yqq_pin_request_done (self->request);
  leave (self);
  set_state (self, YQQ_ACT_FLOW_DONE);
  g_signal_emit (self, signals[DONE], 0, self->result);
}

static void
on_pin_submitted (YqqActFlow *self, YqqSecretBytes *pin)
{
  perform (self, pin);
}

static void
on_pin_cancelled (YqqActFlow *self)
{
  if (self->state == YQQ_ACT_FLOW_WORKING) {
    yqq_act_flow_cancel (self);
    return;
  }
  leave (self);
  set_state (self, YQQ_ACT_FLOW_FAILED);
}

static void
yqq_act_flow_finalize (GObject *object)
{
  YqqActFlow *self = YQQ_ACT_FLOW (object);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->request);
  g_clear_weak_pointer (&self->identity);
  g_clear_weak_pointer (&self->router);
  g_clear_object (&self->administration);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->act, yqq_enterprise_act_free);
  g_clear_pointer (&self->result, yqq_act_result_free);
  g_clear_error (&self->error);
  g_free (self->sentence);
  G_OBJECT_CLASS (yqq_act_flow_parent_class)->finalize (object);
}

static void
yqq_act_flow_class_init (YqqActFlowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_act_flow_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_ACT_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", YQQ_TYPE_ACT_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
yqq_act_flow_init (YqqActFlow *self)
{
}

/* From here on the work has a page: that of the PIN, whose wheel turns, or one of its own. */
static void
perform (YqqActFlow *self, YqqSecretBytes *pin)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->state = YQQ_ACT_FLOW_WORKING;
  if (!pin)
    show_own_place (self, YQQ_PLACE_ACT, G_OBJECT (self));
  g_signal_emit (self, signals[CHANGED], 0);
  yqq_administration_perform_async (self->administration, self->act, pin, self->cancellable,
                                    on_performed, g_object_ref (self));
}

static void
ask (YqqActFlow *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  g_autoptr (YqqPinRequest) request = yqq_pin_request_new (
      yqq_administration_get_enterprise_name (self->administration), self->sentence);
  if (me)
    yqq_pin_request_set_tries_left (request, (int)me->pin_tries_left);
  g_object_set_data_full (G_OBJECT (request), "flow", g_object_ref (self), g_object_unref);
  g_signal_connect_object (request, "submitted", G_CALLBACK (on_pin_submitted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "cancelled", G_CALLBACK (on_pin_cancelled), self,
                           G_CONNECT_SWAPPED);
  self->state = YQQ_ACT_FLOW_ASKING;
  show_own_place (self, YQQ_PLACE_PIN, G_OBJECT (request));
  g_set_weak_pointer (&self->request, request);
}

static void
ask_or_perform (YqqActFlow *self)
{
  g_clear_error (&self->error);
  if (yqq_administration_needs_pin (self->administration, self->act->kind))
    ask (self);
  else
    perform (self, NULL);
}

YqqActFlow *
yqq_act_flow_begin (YqqWorkspace *workspace,
                    YqqAdministration *administration,
                    YqqRouter *router,
                    YqqEnterpriseAct *act,
                    const char *sentence)
{
  if (!yqq_administration_can_sign (administration)) {
    yqq_enterprise_act_free (act);
    yqq_act_certificate_lead_to (workspace, administration, router);
    return NULL;
  }
  YqqActFlow *self = g_object_new (YQQ_TYPE_ACT_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  g_set_weak_pointer (&self->router, router);
  self->act = act;
  self->sentence = g_strdup (sentence);
  ask_or_perform (self);
  return self;
}

YqqActFlowState
yqq_act_flow_get_state (YqqActFlow *self)
{
  return self->state;
}

const YqqEnterpriseAct *
yqq_act_flow_get_act (YqqActFlow *self)
{
  return self->act;
}

const char *
yqq_act_flow_get_sentence (YqqActFlow *self)
{
  return self->sentence;
}

const char *
yqq_act_flow_get_enterprise (YqqActFlow *self)
{
  return yqq_administration_get_enterprise_name (self->administration);
}

const GError *
yqq_act_flow_get_error (YqqActFlow *self)
{
  return self->error;
}

const YqqActResult *
yqq_act_flow_get_result (YqqActFlow *self)
{
  return self->result;
}

void
yqq_act_flow_cancel (YqqActFlow *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
yqq_act_flow_retry (YqqActFlow *self)
{
  if (self->state != YQQ_ACT_FLOW_FAILED || !self->router)
    return;
  if (g_error_matches (self->error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_ACT_EXPIRED) ||
      needs_identity (self, self->error))
    renew (self);
  ask_or_perform (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/install-flow.h"

#include <glib/gi18n.h>

#include "app/certificate-text.h"
#include "app/error-text.h"

struct _YqqInstallFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqRouter *router; /* weak: its way keeps us */
  YqqCertificateEntry *item;
  YqqAlgorithm algorithm;
  YqqPinRequest *request; /* weak: the router's way keeps it, and it keeps us */
  GCancellable *cancellable;
  YqqInstallFlowState state;
  YqqInstallStep step;
  GError *error;
};

G_DEFINE_FINAL_TYPE (YqqInstallFlow, yqq_install_flow, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set_state (YqqInstallFlow *self, YqqInstallFlowState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The PIN was right: from here on the installation has a page of its own. */
static void
on_progress (YqqInstallStep step, gpointer user_data)
{
  YqqInstallFlow *self = user_data;
  if (!self->router || g_cancellable_is_cancelled (self->cancellable))
    return; /* the person is elsewhere by now */
  self->step = step;
  if (step == YQQ_INSTALL_UNLOCKING)
    return;
  if (self->state == YQQ_INSTALL_FLOW_ASKING) {
    if (self->request)
      yqq_pin_request_done (self->request);
    self->state = YQQ_INSTALL_FLOW_WORKING;
    yqq_router_replace (self->router, YQQ_PLACE_INSTALL, G_OBJECT (self));
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
finish_failed (YqqInstallFlow *self, const GError *error)
{
  if (self->state == YQQ_INSTALL_FLOW_ASKING) {
    if (self->request) {
      yqq_pin_request_fail (self->request, error);
      yqq_workspace_set_pin_tries_left (self->workspace,
                                        yqq_pin_request_get_tries_left (self->request));
    }
  } else if (yqq_error_text_is_cancelled (error)) {
    yqq_router_back_to (self->router, YQQ_PLACE_CERTIFICATE);
  } else {
    g_clear_error (&self->error);
    self->error = g_error_copy (error);
    set_state (self, YQQ_INSTALL_FLOW_FAILED);
  }
}

static void
on_installed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqInstallFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error);
  if (!self->router)
    return;
  if (!done) {
    finish_failed (self, error);
    return;
  }
  set_state (self, YQQ_INSTALL_FLOW_DONE);
  yqq_router_tell (self->router, _ ("Certificate installed"));
  yqq_router_back_to (self->router, YQQ_PLACE_CERTIFICATE);
}

static void
on_pin_submitted (YqqInstallFlow *self, YqqSecretBytes *pin)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  yqq_workspace_install_async (self->workspace, yqq_certificate_entry_get_id (self->item),
                               self->algorithm, pin, on_progress, self, self->cancellable,
                               on_installed, g_object_ref (self));
}

static void
on_pin_cancelled (YqqInstallFlow *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->router)
    yqq_router_back (self->router);
}

static void
yqq_install_flow_finalize (GObject *object)
{
  YqqInstallFlow *self = YQQ_INSTALL_FLOW (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->request);
  g_clear_object (&self->item);
  g_clear_weak_pointer (&self->router);
  g_clear_object (&self->workspace);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (yqq_install_flow_parent_class)->finalize (object);
}

static void
yqq_install_flow_class_init (YqqInstallFlowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_install_flow_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_INSTALL_FLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_install_flow_init (YqqInstallFlow *self)
{
  self->cancellable = g_cancellable_new ();
}

static YqqPinRequest *
create_request (YqqInstallFlow *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  YqqGrant *grant = yqq_certificate_entry_get_grant (self->item);
  g_autofree char *sentence = g_strdup_printf (
      /* Translators: %1$s is "Enterprise certificate", %2$s is "SM2 with SM3" */
      _ ("Install the %1$s (%2$s) on this computer"),
      yqq_certificate_kind_get_name (yqq_grant_get_kind (grant)),
      yqq_algorithm_get_name (self->algorithm));
  YqqPinRequest *request =
      yqq_pin_request_new (yqq_certificate_entry_get_enterprise (self->item), sentence);
  if (me)
    yqq_pin_request_set_tries_left (request, (int)me->pin_tries_left);
  return request;
}

static void
ask (YqqInstallFlow *self)
{
  g_autoptr (YqqPinRequest) request = create_request (self);
  g_object_set_data_full (G_OBJECT (request), "flow", g_object_ref (self), g_object_unref);
  g_signal_connect_object (request, "submitted", G_CALLBACK (on_pin_submitted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "cancelled", G_CALLBACK (on_pin_cancelled), self,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->request, request);
  g_clear_error (&self->error);
  self->state = YQQ_INSTALL_FLOW_ASKING;
  if (yqq_router_get_place (self->router) == YQQ_PLACE_INSTALL)
    yqq_router_replace (self->router, YQQ_PLACE_PIN, G_OBJECT (request));
  else
    yqq_router_push (self->router, YQQ_PLACE_PIN, G_OBJECT (request));
}

void
yqq_install_flow_begin (YqqWorkspace *workspace,
                        YqqRouter *router,
                        YqqCertificateEntry *item,
                        YqqAlgorithm algorithm)
{
  if (!yqq_workspace_get_pin_set (workspace)) {
    yqq_router_push (router, YQQ_PLACE_SET_PIN, NULL);
    return;
  }
  g_autoptr (YqqInstallFlow) self = g_object_new (YQQ_TYPE_INSTALL_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&self->router, router);
  self->item = g_object_ref (item);
  self->algorithm = algorithm;
  ask (self);
}

YqqInstallFlowState
yqq_install_flow_get_state (YqqInstallFlow *self)
{
  return self->state;
}

YqqInstallStep
yqq_install_flow_get_step (YqqInstallFlow *self)
{
  return self->step;
}

YqqCertificateEntry *
yqq_install_flow_get_item (YqqInstallFlow *self)
{
  return self->item;
}

YqqAlgorithm
yqq_install_flow_get_algorithm (YqqInstallFlow *self)
{
  return self->algorithm;
}

const GError *
yqq_install_flow_get_error (YqqInstallFlow *self)
{
  return self->error;
}

void
yqq_install_flow_cancel (YqqInstallFlow *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
yqq_install_flow_retry (YqqInstallFlow *self)
{
  if (self->router)
    ask (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/change-pin-flow.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/new-pin-flow.h"
#include "app/pin-text.h"
#include "wallet/wallet-error.h"

struct _YqqChangePinFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqRouter *router; /* weak: its way keeps us */
  YqqSecretBytes *old_pin;
  YqqSecretBytes *new_pin;
  gboolean repeated;
  YqqChangePinState state;
  char *refusal;
  GError *error;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqChangePinFlow, yqq_change_pin_flow, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

/* Takes refusal. */
static void
go_to (YqqChangePinFlow *self, YqqChangePinState state, char *refusal)
{
  g_free (self->refusal);
  self->refusal = refusal;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget_pins (YqqChangePinFlow *self)
{
  g_clear_pointer (&self->old_pin, yqq_secret_bytes_unref);
  g_clear_pointer (&self->new_pin, yqq_secret_bytes_unref);
}

static void
leave (YqqChangePinFlow *self)
{
  forget_pins (self);
  if (!self->router)
    return;
  yqq_router_tell (self->router, self->state == YQQ_CHANGE_PIN_DONE
                                     ? _ ("PIN changed")
                                     : _ ("The PIN was not changed: the old one stays."));
  if (self->state != YQQ_CHANGE_PIN_DONE || !yqq_router_back_to (self->router, YQQ_PLACE_HOME))
    yqq_router_back (self->router);
}

/* What was chosen is kept where only the old one was wrong. */
static void
fail (YqqChangePinFlow *self, const GError *error)
{
  g_clear_error (&self->error);
  yqq_workspace_set_pin_tries_left (self->workspace, error->domain == YQQ_WALLET_ERROR
                                                         ? yqq_wallet_error_get_tries_left (error)
                                                         : -1);
  if (yqq_error_text_is_cancelled (error)) {
    self->state = YQQ_CHANGE_PIN_OLD;
    leave (self);
  } else if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN)) {
    g_clear_pointer (&self->old_pin, yqq_secret_bytes_unref);
    go_to (self, YQQ_CHANGE_PIN_OLD, yqq_pin_text_format_refusal (error));
  } else {
    self->error = g_error_copy (error);
    gboolean locked = g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED);
    go_to (self, locked ? YQQ_CHANGE_PIN_LOCKED : YQQ_CHANGE_PIN_FAILED, NULL);
  }
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqChangePinFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error)) {
    fail (self, error);
    return;
  }
  forget_pins (self);
  go_to (self, YQQ_CHANGE_PIN_DONE, NULL);
}

static void
work (YqqChangePinFlow *self)
{
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  go_to (self, YQQ_CHANGE_PIN_WORKING, NULL);
  yqq_workspace_change_pin_async (self->workspace, self->old_pin, self->new_pin, self->cancellable,
                                  on_changed, g_object_ref (self));
}

static void
take_new (YqqChangePinFlow *self, YqqSecretBytes *pin)
{
  YqqPinWeakness weakness = YQQ_PIN_WEAKNESS_NONE;
  if (yqq_secret_bytes_equal (self->old_pin, pin)) {
    go_to (self, YQQ_CHANGE_PIN_NEW,
           g_strdup (_ ("That is the PIN you have already. Choose another one.")));
    return;
  }
  if (!yqq_workspace_check_pin (self->workspace, pin, &weakness)) {
    go_to (self, YQQ_CHANGE_PIN_NEW, g_strdup (yqq_pin_weakness_get_sentence (weakness)));
    return;
  }
  g_clear_pointer (&self->new_pin, yqq_secret_bytes_unref);
  self->new_pin = yqq_secret_bytes_ref (pin);
  go_to (self, YQQ_CHANGE_PIN_REPEAT, NULL);
}

static void
take_again (YqqChangePinFlow *self, YqqSecretBytes *pin)
{
  self->repeated = yqq_secret_bytes_equal (self->new_pin, pin);
  if (self->repeated)
    work (self);
  else
    go_to (self, YQQ_CHANGE_PIN_NEW,
           g_strdup (_ ("The two were different, so nothing was set. Choose your PIN once more.")));
}

/* The new one may have been chosen before, where the old one was wrong. */
static void
take_old (YqqChangePinFlow *self, YqqSecretBytes *pin)
{
  self->old_pin = yqq_secret_bytes_ref (pin);
  if (self->repeated && !yqq_secret_bytes_equal (self->old_pin, self->new_pin))
    work (self);
  else
    go_to (self, YQQ_CHANGE_PIN_NEW, NULL);
}

void
yqq_change_pin_flow_take (YqqChangePinFlow *self, YqqSecretBytes *pin)
{
  if (self->state == YQQ_CHANGE_PIN_OLD)
    take_old (self, pin);
  else if (self->state == YQQ_CHANGE_PIN_NEW)
    take_new (self, pin);
  else if (self->state == YQQ_CHANGE_PIN_REPEAT)
    take_again (self, pin);
}

void
yqq_change_pin_flow_retry (YqqChangePinFlow *self)
{
  if (self->state == YQQ_CHANGE_PIN_FAILED)
    work (self);
}

void
yqq_change_pin_flow_replace (YqqChangePinFlow *self)
{
  if (!self->router || self->state != YQQ_CHANGE_PIN_LOCKED)
    return;
  forget_pins (self);
  g_autoptr (YqqChangePinFlow) kept = g_object_ref (self);
  yqq_router_back (self->router);
  yqq_new_pin_flow_begin (self->workspace, self->router);
}

void
yqq_change_pin_flow_back (YqqChangePinFlow *self)
{
  switch (self->state) {
  case YQQ_CHANGE_PIN_WORKING:
    g_cancellable_cancel (self->cancellable);
    break;
  case YQQ_CHANGE_PIN_REPEAT:
    go_to (self, YQQ_CHANGE_PIN_NEW, NULL);
    break;
  case YQQ_CHANGE_PIN_NEW:
    self->repeated = FALSE;
    forget_pins (self);
    go_to (self, YQQ_CHANGE_PIN_OLD, NULL);
    break;
  case YQQ_CHANGE_PIN_OLD:
  case YQQ_CHANGE_PIN_FAILED:
  case YQQ_CHANGE_PIN_LOCKED:
  case YQQ_CHANGE_PIN_DONE:
    leave (self);
    break;
  }
}

void
yqq_change_pin_flow_begin (YqqWorkspace *workspace, YqqRouter *router)
{
  g_autoptr (YqqChangePinFlow) self = g_object_new (YQQ_TYPE_CHANGE_PIN_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&self->router, router);
  yqq_router_push (router, YQQ_PLACE_CHANGE_PIN, G_OBJECT (self));
}

YqqChangePinState
yqq_change_pin_flow_get_state (YqqChangePinFlow *self)
{
  return self->state;
}

const char *
yqq_change_pin_flow_get_refusal (YqqChangePinFlow *self)
{
  return self->refusal;
}

const GError *
yqq_change_pin_flow_get_error (YqqChangePinFlow *self)
{
  return self->error;
}

static void
yqq_change_pin_flow_finalize (GObject *object)
{
  YqqChangePinFlow *self = YQQ_CHANGE_PIN_FLOW (object);
  forget_pins (self);
  g_clear_weak_pointer (&self->router);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->refusal);
  G_OBJECT_CLASS (yqq_change_pin_flow_parent_class)->finalize (object);
}

static void
yqq_change_pin_flow_class_init (YqqChangePinFlowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_change_pin_flow_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_CHANGE_PIN_FLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_change_pin_flow_init (YqqChangePinFlow *self)
{
}

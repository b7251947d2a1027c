/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-request.h"

#include "protocol/problem.h"
#include "wallet/wallet-error.h"

struct _YqqPinRequest {
  GObject parent;

  char *enterprise;
  char *sentence;
  int tries_left;
  gboolean busy;
  gboolean locked;
  gint64 until_ms;
  GError *error;
};

G_DEFINE_FINAL_TYPE (YqqPinRequest, yqq_pin_request, G_TYPE_OBJECT)

enum { SUBMITTED, CANCELLED, CHANGED, REFUSED, SIGNALS };

static guint signals[SIGNALS];

static gboolean
is_wrong_pin (const GError *error)
{
  return g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_WRONG);
}

static gboolean
is_locked (const GError *error)
{
  return g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_LOCKED);
}

static int
read_tries_left (const GError *error)
{
  if (error->domain == YQQ_WALLET_ERROR)
    return yqq_wallet_error_get_tries_left (error);
  if (error->domain == YQQ_PROBLEM_ERROR)
    return yqq_problem_error_get (error)->tries_left;
  return -1;
}

static void
yqq_pin_request_finalize (GObject *object)
{
  YqqPinRequest *self = YQQ_PIN_REQUEST (object);
  g_free (self->enterprise);
  g_free (self->sentence);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (yqq_pin_request_parent_class)->finalize (object);
}

static void
yqq_pin_request_class_init (YqqPinRequestClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_pin_request_finalize;
  signals[SUBMITTED] = g_signal_new ("submitted", YQQ_TYPE_PIN_REQUEST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CANCELLED] = g_signal_new ("cancelled", YQQ_TYPE_PIN_REQUEST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_PIN_REQUEST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", YQQ_TYPE_PIN_REQUEST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_pin_request_init (YqqPinRequest *self)
{
  self->tries_left = -1;
}

YqqPinRequest *
yqq_pin_request_new (const char *enterprise, const char *sentence)
{
  YqqPinRequest *self = g_object_new (YQQ_TYPE_PIN_REQUEST, NULL);
  self->enterprise = g_strdup (enterprise);
  self->sentence = g_strdup (sentence);
  return self;
}

const char *
yqq_pin_request_get_enterprise (YqqPinRequest *self)
{
  return self->enterprise;
}

const char *
yqq_pin_request_get_sentence (YqqPinRequest *self)
{
  return self->sentence;
}

int
yqq_pin_request_get_tries_left (YqqPinRequest *self)
{
  return self->tries_left;
}

void
yqq_pin_request_set_tries_left (YqqPinRequest *self, int tries_left)
{
  self->tries_left = tries_left;
  self->locked = tries_left == 0;
  if (self->locked) {
    g_clear_error (&self->error);
    self->error = yqq_wallet_error_new_for_pin (YQQ_WALLET_ERROR_PIN_LOCKED, 0);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
yqq_pin_request_get_busy (YqqPinRequest *self)
{
  return self->busy;
}

gint64
yqq_pin_request_get_until (YqqPinRequest *self)
{
  return self->until_ms;
}

void
yqq_pin_request_set_until (YqqPinRequest *self, gint64 until_ms)
{
  self->until_ms = until_ms;
  g_signal_emit (self, signals[CHANGED], 0);
}

const GError *
yqq_pin_request_get_error (YqqPinRequest *self)
{
  return self->error;
}

gboolean
yqq_pin_request_get_wrong (YqqPinRequest *self)
{
  return self->error && is_wrong_pin (self->error);
}

gboolean
yqq_pin_request_get_locked (YqqPinRequest *self)
{
  return self->locked;
}

void
yqq_pin_request_submit (YqqPinRequest *self, YqqSecretBytes *pin)
{
  if (self->busy || self->locked)
    return;
  self->busy = TRUE;
  g_clear_error (&self->error);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[SUBMITTED], 0, pin);
}

void
yqq_pin_request_cancel (YqqPinRequest *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

void
yqq_pin_request_fail (YqqPinRequest *self, const GError *error)
{
  self->busy = FALSE;
  g_clear_error (&self->error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (error);
  if (read_tries_left (error) >= 0)
    self->tries_left = read_tries_left (error);
  if (is_locked (error))
    self->tries_left = 0;
  self->locked = self->tries_left == 0;
  g_signal_emit (self, signals[CHANGED], 0);
  if (is_wrong_pin (error))
    g_signal_emit (self, signals[REFUSED], 0);
}

void
yqq_pin_request_done (YqqPinRequest *self)
{
  self->busy = FALSE;
  g_clear_error (&self->error);
  g_signal_emit (self, signals[CHANGED], 0);
}

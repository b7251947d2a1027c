/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-reveal.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/pin-request.h"
#include "protocol/problem.h"
#include "wallet/wallet-error.h"

struct _YqqUserReveal {
  GObject parent;

  YqqAdministration *administration;
  YqqRouter *router;
  YqqPinRequest *request;    /* NULL: the PIN is not asked for */
  GCancellable *cancellable; /* of the question that waits */
  char *grant_id;
  char *name;
  YqqRevealedUser *revealed;
  GError *error;
  guint timer;
};

G_DEFINE_FINAL_TYPE (YqqUserReveal, yqq_user_reveal, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
forget (YqqUserReveal *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->grant_id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->revealed, yqq_revealed_user_free);
  g_clear_error (&self->error);
}

static gboolean
on_time_over (gpointer user_data)
{
  YqqUserReveal *self = user_data;
  self->timer = 0;
  yqq_user_reveal_hide (self);
  return G_SOURCE_REMOVE;
}

/* The PIN page is the present one: the person has not gone elsewhere. */
static gboolean
is_asking (YqqUserReveal *self)
{
  return self->request && yqq_router_get_subject (self->router) == G_OBJECT (self->request);
}

static void
leave_pin (YqqUserReveal *self)
{
  gboolean here = is_asking (self);
  if (self->request)
    yqq_pin_request_done (self->request);
  g_clear_object (&self->request);
  if (here)
    yqq_router_back (self->router);
}

static gboolean
is_about_pin (const GError *error)
{
  return g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN) ||
         g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_WRONG) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_LOCKED);
}

static void ask_for_pin (YqqUserReveal *self);

static void
on_failed (YqqUserReveal *self, GError *error)
{
  if (is_asking (self) && is_about_pin (error)) {
    yqq_pin_request_fail (self->request, error);
    return;
  }
  leave_pin (self);
  if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN))
    yqq_router_push (self->router, YQQ_PLACE_SET_PIN, NULL);
  self->error = g_error_copy (error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_revealed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqUserReveal) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqRevealedUser) revealed =
      yqq_administration_reveal_finish (YQQ_ADMINISTRATION (source), result, &error);
  if (yqq_error_text_is_cancelled (error))
    return;
  if (!self->request && g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_REQUIRED)) {
    ask_for_pin (self);
    return;
  }
  if (error) {
    on_failed (self, error);
    return;
  }
  gboolean elsewhere = self->request && !is_asking (self);
  leave_pin (self);
  if (elsewhere) {
    yqq_user_reveal_hide (self);
    return;
  }
  self->revealed = g_steal_pointer (&revealed);
  self->timer = g_timeout_add (YQQ_USER_REVEAL_MS, on_time_over, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
reveal (YqqUserReveal *self, YqqSecretBytes *pin)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  yqq_administration_reveal_async (self->administration, self->grant_id, pin, self->cancellable,
                                   on_revealed, g_object_ref (self));
}

static void
on_pin_cancelled (YqqUserReveal *self)
{
  leave_pin (self);
  yqq_user_reveal_hide (self);
}

static void
ask_for_pin (YqqUserReveal *self)
{
  g_autofree char *sentence = g_strdup_printf (_ ("Show the numbers of %s"), self->name);
  self->request =
      yqq_pin_request_new (yqq_administration_get_enterprise_name (self->administration), sentence);
  g_signal_connect_object (self->request, "submitted", G_CALLBACK (reveal), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->request, "cancelled", G_CALLBACK (on_pin_cancelled), self,
                           G_CONNECT_SWAPPED);
  yqq_router_push (self->router, YQQ_PLACE_PIN, G_OBJECT (self->request));
}

static void
yqq_user_reveal_dispose (GObject *object)
{
  YqqUserReveal *self = YQQ_USER_REVEAL (object);
  forget (self);
  g_clear_object (&self->request);
  g_clear_object (&self->administration);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_user_reveal_parent_class)->dispose (object);
}

static void
yqq_user_reveal_class_init (YqqUserRevealClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_user_reveal_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_USER_REVEAL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_user_reveal_init (YqqUserReveal *self)
{
}

YqqUserReveal *
yqq_user_reveal_new (YqqAdministration *administration, YqqRouter *router)
{
  YqqUserReveal *self = g_object_new (YQQ_TYPE_USER_REVEAL, NULL);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  return self;
}

void
yqq_user_reveal_ask (YqqUserReveal *self, const char *grant_id, const char *name)
{
  g_autofree char *grant_copy = g_strdup (grant_id);
  g_autofree char *name_copy = g_strdup (name);
  g_clear_object (&self->request);
  yqq_user_reveal_hide (self);
  self->grant_id = g_steal_pointer (&grant_copy);
  self->name = g_steal_pointer (&name_copy);
  if (yqq_administration_needs_pin (self->administration, YQQ_ACT_GRANT_ADD))
    ask_for_pin (self);
  else
    reveal (self, NULL);
}

/* The page with the list is left for that of the PIN: the question stays. */
void
yqq_user_reveal_hide (YqqUserReveal *self)
{
  if (self->request)
    return;
  forget (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const YqqRevealedUser *
yqq_user_reveal_get (YqqUserReveal *self, const char *grant_id)
{
  return self->grant_id && g_str_equal (self->grant_id, grant_id) ? self->revealed : NULL;
}

const GError *
yqq_user_reveal_get_error (YqqUserReveal *self)
{
  return self->error;
}

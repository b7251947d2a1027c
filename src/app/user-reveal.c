/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-reveal.h"

#include "app/error-text.h"

struct _YqqUserReveal {
  GObject parent;

  YqqAdministration *administration;
  GCancellable *cancellable; /* of the question that waits */
  char *grant_id;
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

static void
on_revealed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqUserReveal) self = user_data;
  g_autoptr (GError) error = NULL;
  YqqRevealedUser *revealed =
      yqq_administration_reveal_finish (YQQ_ADMINISTRATION (source), result, &error);
  if (yqq_error_text_is_cancelled (error))
    return;
  self->revealed = revealed;
  self->error = g_steal_pointer (&error);
  if (revealed)
    self->timer = g_timeout_add (YQQ_USER_REVEAL_MS, on_time_over, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
yqq_user_reveal_dispose (GObject *object)
{
  YqqUserReveal *self = YQQ_USER_REVEAL (object);
  forget (self);
  g_clear_object (&self->administration);
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
yqq_user_reveal_new (YqqAdministration *administration)
{
  YqqUserReveal *self = g_object_new (YQQ_TYPE_USER_REVEAL, NULL);
  self->administration = g_object_ref (administration);
  return self;
}

void
yqq_user_reveal_ask (YqqUserReveal *self, const char *grant_id)
{
  g_autofree char *copy = g_strdup (grant_id);
  yqq_user_reveal_hide (self);
  self->grant_id = g_steal_pointer (&copy);
  self->cancellable = g_cancellable_new ();
  yqq_administration_reveal_async (self->administration, self->grant_id, self->cancellable,
                                   on_revealed, g_object_ref (self));
}

void
yqq_user_reveal_hide (YqqUserReveal *self)
{
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

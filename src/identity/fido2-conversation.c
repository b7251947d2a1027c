/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-conversation.h"

#include <fido.h>
#include <string.h>

#include "identity/fido2-channel.h"
#include "identity/fido2-conversation-private.h"
#include "identity/fido2-error.h"

typedef struct {
  YqqFido2Conversation *conversation;
  char *state;
  GVariant *detail;
} Telling;

static void
telling_free (gpointer data)
{
  Telling *self = data;
  yqq_fido2_conversation_unref (self->conversation);
  g_free (self->state);
  g_clear_pointer (&self->detail, g_variant_unref);
  g_free (self);
}

static gboolean
on_telling (gpointer data)
{
  const Telling *self = data;
  YqqFido2Conversation *conversation = self->conversation;
  conversation->tell (conversation->target, self->state, self->detail);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke, which would run it in the worker where nobody owns the context. */
void
yqq_fido2_conversation_tell (YqqFido2Conversation *self, const char *state, GVariant *detail)
{
  Telling *telling = g_new0 (Telling, 1);
  telling->conversation = yqq_fido2_conversation_ref (self);
  telling->state = g_strdup (state);
  telling->detail = detail != NULL ? g_variant_ref_sink (detail) : NULL;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_telling, telling, telling_free);
  g_source_attach (source, self->context);
}

YqqFido2Conversation *
yqq_fido2_conversation_new (YqqFido2Bus *bus,
                            GCancellable *cancellable,
                            int patience_ms,
                            YqqFido2Tell tell,
                            GObject *target)
{
  YqqFido2Conversation *self = g_atomic_rc_box_new0 (YqqFido2Conversation);
  self->bus = g_object_ref (bus);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->patience_ms = patience_ms;
  self->tell = tell;
  self->target = g_object_ref (target);
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->answered);
  return self;
}

YqqFido2Conversation *
yqq_fido2_conversation_ref (YqqFido2Conversation *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
conversation_clear (gpointer data)
{
  YqqFido2Conversation *self = data;
  g_object_unref (self->bus);
  g_clear_object (&self->cancellable);
  g_object_unref (self->target);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->answered);
}

void
yqq_fido2_conversation_unref (YqqFido2Conversation *self)
{
  g_atomic_rc_box_release_full (self, conversation_clear);
}

/* libfido2 wants the PIN as C has its texts. */
static YqqSecretBytes *
terminate (YqqSecretBytes *pin)
{
  gsize size = yqq_secret_bytes_get_size (pin);
  YqqSecretBytes *text = yqq_secret_bytes_new (size + 1);
  memcpy (yqq_secret_bytes_get_data (text), yqq_secret_bytes_get_data (pin), size);
  return text;
}

void
yqq_fido2_conversation_answer_pin (YqqFido2Conversation *self, YqqSecretBytes *pin)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  if (self->waits_for_pin) {
    self->pin = pin != NULL ? terminate (pin) : NULL;
    self->waits_for_pin = FALSE;
  }
  g_cond_signal (&self->answered);
  g_mutex_unlock (&self->lock);
}

static void
on_cancelled_at_the_pin (GCancellable *cancellable, YqqFido2Conversation *self)
{
  yqq_fido2_conversation_answer_pin (self, NULL);
}

static gboolean
wait_for_answer (YqqFido2Conversation *self, YqqSecretBytes **pin)
{
  gint64 until_us = g_get_monotonic_time () + self->patience_ms * G_GINT64_CONSTANT (1000);
  gboolean in_time = TRUE;
  g_mutex_lock (&self->lock);
  while (self->waits_for_pin && in_time)
    in_time = g_cond_wait_until (&self->answered, &self->lock, until_us);
  in_time = !self->waits_for_pin;
  self->waits_for_pin = FALSE;
  *pin = g_steal_pointer (&self->pin);
  g_mutex_unlock (&self->lock);
  return in_time;
}

/* Asks the person for the key's PIN. tries_left: -1 where the key does not say. */
static YqqSecretBytes *
ask_for_pin (YqqFido2Conversation *self, int tries_left, gboolean was_wrong, GError **error)
{
  g_mutex_lock (&self->lock);
  self->waits_for_pin = TRUE;
  g_mutex_unlock (&self->lock);
  yqq_fido2_conversation_tell (self, "pin", g_variant_new ("(ib)", tries_left, was_wrong));
  gulong handler = 0;
  if (self->cancellable != NULL)
    handler =
        g_cancellable_connect (self->cancellable, G_CALLBACK (on_cancelled_at_the_pin), self, NULL);
  YqqSecretBytes *pin = NULL;
  gboolean in_time = wait_for_answer (self, &pin);
  g_cancellable_disconnect (self->cancellable, handler);
  if (!in_time)
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_TIMED_OUT,
                         "the key's PIN was not entered in time");
  else if (pin == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the key's PIN was not given");
  return pin;
}

static gboolean
wants_pin (int status)
{
  return status == FIDO_ERR_PIN_REQUIRED || status == FIDO_ERR_PIN_INVALID ||
         status == FIDO_ERR_PIN_POLICY_VIOLATION; /* one that is too short never reaches the key */
}

void
yqq_fido2_conversation_fail (YqqFido2Conversation *self,
                             struct fido_dev *device,
                             int status,
                             GError **error)
{
  YqqFido2ChannelState state = yqq_fido2_channel_get_state (device);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;
  if (state == YQQ_FIDO2_CHANNEL_GONE)
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_REMOVED,
                         "the security key was taken out");
  else if (state == YQQ_FIDO2_CHANNEL_LATE)
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_TIMED_OUT,
                         "the security key did not answer in time");
  else
    yqq_fido2_error_set_from_status (error, status);
}

gboolean
yqq_fido2_conversation_ask (YqqFido2Conversation *self,
                            struct fido_dev *device,
                            YqqFido2Request request,
                            gpointer user_data,
                            GError **error)
{
  g_autoptr (YqqSecretBytes) pin = NULL;
  for (;;) {
    const char *text = pin != NULL ? (const char *)yqq_secret_bytes_get_data (pin) : NULL;
    yqq_fido2_conversation_tell (self, "touch", NULL);
    int status = request (device, text, user_data);
    if (status == FIDO_OK)
      return TRUE;
    if (!wants_pin (status)) {
      yqq_fido2_conversation_fail (self, device, status, error);
      return FALSE;
    }
    int tries_left = -1;
    fido_dev_get_retry_count (device, &tries_left);
    g_clear_pointer (&pin, yqq_secret_bytes_unref);
    pin = ask_for_pin (self, tries_left, text != NULL, error);
    if (pin == NULL)
      return FALSE;
  }
}

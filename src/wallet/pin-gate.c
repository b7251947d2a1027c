/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/pin-gate.h"

#include <string.h>

G_DEFINE_INTERFACE (YqqPinGate, yqq_pin_gate, G_TYPE_OBJECT)

static void
yqq_pin_gate_default_init (YqqPinGateInterface *iface)
{
}

YqqPinGateChallenge *
yqq_pin_gate_challenge_new (GBytes *challenge, GBytes *salt, int tries_left)
{
  YqqPinGateChallenge *self = g_new0 (YqqPinGateChallenge, 1);
  self->challenge = g_bytes_ref (challenge);
  self->salt = g_bytes_ref (salt);
  self->tries_left = tries_left;
  return self;
}

void
yqq_pin_gate_challenge_free (YqqPinGateChallenge *self)
{
  g_bytes_unref (self->challenge);
  g_bytes_unref (self->salt);
  g_free (self);
}

void
yqq_pin_gate_register_async (YqqPinGate *self,
                             GBytes *verifier_public_key,
                             GBytes *salt,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  YQQ_PIN_GATE_GET_IFACE (self)->register_async (self, verifier_public_key, salt, cancellable,
                                                 callback, user_data);
}

YqqSecretBytes *
yqq_pin_gate_register_finish (YqqPinGate *self, GAsyncResult *result, GError **error)
{
  return YQQ_PIN_GATE_GET_IFACE (self)->register_finish (self, result, error);
}

void
yqq_pin_gate_replace_async (YqqPinGate *self,
                            GBytes *verifier_public_key,
                            GBytes *salt,
                            const char *identity,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  YQQ_PIN_GATE_GET_IFACE (self)->replace_async (self, verifier_public_key, salt, identity,
                                                cancellable, callback, user_data);
}

YqqSecretBytes *
yqq_pin_gate_replace_finish (YqqPinGate *self, GAsyncResult *result, GError **error)
{
  return YQQ_PIN_GATE_GET_IFACE (self)->replace_finish (self, result, error);
}

void
yqq_pin_gate_change_async (YqqPinGate *self,
                           GBytes *verifier_public_key,
                           GBytes *salt,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  YQQ_PIN_GATE_GET_IFACE (self)->change_async (self, verifier_public_key, salt, cancellable,
                                               callback, user_data);
}

YqqSecretBytes *
yqq_pin_gate_change_finish (YqqPinGate *self, GAsyncResult *result, GError **error)
{
  return YQQ_PIN_GATE_GET_IFACE (self)->change_finish (self, result, error);
}

void
yqq_pin_gate_commit_async (YqqPinGate *self,
                           GBytes *challenge,
                           GBytes *signature,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  YQQ_PIN_GATE_GET_IFACE (self)->commit_async (self, challenge, signature, cancellable, callback,
                                               user_data);
}

gboolean
yqq_pin_gate_commit_finish (YqqPinGate *self, GAsyncResult *result, GError **error)
{
  return YQQ_PIN_GATE_GET_IFACE (self)->commit_finish (self, result, error);
}

void
yqq_pin_gate_challenge_async (YqqPinGate *self,
                              const char *purpose,
                              const char *subject,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  YQQ_PIN_GATE_GET_IFACE (self)->challenge_async (self, purpose, subject, cancellable, callback,
                                                  user_data);
}

YqqPinGateChallenge *
yqq_pin_gate_challenge_finish (YqqPinGate *self, GAsyncResult *result, GError **error)
{
  return YQQ_PIN_GATE_GET_IFACE (self)->challenge_finish (self, result, error);
}

void
yqq_pin_gate_open_async (YqqPinGate *self,
                         GBytes *challenge,
                         GBytes *signature,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  YQQ_PIN_GATE_GET_IFACE (self)->open_async (self, challenge, signature, cancellable, callback,
                                             user_data);
}

YqqSecretBytes *
yqq_pin_gate_open_finish (YqqPinGate *self, GAsyncResult *result, GError **error)
{
  return YQQ_PIN_GATE_GET_IFACE (self)->open_finish (self, result, error);
}

GBytes *
yqq_pin_gate_build_message (const char *purpose, const char *subject, GBytes *challenge)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  const char *lines[] = {"yqq-pin-gate-v1", purpose, subject};
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_byte_array_append (message, (const guint8 *)lines[i], strlen (lines[i]));
    g_byte_array_append (message, (const guint8 *)"\n", 1);
  }
  gsize size;
  const guint8 *data = g_bytes_get_data (challenge, &size);
  g_byte_array_append (message, data, size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&message));
}

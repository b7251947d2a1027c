/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's half of the PIN vault as the wallet needs it: counts tries, keeps the pepper. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

#define YQQ_TYPE_PIN_GATE (yqq_pin_gate_get_type ())
G_DECLARE_INTERFACE (YqqPinGate, yqq_pin_gate, YQQ, PIN_GATE, GObject)

/* What the gate wants signed before it gives the pepper. */
typedef struct {
  GBytes *challenge;
  GBytes *salt; /* the one registered with the verifier key */
  int tries_left;
} YqqPinGateChallenge;

YqqPinGateChallenge *yqq_pin_gate_challenge_new (GBytes *challenge, GBytes *salt, int tries_left);
void yqq_pin_gate_challenge_free (YqqPinGateChallenge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinGateChallenge, yqq_pin_gate_challenge_free)

/* Errors of all: YQQ_WALLET_ERROR_WRONG_PIN and PIN_LOCKED with the tries left, NO_PIN,
 * PIN_ALREADY_SET; whatever else the way to the gate brings (offline, cancelled) unchanged. */
struct _YqqPinGateInterface {
  GTypeInterface parent;

  void (*register_async) (YqqPinGate *self,
                          GBytes *verifier_public_key,
                          GBytes *salt,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  YqqSecretBytes *(*register_finish) (YqqPinGate *self, GAsyncResult *result, GError **error);
  void (*replace_async) (YqqPinGate *self,
                         GBytes *verifier_public_key,
                         GBytes *salt,
                         const char *identity,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  YqqSecretBytes *(*replace_finish) (YqqPinGate *self, GAsyncResult *result, GError **error);
  void (*change_async) (YqqPinGate *self,
                        GBytes *verifier_public_key,
                        GBytes *salt,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  YqqSecretBytes *(*change_finish) (YqqPinGate *self, GAsyncResult *result, GError **error);
  void (*commit_async) (YqqPinGate *self,
                        GBytes *challenge,
                        GBytes *signature,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  gboolean (*commit_finish) (YqqPinGate *self, GAsyncResult *result, GError **error);
  void (*challenge_async) (YqqPinGate *self,
                           const char *purpose,
                           const char *subject,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  YqqPinGateChallenge *(*challenge_finish) (YqqPinGate *self, GAsyncResult *result, GError **error);
  void (*open_async) (YqqPinGate *self,
                      GBytes *challenge,
                      GBytes *signature,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  YqqSecretBytes *(*open_finish) (YqqPinGate *self, GAsyncResult *result, GError **error);
};

/* Registers the public half (SPKI) of the key that PIN and device secret derive; gives the pepper.
 */
void yqq_pin_gate_register_async (YqqPinGate *self,
                                  GBytes *verifier_public_key,
                                  GBytes *salt,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
YqqSecretBytes *
yqq_pin_gate_register_finish (YqqPinGate *self, GAsyncResult *result, GError **error);

/* The same for who has shown who they are (identity: the challenge that was satisfied for it): the
 * new PIN takes the old one's place, and what the old one guarded is superseded. */
void yqq_pin_gate_replace_async (YqqPinGate *self,
                                 GBytes *verifier_public_key,
                                 GBytes *salt,
                                 const char *identity,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
YqqSecretBytes *
yqq_pin_gate_replace_finish (YqqPinGate *self, GAsyncResult *result, GError **error);

/* The same for who has opened the gate for purpose change and this key: the new PIN is on its way,
 * and the old one counts until commit. Opening the gate for anything else gives it up. */
void yqq_pin_gate_change_async (YqqPinGate *self,
                                GBytes *verifier_public_key,
                                GBytes *salt,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
YqqSecretBytes *yqq_pin_gate_change_finish (YqqPinGate *self, GAsyncResult *result, GError **error);

/* The PIN on its way takes the old one's place. signature: by its verifier key, over a challenge
 * for purpose change. */
void yqq_pin_gate_commit_async (YqqPinGate *self,
                                GBytes *challenge,
                                GBytes *signature,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean yqq_pin_gate_commit_finish (YqqPinGate *self, GAsyncResult *result, GError **error);

/* purpose: install, session, check, act, identity or change; subject: the grant, session, act,
 * identity challenge or verifier key it is for. */
void yqq_pin_gate_challenge_async (YqqPinGate *self,
                                   const char *purpose,
                                   const char *subject,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
YqqPinGateChallenge *
yqq_pin_gate_challenge_finish (YqqPinGate *self, GAsyncResult *result, GError **error);

/* signature: r‖s by the verifier key over yqq_pin_gate_build_message. Costs one try if it is wrong.
 */
void yqq_pin_gate_open_async (YqqPinGate *self,
                              GBytes *challenge,
                              GBytes *signature,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
YqqSecretBytes *yqq_pin_gate_open_finish (YqqPinGate *self, GAsyncResult *result, GError **error);

/* "yqq-pin-gate-v1\n" purpose "\n" subject "\n" challenge. Owned. */
GBytes *yqq_pin_gate_build_message (const char *purpose, const char *subject, GBytes *challenge);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another PIN by who knows the old one: on its way first, then in the old one's place. */
#pragma once

#include "authority/pin-gate.h"
#include "authority/reply.h"
#include "authority/store/devices.h"

G_BEGIN_DECLS

/* How long a PIN stays on its way. */
#define YQQ_PIN_CHANGE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

/* What it takes; borrowed. */
typedef struct {
  YqqWriter *writer;
  YqqPinGateService *gate;
  YqqClock *clock;
} YqqPinChanging;

/* Ends what has to end with the old PIN: the person's sessions. Called on the http thread once it
 * is written. */
typedef void (*YqqPinChanged) (gpointer user_data);

/* PUT /v1/pin/change, after the gate was opened for purpose change and this very key. The old PIN
 * still counts; one that was on its way before is so no longer. The same key and salt again give
 * the same pepper, so that a lost answer loses nothing. pin-required, pin-not-set, pin-locked. */
void yqq_pin_changing_begin (const YqqPinChanging *self,
                             const YqqDevice *device,
                             const YqqPinRegistration *registration,
                             YqqSecretReply reply,
                             gpointer user_data);

/* POST /v1/pin/change/commit: a challenge for purpose change, signed by the key that is on its way.
 * In one transaction the new PIN stands with all its tries, the person is told and it is recorded;
 * certificates stay. A wrong signature ends the change, for whoever could try many would guess the
 * PIN here. challenge-unknown (also where none is on its way), pin-wrong, pin-locked. */
void yqq_pin_changing_commit (const YqqPinChanging *self,
                              const YqqDevice *device,
                              const YqqPinOpening *opening,
                              YqqPinChanged changed,
                              gpointer changed_data,
                              YqqReply reply,
                              gpointer user_data);

G_END_DECLS

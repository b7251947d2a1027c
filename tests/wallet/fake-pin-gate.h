/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PIN gate inside the test: counter, pepper, single-use challenges and verification as the
 * authority has them. */
#pragma once

#include "wallet/pin-gate.h"

G_BEGIN_DECLS

#define FAKE_TYPE_PIN_GATE (fake_pin_gate_get_type ())
G_DECLARE_FINAL_TYPE (FakePinGate, fake_pin_gate, FAKE, PIN_GATE, GObject)

FakePinGate *fake_pin_gate_new (void);

/* The next registration is carried out, but its answer gets lost on the way. */
void fake_pin_gate_lose_next_answer (FakePinGate *self);
/* The next registration is carried out and answered, but cancelled meanwhile. */
void fake_pin_gate_cancel_next_answer (FakePinGate *self, GCancellable *cancellable);
/* An identity was proven: it is good for one new PIN. */
void fake_pin_gate_prove (FakePinGate *self, const char *identity);
/* So many calls (challenge, open, change, commit) are carried out from now on, then the way to the
 * gate is cut; lose_last: the last one's answer is lost already. 0: it is not cut. */
void fake_pin_gate_cut_after (FakePinGate *self, guint calls, gboolean lose_last);
guint fake_pin_gate_get_calls (FakePinGate *self);
/* Whether a PIN is on its way. */
gboolean fake_pin_gate_has_next (FakePinGate *self);
/* How many different salts it was asked to register. */
guint fake_pin_gate_get_salts (FakePinGate *self);
/* The gate loses its pepper and makes another, as after a restored backup. */
void fake_pin_gate_change_pepper (FakePinGate *self);

int fake_pin_gate_get_tries_left (FakePinGate *self);
/* What the last successful opening was for: "purpose/subject". */
const char *fake_pin_gate_get_confirmed (FakePinGate *self);
guint fake_pin_gate_get_openings (FakePinGate *self);

G_END_DECLS

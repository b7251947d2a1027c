/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real gate and a real keyring in a program that is killed before its n-th step: a call to the
 * gate or a store. */
#pragma once

#include "wallet/keyring.h"
#include "wallet/pin-gate.h"

G_BEGIN_DECLS

/* step 0: never. Steps of both are counted together, from this call on. */
void dying_choose (guint step);
YqqPinGate *dying_gate_new (YqqPinGate *inner);
YqqKeyring *dying_keyring_new (YqqKeyring *inner);

G_END_DECLS

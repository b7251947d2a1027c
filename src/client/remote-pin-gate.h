/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN gate at the authority. */
#pragma once

#include "client/authority-connection.h"
#include "wallet/pin-gate.h"

G_BEGIN_DECLS

#define YQQ_TYPE_REMOTE_PIN_GATE (yqq_remote_pin_gate_get_type ())
G_DECLARE_FINAL_TYPE (YqqRemotePinGate, yqq_remote_pin_gate, YQQ, REMOTE_PIN_GATE, GObject)

YqqPinGate *yqq_remote_pin_gate_new (YqqAuthorityConnection *connection);

G_END_DECLS

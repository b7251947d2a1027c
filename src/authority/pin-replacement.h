/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN for who has forgotten theirs, or locked it, and has shown who they are. */
#pragma once

#include "authority/identity-desk.h"
#include "authority/pin-gate.h"
#include "protocol/pin-replacement.h"

G_BEGIN_DECLS

typedef struct {
  YqqWriter *writer;
  YqqIdentityDesk *identity;
  YqqPinGateService *gate;
  YqqClock *clock;
} YqqPinReplacing;

/* What the old PIN guarded ends with it: this device's certificates, the person's sessions. Called
 * on the http thread once it is written. */
typedef void (*YqqPinReplaced) (gpointer user_data);

/* PUT /v1/pin/replacement. In one transaction the identity is used up, the new PIN stands with all
 * its tries, the device's certificates are superseded, the person is told and it is recorded. The
 * same key and salt again before the first opening give the same pepper, so that a lost answer
 * loses nothing. */
void yqq_pin_replacing_replace (const YqqPinReplacing *self,
                                const YqqDevice *device,
                                const YqqPinReplacement *replacement,
                                YqqPinReplaced replaced,
                                gpointer replaced_data,
                                YqqSecretReply reply,
                                gpointer user_data);

G_END_DECLS

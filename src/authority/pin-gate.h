/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN gate: gives a device its pepper for a right PIN, and counts the wrong ones. */
#pragma once

#include "authority/pin-challenges.h"
#include "authority/reply.h"
#include "authority/store/writer.h"
#include "base/clock.h"
#include "protocol/pin.h"

G_BEGIN_DECLS

typedef struct _YqqPinGateService YqqPinGateService;

/* reader belongs to the http thread, on which everything here is called. */
YqqPinGateService *
yqq_pin_gate_service_new (YqqDatabase *reader, YqqWriter *writer, YqqClock *clock);
void yqq_pin_gate_service_free (YqqPinGateService *self);

/* PUT /v1/pin */
void yqq_pin_gate_service_register (YqqPinGateService *self,
                                    const char *device_id,
                                    const YqqPinRegistration *registration,
                                    YqqSecretReply reply,
                                    gpointer user_data);

/* POST /v1/pin/challenges; a YQQ_PROBLEM_ERROR. */
JsonObject *yqq_pin_gate_service_challenge (YqqPinGateService *self,
                                            const char *device_id,
                                            const YqqPinChallengeRequest *request,
                                            GError **error);

/* POST /v1/pin/open. The try is taken away and on the disk before the signature is looked at. */
void yqq_pin_gate_service_open (YqqPinGateService *self,
                                const char *device_id,
                                const YqqPinOpening *opening,
                                YqqSecretReply reply,
                                gpointer user_data);

/* Whether the PIN was right on this device for this purpose and subject, at most
 * YQQ_PIN_CONFIRMED_MS ago; the identity desk's are in the store (store/pin-confirmations.h). On
 * any thread. */
gboolean yqq_pin_gate_service_is_confirmed (YqqPinGateService *self,
                                            const char *device_id,
                                            YqqPinPurpose purpose,
                                            const char *subject);
/* Whether it was right for any act of the device at most YQQ_PIN_RECENT_MS ago. */
gboolean yqq_pin_gate_service_is_recent (YqqPinGateService *self, const char *device_id);
/* The device's challenge with these bytes, which is used up by that; NULL where there is none. */
YqqOpenChallenge *yqq_pin_gate_service_take_challenge (YqqPinGateService *self,
                                                       const char *device_id,
                                                       GBytes *challenge);
/* Nothing that was confirmed with the PIN before counts on this device any more. */
void yqq_pin_gate_service_forget (YqqPinGateService *self, const char *device_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a device becomes a person's, and stops being it. */
#pragma once

#include "authority/identity-desk.h"
#include "authority/reply.h"
#include "authority/store/writer.h"
#include "base/clock.h"
#include "crypto/key.h"
#include "protocol/enrolment.h"

G_BEGIN_DECLS

typedef struct _YqqEnrolment YqqEnrolment;

/* desk outlives it. */
YqqEnrolment *yqq_enrolment_new (YqqWriter *writer, YqqIdentityDesk *desk, YqqClock *clock);
void yqq_enrolment_free (YqqEnrolment *self);

/* POST /v1/devices; that key has signed the request has been checked. A key that is this person's
 * already keeps its device, with PIN and certificates unless it had logged out. */
void yqq_enrolment_register_device (YqqEnrolment *self,
                                    const YqqDeviceRegistration *registration,
                                    YqqPublicKey *key,
                                    YqqReply reply,
                                    gpointer user_data);

/* DELETE /v1/devices/self */
void yqq_enrolment_log_out (YqqEnrolment *self,
                            const char *device_id,
                            YqqReply reply,
                            gpointer user_data);

G_END_DECLS

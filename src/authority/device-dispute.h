/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "That was not me": a person takes one of their devices out, from whichever device of theirs. */
#pragma once

#include "authority/reply.h"
#include "authority/store/devices.h"
#include "authority/store/writer.h"
#include "base/clock.h"

G_BEGIN_DECLS

/* Ends what the device has open; on the http thread, before it is answered. */
typedef void (*YqqDeviceDisputed) (const char *device_id, gpointer user_data);

/* POST /v1/me/devices/{device}/dispute: in one transaction the device is revoked with its PIN and
 * certificates, the methods by which somebody else has got in do not count for the person any more
 * until staff have seen them, those who look after the person's enterprises are told, and it is
 * recorded. The same again changes nothing. */
void yqq_device_dispute (YqqWriter *writer,
                         YqqClock *clock,
                         const YqqDevice *device,
                         const char *disputed_id,
                         YqqDeviceDisputed disputed,
                         gpointer disputed_data,
                         YqqReply reply,
                         gpointer user_data);

G_END_DECLS

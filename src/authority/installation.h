/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a certificate request to an issued certificate, and what was issued before. */
#pragma once

#include "authority/issuer.h"
#include "authority/pin-gate.h"
#include "authority/store/devices.h"
#include "protocol/certificates.h"

G_BEGIN_DECLS

typedef struct _YqqInstallation YqqInstallation;

/* Told when another certificate of the device has been superseded. */
typedef void (*YqqSuperseded) (const char *fingerprint, gpointer user_data);

YqqInstallation *yqq_installation_new (YqqDatabase *reader,
                                       YqqWriter *writer,
                                       YqqIssuer *issuer,
                                       YqqPinGateService *gate,
                                       YqqClock *clock);
void yqq_installation_free (YqqInstallation *self);

void
yqq_installation_set_listener (YqqInstallation *self, YqqSuperseded superseded, gpointer user_data);

/* POST /v1/grants/{grant}/certificates */
void yqq_installation_install (YqqInstallation *self,
                               const YqqDevice *device,
                               const char *grant_id,
                               const YqqInstallRequest *request,
                               YqqReply reply,
                               gpointer user_data);

G_END_DECLS

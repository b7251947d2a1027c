/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relay asks about people, certificates and relying parties, answered from the store. */
#pragma once

#include "authority/issuer.h"
#include "authority/pin-gate.h"
#include "authority/process-register.h"
#include "authority/relay/registry.h"

G_BEGIN_DECLS

/* own_id and own_key: the authority's own relying party. gate and processes are borrowed. */
YqqRelayRegistry *yqq_session_registry_new (YqqDatabase *reader,
                                            YqqIssuer *issuer,
                                            YqqPinGateService *gate,
                                            YqqProcessRegister *processes,
                                            YqqClock *clock,
                                            const char *own_id,
                                            YqqKey *own_key);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The method "oidc" at the identity desk: its provider's keys, its offer, its verifiers. */
#pragma once

#include "authority/identity-desk.h"
#include "identity/oidc-verifier.h"

G_BEGIN_DECLS

typedef struct _YqqIdentityOidc YqqIdentityOidc;

/* Registers the method where the desk's policy has a provider, and begins to fetch its keys; NULL
 * where it has none. What has to wait for keys waits in a worker. */
YqqIdentityOidc *
yqq_identity_oidc_open (YqqIdentityDesk *desk, YqqWorkers *workers, YqqClock *clock);
/* The policy's section. Borrowed. */
const YqqOidcSettings *yqq_identity_oidc_get_settings (YqqIdentityOidc *self);
/* For one check in the caller's transaction. */
YqqOidcVerifier *
yqq_identity_oidc_make_verifier (YqqIdentityOidc *self, YqqDatabase *database, YqqClock *clock);

/* After the workers are done and before the desk is freed. */
void yqq_identity_oidc_free (YqqIdentityOidc *self);

G_END_DECLS

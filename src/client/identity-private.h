/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an answer of the authority's becomes a case: for those who ask. */
#pragma once

#include "client/identity.h"

G_BEGIN_DECLS

/* subject: NULL for nothing; thumbprint: of the device's key. */
YqqIdentityCase *yqq_identity_case_new (const YqqIdentityChallenge *challenge,
                                        const char *purpose,
                                        const char *subject,
                                        const char *thumbprint);

G_END_DECLS

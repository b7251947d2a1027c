/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's grants as the certificate commands read them. */
#pragma once

#include "cli/workplace.h"
#include "model/grant.h"

G_BEGIN_DECLS

/* All grants from the authority (owned array of YqqGrant); NULL after the failure was reported. */
GPtrArray *yqq_grants_fetch (YqqWorkplace *workplace, int *exit_code);

/* The grant with this code, or the only one if code is NULL; NULL after having said why. Borrowed.
 */
YqqGrant *yqq_grants_find (GPtrArray *grants, const char *code);

/* The installed credential under the grant, or NULL. Borrowed from the wallet. */
YqqCredential *
yqq_grants_find_credential (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm);

/* What the certificate's state is here and now. */
YqqCertificateState
yqq_grants_resolve_state (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm);

/* The state in the person's language. */
const char *yqq_grants_state_text (YqqCertificateState state);

/* One grant with one of its certificates for programs. */
JsonObject *yqq_grants_to_line (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm);

/* Reads --algorithm; FALSE after having said which there are. NULL means SM2. */
gboolean yqq_grants_read_algorithm (const char *nick, YqqAlgorithm *algorithm);

G_END_DECLS

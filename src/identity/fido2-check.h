/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what a security key signed is good: the checks of the authority's half, without a store.
 */
#pragma once

#include "identity/authenticator-store.h"
#include "identity/error.h"
#include "identity/fido2-evidence.h"

G_BEGIN_DECLS

/* Checks an assertion (WebAuthn 7.2) by public_key (x and y) for a relying party, over a hash of 32
 * bytes, with the person present (a touch); *counter is what the key counts. Whether that is more
 * than it was is for the caller to judge. Errors: YQQ_IDENTITY_ERROR_INVALID. */
gboolean yqq_fido2_check_assertion (const YqqFido2Assertion *assertion,
                                    const char *rp_id,
                                    GBytes *hash,
                                    GBytes *public_key,
                                    guint32 *counter,
                                    GError **error);

/* Checks a registration (WebAuthn 7.1) of format "packed", signed by the credential itself or by
 * its maker's key: whichever maker that is, it shows that the credential was made just now, for
 * this hash and with a touch. Gives the authenticator without id, label and times. Errors:
 * YQQ_IDENTITY_ERROR_INVALID. */
YqqAuthenticator *yqq_fido2_check_registration (const YqqFido2Registration *registration,
                                                const char *rp_id,
                                                GBytes *hash,
                                                GError **error);

G_END_DECLS

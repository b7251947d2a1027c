/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what: every such decision of the authority is taken here. */
#pragma once

#include "authority/store/certificates.h"
#include "authority/store/devices.h"
#include "authority/store/grants.h"

G_BEGIN_DECLS

/* A device may speak for its person unless it is unknown or revoked. Each of these fails with a
 * YQQ_PROBLEM_ERROR that says why not. device may be NULL: there is none with that key. */
gboolean yqq_authorise_device (const YqqDevice *device, GError **error);

/* The device's person may install a certificate under the grant, which may be NULL: there is none.
 * Somebody else's grant is not told from none. */
gboolean yqq_authorise_install (const YqqDevice *device,
                                const YqqGrantRecord *grant,
                                gboolean pin_confirmed,
                                gint64 now_ms,
                                GError **error);

/* NULL if the certificate may sign now; else a static nick for why it may not: "suspended",
 * "cancelled", "expired", "superseded" or "revoked". */
const char *yqq_authorise_signing (const YqqCertificateRecord *certificate,
                                   const YqqGrantRecord *grant,
                                   gint64 now_ms);

/* What a grant is to its holder now: active, suspended, cancelled or expired. */
YqqGrantState yqq_effective_grant_state (const YqqGrantRecord *grant, gint64 now_ms);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose the accounts at OpenID Connect providers are. */
#pragma once

#include "authority/store/database.h"
#include "identity/oidc-link-store.h"

G_BEGIN_DECLS

/* What the verifier asks; works on database, inside the caller's transactions. A person has one
 * account at an issuer. */
YqqOidcLinkStore *yqq_identity_links_new (YqqDatabase *database);

/* The person's account at the issuer is nobody's afterwards; *removed FALSE where they had none. */
gboolean yqq_identity_links_remove (YqqDatabase *database,
                                    const char *person_id,
                                    const char *issuer,
                                    gboolean *removed,
                                    GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose the accounts at OpenID Connect providers are. */
#pragma once

#include "authority/store/database.h"
#include "identity/oidc-link-store.h"

G_BEGIN_DECLS

/* What the verifier asks; works on database, inside the caller's transactions. A person has one
 * account at an issuer. */
YqqOidcLinkStore *yqq_identity_links_new (YqqDatabase *database);

/* The person has this account from now on, in the place of the one they had at the issuer. */
gboolean yqq_identity_links_put (YqqDatabase *database,
                                 const char *person_id,
                                 const char *issuer,
                                 const char *account,
                                 const char *linked_by,
                                 gint64 at_ms,
                                 GError **error);

/* That a person has an account at an issuer. */
typedef struct {
  char *issuer;
  gint64 linked_at_ms;
} YqqIdentityLink;

YqqIdentityLink *yqq_identity_link_new (const char *issuer, gint64 linked_at_ms);
void yqq_identity_link_free (YqqIdentityLink *self);

/* YqqIdentityLink, oldest first; owned. */
GPtrArray *yqq_identity_links_list (YqqDatabase *database, const char *person_id, GError **error);

/* An identifier for a person's account there. Owned. */
char *yqq_identity_link_dup_id (const char *issuer);
/* For a notice: name, or where it is NULL the issuer's host. Owned. */
char *yqq_identity_link_dup_name (const char *issuer, const char *name);

/* The person's account at the issuer is nobody's afterwards; *removed FALSE where they had none. */
gboolean yqq_identity_links_remove (YqqDatabase *database,
                                    const char *person_id,
                                    const char *issuer,
                                    gboolean *removed,
                                    GError **error);

G_END_DECLS

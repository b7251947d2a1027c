/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which account at a provider belongs to which person, as the provider's verifier needs it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define YQQ_TYPE_OIDC_LINK_STORE (yqq_oidc_link_store_get_type ())
G_DECLARE_INTERFACE (YqqOidcLinkStore, yqq_oidc_link_store, YQQ, OIDC_LINK_STORE, GObject)

/* All of it within the caller's transaction; FALSE with the store's own error. An account is the
 * issuer and the value of the claim that tells its people apart. */
struct _YqqOidcLinkStoreInterface {
  GTypeInterface parent;
  /* Whose account it is; *person_id is owned, NULL where nobody's. */
  gboolean (*find_person) (YqqOidcLinkStore *self,
                           const char *issuer,
                           const char *account,
                           char **person_id,
                           GError **error);
  /* Gives the person this account in the place of the one they had at the issuer. */
  gboolean (*link) (YqqOidcLinkStore *self,
                    const char *person_id,
                    const char *issuer,
                    const char *account,
                    const char *confirmed_by,
                    gint64 at_ms,
                    GError **error);
  /* Whether staff vouched for the person within the same challenge; *confirmed_by is owned and may
   * be NULL even then. */
  gboolean (*find_voucher) (YqqOidcLinkStore *self,
                            const char *challenge_id,
                            const char *person_id,
                            gboolean *vouched,
                            char **confirmed_by,
                            GError **error);
  /* Whether number is that of the document the person is known by. */
  gboolean (*has_document) (YqqOidcLinkStore *self,
                            const char *person_id,
                            const char *number,
                            gboolean *has,
                            GError **error);
};

G_END_DECLS

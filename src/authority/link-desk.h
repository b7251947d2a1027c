/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff enter of people's accounts at an OpenID Connect provider. */
#pragma once

#include "authority/registration-desk.h"

G_BEGIN_DECLS

typedef struct {
  const char *id_type; /* nick */
  const char *id_number;
  const char *issuer;
  const char *account; /* the value of the claim that tells people apart */
} YqqDeskAccount;

/* Both run inside a transaction of the caller's and stand in the record, with the person and
 * without the account. Linking gives the person this account in the place of the one they had at
 * the issuer; an account that is somebody else's is a DUPLICATE. */
gboolean yqq_desk_link_account (YqqDatabase *database,
                                const YqqDeskAccount *entry,
                                gint64 now_ms,
                                GError **error);
/* account is not looked at; UNKNOWN where the person has none. */
gboolean yqq_desk_unlink_account (YqqDatabase *database,
                                  const YqqDeskAccount *entry,
                                  gint64 now_ms,
                                  GError **error);

G_END_DECLS

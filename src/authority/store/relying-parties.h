/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relying parties, the invitations they register with, and who has used them before. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *name;
  GStrv domains;
  GBytes *public_key; /* SPKI; NULL for what is only invited */
  gboolean withdrawn;
  gboolean built_in; /* the authority's own page */
} YqqRelyingPartyRecord;

void yqq_relying_party_record_free (YqqRelyingPartyRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelyingPartyRecord, yqq_relying_party_record_free)

/* *party is NULL where there is none; a withdrawn one is found. */
gboolean yqq_relying_parties_find (YqqDatabase *database,
                                   const char *id,
                                   YqqRelyingPartyRecord **party,
                                   GError **error);
gboolean yqq_relying_parties_find_built_in (YqqDatabase *database,
                                            YqqRelyingPartyRecord **party,
                                            GError **error);
/* YqqRelyingPartyRecord, oldest first. */
GPtrArray *yqq_relying_parties_list (YqqDatabase *database, GError **error);

gboolean yqq_relying_parties_add (YqqDatabase *database,
                                  const YqqRelyingPartyRecord *party,
                                  gint64 now_ms,
                                  GError **error);
/* The name and key of the authority's own page, which may change. */
gboolean yqq_relying_parties_update (YqqDatabase *database,
                                     const YqqRelyingPartyRecord *party,
                                     GError **error);
gboolean yqq_relying_parties_withdraw (YqqDatabase *database,
                                       const char *id,
                                       gboolean *found,
                                       GError **error);

/* An invitation, known by the digest of its token. */
gboolean yqq_invitations_add (YqqDatabase *database,
                              const char *id,
                              GBytes *token_digest,
                              const char *name,
                              const char *const *domains,
                              gint64 now_ms,
                              gint64 expires_at_ms,
                              GError **error);
/* *invited (its id is the invitation's) is NULL where the token is unknown, used or expired. */
gboolean yqq_invitations_find (YqqDatabase *database,
                               GBytes *token_digest,
                               gint64 now_ms,
                               YqqRelyingPartyRecord **invited,
                               GError **error);
/* *taken is FALSE where it has been used meanwhile. */
gboolean yqq_invitations_use (YqqDatabase *database,
                              const char *id,
                              const char *relying_party_id,
                              gboolean *taken,
                              GError **error);

gboolean yqq_first_uses_have (YqqDatabase *database,
                              const char *person_id,
                              const char *relying_party_id,
                              gboolean *have,
                              GError **error);
gboolean yqq_first_uses_add (YqqDatabase *database,
                             const char *person_id,
                             const char *relying_party_id,
                             gint64 now_ms,
                             GError **error);

G_END_DECLS

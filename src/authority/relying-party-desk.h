/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How relying parties become known: invited by staff, registered by themselves, or built in. */
#pragma once

#include "authority/reply.h"
#include "authority/store/writer.h"
#include "base/clock.h"
#include "crypto/key.h"
#include "protocol/relying-party-registration.h"

G_BEGIN_DECLS

#define YQQ_INVITATION_MS (7 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct _YqqRelyingPartyDesk YqqRelyingPartyDesk;

YqqRelyingPartyDesk *
yqq_relying_party_desk_new (YqqDatabase *reader, YqqWriter *writer, YqqClock *clock);
void yqq_relying_party_desk_free (YqqRelyingPartyDesk *self);

/* POST /v1/relying-parties; token: the invitation's, or NULL. */
void yqq_relying_party_desk_register (YqqRelyingPartyDesk *self,
                                      const char *token,
                                      const YqqRelyingPartyRegistration *registration,
                                      YqqReply reply,
                                      gpointer user_data);

/* Makes an invitation and returns its token, which is kept as a digest only. Fails with
 * YQQ_DESK_ERROR or YQQ_STORE_ERROR. */
char *yqq_relying_party_invite (YqqDatabase *database,
                                const char *name,
                                const char *const *domains,
                                gint64 now_ms,
                                GError **error);

/* The authority's own page as a relying party: its key from the data directory, its entry in the
 * store brought up to date. Returns its id. */
char *yqq_relying_party_ensure_built_in (YqqDatabase *database,
                                         const char *data,
                                         const char *origin,
                                         gint64 now_ms,
                                         YqqKey **key,
                                         GError **error);

G_END_DECLS

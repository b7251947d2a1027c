/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who did what, when: the table that a later chain of hashes will stand on. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* actor: a person's id, or "staff" for what was done at the authority's own command line. act: a
 * stable nick. subject: the id of what was changed. No secrets, no numbers of documents. */
gboolean yqq_audit_add (YqqDatabase *database,
                        const char *actor,
                        const char *act,
                        const char *subject,
                        gint64 now_ms,
                        GError **error);

G_END_DECLS

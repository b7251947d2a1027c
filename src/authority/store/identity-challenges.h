/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fresh challenges that evidence of a person's identity is bound to; each is good once. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

#define YQQ_IDENTITY_CHALLENGE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

gboolean yqq_identity_challenges_add (YqqDatabase *database,
                                      const char *id,
                                      GBytes *nonce,
                                      const char *purpose,
                                      gint64 now_ms,
                                      GError **error);

/* *nonce is NULL where the challenge is unknown, used, expired or for another purpose. */
gboolean yqq_identity_challenges_find (YqqDatabase *database,
                                       const char *id,
                                       const char *purpose,
                                       gint64 now_ms,
                                       GBytes **nonce,
                                       GError **error);

gboolean
yqq_identity_challenges_use (YqqDatabase *database, const char *id, gint64 now_ms, GError **error);

G_END_DECLS

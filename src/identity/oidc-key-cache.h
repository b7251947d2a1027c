/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authority's copy of its provider's keys, fetched by a thread of its own so that nobody who
 * checks a token ever waits for the provider. */
#pragma once

#include "base/clock.h"
#include "identity/oidc-keys.h"
#include "identity/oidc-settings.h"

G_BEGIN_DECLS

/* Keys this old are asked for anew when somebody uses them; this old they are used no more, for a
 * provider that withdraws a key has no other way to say so. */
#define YQQ_OIDC_KEYS_FRESH_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define YQQ_OIDC_KEYS_MAX_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
/* The provider is asked no more often than this, whatever keys people's tokens name. */
#define YQQ_OIDC_KEYS_PAUSE_MS (10 * G_GINT64_CONSTANT (1000))

/* Usable from several threads at once. */
typedef struct _YqqOidcKeyCache YqqOidcKeyCache;

/* Begins to fetch the keys at once. With settings->jwks_file the file is read instead, and again at
 * each refresh; the provider is then never asked. */
YqqOidcKeyCache *yqq_oidc_key_cache_new (const YqqOidcSettings *settings, YqqClock *clock);
/* Ends the thread, also in the middle of a question. */
void yqq_oidc_key_cache_free (YqqOidcKeyCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOidcKeyCache, yqq_oidc_key_cache_free)

/* The keys as they are known now, owned; NULL before they came for the first time, or when they are
 * too old. Never waits; asks for new ones where that is time. */
YqqOidcKeys *yqq_oidc_key_cache_dup (YqqOidcKeyCache *self);

/* Asks for the keys anew. FALSE where they were asked for within YQQ_OIDC_KEYS_PAUSE_MS and are
 * there: what is not among them now is not a key of the provider's. */
gboolean yqq_oidc_key_cache_refresh (YqqOidcKeyCache *self);

/* Waits until no question is open, at most timeout_ms. FALSE if one still is. For worker threads
 * only. */
gboolean yqq_oidc_key_cache_wait (YqqOidcKeyCache *self, gint64 timeout_ms);

/* Why the last question came to nothing, in English; NULL if it did not. Owned. */
char *yqq_oidc_key_cache_dup_fault (YqqOidcKeyCache *self);

G_END_DECLS

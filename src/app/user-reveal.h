/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user's numbers in full, for a minute: the authority records that they were looked at. */
#pragma once

#include "app/administration.h"
#include "app/router.h"

G_BEGIN_DECLS

#define YQQ_USER_REVEAL_MS 60000

/* Signal: changed. At most one user at a time. */
#define YQQ_TYPE_USER_REVEAL (yqq_user_reveal_get_type ())
G_DECLARE_FINAL_TYPE (YqqUserReveal, yqq_user_reveal, YQQ, USER_REVEAL, GObject)

YqqUserReveal *yqq_user_reveal_new (YqqAdministration *administration, YqqRouter *router);

/* Asks for them, and first for the PIN (on its page) unless it was entered a short while ago; what
 * was shown of another user goes away. name: theirs, for the PIN page. */
void yqq_user_reveal_ask (YqqUserReveal *self, const char *grant_id, const char *name);
void yqq_user_reveal_hide (YqqUserReveal *self);

/* The numbers of that user, or NULL: not revealed. Borrowed. */
const YqqRevealedUser *yqq_user_reveal_get (YqqUserReveal *self, const char *grant_id);
/* What went wrong at asking, or NULL. Borrowed. */
const GError *yqq_user_reveal_get_error (YqqUserReveal *self);

G_END_DECLS

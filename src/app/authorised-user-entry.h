/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authorised user as an item of list models: what it is searched and sorted by is made when it
 * is wanted. */
#pragma once

#include "protocol/authorised-user.h"

G_BEGIN_DECLS

/* Shows the same user for life; a refresh makes new ones. Belongs to the main context. */
#define YQQ_TYPE_AUTHORISED_USER_ENTRY (yqq_authorised_user_entry_get_type ())
G_DECLARE_FINAL_TYPE (YqqAuthorisedUserEntry,
                      yqq_authorised_user_entry,
                      YQQ,
                      AUTHORISED_USER_ENTRY,
                      GObject)

/* Takes a copy. */
YqqAuthorisedUserEntry *yqq_authorised_user_entry_new (const YqqAuthorisedUser *user);
const YqqAuthorisedUser *yqq_authorised_user_entry_get_user (YqqAuthorisedUserEntry *self);

/* What a search looks in: name, code and the digits that are shown, case folded. Borrowed. */
const char *yqq_authorised_user_entry_get_key (YqqAuthorisedUserEntry *self);
/* What sorting by name compares: the name as the language orders it. Borrowed. */
const char *yqq_authorised_user_entry_get_order (YqqAuthorisedUserEntry *self);
/* TRUE if it shows that user as they are, so that a refresh need not replace it. */
gboolean yqq_authorised_user_entry_shows (YqqAuthorisedUserEntry *self,
                                          const YqqAuthorisedUser *user);

G_END_DECLS

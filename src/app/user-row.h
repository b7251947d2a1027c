/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authorised user as a row of a list view: made once, shown many. */
#pragma once

#include <gtk/gtk.h>

#include "app/authorised-user-entry.h"

G_BEGIN_DECLS

/* Its buttons and its menu activate users.modify, users.cancel, users.reveal, users.hide and
 * users.leaver with the grant's id. */
#define YQQ_TYPE_USER_ROW (yqq_user_row_get_type ())
G_DECLARE_FINAL_TYPE (YqqUserRow, yqq_user_row, YQQ, USER_ROW, GtkWidget)

YqqUserRow *yqq_user_row_new (void);

/* seals: YqqSealView, for the names of permissions, or NULL. revealed: their numbers in full, or
 * NULL: masked. */
void yqq_user_row_show (YqqUserRow *self,
                        YqqAuthorisedUserEntry *entry,
                        GPtrArray *seals,
                        const YqqRevealedUser *revealed);
void yqq_user_row_clear (YqqUserRow *self);

G_END_DECLS

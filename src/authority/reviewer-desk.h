/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is a reviewer: those of an enterprise's people who confirm at its service desk who others
 * are.
 */
#pragma once

#include "authority/registration-desk.h"

G_BEGIN_DECLS

typedef struct {
  const char *enterprise; /* credit code or id */
  const char *id_type;    /* nick */
  const char *id_number;
} YqqDeskReviewer;

/* Inside a transaction of the caller's. The person has to have a grant of that enterprise, for a
 * reviewer signs with its certificate. *changed FALSE: they were one already. Recorded. */
gboolean yqq_desk_add_reviewer (YqqDatabase *database,
                                const YqqDeskReviewer *entry,
                                gint64 now_ms,
                                gboolean *changed,
                                GError **error);

/* YQQ_DESK_ERROR_UNKNOWN where they are none. Recorded. */
gboolean yqq_desk_remove_reviewer (YqqDatabase *database,
                                   const YqqDeskReviewer *entry,
                                   gint64 now_ms,
                                   GError **error);

/* One line of the list. */
typedef struct {
  char *name;
  char *id_number; /* masked */
  char *enterprise;
} YqqReviewerListing;

void yqq_reviewer_listing_free (YqqReviewerListing *self);

/* YqqReviewerListing, oldest first; owned. */
GPtrArray *yqq_desk_list_reviewers (YqqDatabase *database, GError **error);

G_END_DECLS

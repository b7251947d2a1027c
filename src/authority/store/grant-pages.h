/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enterprise's grants with the people they were given to, newest first, page by page. */
#pragma once

#include "authority/store/grants.h"
#include "authority/store/people.h"

G_BEGIN_DECLS

typedef struct {
  YqqGrantRecord *grant;
  YqqPersonRecord *person;
  guint roles;              /* of the person in the enterprise: YqqRole bits */
  gboolean has_certificate; /* an active one, on any device */
} YqqGrantListing;

void yqq_grant_listing_free (YqqGrantListing *self);

/* At most limit YqqGrantListing that come after the grant after_id, made at after_ms (G_MAXINT64
 * and "": from the newest). The grants made meanwhile change nothing about the pages that follow.
 */
GPtrArray *yqq_grants_list_page (YqqDatabase *database,
                                 const char *enterprise_id,
                                 gint64 after_ms,
                                 const char *after_id,
                                 guint limit,
                                 GError **error);

G_END_DECLS

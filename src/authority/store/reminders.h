/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which grants end soon, and for which ends that has been announced. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

typedef struct {
  char *grant_id;
  char *enterprise_id;
  char *person_id; /* its holder */
  char *person_name;
  gint64 not_after_ms;
} YqqEndingGrant;

void yqq_ending_grant_free (YqqEndingGrant *self);

/* At most limit YqqEndingGrant that are not cancelled, end after now_ms and at most days later, and
 * have not been announced for so many days or fewer; those that end first come first. */
GPtrArray *yqq_reminders_list_due (YqqDatabase *database,
                                   gint64 days,
                                   gint64 now_ms,
                                   guint limit,
                                   GError **error);

/* The ids of the enterprise's administrators. */
GStrv yqq_reminders_list_administrators (YqqDatabase *database,
                                         const char *enterprise_id,
                                         GError **error);

/* How many grants of the enterprise end after now_ms and at most days later, without the person's
 * own. */
gboolean yqq_reminders_count_ending (YqqDatabase *database,
                                     const char *enterprise_id,
                                     const char *except_person,
                                     gint64 days,
                                     gint64 now_ms,
                                     gint64 *count,
                                     GError **error);

/* Marks that the enterprise's administrators are told on the day (in China) of now_ms; *marked is
 * FALSE where they were already. */
gboolean yqq_reminders_mark_day (YqqDatabase *database,
                                 const char *enterprise_id,
                                 gint64 now_ms,
                                 gboolean *marked,
                                 GError **error);

/* Marks the grant's end as announced; *marked is FALSE where somebody else just did. */
gboolean yqq_reminders_mark (YqqDatabase *database,
                             const YqqEndingGrant *grant,
                             gint64 days,
                             gint64 now_ms,
                             gboolean *marked,
                             GError **error);

G_END_DECLS

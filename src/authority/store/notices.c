/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/notices.h"

/* The UPDATE holds the person's row: two processes never give the same number. */
static gboolean
next_sequence (YqqDatabase *database, const char *person_id, gint64 *sequence, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "INSERT INTO notice_counters (person_id, given) VALUES ($1, 1) "
                          "ON CONFLICT (person_id) DO UPDATE SET given = notice_counters.given + 1 "
                          "RETURNING given",
                          YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *sequence = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

gboolean
yqq_notices_add (YqqDatabase *database,
                 const char *person_id,
                 YqqNoticeKind kind,
                 const char *enterprise_id,
                 const char *subject,
                 const char *person_name,
                 const char *detail,
                 gint64 number,
                 gint64 now_ms,
                 GError **error)
{
  gint64 sequence;
  return next_sequence (database, person_id, &sequence, error) &&
         yqq_database_run (database, error,
                           "INSERT INTO notices (person_id, sequence, kind, enterprise_id, "
                           "subject, person_name, detail, number, created_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                           YQQ_TEXT (person_id), YQQ_INT (sequence),
                           YQQ_TEXT (yqq_notice_kind_to_nick (kind)), YQQ_TEXT (enterprise_id),
                           YQQ_TEXT (subject), YQQ_TEXT (person_name), YQQ_TEXT (detail),
                           YQQ_INT (number), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_notices_tell_person (YqqDatabase *database,
                         const char *person_id,
                         YqqNoticeKind kind,
                         const char *subject,
                         const char *detail,
                         gint64 now_ms,
                         GError **error)
{
  return yqq_notices_add (database, person_id, kind, NULL, subject, NULL, detail, 0, now_ms, error);
}

static gboolean
read_counter (YqqDatabase *database,
              const char *person_id,
              gint64 *given,
              gint64 *seen,
              GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT given, seen FROM notice_counters WHERE person_id = $1",
      YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *given = yqq_rows_get_length (rows) > 0 ? yqq_rows_get_int (rows, 0, 0) : 0;
  *seen = yqq_rows_get_length (rows) > 0 ? yqq_rows_get_int (rows, 0, 1) : 0;
  return TRUE;
}

static YqqNotice *
read_notice (YqqRows *rows, guint row, gint64 seen)
{
  YqqNotice *notice = g_new0 (YqqNotice, 1);
  notice->sequence = yqq_rows_get_int (rows, row, 0);
  notice->seen = notice->sequence <= seen;
  yqq_notice_kind_from_nick (yqq_rows_get_text (rows, row, 1), &notice->kind);
  notice->at_ms = yqq_rows_get_int (rows, row, 2);
  notice->enterprise = g_strdup (yqq_rows_get_text (rows, row, 3));
  notice->enterprise_name = g_strdup (yqq_rows_get_text (rows, row, 4));
  notice->subject = g_strdup (yqq_rows_get_text (rows, row, 5));
  notice->person = g_strdup (yqq_rows_get_text (rows, row, 6));
  notice->detail = g_strdup (yqq_rows_get_text (rows, row, 7));
  notice->number = yqq_rows_get_int (rows, row, 8);
  return notice;
}

YqqNotices *
yqq_notices_list (YqqDatabase *database, const char *person_id, gint64 after, GError **error)
{
  gint64 given, seen;
  if (!read_counter (database, person_id, &given, &seen, error))
    return NULL;
  if (after <= 0)
    after = MAX (0, given - YQQ_NOTICES_MAX_COUNT);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT n.sequence, n.kind, n.created_at, n.enterprise_id, e.name, n.subject, n.person_name, "
      "n.detail, n.number FROM notices n LEFT JOIN enterprises e ON e.id = n.enterprise_id "
      "WHERE n.person_id = $1 AND n.sequence > $2 ORDER BY n.sequence LIMIT $3",
      YQQ_TEXT (person_id), YQQ_INT (after), YQQ_INT (YQQ_NOTICES_MAX_COUNT), YQQ_END);
  if (rows == NULL)
    return NULL;
  YqqNotices *notices = g_new0 (YqqNotices, 1);
  notices->notices = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_notice_free);
  notices->unseen = given - seen;
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (notices->notices, read_notice (rows, row, seen));
  return notices;
}

gboolean
yqq_notices_see (YqqDatabase *database, const char *person_id, gint64 up_to, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE notices SET seen = 1 WHERE person_id = $1 AND sequence <= $2 "
                           "AND seen = 0",
                           YQQ_TEXT (person_id), YQQ_INT (up_to), YQQ_END) &&
         yqq_database_run (
             database, error,
             "UPDATE notice_counters SET seen = CASE WHEN given < $2 THEN given ELSE $2 END "
             "WHERE person_id = $1 AND seen < $2",
             YQQ_TEXT (person_id), YQQ_INT (up_to), YQQ_END);
}

static gboolean
forget_seen (YqqDatabase *database, gint64 before_ms, guint limit, gboolean *more, GError **error)
{
  g_autoptr (YqqRows) gone = yqq_database_query (
      database, error,
      "DELETE FROM notices WHERE (person_id, sequence) IN (SELECT person_id, sequence "
      "FROM notices WHERE seen = 1 AND created_at <= $1 ORDER BY created_at LIMIT $2) "
      "RETURNING sequence",
      YQQ_INT (before_ms), YQQ_INT (limit), YQQ_END);
  *more = *more || (gone != NULL && yqq_rows_get_length (gone) == limit);
  return gone != NULL;
}

static gboolean
forget_all (YqqDatabase *database, gint64 before_ms, guint limit, gboolean *more, GError **error)
{
  g_autoptr (YqqRows) gone = yqq_database_query (
      database, error,
      "DELETE FROM notices WHERE (person_id, sequence) IN (SELECT person_id, sequence "
      "FROM notices WHERE created_at <= $1 ORDER BY created_at LIMIT $2) "
      "RETURNING person_id, sequence",
      YQQ_INT (before_ms), YQQ_INT (limit), YQQ_END);
  for (guint row = 0; gone != NULL && row < yqq_rows_get_length (gone); row++)
    if (!yqq_notices_see (database, yqq_rows_get_text (gone, row, 0),
                          yqq_rows_get_int (gone, row, 1), error))
      return FALSE;
  *more = *more || (gone != NULL && yqq_rows_get_length (gone) == limit);
  return gone != NULL;
}

gboolean
yqq_notices_prune (YqqDatabase *database,
                   gint64 now_ms,
                   guint limit,
                   gboolean *more,
                   GError **error)
{
  *more = FALSE;
  return forget_seen (database, now_ms - YQQ_NOTICES_KEEP_SEEN_MS, limit, more, error) &&
         forget_all (database, now_ms - YQQ_NOTICES_KEEP_MS, limit, more, error);
}

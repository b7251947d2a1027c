/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/reminders.h"

#include "authority/acts/overdue.h"
#include "authority/store/closings.h"
#include "authority/store/notices.h"
#include "authority/store/reminders.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define FIRST_DAYS 30
#define PIECE 50

/* The nearest first: who was told of one day is not told of seven any more. */
static const gint64 days_before[] = {1, 7, 14, FIRST_DAYS};

struct _YqqReminders {
  YqqWriter *writer;
  YqqClock *clock;
  gboolean begun;
  gboolean busy; /* the writer has a piece */
  gint64 last_ms;
  gint64 now_ms; /* of the round that is going on */
  gboolean more;
};

YqqReminders *
yqq_reminders_new (YqqWriter *writer, YqqClock *clock)
{
  YqqReminders *self = g_new0 (YqqReminders, 1);
  self->writer = writer;
  self->clock = yqq_clock_ref (clock);
  return self;
}

void
yqq_reminders_free (YqqReminders *self)
{
  yqq_clock_unref (self->clock);
  g_free (self);
}

static gboolean
tell_holder (YqqDatabase *database, const YqqEndingGrant *grant, gint64 now_ms, GError **error)
{
  gint64 days_left = (grant->not_after_ms - now_ms + DAY_MS - 1) / DAY_MS;
  return yqq_notices_add (database, grant->person_id, YQQ_NOTICE_GRANT_EXPIRING,
                          grant->enterprise_id, grant->grant_id, NULL, NULL, days_left, now_ms,
                          error);
}

static gboolean
tell_administrator (YqqDatabase *database,
                    const char *enterprise_id,
                    const char *person_id,
                    gint64 now_ms,
                    GError **error)
{
  gint64 count = 0;
  if (!yqq_reminders_count_ending (database, enterprise_id, person_id, FIRST_DAYS, now_ms, &count,
                                   error))
    return FALSE;
  return count == 0 ||
         yqq_notices_add (database, person_id, YQQ_NOTICE_GRANTS_EXPIRING, enterprise_id,
                          enterprise_id, NULL, NULL, count, now_ms, error);
}

/* Dozens of grants may end on one day: those who look after them hear once of all. */
static gboolean
tell_administrators (YqqDatabase *database,
                     const char *enterprise_id,
                     gint64 now_ms,
                     GError **error)
{
  gboolean marked = FALSE;
  if (!yqq_reminders_mark_day (database, enterprise_id, now_ms, &marked, error))
    return FALSE;
  if (!marked)
    return TRUE;
  g_auto (GStrv) administrators =
      yqq_reminders_list_administrators (database, enterprise_id, error);
  for (guint i = 0; administrators != NULL && administrators[i] != NULL; i++)
    if (!tell_administrator (database, enterprise_id, administrators[i], now_ms, error))
      return FALSE;
  return administrators != NULL;
}

static gboolean
remind (YqqDatabase *database,
        const YqqEndingGrant *grant,
        gint64 days,
        gint64 now_ms,
        GError **error)
{
  gboolean marked = FALSE;
  return yqq_reminders_mark (database, grant, days, now_ms, &marked, error) &&
         (!marked || (tell_holder (database, grant, now_ms, error) &&
                      tell_administrators (database, grant->enterprise_id, now_ms, error)));
}

gboolean
yqq_reminders_give (YqqDatabase *database, gint64 now_ms, gboolean *more, GError **error)
{
  *more = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (days_before) && !*more; i++) {
    g_autoptr (GPtrArray) due =
        yqq_reminders_list_due (database, days_before[i], now_ms, PIECE, error);
    if (due == NULL)
      return FALSE;
    for (guint k = 0; k < due->len; k++)
      if (!remind (database, g_ptr_array_index (due, k), days_before[i], now_ms, error))
        return FALSE;
    *more = due->len == PIECE;
  }
  return TRUE;
}

static gboolean
do_piece (YqqDatabase *database, gpointer data, GError **error)
{
  YqqReminders *self = data;
  gboolean overdue = FALSE;
  gboolean old = FALSE;
  if (!yqq_reminders_give (database, self->now_ms, &self->more, error) ||
      !yqq_overdue_end (database, self->now_ms, &overdue, error) ||
      !yqq_notices_prune (database, self->now_ms, PIECE, &old, error) ||
      !yqq_closings_purge (database, self->now_ms, error))
    return FALSE;
  self->more = self->more || overdue || old;
  return TRUE;
}

static void
on_piece_done (const GError *error, gpointer data)
{
  YqqReminders *self = data;
  self->busy = FALSE;
  if (error != NULL)
    g_message ("reminders were not given, and will be in an hour: %s", error->message);
  self->more = self->more && error == NULL;
}

void
yqq_reminders_tick (YqqReminders *self)
{
  gint64 now_ms = yqq_clock_get_unix_ms (self->clock);
  gboolean due =
      !self->begun || now_ms < self->last_ms || now_ms - self->last_ms >= YQQ_REMINDERS_INTERVAL_MS;
  if (self->busy || (!due && !self->more))
    return;
  self->begun = TRUE;
  self->busy = TRUE;
  self->last_ms = due ? now_ms : self->last_ms;
  self->now_ms = now_ms;
  yqq_writer_submit (self->writer, do_piece, on_piece_done, self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/pin-confirmations.h"

gboolean
yqq_pin_confirmations_add (YqqDatabase *database,
                           const char *device_id,
                           const char *challenge_id,
                           gint64 expires_at_ms,
                           gint64 now_ms,
                           GError **error)
{
  return yqq_database_run (database, error, "DELETE FROM pin_confirmations WHERE expires_at <= $1",
                           YQQ_INT (now_ms), YQQ_END) &&
         yqq_database_run (
             database, error,
             "INSERT INTO pin_confirmations (device_id, challenge_id, expires_at) "
             "VALUES ($1, $2, $3) ON CONFLICT (device_id, challenge_id) DO UPDATE SET "
             "expires_at = $3",
             YQQ_TEXT (device_id), YQQ_TEXT (challenge_id), YQQ_INT (expires_at_ms), YQQ_END);
}

gboolean
yqq_pin_confirmations_take (YqqDatabase *database,
                            const char *device_id,
                            const char *challenge_id,
                            gint64 now_ms,
                            gboolean *confirmed,
                            GError **error)
{
  return yqq_database_change (database, confirmed, error,
                              "DELETE FROM pin_confirmations WHERE device_id = $1 AND "
                              "challenge_id = $2 AND expires_at > $3 RETURNING device_id",
                              YQQ_TEXT (device_id), YQQ_TEXT (challenge_id), YQQ_INT (now_ms),
                              YQQ_END);
}

gboolean
yqq_pin_confirmations_forget (YqqDatabase *database, const char *device_id, GError **error)
{
  return yqq_database_run (database, error, "DELETE FROM pin_confirmations WHERE device_id = $1",
                           YQQ_TEXT (device_id), YQQ_END);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/pins.h"

#include "authority/store/pin-confirmations.h"

#include "protocol/pin.h"

#define COLUMNS "verifier_key, salt, pepper, tries_left, opened"

void
yqq_pin_free (YqqPin *self)
{
  g_clear_pointer (&self->verifier_key, g_bytes_unref);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->pepper, g_bytes_unref);
  g_free (self);
}

static gboolean
take_first (YqqRows *rows, YqqPin **pin)
{
  if (rows == NULL)
    return FALSE;
  *pin = NULL;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  *pin = g_new0 (YqqPin, 1);
  (*pin)->verifier_key = g_bytes_ref (yqq_rows_get_blob (rows, 0, 0));
  (*pin)->salt = g_bytes_ref (yqq_rows_get_blob (rows, 0, 1));
  (*pin)->pepper = g_bytes_ref (yqq_rows_get_blob (rows, 0, 2));
  (*pin)->tries_left = (guint)yqq_rows_get_int (rows, 0, 3);
  (*pin)->opened = yqq_rows_get_int (rows, 0, 4) != 0;
  return TRUE;
}

gboolean
yqq_pins_find (YqqDatabase *database, const char *device_id, YqqPin **pin, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, "SELECT " COLUMNS " FROM pins WHERE device_id = $1",
                          YQQ_TEXT (device_id), YQQ_END);
  return take_first (rows, pin);
}

gboolean
yqq_pins_add (YqqDatabase *database,
              const char *device_id,
              const YqqPin *pin,
              gint64 now_ms,
              GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO pins (device_id, " COLUMNS ", created_at) VALUES ($1, $2, $3, $4, $5, 0, $6)",
      YQQ_TEXT (device_id), YQQ_BLOB (pin->verifier_key), YQQ_BLOB (pin->salt),
      YQQ_BLOB (pin->pepper), YQQ_INT (pin->tries_left), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_pins_replace (YqqDatabase *database,
                  const char *device_id,
                  const YqqPin *pin,
                  const char *proven_by,
                  gint64 now_ms,
                  GError **error)
{
  return yqq_database_run (
             database, error,
             "UPDATE pins SET verifier_key = $2, salt = $3, pepper = $4, tries_left = $5, "
             "opened = $6, created_at = $7, proven_by = $8 WHERE device_id = $1",
             YQQ_TEXT (device_id), YQQ_BLOB (pin->verifier_key), YQQ_BLOB (pin->salt),
             YQQ_BLOB (pin->pepper), YQQ_INT (YQQ_PIN_TRIES), YQQ_INT (pin->opened ? 1 : 0),
             YQQ_INT (now_ms), YQQ_TEXT (proven_by), YQQ_END) &&
         yqq_pins_drop_next (database, device_id, error) &&
         yqq_pin_confirmations_forget (database, device_id, error);
}

gboolean
yqq_pins_set_next (YqqDatabase *database,
                   const char *device_id,
                   const YqqPin *pin,
                   gint64 now_ms,
                   GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE pins SET next_verifier_key = $2, next_salt = $3, "
                           "next_pepper = $4, next_at = $5 WHERE device_id = $1",
                           YQQ_TEXT (device_id), YQQ_BLOB (pin->verifier_key), YQQ_BLOB (pin->salt),
                           YQQ_BLOB (pin->pepper), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_pins_find_next (YqqDatabase *database,
                    const char *device_id,
                    gint64 since_ms,
                    YqqPin **pin,
                    GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT next_verifier_key, next_salt, next_pepper, tries_left, opened FROM pins "
      "WHERE device_id = $1 AND next_at IS NOT NULL AND next_at > $2",
      YQQ_TEXT (device_id), YQQ_INT (since_ms), YQQ_END);
  return take_first (rows, pin);
}

gboolean
yqq_pins_drop_next (YqqDatabase *database, const char *device_id, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE pins SET next_verifier_key = NULL, next_salt = NULL, "
                           "next_pepper = NULL, next_at = NULL WHERE device_id = $1",
                           YQQ_TEXT (device_id), YQQ_END);
}

gboolean
yqq_pins_take_try (YqqDatabase *database, const char *device_id, YqqPin **pin, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "UPDATE pins SET tries_left = tries_left - 1 WHERE device_id = $1 AND tries_left > 0 "
      "RETURNING " COLUMNS,
      YQQ_TEXT (device_id), YQQ_END);
  return take_first (rows, pin);
}

gboolean
yqq_pins_restore_tries (YqqDatabase *database, const char *device_id, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE pins SET tries_left = $2, opened = 1 WHERE device_id = $1",
                           YQQ_TEXT (device_id), YQQ_INT (YQQ_PIN_TRIES), YQQ_END);
}

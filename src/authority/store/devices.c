/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/devices.h"

#include "authority/store/certificates.h"
#include "authority/store/pin-confirmations.h"

void
yqq_device_free (YqqDevice *self)
{
  g_free (self->id);
  g_free (self->person_id);
  g_free (self->thumbprint);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_free (self->label);
  g_free (self);
}

#define SELECT                                                                                     \
  "SELECT id, person_id, thumbprint, public_key, label, state, registered_at, verified_at "        \
  "FROM devices "

static YqqDevice *
read_device (YqqRows *rows)
{
  YqqDevice *device = g_new0 (YqqDevice, 1);
  device->id = g_strdup (yqq_rows_get_text (rows, 0, 0));
  device->person_id = g_strdup (yqq_rows_get_text (rows, 0, 1));
  device->thumbprint = g_strdup (yqq_rows_get_text (rows, 0, 2));
  device->public_key = g_bytes_ref (yqq_rows_get_blob (rows, 0, 3));
  device->label = g_strdup (yqq_rows_get_text (rows, 0, 4));
  device->revoked = g_strcmp0 (yqq_rows_get_text (rows, 0, 5), "active") != 0;
  device->registered_at_ms = yqq_rows_get_int (rows, 0, 6);
  device->verified_at_ms = yqq_rows_get_int (rows, 0, 7);
  return device;
}

static gboolean
take_device (YqqRows *rows, YqqDevice **device)
{
  if (rows == NULL)
    return FALSE;
  *device = yqq_rows_get_length (rows) > 0 ? read_device (rows) : NULL;
  return TRUE;
}

gboolean
yqq_devices_find (YqqDatabase *database, const char *thumbprint, YqqDevice **device, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (database, error, SELECT "WHERE thumbprint = $1",
                                                 YQQ_TEXT (thumbprint), YQQ_END);
  return take_device (rows, device);
}

gboolean
yqq_devices_find_by_id (YqqDatabase *database, const char *id, YqqDevice **device, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, SELECT "WHERE id = $1", YQQ_TEXT (id), YQQ_END);
  return take_device (rows, device);
}

gboolean
yqq_devices_add (YqqDatabase *database, const YqqDevice *device, gint64 now_ms, GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO devices (id, person_id, thumbprint, public_key, label, state, created_at, "
      "registered_at, verified_at) VALUES ($1, $2, $3, $4, $5, 'active', $6, $6, $6)",
      YQQ_TEXT (device->id), YQQ_TEXT (device->person_id), YQQ_TEXT (device->thumbprint),
      YQQ_BLOB (device->public_key), YQQ_TEXT (device->label), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_devices_restore (YqqDatabase *database, const char *id, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE devices SET registered_at = $2 WHERE id = $1 AND state <> "
                           "'active'",
                           YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END) &&
         yqq_database_run (database, error,
                           "UPDATE devices SET state = 'active', verified_at = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_devices_begin_counting (YqqDatabase *database, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE devices SET verified_at = $1 WHERE verified_at = 0",
                           YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_devices_set_proven_by (YqqDatabase *database,
                           const char *id,
                           const char *methods,
                           GError **error)
{
  return yqq_database_run (database, error, "UPDATE devices SET proven_by = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_TEXT (methods), YQQ_END);
}

gboolean
yqq_devices_revoke (YqqDatabase *database, const char *id, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error, "UPDATE devices SET state = 'revoked' WHERE id = $1",
                           YQQ_TEXT (id), YQQ_END) &&
         yqq_database_run (database, error, "DELETE FROM pins WHERE device_id = $1", YQQ_TEXT (id),
                           YQQ_END) &&
         yqq_pin_confirmations_forget (database, id, error) &&
         yqq_certificates_supersede_device (database, id, now_ms, error);
}

gboolean
yqq_devices_has_other (YqqDatabase *database,
                       const char *person_id,
                       const char *id,
                       gboolean *has,
                       GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT 1 FROM devices WHERE person_id = $1 AND id <> $2 LIMIT 1",
      YQQ_TEXT (person_id), YQQ_TEXT (id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *has = yqq_rows_get_length (rows) > 0;
  return TRUE;
}

/* The statement changes nothing: it takes the row's lock. */
gboolean
yqq_devices_hold (YqqDatabase *database, const char *id, gboolean *active, GError **error)
{
  return yqq_database_change (
      database, active, error,
      "UPDATE devices SET state = state WHERE id = $1 AND state = 'active' RETURNING id",
      YQQ_TEXT (id), YQQ_END);
}

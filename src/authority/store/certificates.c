/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/certificates.h"

#define COLUMNS                                                                                    \
  "fingerprint, grant_id, device_id, algorithm, serial, key_thumbprint, certificate, not_before, " \
  "not_after, state"

void
yqq_certificate_record_free (YqqCertificateRecord *self)
{
  g_free (self->fingerprint);
  g_free (self->grant_id);
  g_free (self->device_id);
  g_free (self->serial);
  g_free (self->key_thumbprint);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self);
}

static YqqCertificateRecord *
read_certificate (YqqRows *rows, guint row)
{
  YqqCertificateRecord *record = g_new0 (YqqCertificateRecord, 1);
  record->fingerprint = g_strdup (yqq_rows_get_text (rows, row, 0));
  record->grant_id = g_strdup (yqq_rows_get_text (rows, row, 1));
  record->device_id = g_strdup (yqq_rows_get_text (rows, row, 2));
  yqq_algorithm_from_nick (yqq_rows_get_text (rows, row, 3), &record->algorithm);
  record->serial = g_strdup (yqq_rows_get_text (rows, row, 4));
  record->key_thumbprint = g_strdup (yqq_rows_get_text (rows, row, 5));
  record->certificate = g_bytes_ref (yqq_rows_get_blob (rows, row, 6));
  record->not_before_ms = yqq_rows_get_int (rows, row, 7);
  record->not_after_ms = yqq_rows_get_int (rows, row, 8);
  yqq_issued_state_from_nick (yqq_rows_get_text (rows, row, 9), &record->state);
  return record;
}

static gboolean
take_first (YqqRows *rows, YqqCertificateRecord **record)
{
  if (rows == NULL)
    return FALSE;
  *record = yqq_rows_get_length (rows) > 0 ? read_certificate (rows, 0) : NULL;
  return TRUE;
}

gboolean
yqq_certificates_find (YqqDatabase *database,
                       const char *fingerprint,
                       YqqCertificateRecord **certificate,
                       GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM certificates WHERE fingerprint = $1",
      YQQ_TEXT (fingerprint), YQQ_END);
  return take_first (rows, certificate);
}

gboolean
yqq_certificates_find_by_key (YqqDatabase *database,
                              const char *grant_id,
                              const char *device_id,
                              const char *key_thumbprint,
                              YqqCertificateRecord **certificate,
                              GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM certificates WHERE grant_id = $1 AND device_id = $2 "
      "AND key_thumbprint = $3 AND state = 'active'",
      YQQ_TEXT (grant_id), YQQ_TEXT (device_id), YQQ_TEXT (key_thumbprint), YQQ_END);
  return take_first (rows, certificate);
}

GPtrArray *
yqq_certificates_list (YqqDatabase *database, const char *grant_id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM certificates WHERE grant_id = $1 ORDER BY created_at, fingerprint",
      YQQ_TEXT (grant_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_certificate_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (list, read_certificate (rows, row));
  return list;
}

gboolean
yqq_certificates_add (YqqDatabase *database,
                      const YqqCertificateRecord *certificate,
                      gint64 now_ms,
                      GError **error)
{
  const char *algorithm = yqq_algorithm_to_nick (certificate->algorithm);
  return yqq_database_run (
             database, error,
             "UPDATE certificates SET state = 'superseded', changed_at = $4 "
             "WHERE grant_id = $1 AND device_id = $2 AND algorithm = $3 AND state = 'active'",
             YQQ_TEXT (certificate->grant_id), YQQ_TEXT (certificate->device_id),
             YQQ_TEXT (algorithm), YQQ_INT (now_ms), YQQ_END) &&
         yqq_database_run (database, error,
                           "INSERT INTO certificates (" COLUMNS ", created_at, changed_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'active', $10, $10)",
                           YQQ_TEXT (certificate->fingerprint), YQQ_TEXT (certificate->grant_id),
                           YQQ_TEXT (certificate->device_id), YQQ_TEXT (algorithm),
                           YQQ_TEXT (certificate->serial), YQQ_TEXT (certificate->key_thumbprint),
                           YQQ_BLOB (certificate->certificate),
                           YQQ_INT (certificate->not_before_ms),
                           YQQ_INT (certificate->not_after_ms), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_certificates_supersede_device (YqqDatabase *database,
                                   const char *device_id,
                                   gint64 now_ms,
                                   GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE certificates SET state = 'superseded', changed_at = $2 "
                           "WHERE device_id = $1 AND state = 'active'",
                           YQQ_TEXT (device_id), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_certificates_supersede_grant (YqqDatabase *database,
                                  const char *grant_id,
                                  gint64 now_ms,
                                  GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE certificates SET state = 'superseded', changed_at = $2 "
                           "WHERE grant_id = $1 AND state = 'active'",
                           YQQ_TEXT (grant_id), YQQ_INT (now_ms), YQQ_END);
}

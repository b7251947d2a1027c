/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/faces.h"

void
yqq_face_record_free (YqqFaceRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->device_id);
  g_free (self->person_id);
  g_free (self->template_id);
  g_free (self->model);
  g_free (self->consent);
  g_free (self);
}

gboolean
yqq_faces_find (YqqDatabase *database,
                const char *person_id,
                const char *device_id,
                YqqFaceRecord **face,
                GError **error)
{
  *face = NULL;
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT template_id, model, consent, enrolled_at, wrong_tries, locked_until "
      "FROM face_enrolments WHERE device_id = $1 AND person_id = $2",
      YQQ_TEXT (device_id), YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  *face = g_new0 (YqqFaceRecord, 1);
  (*face)->device_id = g_strdup (device_id);
  (*face)->person_id = g_strdup (person_id);
  (*face)->template_id = g_strdup (yqq_rows_get_text (rows, 0, 0));
  (*face)->model = g_strdup (yqq_rows_get_text (rows, 0, 1));
  (*face)->consent = g_strdup (yqq_rows_get_text (rows, 0, 2));
  (*face)->enrolled_at_ms = yqq_rows_get_int (rows, 0, 3);
  (*face)->wrong_tries = (guint)yqq_rows_get_int (rows, 0, 4);
  (*face)->locked_until_ms = yqq_rows_get_int (rows, 0, 5);
  return TRUE;
}

gboolean
yqq_faces_put (YqqDatabase *database, const YqqFaceRecord *face, GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO face_enrolments "
      "(device_id, person_id, template_id, model, consent, enrolled_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (device_id) DO UPDATE SET "
      "person_id = excluded.person_id, template_id = excluded.template_id, "
      "model = excluded.model, consent = excluded.consent, enrolled_at = excluded.enrolled_at",
      YQQ_TEXT (face->device_id), YQQ_TEXT (face->person_id), YQQ_TEXT (face->template_id),
      YQQ_TEXT (face->model), YQQ_TEXT (face->consent), YQQ_INT (face->enrolled_at_ms), YQQ_END);
}

gboolean
yqq_faces_set_tries (YqqDatabase *database,
                     const char *device_id,
                     guint wrong_tries,
                     gint64 locked_until_ms,
                     GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE face_enrolments SET wrong_tries = $2, locked_until = $3 "
                           "WHERE device_id = $1",
                           YQQ_TEXT (device_id), YQQ_INT (wrong_tries), YQQ_INT (locked_until_ms),
                           YQQ_END);
}

gboolean
yqq_faces_remove (YqqDatabase *database, const char *device_id, gboolean *found, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "DELETE FROM face_enrolments WHERE device_id = $1 RETURNING device_id",
      YQQ_TEXT (device_id), YQQ_END);
  if (rows != NULL)
    *found = yqq_rows_get_length (rows) > 0;
  return rows != NULL;
}

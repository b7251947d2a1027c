/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/people.h"

#define COLUMNS "id, name, id_type, id_number, phone, demonstration"

void
yqq_person_record_free (YqqPersonRecord *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->id_number);
  g_free (self->phone);
  g_free (self);
}

static YqqPersonRecord *
read_person (YqqRows *rows, guint row)
{
  YqqPersonRecord *person = g_new0 (YqqPersonRecord, 1);
  person->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  person->name = g_strdup (yqq_rows_get_text (rows, row, 1));
  yqq_id_type_from_nick (yqq_rows_get_text (rows, row, 2), &person->id_type);
  person->id_number = g_strdup (yqq_rows_get_text (rows, row, 3));
  person->phone = g_strdup (yqq_rows_get_text (rows, row, 4));
  person->demonstration = yqq_rows_get_int (rows, row, 5) != 0;
  return person;
}

static gboolean
take_first (YqqRows *rows, YqqPersonRecord **person)
{
  if (rows == NULL)
    return FALSE;
  *person = yqq_rows_get_length (rows) > 0 ? read_person (rows, 0) : NULL;
  return TRUE;
}

gboolean
yqq_people_find (YqqDatabase *database, const char *id, YqqPersonRecord **person, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM people WHERE id = $1", YQQ_TEXT (id), YQQ_END);
  return take_first (rows, person);
}

gboolean
yqq_people_find_by_document (YqqDatabase *database,
                             YqqIdType id_type,
                             const char *id_number,
                             YqqPersonRecord **person,
                             GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM people WHERE id_type = $1 AND id_number = $2",
      YQQ_TEXT (yqq_id_type_to_nick (id_type)), YQQ_TEXT (id_number), YQQ_END);
  return take_first (rows, person);
}

gboolean
yqq_people_add (YqqDatabase *database, const YqqPersonRecord *person, gint64 now_ms, GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO people (" COLUMNS ", created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      YQQ_TEXT (person->id), YQQ_TEXT (person->name),
      YQQ_TEXT (yqq_id_type_to_nick (person->id_type)), YQQ_TEXT (person->id_number),
      YQQ_TEXT (person->phone), YQQ_INT (person->demonstration), YQQ_INT (now_ms), YQQ_END);
}

GPtrArray *
yqq_people_list_demonstration (YqqDatabase *database, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM people WHERE demonstration = 1 ORDER BY created_at, id", YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_person_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (people, read_person (rows, row));
  return people;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority seed FILE: enterprises and grants from a JSON file, all of it or nothing. */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/registration-desk.h"
#include "base/clock.h"
#include "base/json.h"

#define MAX_FILE_BYTES (1024 * 1024)
#define MAX_ENTRIES 1000
#define MAX_TEXT 200

typedef struct {
  JsonObject *object;
  guint enterprises;
  guint grants;
} Seed;

static gboolean
read_person (JsonObject *object, YqqDeskPerson *person, GError **error)
{
  return yqq_json_read_string (object, "name", MAX_TEXT, &person->name, error) &&
         yqq_json_read_string (object, "id_type", MAX_TEXT, &person->id_type, error) &&
         yqq_json_read_string (object, "id_number", MAX_TEXT, &person->id_number, error) &&
         yqq_json_read_string (object, "phone", MAX_TEXT, &person->phone, error);
}

static gboolean
add_enterprise (YqqDatabase *database,
                JsonObject *object,
                gint64 now_ms,
                Seed *seed,
                GError **error)
{
  YqqDeskEnterprise entry = {0};
  JsonObject *administrator;
  g_autofree char *id = NULL;
  gboolean made = FALSE;
  if (!yqq_json_read_string (object, "name", MAX_TEXT, &entry.name, error) ||
      !yqq_json_read_string (object, "credit_code", MAX_TEXT, &entry.credit_code, error) ||
      !yqq_json_read_string (object, "legal_representative", MAX_TEXT, &entry.legal_representative,
                             error) ||
      !yqq_json_read_int (object, "quota", 1, YQQ_DESK_MAX_QUOTA, &entry.quota, error) ||
      !yqq_json_read_int (object, "years", 1, YQQ_DESK_MAX_YEARS, &entry.years, error) ||
      !yqq_json_read_object (object, "administrator", &administrator, error) ||
      !read_person (administrator, &entry.administrator, error) ||
      !yqq_desk_add_enterprise (database, &entry, now_ms, &id, &made, error))
    return FALSE;
  seed->enterprises += made ? 1 : 0;
  return TRUE;
}

static gboolean
add_grant (YqqDatabase *database, JsonObject *object, gint64 now_ms, Seed *seed, GError **error)
{
  YqqDeskGrant entry = {0};
  JsonObject *person;
  g_autofree char *code = NULL;
  gboolean made = FALSE;
  if (!yqq_json_read_string (object, "enterprise", MAX_TEXT, &entry.enterprise, error) ||
      !yqq_json_read_string (object, "kind", MAX_TEXT, &entry.kind, error) ||
      !yqq_json_read_int (object, "years", 1, YQQ_DESK_MAX_YEARS, &entry.years, error) ||
      !yqq_json_read_object (object, "person", &person, error) ||
      !read_person (person, &entry.person, error) ||
      !yqq_desk_add_grant (database, &entry, now_ms, &code, &made, error))
    return FALSE;
  seed->grants += made ? 1 : 0;
  return TRUE;
}

typedef gboolean (*AddEntry) (YqqDatabase *database,
                              JsonObject *object,
                              gint64 now_ms,
                              Seed *seed,
                              GError **error);

static gboolean
add_all (YqqDatabase *database, Seed *seed, const char *member, AddEntry add, GError **error)
{
  JsonArray *entries;
  if (!yqq_json_has (seed->object, member))
    return TRUE;
  if (!yqq_json_read_objects (seed->object, member, MAX_ENTRIES, &entries, error))
    return FALSE;
  gint64 now_ms = yqq_clock_get_unix_ms (yqq_clock_get_system ());
  for (guint i = 0; i < json_array_get_length (entries); i++)
    if (!add (database, json_array_get_object_element (entries, i), now_ms, seed, error)) {
      g_prefix_error (error, _ ("Entry %u of “%s”: "), i + 1, member);
      return FALSE;
    }
  return TRUE;
}

static gboolean
do_seed (YqqDatabase *database, gpointer data, GError **error)
{
  return add_all (database, data, "enterprises", add_enterprise, error) &&
         add_all (database, data, "grants", add_grant, error);
}

int
yqq_command_seed (int argc, char **argv)
{
  g_autofree char *data = NULL, *path = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  int exit_code;
  const GOptionEntry entries[] = {{NULL}};
  if (!yqq_command_parse (argc, argv,
                          _ ("Registers the enterprises and grants of a JSON file; what is there "
                             "already stays, and a mistake anywhere changes nothing."),
                          entries, &data, &path, &exit_code))
    return exit_code;
  if (path == NULL || !g_file_get_contents (path, &text, &size, &error)) {
    yqq_command_complain (_ ("The file cannot be read: %s"),
                          error != NULL ? error->message : _ ("none was given"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (JsonObject) object = yqq_json_parse (text, (gssize)size, MAX_FILE_BYTES, &error);
  if (object == NULL) {
    yqq_command_complain (_ ("%s is not what it should be: %s"), path, error->message);
    return YQQ_EXIT_FAILED;
  }
  Seed seed = {.object = object};
  exit_code = yqq_command_with_database (data, do_seed, &seed);
  if (exit_code == YQQ_EXIT_OK)
    printf (_ ("%u enterprises and %u grants registered\n"), seed.enterprises, seed.grants);
  return exit_code;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/staff-codes.h"

#include "authority/store/audit.h"

#define YQQ_TYPE_STAFF_CODES (yqq_staff_codes_get_type ())
G_DECLARE_FINAL_TYPE (YqqStaffCodes, yqq_staff_codes, YQQ, STAFF_CODES, GObject)

/* Expired codes are kept this long, so that a late one is told apart from a wrong one. */
#define KEEP_MS (7 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* The newest unused codes of a person; more are never tried. */
#define MAX_UNUSED "64"

struct _YqqStaffCodes {
  GObject parent;
  YqqDatabase *database;
  YqqClock *clock;
};

static void store_iface_init (YqqStaffCodeStoreInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqStaffCodes,
                               yqq_staff_codes,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_STAFF_CODE_STORE, store_iface_init))

static gboolean
forget_wrong_tries (YqqDatabase *database, const char *person_id, GError **error)
{
  return yqq_database_run (database, error, "UPDATE people SET wrong_codes = 0 WHERE id = $1",
                           YQQ_TEXT (person_id), YQQ_END);
}

/* Who carries two codes would not know which is good. */
static gboolean
void_earlier (YqqStaffCodes *self,
              const char *person_id,
              const YqqStaffCodeRecord *record,
              gint64 now_ms,
              GError **error)
{
  gboolean voided = FALSE;
  if (record->purpose == NULL)
    return TRUE;
  if (!yqq_database_change (self->database, &voided, error,
                            "UPDATE staff_codes SET voided_at = $3 WHERE person_id = $1 AND "
                            "purpose = $2 AND used_at IS NULL AND voided_at IS NULL AND "
                            "expires_at > $3 RETURNING id",
                            YQQ_TEXT (person_id), YQQ_TEXT (record->purpose), YQQ_INT (now_ms),
                            YQQ_END))
    return FALSE;
  if (!voided)
    return TRUE;
  g_autoptr (JsonObject) detail = json_object_new ();
  json_object_set_string_member (detail, "purpose", record->purpose);
  const YqqAuditEntry entry = {
      .act = "staff-code-voided",
      .actor = record->confirmed_by != NULL ? record->confirmed_by : person_id,
      .subject = person_id,
      .detail = detail,
  };
  return yqq_audit_append (self->database, &entry, now_ms, error);
}

static gboolean
add (YqqStaffCodeStore *store,
     const char *person_id,
     const YqqStaffCodeRecord *record,
     GError **error)
{
  YqqStaffCodes *self = YQQ_STAFF_CODES (store);
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  return yqq_database_run (self->database, error, "DELETE FROM staff_codes WHERE expires_at < $1",
                           YQQ_INT (now - KEEP_MS), YQQ_END) &&
         void_earlier (self, person_id, record, now, error) &&
         yqq_database_run (self->database, error,
                           "INSERT INTO staff_codes "
                           "(id, person_id, salt, digest, confirmed_by, created_at, expires_at, "
                           "purpose) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           YQQ_TEXT (record->id), YQQ_TEXT (person_id), YQQ_BLOB (record->salt),
                           YQQ_BLOB (record->digest), YQQ_TEXT (record->confirmed_by),
                           YQQ_INT (now), YQQ_INT (record->expires_at_ms),
                           YQQ_TEXT (record->purpose), YQQ_END) &&
         forget_wrong_tries (self->database, person_id, error);
}

static GPtrArray *
list_unused (YqqStaffCodeStore *store, const char *person_id, GError **error)
{
  YqqStaffCodes *self = YQQ_STAFF_CODES (store);
  g_autoptr (YqqRows) rows = yqq_database_query (
      self->database, error,
      "SELECT id, salt, digest, confirmed_by, expires_at, purpose, voided_at IS NOT NULL "
      "FROM staff_codes "
      "WHERE person_id = $1 AND used_at IS NULL "
      "ORDER BY created_at DESC, id DESC LIMIT " MAX_UNUSED,
      YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_staff_code_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqStaffCodeRecord *record = g_new0 (YqqStaffCodeRecord, 1);
    record->id = g_strdup (yqq_rows_get_text (rows, row, 0));
    record->salt = g_bytes_ref (yqq_rows_get_blob (rows, row, 1));
    record->digest = g_bytes_ref (yqq_rows_get_blob (rows, row, 2));
    record->confirmed_by = g_strdup (yqq_rows_get_text (rows, row, 3));
    record->expires_at_ms = yqq_rows_get_int (rows, row, 4);
    record->purpose = g_strdup (yqq_rows_get_text (rows, row, 5));
    record->voided = yqq_rows_get_int (rows, row, 6) != 0;
    g_ptr_array_add (records, record);
  }
  return records;
}

static gboolean
read_tries (YqqRows *rows, guint *wrong_tries)
{
  if (rows == NULL)
    return FALSE;
  *wrong_tries = yqq_rows_get_length (rows) > 0 ? (guint)yqq_rows_get_int (rows, 0, 0) : 0;
  return TRUE;
}

static gboolean
get_wrong_tries (YqqStaffCodeStore *store,
                 const char *person_id,
                 guint *wrong_tries,
                 GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (YQQ_STAFF_CODES (store)->database, error,
                                                 "SELECT wrong_codes FROM people WHERE id = $1",
                                                 YQQ_TEXT (person_id), YQQ_END);
  return read_tries (rows, wrong_tries);
}

static gboolean
count_wrong_try (YqqStaffCodeStore *store,
                 const char *person_id,
                 guint *wrong_tries,
                 GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      YQQ_STAFF_CODES (store)->database, error,
      "UPDATE people SET wrong_codes = wrong_codes + 1 WHERE id = $1 RETURNING wrong_codes",
      YQQ_TEXT (person_id), YQQ_END);
  return read_tries (rows, wrong_tries);
}

static gboolean
consume (YqqStaffCodeStore *store,
         const char *person_id,
         const char *record_id,
         gint64 at_ms,
         GError **error)
{
  YqqDatabase *database = YQQ_STAFF_CODES (store)->database;
  return yqq_database_run (database, error, "UPDATE staff_codes SET used_at = $2 WHERE id = $1",
                           YQQ_TEXT (record_id), YQQ_INT (at_ms), YQQ_END) &&
         forget_wrong_tries (database, person_id, error);
}

static void
yqq_staff_codes_finalize (GObject *object)
{
  YqqStaffCodes *self = YQQ_STAFF_CODES (object);
  g_object_unref (self->database);
  yqq_clock_unref (self->clock);
  G_OBJECT_CLASS (yqq_staff_codes_parent_class)->finalize (object);
}

static void
store_iface_init (YqqStaffCodeStoreInterface *interface)
{
  interface->add = add;
  interface->list_unused = list_unused;
  interface->get_wrong_tries = get_wrong_tries;
  interface->count_wrong_try = count_wrong_try;
  interface->consume = consume;
}

static void
yqq_staff_codes_class_init (YqqStaffCodesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_staff_codes_finalize;
}

static void
yqq_staff_codes_init (YqqStaffCodes *self)
{
}

YqqStaffCodeStore *
yqq_staff_codes_new (YqqDatabase *database, YqqClock *clock)
{
  YqqStaffCodes *self = g_object_new (YQQ_TYPE_STAFF_CODES, NULL);
  self->database = g_object_ref (database);
  self->clock = yqq_clock_ref (clock);
  return YQQ_STAFF_CODE_STORE (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/staff-codes.h"

#include <string.h>

#include "crypto/digest.h"
#include "crypto/random.h"

static char *
make_code (void)
{
  /* Below the largest multiple of 10^8, so that every code is as likely as any other. */
  guint32 number;
  do
    yqq_random_bytes (&number, sizeof number);
  while (number >= 4200000000u);
  return g_strdup_printf ("%08u", number % 100000000u);
}

static GBytes *
digest_code (GBytes *salt, const char *code)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (salt, &size);
  g_autoptr (YqqSecretBytes) key = yqq_secret_bytes_new_copy (data, size);
  return yqq_hmac_sha256 (key, code, strlen (code));
}

char *
yqq_staff_codes_add (YqqDatabase *database, const char *person_id, gint64 now_ms, GError **error)
{
  g_autofree char *code = make_code ();
  g_autofree char *id = yqq_random_id ();
  guint8 random[16];
  yqq_random_bytes (random, sizeof random);
  g_autoptr (GBytes) salt = g_bytes_new (random, sizeof random);
  g_autoptr (GBytes) digest = digest_code (salt, code);
  if (!yqq_database_run (database, error, "DELETE FROM staff_codes WHERE expires_at < $1",
                         YQQ_INT (now_ms - YQQ_STAFF_CODE_MS), YQQ_END) ||
      !yqq_database_run (
          database, error,
          "INSERT INTO staff_codes (id, person_id, salt, digest, created_at, expires_at) "
          "VALUES ($1, $2, $3, $4, $5, $6)",
          YQQ_TEXT (id), YQQ_TEXT (person_id), YQQ_BLOB (salt), YQQ_BLOB (digest), YQQ_INT (now_ms),
          YQQ_INT (now_ms + YQQ_STAFF_CODE_MS), YQQ_END) ||
      !yqq_database_run (database, error, "UPDATE people SET wrong_codes = 0 WHERE id = $1",
                         YQQ_TEXT (person_id), YQQ_END))
    return NULL;
  return g_steal_pointer (&code);
}

static gboolean
count_wrong (YqqDatabase *database, const char *person_id, guint *tries_left, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "UPDATE people SET wrong_codes = wrong_codes + 1 WHERE id = $1 RETURNING wrong_codes",
      YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  gint64 wrong = yqq_rows_get_length (rows) > 0 ? yqq_rows_get_int (rows, 0, 0) : 0;
  *tries_left = (guint)CLAMP (YQQ_STAFF_CODE_TRIES - wrong, 0, YQQ_STAFF_CODE_TRIES);
  return TRUE;
}

/* Gives the id of the unused code that matches, and whether it is still in time. */
static gboolean
find_match (YqqDatabase *database,
            const char *person_id,
            const char *code,
            gint64 now_ms,
            char **id,
            gboolean *in_time,
            GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT id, salt, digest, expires_at FROM staff_codes "
      "WHERE person_id = $1 AND used_at IS NULL ORDER BY expires_at DESC LIMIT 64",
      YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *id = NULL;
  for (guint row = 0; row < yqq_rows_get_length (rows) && *id == NULL; row++) {
    g_autoptr (GBytes) digest = digest_code (yqq_rows_get_blob (rows, row, 1), code);
    GBytes *kept = yqq_rows_get_blob (rows, row, 2);
    if (g_bytes_get_size (kept) != g_bytes_get_size (digest) ||
        !yqq_equal_constant_time (g_bytes_get_data (kept, NULL), g_bytes_get_data (digest, NULL),
                                  g_bytes_get_size (digest)))
      continue;
    *id = g_strdup (yqq_rows_get_text (rows, row, 0));
    *in_time = yqq_rows_get_int (rows, row, 3) > now_ms;
  }
  return TRUE;
}

static gboolean
read_tries_left (YqqDatabase *database, const char *person_id, guint *tries_left, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, "SELECT wrong_codes FROM people WHERE id = $1",
                          YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  gint64 wrong = yqq_rows_get_length (rows) > 0 ? yqq_rows_get_int (rows, 0, 0) : 0;
  *tries_left = (guint)CLAMP (YQQ_STAFF_CODE_TRIES - wrong, 0, YQQ_STAFF_CODE_TRIES);
  return TRUE;
}

gboolean
yqq_staff_codes_try (YqqDatabase *database,
                     const char *person_id,
                     const char *code,
                     gint64 now_ms,
                     YqqStaffCodeOutcome *outcome,
                     guint *tries_left,
                     GError **error)
{
  g_autofree char *id = NULL;
  gboolean in_time = FALSE;
  if (!read_tries_left (database, person_id, tries_left, error))
    return FALSE;
  if (*tries_left == 0) {
    *outcome = YQQ_STAFF_CODE_LOCKED;
    return TRUE;
  }
  if (!find_match (database, person_id, code, now_ms, &id, &in_time, error))
    return FALSE;
  *outcome = id == NULL ? YQQ_STAFF_CODE_WRONG
             : !in_time ? YQQ_STAFF_CODE_EXPIRED
                        : YQQ_STAFF_CODE_ACCEPTED;
  if (*outcome == YQQ_STAFF_CODE_WRONG)
    return count_wrong (database, person_id, tries_left, error);
  if (*outcome == YQQ_STAFF_CODE_EXPIRED)
    return TRUE;
  *tries_left = YQQ_STAFF_CODE_TRIES;
  return yqq_database_run (database, error, "UPDATE staff_codes SET used_at = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END) &&
         yqq_database_run (database, error, "UPDATE people SET wrong_codes = 0 WHERE id = $1",
                           YQQ_TEXT (person_id), YQQ_END);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/history.h"

#include <string.h>

#include "protocol/identifier.h"

/* A cursor is where a page ended: the time and the document's place, with what no identifier has
 * between them. */
#define SEPARATOR "~"

/* Names of members, numbers, times, ids and fingerprint of a record; texts are counted twice,
 * because each of their characters may have to be escaped. */
#define RECORD_BYTES 1000
#define ANSWER_BYTES 200

/* The page is cut out of the index first; only its few rows are joined with the rest. */
#define QUERY(owner)                                                                               \
  "SELECT d.session_id, d.request_id, d.document, d.name, d.size, d.digest, r.algorithm, "         \
  "d.signed_at, p.name, "                                                                          \
  "(SELECT min(domain) FROM relying_party_domains WHERE relying_party_id = p.id), "                \
  "s.purpose, e.id, e.name, h.name, c.fingerprint, c.serial FROM "                                 \
  "(SELECT session_id, request_id, document, name, size, digest, signed_at, person_id, "           \
  "enterprise_id FROM sign_documents WHERE " owner " = $1 AND signed_at IS NOT NULL "              \
  "AND (signed_at, session_id, request_id, document) < ($2, $3, $4, $5) "                          \
  "ORDER BY signed_at DESC, session_id DESC, request_id DESC, document DESC LIMIT $6) d "          \
  "JOIN sign_requests r ON r.session_id = d.session_id AND r.request_id = d.request_id "           \
  "JOIN sessions s ON s.id = d.session_id "                                                        \
  "JOIN relying_parties p ON p.id = s.relying_party_id "                                           \
  "JOIN certificates c ON c.fingerprint = r.certificate "                                          \
  "JOIN enterprises e ON e.id = d.enterprise_id JOIN people h ON h.id = d.person_id "              \
  "ORDER BY d.signed_at DESC, d.session_id DESC, d.request_id DESC, d.document DESC"

static const char *const queries[] = {
    [YQQ_HISTORY_OF_PERSON] = QUERY ("person_id"),
    [YQQ_HISTORY_OF_ENTERPRISE] = QUERY ("enterprise_id"),
};

static char *
make_cursor (const YqqUsageRecord *record)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT SEPARATOR "%s" SEPARATOR "%s" SEPARATOR "%s",
                          record->signed_at_ms, record->session, record->request, record->document);
}

/* *parts keeps the texts. */
static gboolean
read_cursor (const char *cursor, gint64 *signed_at_ms, GStrv *parts, GError **error)
{
  if (cursor == NULL) {
    *signed_at_ms = G_MAXINT64;
    *parts = g_strsplit (SEPARATOR SEPARATOR SEPARATOR, SEPARATOR, 4);
    return TRUE;
  }
  *parts = g_strsplit (cursor, SEPARATOR, 5);
  if (g_strv_length (*parts) == 4 && yqq_identifier_is_valid ((*parts)[1]) &&
      yqq_identifier_is_valid ((*parts)[2]) && yqq_identifier_is_valid ((*parts)[3]) &&
      g_ascii_string_to_signed ((*parts)[0], 10, 0, G_MAXINT64, signed_at_ms, NULL))
    return TRUE;
  g_set_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED, "after: not a cursor");
  return FALSE;
}

static YqqUsageRecord *
read_record (YqqRows *rows, guint row)
{
  YqqUsageRecord *record = g_new0 (YqqUsageRecord, 1);
  record->session = g_strdup (yqq_rows_get_text (rows, row, 0));
  record->request = g_strdup (yqq_rows_get_text (rows, row, 1));
  record->document = g_strdup (yqq_rows_get_text (rows, row, 2));
  record->name = g_strdup (yqq_rows_get_text (rows, row, 3));
  record->size = yqq_rows_get_int (rows, row, 4);
  record->digest = g_bytes_ref (yqq_rows_get_blob (rows, row, 5));
  yqq_algorithm_from_nick (yqq_rows_get_text (rows, row, 6), &record->algorithm);
  record->signed_at_ms = yqq_rows_get_int (rows, row, 7);
  record->relying_party = g_strdup (yqq_rows_get_text (rows, row, 8));
  record->domain = g_strdup (yqq_rows_get_text (rows, row, 9));
  record->purpose = g_strdup (yqq_rows_get_text (rows, row, 10));
  record->enterprise = g_strdup (yqq_rows_get_text (rows, row, 11));
  record->enterprise_name = g_strdup (yqq_rows_get_text (rows, row, 12));
  record->signer = g_strdup (yqq_rows_get_text (rows, row, 13));
  record->certificate = g_strdup (yqq_rows_get_text (rows, row, 14));
  record->serial = g_strdup (yqq_rows_get_text (rows, row, 15));
  return record;
}

static gsize
measure (const YqqUsageRecord *record)
{
  const char *const texts[] = {record->name,    record->relying_party,   record->domain,
                               record->purpose, record->enterprise_name, record->signer};
  gsize bytes = RECORD_BYTES;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    bytes += texts[i] != NULL ? 2 * strlen (texts[i]) : 0;
  return bytes;
}

/* One row more than limit was asked for: it tells that there is a next page. */
static YqqUsageRecords *
make_page (YqqRows *rows, guint limit)
{
  YqqUsageRecords *page = g_new0 (YqqUsageRecords, 1);
  page->records = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_usage_record_free);
  gsize bytes = ANSWER_BYTES;
  guint n = yqq_rows_get_length (rows);
  for (guint row = 0; row < MIN (n, limit); row++) {
    YqqUsageRecord *record = read_record (rows, row);
    bytes += measure (record);
    if (bytes > YQQ_USAGE_MAX_BYTES && row > 0) {
      yqq_usage_record_free (record);
      break;
    }
    g_ptr_array_add (page->records, record);
  }
  if (page->records->len > 0 && page->records->len < n)
    page->next = make_cursor (g_ptr_array_index (page->records, page->records->len - 1));
  return page;
}

YqqUsageRecords *
yqq_history_list (YqqDatabase *database,
                  YqqHistoryOwner owner,
                  const char *id,
                  const char *after,
                  guint limit,
                  GError **error)
{
  gint64 signed_at_ms = 0;
  g_auto (GStrv) parts = NULL;
  if (!read_cursor (after, &signed_at_ms, &parts, error))
    return NULL;
  limit = CLAMP (limit, 1, YQQ_USAGE_PAGE_MAX);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, queries[owner], YQQ_TEXT (id), YQQ_INT (signed_at_ms), YQQ_TEXT (parts[1]),
      YQQ_TEXT (parts[2]), YQQ_TEXT (parts[3]), YQQ_INT (limit + 1), YQQ_END);
  return rows != NULL ? make_page (rows, limit) : NULL;
}

void
yqq_kept_signature_free (YqqKeptSignature *self)
{
  g_bytes_unref (self->signature);
  g_free (self->person_id);
  g_free (self->enterprise_id);
  g_free (self);
}

gboolean
yqq_history_find_signature (YqqDatabase *database,
                            const char *session_id,
                            const char *request_id,
                            const char *document,
                            YqqKeptSignature **kept,
                            GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT signature, person_id, enterprise_id FROM sign_documents WHERE session_id = $1 "
      "AND request_id = $2 AND document = $3 AND signature IS NOT NULL",
      YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_TEXT (document), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *kept = NULL;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  *kept = g_new0 (YqqKeptSignature, 1);
  (*kept)->signature = g_bytes_ref (yqq_rows_get_blob (rows, 0, 0));
  (*kept)->person_id = g_strdup (yqq_rows_get_text (rows, 0, 1));
  (*kept)->enterprise_id = g_strdup (yqq_rows_get_text (rows, 0, 2));
  return TRUE;
}

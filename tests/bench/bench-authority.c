/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a history of a hundred thousand signatures page by page, beside reading as many rows by
 * their key. */
#include <glib/gstdio.h>

#include "authority/store/certificates.h"
#include "authority/store/devices.h"
#include "authority/store/enterprises.h"
#include "authority/store/grants.h"
#include "authority/store/history.h"
#include "authority/store/migrations.h"
#include "authority/store/people.h"
#include "authority/store/relying-parties.h"
#include "authority/store/sessions.h"
#include "authority/store/sqlite-database.h"

#define RECORDS 100000
#define PER_REQUEST 25
#define PER_SESSION 100
#define ROUNDS 31
#define LIMIT_MS 25

static YqqDatabase *database;

static void
add_owner (void)
{
  const char *const domains[] = {"sign.example.cn", NULL};
  const char *const permissions[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bytes", 5);
  g_autoptr (YqqEnterprise) enterprise = yqq_enterprise_new ("e", "企业", "c", "陈明", FALSE);
  YqqPersonRecord person = {"p", "林晓", YQQ_ID_TYPE_PASSPORT, "p", "1", FALSE};
  YqqDevice device = {"d", "p", "d", bytes, "PC", FALSE};
  YqqGrantRecord grant = {.id = "g",
                          .code = "g",
                          .enterprise_id = "e",
                          .person_id = "p",
                          .state = YQQ_GRANT_STATE_ACTIVE,
                          .not_before_ms = 1,
                          .not_after_ms = 2,
                          .permissions = (GStrv)permissions};
  YqqCertificateRecord certificate = {.fingerprint = "f",
                                      .grant_id = "g",
                                      .device_id = "d",
                                      .serial = "01",
                                      .key_thumbprint = "k",
                                      .certificate = bytes,
                                      .not_before_ms = 1,
                                      .not_after_ms = 2};
  YqqRelyingPartyRecord party = {"r", "应用", (GStrv)domains, bytes, FALSE, FALSE};
  g_assert_true (yqq_enterprises_add (database, enterprise, 1, NULL));
  g_assert_true (yqq_people_add (database, &person, 1, NULL));
  g_assert_true (yqq_devices_add (database, &device, 1, NULL));
  g_assert_true (yqq_grants_add (database, &grant, 1, NULL));
  g_assert_true (yqq_certificates_add (database, &certificate, 1, NULL));
  g_assert_true (yqq_relying_parties_add (database, &party, 1, NULL));
}

static void
add_records (void)
{
  g_autofree char *cms = g_malloc0 (3000);
  g_autoptr (GBytes) signature = g_bytes_new (cms, 3000);
  g_autoptr (GBytes) digest = g_bytes_new (cms, 32);
  char session[32], request[32], document[32];
  for (guint i = 0; i < RECORDS; i++) {
    g_snprintf (session, sizeof session, "s%u", i / PER_SESSION);
    g_snprintf (request, sizeof request, "r%u", i / PER_REQUEST);
    g_snprintf (document, sizeof document, "d%u", i);
    if (i % PER_SESSION == 0)
      g_assert_true (yqq_sessions_open (database, session, "r", digest, "签署", "p", 1, NULL));
    if (i % PER_REQUEST == 0)
      g_assert_true (
          yqq_sign_requests_add (database, session, request, "f", YQQ_ALGORITHM_SM2_SM3, 1, NULL));
    g_assert_true (yqq_sign_requests_add_document (database, session, request, document, "合同.pdf",
                                                   1, digest, NULL));
    g_assert_true (yqq_sign_requests_add_signature (database, session, request, document, signature,
                                                    1000 + i / PER_REQUEST, NULL));
  }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;
  return difference < 0 ? -1 : difference > 0;
}

/* The median of reading the page after the cursor. */
static double
measure (YqqHistoryOwner owner, const char *id, const char *after)
{
  double times[ROUNDS];
  for (guint i = 0; i < ROUNDS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (YqqUsageRecords) page =
        yqq_history_list (database, owner, id, after, YQQ_USAGE_PAGE_DEFAULT, NULL);
    times[i] = (double)(g_get_monotonic_time () - start) / 1000;
    g_assert_cmpuint (page->records->len, ==, YQQ_USAGE_PAGE_DEFAULT);
  }
  qsort (times, ROUNDS, sizeof *times, compare);
  return times[ROUNDS / 2];
}

static double
measure_by_key (void)
{
  double times[ROUNDS];
  for (guint i = 0; i < ROUNDS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (YqqRows) rows = yqq_database_query (
        database, NULL,
        "SELECT session_id, request_id, document, name, size, digest FROM sign_documents "
        "WHERE session_id = 's500' OR session_id = 's501'",
        YQQ_END);
    times[i] = (double)(g_get_monotonic_time () - start) / 1000;
    g_assert_cmpuint (yqq_rows_get_length (rows), ==, 2 * PER_SESSION);
  }
  qsort (times, ROUNDS, sizeof *times, compare);
  return times[ROUNDS / 2];
}

static gboolean
report (const char *what, double ours, double peer)
{
  gboolean met = ours <= LIMIT_MS;
  g_print ("{\"what\":\"%s\",\"ours\":%.2f,\"unit\":\"ms\",\"peer\":\"200 rows by their key\","
           "\"peer_value\":%.2f,\"limit\":\"at most %d ms\",\"met\":%s}\n",
           what, ours, peer, LIMIT_MS, met ? "true" : "false");
  return met;
}

static void
remove_file (const char *path, const char *ending)
{
  g_autofree char *file = g_strconcat (path, ending, NULL);
  g_remove (file);
}

int
main (void)
{
  g_autofree char *directory = g_dir_make_tmp ("yqq-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "bench.db", NULL);
  database = yqq_sqlite_database_open (path, NULL);
  g_assert_true (yqq_migrations_apply (database, NULL));
  g_assert_true (yqq_database_begin (database, NULL));
  add_owner ();
  add_records ();
  g_assert_true (yqq_database_commit (database, NULL));
  double peer = measure_by_key ();
  gboolean met = report ("newest page of 100,000 signatures, a person's",
                         measure (YQQ_HISTORY_OF_PERSON, "p", NULL), peer);
  met &= report ("newest page of 100,000 signatures, an enterprise's",
                 measure (YQQ_HISTORY_OF_ENTERPRISE, "e", NULL), peer);
  met &= report ("page in the middle of 100,000 signatures",
                 measure (YQQ_HISTORY_OF_PERSON, "p", "3000~s500~r2000~d50000"), peer);
  g_clear_object (&database);
  remove_file (path, "");
  remove_file (path, "-wal");
  remove_file (path, "-shm");
  g_rmdir (directory);
  return met ? 0 : 1;
}

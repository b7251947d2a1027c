/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of signatures and reminders of ends, as every engine must keep them. */
#include <string.h>

#include "authority/reminders.h"
#include "authority/store/certificates.h"
#include "authority/store/devices.h"
#include "authority/store/enterprises.h"
#include "authority/store/grants.h"
#include "authority/store/history.h"
#include "authority/store/migrations.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "authority/store/relying-parties.h"
#include "authority/store/sessions.h"
#include "store-suite.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define NOW_MS (G_GINT64_CONSTANT (1000) * DAY_MS)

static const StoreEngine *engine;
static YqqDatabase *database;

static void
add_person (const char *id)
{
  g_autofree char *name = g_strconcat ("人", id, NULL);
  YqqPersonRecord person = {(char *)id, name, YQQ_ID_TYPE_PASSPORT, (char *)id, (char *)"1", FALSE};
  g_assert_true (yqq_people_add (database, &person, 1000, NULL));
}

static void
add_enterprise (const char *id)
{
  g_autofree char *name = g_strconcat ("企业", id, NULL);
  g_autoptr (YqqEnterprise) enterprise = yqq_enterprise_new (id, name, id, "陈明", FALSE);
  g_assert_true (yqq_enterprises_add (database, enterprise, 1000, NULL));
}

static void
add_grant (const char *id, const char *enterprise, const char *person, gint64 not_after_ms)
{
  YqqGrantRecord grant = {.id = (char *)id,
                          .code = (char *)id,
                          .enterprise_id = (char *)enterprise,
                          .person_id = (char *)person,
                          .kind = YQQ_CERTIFICATE_KIND_EMPLOYEE,
                          .state = YQQ_GRANT_STATE_ACTIVE,
                          .not_before_ms = 1000,
                          .not_after_ms = not_after_ms};
  g_assert_true (yqq_grants_add (database, &grant, 1000, NULL));
}

/* A device, and a certificate under the grant, both called like the grant. */
static void
add_certificate (const char *grant, const char *person)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("der", 3);
  YqqDevice device = {(char *)grant, (char *)person, (char *)grant, bytes, (char *)"PC", FALSE};
  YqqCertificateRecord record = {.fingerprint = (char *)grant,
                                 .grant_id = (char *)grant,
                                 .device_id = (char *)grant,
                                 .algorithm = YQQ_ALGORITHM_SM2_SM3,
                                 .serial = (char *)"0a",
                                 .key_thumbprint = (char *)grant,
                                 .certificate = bytes,
                                 .not_before_ms = 1000,
                                 .not_after_ms = 2000,
                                 .state = YQQ_ISSUED_STATE_ACTIVE};
  g_assert_true (yqq_devices_add (database, &device, 1000, NULL));
  g_assert_true (yqq_certificates_add (database, &record, 1000, NULL));
}

static void
set_up (gpointer fixture, gconstpointer data)
{
  const char *const domains[] = {"b.example.cn", "a.example.cn", NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("key", 3);
  YqqRelyingPartyRecord party = {(char *)"r", (char *)"应用", (GStrv)domains, bytes, FALSE, FALSE};
  engine->clear ();
  database = engine->open ();
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  add_person ("p");
  add_person ("q");
  add_enterprise ("e");
  add_enterprise ("f");
  g_assert_true (yqq_relying_parties_add (database, &party, 1000, NULL));
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_object (&database);
}

static void
add_request (const char *session, const char *request, const char *certificate, guint documents)
{
  g_autoptr (GBytes) digest = g_bytes_new_static ("12345678901234567890123456789012", 32);
  g_assert_true (yqq_sign_requests_add (database, session, request, certificate,
                                        YQQ_ALGORITHM_SM2_SM3, 1000, NULL));
  for (guint i = 0; i < documents; i++) {
    g_autofree char *id = g_strdup_printf ("d%u", i);
    g_assert_true (
        yqq_sign_requests_add_document (database, session, request, id, "合同", 42, digest, NULL));
  }
}

static void
add_signatures (const char *session, const char *request, guint from, guint to, gint64 at_ms)
{
  g_autoptr (GBytes) signature = g_bytes_new_static ("cms", 3);
  for (guint i = from; i < to; i++) {
    g_autofree char *id = g_strdup_printf ("d%u", i);
    g_assert_true (
        yqq_sign_requests_add_signature (database, session, request, id, signature, at_ms, NULL));
  }
}

static void
open_session (const char *id)
{
  g_autoptr (GBytes) hash = g_bytes_new_static ("hash", 4);
  g_assert_true (yqq_sessions_open (database, id, "r", hash, "签署", NULL, 1000, NULL));
}

/* p signs in e and in f, q in e; each of theirs is a request of that many documents. */
static void
sign_for_everybody (guint documents)
{
  static const char *const grants[][3] = {{"pe", "e", "p"}, {"pf", "f", "p"}, {"qe", "e", "q"}};
  open_session ("s");
  for (guint i = 0; i < G_N_ELEMENTS (grants); i++) {
    add_grant (grants[i][0], grants[i][1], grants[i][2], 2000);
    add_certificate (grants[i][0], grants[i][2]);
    add_request ("s", grants[i][0], grants[i][0], documents);
    add_signatures ("s", grants[i][0], 0, documents, 5000 + i);
  }
}

static YqqUsageRecords *
list (YqqHistoryOwner owner, const char *id, const char *after, guint limit)
{
  g_autoptr (GError) error = NULL;
  YqqUsageRecords *page = yqq_history_list (database, owner, id, after, limit, &error);
  g_assert_no_error (error);
  return page;
}

static void
a_record_says_what_was_signed_for_whom_and_with_what (gpointer fixture, gconstpointer data)
{
  sign_for_everybody (1);
  g_autoptr (YqqUsageRecords) page = list (YQQ_HISTORY_OF_PERSON, "q", NULL, 10);
  g_assert_cmpuint (page->records->len, ==, 1);
  g_assert_null (page->next);
  const YqqUsageRecord *record = g_ptr_array_index (page->records, 0);
  g_assert_cmpstr (record->session, ==, "s");
  g_assert_cmpstr (record->request, ==, "qe");
  g_assert_cmpstr (record->document, ==, "d0");
  g_assert_cmpstr (record->name, ==, "合同");
  g_assert_cmpint (record->size, ==, 42);
  g_assert_cmpuint (g_bytes_get_size (record->digest), ==, 32);
  g_assert_cmpint (record->algorithm, ==, YQQ_ALGORITHM_SM2_SM3);
  g_assert_cmpint (record->signed_at_ms, ==, 5002);
  g_assert_cmpstr (record->relying_party, ==, "应用");
  g_assert_cmpstr (record->domain, ==, "a.example.cn");
  g_assert_cmpstr (record->purpose, ==, "签署");
  g_assert_cmpstr (record->enterprise, ==, "e");
  g_assert_cmpstr (record->enterprise_name, ==, "企业e");
  g_assert_cmpstr (record->signer, ==, "人q");
  g_assert_cmpstr (record->certificate, ==, "qe");
  g_assert_cmpstr (record->serial, ==, "0a");
}

static void
each_sees_their_own_and_an_enterprise_all_of_its_own (gpointer fixture, gconstpointer data)
{
  static const struct {
    YqqHistoryOwner owner;
    const char *id;
    guint n;
  } cases[] = {{YQQ_HISTORY_OF_PERSON, "p", 4},     {YQQ_HISTORY_OF_PERSON, "q", 2},
               {YQQ_HISTORY_OF_ENTERPRISE, "e", 4}, {YQQ_HISTORY_OF_ENTERPRISE, "f", 2},
               {YQQ_HISTORY_OF_PERSON, "e", 0},     {YQQ_HISTORY_OF_ENTERPRISE, "p", 0}};
  sign_for_everybody (2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (YqqUsageRecords) page = list (cases[i].owner, cases[i].id, NULL, 10);
    g_assert_cmpuint (page->records->len, ==, cases[i].n);
  }
}

/* All documents of a request have the same time: only the rest of the cursor tells them apart. */
static void
pages_follow_each_other_without_gap_or_repetition (gpointer fixture, gconstpointer data)
{
  sign_for_everybody (32);
  for (guint limit = 1; limit <= 65; limit += 8) {
    g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *after = NULL;
    gint64 last_ms = G_MAXINT64;
    do {
      g_autoptr (YqqUsageRecords) page = list (YQQ_HISTORY_OF_PERSON, "p", after, limit);
      g_assert_cmpuint (page->records->len, <=, limit);
      for (guint i = 0; i < page->records->len; i++) {
        const YqqUsageRecord *record = g_ptr_array_index (page->records, i);
        g_assert_cmpint (record->signed_at_ms, <=, last_ms);
        last_ms = record->signed_at_ms;
        g_assert_true (
            g_hash_table_add (seen, g_strdup_printf ("%s %s", record->request, record->document)));
      }
      g_free (after);
      after = g_strdup (page->next);
    } while (after != NULL);
    g_assert_cmpuint (g_hash_table_size (seen), ==, 64);
  }
}

static void
what_is_signed_meanwhile_is_on_no_later_page (gpointer fixture, gconstpointer data)
{
  sign_for_everybody (2);
  g_autoptr (YqqUsageRecords) first = list (YQQ_HISTORY_OF_PERSON, "q", NULL, 1);
  add_request ("s", "later", "qe", 1);
  add_signatures ("s", "later", 0, 1, 9000);
  g_autoptr (YqqUsageRecords) second = list (YQQ_HISTORY_OF_PERSON, "q", first->next, 5);
  g_assert_cmpuint (second->records->len, ==, 1);
  g_assert_cmpint (((YqqUsageRecord *)g_ptr_array_index (second->records, 0))->signed_at_ms, ==,
                   5002);
}

static void
what_is_not_signed_is_in_no_history (gpointer fixture, gconstpointer data)
{
  gboolean completed = TRUE;
  sign_for_everybody (1);
  add_request ("s", "half", "qe", 2);
  add_signatures ("s", "half", 0, 1, 6000);
  g_assert_true (yqq_sign_requests_complete (database, "s", "half", 6000, &completed, NULL));
  g_assert_false (completed);
  g_autoptr (YqqUsageRecords) page = list (YQQ_HISTORY_OF_PERSON, "q", NULL, 10);
  g_assert_cmpuint (page->records->len, ==, 2);
  add_signatures ("s", "half", 1, 2, 6001);
  g_assert_true (yqq_sign_requests_complete (database, "s", "half", 6001, &completed, NULL));
  g_assert_true (completed);
  g_assert_true (yqq_sign_requests_complete (database, "s", "half", 6002, &completed, NULL));
  g_assert_false (completed);
}

static void
a_cursor_of_somebody_elses_making_is_refused (gpointer fixture, gconstpointer data)
{
  static const char *const bad[] = {
      "",         "1",      "1~s~r",      "1~s~r~d~x", "x~s~r~d",
      "-1~s~r~d", "1~~r~d", "1~s~r~d'--", "1~s r~d~e", "99999999999999999999~s~r~d"};
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_history_list (database, YQQ_HISTORY_OF_PERSON, "p", bad[i], 1, &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  }
}

static void
a_page_of_long_names_ends_before_it_is_too_large (gpointer fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (2000, 'n');
  g_autoptr (GBytes) digest = g_bytes_new_static ("12345678901234567890123456789012", 32);
  sign_for_everybody (1);
  g_assert_true (yqq_database_begin (database, NULL));
  for (guint i = 0; i < 400; i++) {
    g_autofree char *request = g_strdup_printf ("long%u", i);
    add_request ("s", request, "qe", 0);
    g_assert_true (
        yqq_sign_requests_add_document (database, "s", request, "d0", name, 1, digest, NULL));
    add_signatures ("s", request, 0, 1, 7000);
  }
  g_assert_true (yqq_database_commit (database, NULL));
  g_autoptr (YqqUsageRecords) page = list (YQQ_HISTORY_OF_PERSON, "q", NULL, YQQ_USAGE_PAGE_MAX);
  g_assert_cmpuint (page->records->len, <, 300);
  g_assert_cmpuint (page->records->len, >, 100);
  g_autoptr (YqqUsageRecords) rest =
      list (YQQ_HISTORY_OF_PERSON, "q", page->next, YQQ_USAGE_PAGE_MAX);
  g_assert_cmpuint (page->records->len + rest->records->len, ==, 401);
}

static void
a_signature_is_found_with_its_owners_or_not_at_all (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqKeptSignature) kept = NULL;
  g_autoptr (YqqKeptSignature) unsigned_yet = NULL;
  g_autoptr (YqqKeptSignature) none = NULL;
  sign_for_everybody (1);
  add_request ("s", "open", "pe", 1);
  g_assert_true (yqq_history_find_signature (database, "s", "pf", "d0", &kept, NULL));
  g_assert_cmpstr (kept->person_id, ==, "p");
  g_assert_cmpstr (kept->enterprise_id, ==, "f");
  g_assert_cmpuint (g_bytes_get_size (kept->signature), ==, 3);
  g_assert_true (yqq_history_find_signature (database, "s", "open", "d0", &unsigned_yet, NULL));
  g_assert_null (unsigned_yet);
  g_assert_true (yqq_history_find_signature (database, "s", "pf", "d1", &none, NULL));
  g_assert_null (none);
}

/* Reminders */

static void
remind (gint64 now_ms)
{
  gboolean more = TRUE;
  while (more) {
    g_autoptr (GError) error = NULL;
    g_assert_true (yqq_database_begin (database, NULL));
    yqq_reminders_give (database, now_ms, &more, &error);
    g_assert_no_error (error);
    g_assert_true (yqq_database_commit (database, NULL));
  }
}

/* The days left of each reminder the person was given, one after the other, or "of" how many. */
static char *
list_reminders (const char *person)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (YqqNotices) notices = yqq_notices_list (database, person, 0, NULL);
  for (guint i = 0; i < notices->notices->len; i++) {
    const YqqNotice *notice = g_ptr_array_index (notices->notices, i);
    gboolean many = notice->kind == YQQ_NOTICE_GRANTS_EXPIRING;
    g_assert_true (many || notice->kind == YQQ_NOTICE_GRANT_EXPIRING);
    g_assert_null (notice->person);
    g_string_append_printf (text, "%s%s%d", i > 0 ? " " : "", many ? "of " : "",
                            (int)notice->number);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
the_end_of_a_grant_is_announced_four_times (gpointer fixture, gconstpointer data)
{
  add_grant ("g", "e", "p", NOW_MS + 40 * DAY_MS);
  g_assert_true (yqq_memberships_add (database, "e", "q", YQQ_ROLE_ADMINISTRATOR, 1000, NULL));
  for (gint64 hour = 0; hour < 41 * 24; hour++)
    remind (NOW_MS + hour * 3600 * 1000);
  g_autofree char *holder = list_reminders ("p");
  g_autofree char *administrator = list_reminders ("q");
  g_assert_cmpstr (holder, ==, "30 14 7 1");
  g_assert_cmpstr (administrator, ==, "of 1 of 1 of 1 of 1");
}

static void
who_comes_late_hears_once_of_the_days_that_are_left (gpointer fixture, gconstpointer data)
{
  add_grant ("g", "e", "p", NOW_MS + 5 * DAY_MS - 1);
  for (guint i = 0; i < 3; i++)
    remind (NOW_MS + i);
  g_autofree char *holder = list_reminders ("p");
  g_assert_cmpstr (holder, ==, "5");
}

static void
an_administrator_is_told_once_of_their_own (gpointer fixture, gconstpointer data)
{
  add_grant ("g", "e", "p", NOW_MS + DAY_MS);
  g_assert_true (yqq_memberships_add (database, "e", "p", YQQ_ROLE_ADMINISTRATOR, 1000, NULL));
  remind (NOW_MS);
  g_autofree char *holder = list_reminders ("p");
  g_assert_cmpstr (holder, ==, "1");
}

static void
nobody_is_reminded_of_what_has_ended_or_is_cancelled (gpointer fixture, gconstpointer data)
{
  add_grant ("ended", "e", "p", NOW_MS);
  add_grant ("far", "f", "p", NOW_MS + 31 * DAY_MS);
  add_grant ("cancelled", "e", "q", NOW_MS + DAY_MS);
  g_assert_true (yqq_grants_set_state (database, "cancelled", YQQ_GRANT_STATE_CANCELLED, NULL));
  remind (NOW_MS);
  g_autofree char *first = list_reminders ("p");
  g_autofree char *second = list_reminders ("q");
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (second, ==, "");
}

static void
another_end_is_announced_anew (gpointer fixture, gconstpointer data)
{
  add_grant ("g", "e", "p", NOW_MS + 7 * DAY_MS);
  remind (NOW_MS);
  g_assert_true (yqq_database_run (database, NULL,
                                   "UPDATE grants SET not_after = $1 WHERE id = 'g'",
                                   YQQ_INT (NOW_MS + 14 * DAY_MS), YQQ_END));
  remind (NOW_MS);
  g_autofree char *holder = list_reminders ("p");
  g_assert_cmpstr (holder, ==, "7 14");
}

static void
on_one_day_administrators_are_told_once (gpointer fixture, gconstpointer data)
{
  add_grant ("g", "e", "p", NOW_MS + 30 * DAY_MS);
  add_person ("r");
  add_grant ("h", "e", "r", NOW_MS + 7 * DAY_MS + 3600 * 1000);
  g_assert_true (yqq_memberships_add (database, "e", "q", YQQ_ROLE_ADMINISTRATOR, 1000, NULL));
  gint64 morning = NOW_MS - NOW_MS % DAY_MS;
  for (gint64 hour = 0; hour < 16; hour++)
    remind (morning + hour * 3600 * 1000);
  g_autofree char *first_day = list_reminders ("q");
  remind (morning + 17 * DAY_MS);
  g_autofree char *later = list_reminders ("q");
  g_assert_cmpstr (first_day, ==, "of 2");
  g_assert_cmpstr (later, ==, "of 2 of 1");
}

static void
many_ends_on_one_day_are_all_announced (gpointer fixture, gconstpointer data)
{
  g_assert_true (yqq_database_begin (database, NULL));
  for (guint i = 0; i < 170; i++) {
    g_autofree char *id = g_strdup_printf ("n%u", i);
    add_person (id);
    add_grant (id, "e", id, NOW_MS + DAY_MS);
  }
  g_assert_true (yqq_memberships_add (database, "e", "q", YQQ_ROLE_ADMINISTRATOR, 1000, NULL));
  g_assert_true (yqq_database_commit (database, NULL));
  remind (NOW_MS);
  remind (NOW_MS);
  g_autofree char *administrator = list_reminders ("q");
  g_assert_cmpstr (administrator, ==, "of 170");
  for (guint i = 0; i < 170; i++) {
    g_autofree char *id = g_strdup_printf ("n%u", i);
    g_autofree char *told = list_reminders (id);
    g_assert_cmpstr (told, ==, "1");
  }
}

void
store_history_suite_add (const StoreEngine *given)
{
  engine = given;
#define ADD(story)                                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *path = g_strdup_printf ("/authority/store/%s/" #story, given->name);          \
    g_test_add_vtable (path, 0, NULL, set_up, story, tear_down);                                   \
  }                                                                                                \
  G_STMT_END
  ADD (a_record_says_what_was_signed_for_whom_and_with_what);
  ADD (each_sees_their_own_and_an_enterprise_all_of_its_own);
  ADD (pages_follow_each_other_without_gap_or_repetition);
  ADD (what_is_signed_meanwhile_is_on_no_later_page);
  ADD (what_is_not_signed_is_in_no_history);
  ADD (a_cursor_of_somebody_elses_making_is_refused);
  ADD (a_page_of_long_names_ends_before_it_is_too_large);
  ADD (a_signature_is_found_with_its_owners_or_not_at_all);
  ADD (the_end_of_a_grant_is_announced_four_times);
  ADD (who_comes_late_hears_once_of_the_days_that_are_left);
  ADD (an_administrator_is_told_once_of_their_own);
  ADD (nobody_is_reminded_of_what_has_ended_or_is_cancelled);
  ADD (another_end_is_announced_anew);
  ADD (on_one_day_administrators_are_told_once);
  ADD (many_ends_on_one_day_are_all_announced);
#undef ADD
}

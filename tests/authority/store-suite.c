/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-suite.h"

#include <string.h>

#include "authority/store/acts.h"
#include "authority/store/certificates.h"
#include "authority/store/closings.h"
#include "authority/store/devices.h"
#include "authority/store/enterprises.h"
#include "authority/store/grant-pages.h"
#include "authority/store/identity-challenges.h"
#include "authority/store/migrations.h"
#include "authority/store/people.h"
#include "authority/store/pins.h"
#include "authority/store/quota.h"
#include "authority/store/relying-parties.h"
#include "authority/store/sessions.h"
#include "rewind.h"

static const StoreEngine *engine;
static YqqDatabase *database;

static void
set_up (gpointer fixture, gconstpointer data)
{
  engine->clear ();
  database = engine->open ();
  g_autoptr (GError) error = NULL;
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_object (&database);
}

static void
run (const char *sql)
{
  g_autoptr (GError) error = NULL;
  yqq_database_run (database, &error, sql, YQQ_END);
  g_assert_no_error (error);
}

static YqqPersonRecord *
add_person (const char *id)
{
  g_autofree char *number = g_strdup_printf ("4401%s", id);
  YqqPersonRecord person = {(char *)id, (char *)"林晓",        YQQ_ID_TYPE_RESIDENT_ID,
                            number,     (char *)"19900000001", FALSE};
  YqqPersonRecord *there = NULL;
  g_assert_true (yqq_people_add (database, &person, 1000, NULL));
  g_assert_true (yqq_people_find (database, id, &there, NULL));
  return there;
}

static void
add_enterprise (const char *id)
{
  g_autoptr (YqqEnterprise) enterprise = yqq_enterprise_new (id, "企业", id, "陈明", FALSE);
  g_assert_true (yqq_enterprises_add (database, enterprise, 1000, NULL));
}

static gboolean
add_grant (const char *id, const char *person, YqqGrantState state, GError **error)
{
  YqqGrantRecord grant = {
      .id = (char *)id,
      .code = (char *)id,
      .enterprise_id = (char *)"e",
      .person_id = (char *)person,
      .kind = YQQ_CERTIFICATE_KIND_EMPLOYEE,
      .state = state,
      .not_before_ms = 1000,
      .not_after_ms = 2000,
  };
  return yqq_grants_add (database, &grant, 1000, error);
}

static void
add_device (const char *id)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  YqqDevice device = {(char *)id, (char *)"p", (char *)id, key, (char *)"PC", FALSE};
  g_assert_true (yqq_devices_add (database, &device, 1000, NULL));
}

static void
values_come_back_as_they_went_in (gpointer fixture, gconstpointer data)
{
  run ("CREATE TABLE things (id BIGINT PRIMARY KEY, text TEXT, blob BYTEA, flag SMALLINT)");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\xff'\"\0", 5);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_assert_true (yqq_database_run (database, NULL, "INSERT INTO things VALUES ($1, $2, $3, $4)",
                                   YQQ_INT (G_MAXINT64), YQQ_TEXT ("粤'企"), YQQ_BLOB (bytes),
                                   YQQ_INT (1), YQQ_END));
  g_assert_true (yqq_database_run (database, NULL, "INSERT INTO things VALUES ($1, $2, $3, $4)",
                                   YQQ_INT (-1), YQQ_TEXT (NULL), YQQ_BLOB (empty), YQQ_INT (0),
                                   YQQ_END));
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL, "SELECT id, text, blob, flag FROM things ORDER BY id", YQQ_END);
  g_assert_cmpuint (yqq_rows_get_length (rows), ==, 2);
  g_assert_true (yqq_rows_is_null (rows, 0, 1));
  g_assert_cmpint (yqq_rows_get_int (rows, 0, 0), ==, -1);
  g_assert_cmpuint (g_bytes_get_size (yqq_rows_get_blob (rows, 0, 2)), ==, 0);
  g_assert_cmpint (yqq_rows_get_int (rows, 1, 0), ==, G_MAXINT64);
  g_assert_cmpstr (yqq_rows_get_text (rows, 1, 1), ==, "粤'企");
  g_assert_true (g_bytes_equal (yqq_rows_get_blob (rows, 1, 2), bytes));
  g_assert_cmpint (yqq_rows_get_int (rows, 1, 3), ==, 1);
}

static void
a_parameter_may_be_used_twice (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL, "SELECT id FROM people WHERE id = $2 OR name = $1 OR phone = $1",
      YQQ_TEXT ("nobody"), YQQ_TEXT ("none"), YQQ_END);
  g_assert_nonnull (rows);
  g_assert_cmpuint (yqq_rows_get_length (rows), ==, 0);
}

static void
parameters_that_do_not_fit_are_refused (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_database_query (database, &error, "SELECT id FROM people WHERE id = $1",
                                     YQQ_TEXT ("a"), YQQ_TEXT ("b"), YQQ_END));
  g_assert_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED);
}

static gboolean
add_then_fail (YqqDatabase *self, gpointer data, GError **error)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "on purpose");
  return FALSE;
}

static void
a_transaction_that_fails_leaves_nothing (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = NULL;
  g_assert_false (yqq_database_transact (database, add_then_fail, NULL, NULL));
  g_assert_true (yqq_people_find (database, "p", &person, NULL));
  g_assert_null (person);
}

static void
a_second_connection_sees_only_what_is_committed (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqDatabase) other = engine->open ();
  g_autoptr (YqqPersonRecord) before = NULL;
  g_autoptr (YqqPersonRecord) after = NULL;
  g_assert_true (yqq_database_begin (database, NULL));
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_assert_true (yqq_people_find (other, "p", &before, NULL));
  g_assert_null (before);
  g_assert_true (yqq_database_commit (database, NULL));
  g_assert_true (yqq_people_find (other, "p", &after, NULL));
  g_assert_nonnull (after);
}

static void
rules_of_the_schema_are_conflicts (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_autoptr (GError) unique = NULL;
  g_autoptr (GError) reference = NULL;
  g_autoptr (GError) check = NULL;
  g_assert_false (yqq_people_add (database, person, 1000, &unique));
  g_assert_error (unique, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT);
  g_assert_false (yqq_memberships_add (database, "none", "p", YQQ_ROLE_EMPLOYEE, 1000, &reference));
  g_assert_error (reference, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT);
  g_assert_false (yqq_database_run (
      database, &check,
      "INSERT INTO devices (id, person_id, thumbprint, public_key, label, state, created_at) "
      "VALUES ('d', 'p', 't', $1, '', 'lost', 1)",
      YQQ_BLOB (g_bytes_new_static ("k", 1)), YQQ_END));
  g_assert_error (check, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT);
}

static void
a_person_has_one_living_grant_of_a_kind (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_autoptr (YqqGrantRecord) living = NULL;
  add_enterprise ("e");
  g_assert_true (add_grant ("g1", "p", YQQ_GRANT_STATE_ACTIVE, NULL));
  g_assert_false (add_grant ("g2", "p", YQQ_GRANT_STATE_SUSPENDED, NULL));
  g_assert_true (yqq_grants_set_state (database, "g1", YQQ_GRANT_STATE_CANCELLED, NULL));
  g_assert_true (add_grant ("g2", "p", YQQ_GRANT_STATE_SUSPENDED, NULL));
  g_assert_true (
      yqq_grants_find_living (database, "e", "p", YQQ_CERTIFICATE_KIND_EMPLOYEE, &living, NULL));
  g_assert_cmpstr (living->id, ==, "g2");
  g_autoptr (GPtrArray) all = yqq_grants_list (database, "p", NULL);
  g_assert_cmpuint (all->len, ==, 2);
}

static void
the_quota_gives_exactly_what_was_allowed (gpointer fixture, gconstpointer data)
{
  gint64 total, taken;
  guint given = 0;
  add_enterprise ("e");
  g_assert_true (yqq_quota_allow (database, "e", 2, 1000, NULL));
  g_assert_true (yqq_quota_allow (database, "e", 1, 1001, NULL));
  for (guint i = 0; i < 5; i++) {
    g_autofree char *id = g_strdup_printf ("g%u", i);
    g_autoptr (YqqPersonRecord) person = add_person (id);
    gboolean one = FALSE;
    g_assert_true (add_grant (id, id, YQQ_GRANT_STATE_ACTIVE, NULL));
    g_assert_true (yqq_quota_take (database, "e", id, 2000, &one, NULL));
    given += one ? 1 : 0;
  }
  g_assert_cmpuint (given, ==, 3);
  g_assert_true (yqq_quota_read (database, "e", &total, &taken, NULL));
  g_assert_cmpint (total, ==, 3);
  g_assert_cmpint (taken, ==, 3);
}

static void
the_quota_is_described_by_the_states_of_its_grants (gpointer fixture, gconstpointer data)
{
  static const YqqGrantState states[] = {YQQ_GRANT_STATE_ACTIVE, YQQ_GRANT_STATE_ACTIVE,
                                         YQQ_GRANT_STATE_SUSPENDED, YQQ_GRANT_STATE_CANCELLED};
  YqqQuota quota;
  gint64 left;
  add_enterprise ("e");
  g_assert_true (yqq_quota_allow (database, "e", 5, 1000, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *id = g_strdup_printf ("g%u", i);
    g_autoptr (YqqPersonRecord) person = add_person (id);
    g_assert_true (add_grant (id, id, states[i], NULL));
    g_assert_true (yqq_quota_take_held (database, "e", id, 2000, NULL));
  }
  g_autoptr (YqqPersonRecord) outside = add_person ("outside");
  g_assert_true (add_grant ("outside", "outside", YQQ_GRANT_STATE_ACTIVE, NULL));
  g_assert_true (yqq_quota_describe (database, "e", &quota, NULL));
  g_assert_cmpint (quota.total, ==, 5);
  g_assert_cmpint (quota.in_use, ==, 2);
  g_assert_cmpint (quota.suspended, ==, 1);
  g_assert_cmpint (quota.cancelled, ==, 1);
  g_assert_true (yqq_quota_hold (database, "e", &left, NULL));
  g_assert_cmpint (left, ==, 1);
}

static YqqGrantRecord *
find_grant (const char *id)
{
  YqqGrantRecord *grant = NULL;
  g_assert_true (yqq_grants_find (database, id, &grant, NULL));
  g_assert_nonnull (grant);
  return grant;
}

static void
permissions_decide_the_state_and_a_cancelled_grant_stays_so (gpointer fixture, gconstpointer data)
{
  const char *const some[] = {"enterprise-certificate", "seal:a", NULL};
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  add_enterprise ("e");
  g_assert_true (add_grant ("g", "p", YQQ_GRANT_STATE_SUSPENDED, NULL));
  g_autoptr (YqqGrantRecord) before = find_grant ("g");
  g_assert_cmpuint (g_strv_length (before->permissions), ==, 0);
  g_assert_true (yqq_grants_set_permissions (database, "g", some, NULL));
  g_autoptr (YqqGrantRecord) active = find_grant ("g");
  g_assert_cmpint (active->state, ==, YQQ_GRANT_STATE_ACTIVE);
  g_assert_true (g_strv_equal ((const char *const *)active->permissions, some));
  g_assert_true (yqq_grants_set_permissions (database, "g", NULL, NULL));
  g_autoptr (YqqGrantRecord) suspended = find_grant ("g");
  g_assert_cmpint (suspended->state, ==, YQQ_GRANT_STATE_SUSPENDED);
  g_assert_true (yqq_grants_cancel (database, "g", "left", "再见", 3000, NULL));
  g_assert_true (yqq_grants_cancel (database, "g", "misuse", NULL, 4000, NULL));
  g_assert_true (yqq_grants_set_permissions (database, "g", some, NULL));
  g_autoptr (YqqGrantRecord) cancelled = find_grant ("g");
  g_assert_cmpint (cancelled->state, ==, YQQ_GRANT_STATE_CANCELLED);
  g_assert_cmpstr (cancelled->cancel_reason, ==, "left");
  g_assert_cmpstr (cancelled->cancel_note, ==, "再见");
  g_assert_cmpint (cancelled->cancelled_at_ms, ==, 3000);
}

/* Pages of two out of five, three of which were made at the same moment. */
static void
pages_of_grants_follow_each_other_newest_first (gpointer fixture, gconstpointer data)
{
  static const char *const order[] = {"g5", "g3", "g2", "g1", "g4"};
  static const gint64 made[] = {2000, 2000, 2000, 1000, 3000};
  gint64 after = G_MAXINT64;
  g_autofree char *after_id = g_strdup ("");
  guint seen = 0;
  add_enterprise ("e");
  for (guint i = 0; i < G_N_ELEMENTS (made); i++) {
    g_autofree char *id = g_strdup_printf ("g%u", i + 1);
    g_autofree char *when =
        g_strdup_printf ("UPDATE grants SET created_at = %d WHERE id = '%s'", (int)made[i], id);
    g_autoptr (YqqPersonRecord) person = add_person (id);
    g_assert_true (add_grant (id, id, YQQ_GRANT_STATE_ACTIVE, NULL));
    g_assert_true (
        yqq_memberships_add (database, "e", id, YQQ_ROLE_LEGAL_REPRESENTATIVE, 1000, NULL));
    g_assert_true (yqq_memberships_add (database, "e", id, YQQ_ROLE_EMPLOYEE, 1000, NULL));
    run (when);
  }
  for (;;) {
    g_autoptr (GPtrArray) page = yqq_grants_list_page (database, "e", after, after_id, 2, NULL);
    g_assert_nonnull (page);
    for (guint i = 0; i < page->len; i++) {
      const YqqGrantListing *one = g_ptr_array_index (page, i);
      g_assert_cmpstr (one->grant->id, ==, order[seen++]);
      g_assert_cmpstr (one->person->name, ==, "林晓");
      g_assert_cmpuint (one->roles, ==, YQQ_ROLE_LEGAL_REPRESENTATIVE | YQQ_ROLE_EMPLOYEE);
      g_assert_false (one->has_certificate);
      after = one->grant->created_at_ms;
      g_free (after_id);
      after_id = g_strdup (one->grant->id);
    }
    if (page->len < 2)
      break;
  }
  g_assert_cmpuint (seen, ==, G_N_ELEMENTS (order));
}

static void
acts_are_kept_and_those_without_effect_forgotten (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_autoptr (GBytes) digest = g_bytes_new_static ("digest", 6);
  g_autoptr (GError) twice = NULL;
  YqqActRecord act = {.enterprise_id = (char *)"e",
                      .id = (char *)"done",
                      .kind = (char *)"grant-add",
                      .person_id = (char *)"p",
                      .digest = digest,
                      .status = 200,
                      .answer = (char *)"{}",
                      .changed = TRUE};
  add_enterprise ("e");
  g_assert_true (yqq_acts_add (database, &act, 1000, NULL));
  g_assert_false (yqq_acts_add (database, &act, 1000, &twice));
  g_assert_error (twice, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT);
  act.id = (char *)"refused";
  act.changed = FALSE;
  g_assert_true (yqq_acts_add (database, &act, 1000, NULL));
  act.id = (char *)"later";
  g_assert_true (yqq_acts_add (database, &act, 1001 + YQQ_ACTS_KEEP_MS, NULL));
  g_autoptr (YqqActRecord) done = NULL;
  g_autoptr (YqqActRecord) refused = NULL;
  g_assert_true (yqq_acts_find (database, "e", "done", &done, NULL));
  g_assert_true (yqq_acts_find (database, "e", "refused", &refused, NULL));
  g_assert_cmpstr (done->answer, ==, "{}");
  g_assert_true (g_bytes_equal (done->digest, digest));
  g_assert_null (refused);
}

static void
closings_are_numbered_upwards_for_ever (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  gint64 last = -1;
  g_assert_true (yqq_closings_get_last (database, &last, NULL));
  g_assert_cmpint (last, ==, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_true (yqq_closings_add (database, "p", "grant-changed",
                                     1000 + i * 2 * YQQ_CLOSINGS_KEEP_MS, NULL));
  g_assert_true (yqq_closings_get_last (database, &last, NULL));
  g_assert_cmpint (last, ==, 3);
  g_autoptr (GPtrArray) all = yqq_closings_list (database, 0, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_true (yqq_closings_purge (database, 1000 + 4 * YQQ_CLOSINGS_KEEP_MS, NULL));
  g_autoptr (GPtrArray) kept = yqq_closings_list (database, 0, NULL);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_true (yqq_closings_purge (database, 1000 + 9 * YQQ_CLOSINGS_KEEP_MS, NULL));
  g_assert_true (yqq_closings_get_last (database, &last, NULL));
  g_assert_cmpint (last, ==, 3);
  g_autoptr (GPtrArray) none = yqq_closings_list (database, 3, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
tries_go_down_to_none_and_no_further (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("b", 1);
  YqqPin pin = {bytes, bytes, bytes, 5, FALSE};
  add_device ("d");
  g_assert_true (yqq_pins_add (database, "d", &pin, 1000, NULL));
  for (guint left = 5; left-- > 0;) {
    g_autoptr (YqqPin) after = NULL;
    g_assert_true (yqq_pins_take_try (database, "d", &after, NULL));
    g_assert_cmpuint (after->tries_left, ==, left);
  }
  g_autoptr (YqqPin) none = NULL;
  g_assert_true (yqq_pins_take_try (database, "d", &none, NULL));
  g_assert_null (none);
  g_autoptr (YqqPin) restored = NULL;
  g_assert_true (yqq_pins_restore_tries (database, "d", NULL));
  g_assert_true (yqq_pins_find (database, "d", &restored, NULL));
  g_assert_cmpuint (restored->tries_left, ==, 5);
  g_assert_true (restored->opened);
}

static void
a_pin_on_its_way_counts_for_nothing_and_for_a_time (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_autoptr (GBytes) old = g_bytes_new_static ("old", 3);
  g_autoptr (GBytes) new = g_bytes_new_static ("new", 3);
  YqqPin first = {old, old, old, 5, TRUE};
  YqqPin second = {new, new, new, 5, TRUE};
  g_autoptr (YqqPin) next = NULL;
  g_autoptr (YqqPin) late = NULL;
  g_autoptr (YqqPin) there = NULL;
  g_autoptr (YqqPin) gone = NULL;
  add_device ("d");
  g_assert_true (yqq_pins_add (database, "d", &first, 1000, NULL));
  g_assert_true (yqq_pins_set_next (database, "d", &second, 2000, NULL));
  g_assert_true (yqq_pins_find (database, "d", &there, NULL));
  g_assert_true (g_bytes_equal (there->verifier_key, old));
  g_assert_true (yqq_pins_find_next (database, "d", 1999, &next, NULL));
  g_assert_true (g_bytes_equal (next->pepper, new));
  g_assert_true (yqq_pins_find_next (database, "d", 2000, &late, NULL));
  g_assert_null (late);
  g_assert_true (yqq_pins_replace (database, "d", next, "", 3000, NULL));
  g_assert_true (yqq_pins_find_next (database, "d", 0, &gone, NULL));
  g_assert_null (gone);
}

static void
add_certificate (const char *fingerprint)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("der", 3);
  YqqCertificateRecord record = {(char *)fingerprint,
                                 (char *)"g",
                                 (char *)"d",
                                 YQQ_ALGORITHM_SM2_SM3,
                                 (char *)"01",
                                 (char *)fingerprint,
                                 der,
                                 1000,
                                 2000,
                                 YQQ_ISSUED_STATE_ACTIVE};
  g_assert_true (yqq_certificates_add (database, &record, 1000, NULL));
}

static void
a_new_certificate_supersedes_and_a_revoked_device_ends_all (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqPersonRecord) person = add_person ("p");
  g_autoptr (YqqCertificateRecord) first = NULL;
  g_autoptr (YqqCertificateRecord) second = NULL;
  g_autoptr (YqqCertificateRecord) ended = NULL;
  add_enterprise ("e");
  add_device ("d");
  g_assert_true (add_grant ("g", "p", YQQ_GRANT_STATE_ACTIVE, NULL));
  add_certificate ("f1");
  add_certificate ("f2");
  g_assert_true (yqq_certificates_find (database, "f1", &first, NULL));
  g_assert_true (yqq_certificates_find (database, "f2", &second, NULL));
  g_assert_cmpint (first->state, ==, YQQ_ISSUED_STATE_SUPERSEDED);
  g_assert_cmpint (second->state, ==, YQQ_ISSUED_STATE_ACTIVE);
  gboolean active = FALSE;
  g_assert_true (yqq_devices_hold (database, "d", &active, NULL));
  g_assert_true (active);
  g_assert_true (yqq_devices_revoke (database, "d", 3000, NULL));
  g_assert_true (yqq_devices_hold (database, "d", &active, NULL));
  g_assert_false (active);
  g_assert_true (yqq_certificates_find (database, "f2", &ended, NULL));
  g_assert_cmpint (ended->state, ==, YQQ_ISSUED_STATE_SUPERSEDED);
}

static void
an_invitation_is_good_once_and_in_time (gpointer fixture, gconstpointer data)
{
  const char *const domains[] = {"b.example.cn", "a.example.cn", NULL};
  g_autoptr (GBytes) digest = g_bytes_new_static ("digest", 6);
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (YqqRelyingPartyRecord) late = NULL;
  g_autoptr (YqqRelyingPartyRecord) invited = NULL;
  gboolean taken = FALSE;
  g_assert_true (yqq_invitations_add (database, "i", digest, "应用", domains, 1000, 2000, NULL));
  g_assert_true (yqq_invitations_find (database, digest, 2000, &late, NULL));
  g_assert_null (late);
  g_assert_true (yqq_invitations_find (database, digest, 1999, &invited, NULL));
  g_assert_cmpstr (invited->domains[0], ==, "a.example.cn");
  invited->public_key = g_bytes_ref (key);
  g_assert_true (yqq_relying_parties_add (database, invited, 1500, NULL));
  g_assert_true (yqq_invitations_use (database, "i", invited->id, &taken, NULL));
  g_assert_true (taken);
  g_assert_true (yqq_invitations_use (database, "i", invited->id, &taken, NULL));
  g_assert_false (taken);
}

static void
a_challenge_is_kept_with_all_that_happens_to_it (gpointer fixture, gconstpointer data)
{
  g_autoptr (GBytes) nonce = g_bytes_new_static ("n", 1);
  g_autoptr (YqqIdentityChallengeRecord) found = NULL, late = NULL, unknown = NULL;
  YqqIdentityChallengeRecord challenge = {
      .id = (char *)"c",
      .nonce = nonce,
      .purpose = (char *)"new-pin",
      .subject = (char *)"about",
      .expires_at_ms = 2000,
  };
  g_assert_true (yqq_identity_challenges_add (database, &challenge, 5, 1000, NULL));
  g_assert_true (yqq_identity_challenges_take (database, "x", 1000, &unknown, NULL));
  g_assert_null (unknown);
  g_assert_true (yqq_identity_challenges_take (database, "c", 2000, &late, NULL));
  g_assert_null (late);
  g_assert_true (yqq_identity_challenges_count_refusal (database, "c", NULL));
  g_assert_true (yqq_identity_challenges_satisfy (database, "c", 1500, 3000, NULL));
  g_assert_true (yqq_identity_challenges_use (database, "c", 1600, NULL));
  g_assert_true (yqq_identity_challenges_take (database, "c", 2000, &found, NULL));
  g_assert_true (g_bytes_equal (found->nonce, nonce));
  g_assert_cmpstr (found->purpose, ==, "new-pin");
  g_assert_cmpstr (found->subject, ==, "about");
  g_assert_null (found->person_id);
  g_assert_cmpint (found->satisfied_at_ms, ==, 1500);
  g_assert_cmpint (found->expires_at_ms, ==, 3000);
  g_assert_cmpuint (found->refusals, ==, 1);
  g_assert_true (found->used);
}

static void
what_was_proven_is_kept_with_who_vouched_and_goes_with_its_challenge (gpointer fixture,
                                                                      gconstpointer data)
{
  g_autoptr (GBytes) nonce = g_bytes_new_static ("n", 1);
  g_autofree char *vouched = NULL;
  YqqIdentityChallengeRecord challenge = {
      .id = (char *)"c",
      .nonce = nonce,
      .purpose = (char *)"new-pin",
      .subject = (char *)"",
      .expires_at_ms = 2000,
  };
  g_assert_true (yqq_identity_challenges_add (database, &challenge, 5, 1000, NULL));
  g_assert_true (yqq_identity_proofs_add (database, "c", "device", NULL, 1100, NULL));
  g_assert_true (yqq_identity_proofs_add (database, "c", "staff-code", "desk 3", 1200, NULL));
  g_autoptr (GError) twice = NULL;
  g_assert_false (yqq_identity_proofs_add (database, "c", "device", NULL, 1300, &twice));
  g_assert_error (twice, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT);
  g_auto (GStrv) methods = yqq_identity_proofs_list (database, "c", &vouched, NULL);
  g_autofree char *text = g_strjoinv (" ", methods);
  g_assert_cmpstr (text, ==, "device staff-code");
  g_assert_cmpstr (vouched, ==, "desk 3");
  challenge.id = (char *)"later";
  challenge.expires_at_ms = 9000;
  g_assert_true (yqq_identity_challenges_add (database, &challenge, 5, 5000, NULL));
  g_auto (GStrv) gone = yqq_identity_proofs_list (database, "c", NULL, NULL);
  g_assert_cmpuint (g_strv_length (gone), ==, 0);
}

static void
a_device_has_only_so_many_challenges_open (gpointer fixture, gconstpointer data)
{
  g_autoptr (GBytes) nonce = g_bytes_new_static ("n", 1);
  for (guint i = 0; i < 7; i++) {
    g_autofree char *id = g_strdup_printf ("c%u", i);
    YqqIdentityChallengeRecord challenge = {
        .id = id,
        .nonce = nonce,
        .purpose = (char *)"unlock",
        .subject = (char *)"",
        .thumbprint = (char *)"key",
        .expires_at_ms = 9000,
    };
    g_assert_true (yqq_identity_challenges_add (database, &challenge, 3, 1000 + i, NULL));
    if (i == 0)
      g_assert_true (yqq_identity_challenges_use (database, id, 1000, NULL));
  }
  for (guint i = 0; i < 7; i++) {
    g_autofree char *id = g_strdup_printf ("c%u", i);
    g_autoptr (YqqIdentityChallengeRecord) found = NULL;
    g_assert_true (yqq_identity_challenges_take (database, id, 2000, &found, NULL));
    g_assert_true ((found != NULL) == (i == 0 || i >= 4));
  }
}

static void
add_party (void)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  YqqRelyingPartyRecord party = {(char *)"r", (char *)"应用", NULL, key, FALSE, FALSE};
  g_assert_true (yqq_relying_parties_add (database, &party, 1000, NULL));
}

static void
open_sessions_of_a_process_can_be_ended_together (gpointer fixture, gconstpointer data)
{
  static const struct {
    const char *id, *process;
  } sessions[] = {{"s1", "dead"}, {"s2", "dead"}, {"s3", "alive"}, {"s4", NULL}};
  g_autoptr (GBytes) hash = g_bytes_new_static ("hash", 4);
  g_autoptr (YqqSessionRecord) done = NULL;
  g_autoptr (YqqSessionRecord) open = NULL;
  g_autoptr (YqqSessionRecord) others = NULL;
  guint ended = 0;
  add_party ();
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    g_assert_true (yqq_sessions_open (database, sessions[i].id, "r", hash, "签署",
                                      sessions[i].process, 1000, NULL));
  g_assert_true (yqq_sessions_end (database, "s1", "expired", "code", 0, 2000, NULL));
  g_auto (GStrv) processes = yqq_sessions_list_processes (database, NULL);
  g_assert_cmpuint (g_strv_length (processes), ==, 3);
  g_assert_true (g_strv_contains ((const char *const *)processes, ""));
  g_assert_true (
      yqq_sessions_end_all (database, "dead", "closed", "authority-restarted", 3000, &ended, NULL));
  g_assert_cmpuint (ended, ==, 1);
  g_assert_true (
      yqq_sessions_end_all (database, "", "closed", "authority-restarted", 3000, &ended, NULL));
  g_assert_cmpuint (ended, ==, 1);
  g_assert_true (yqq_sessions_find (database, "s1", &done, NULL));
  g_assert_true (yqq_sessions_find (database, "s2", &open, NULL));
  g_assert_true (yqq_sessions_find (database, "s3", &others, NULL));
  g_assert_cmpstr (done->reason, ==, "code");
  g_assert_cmpstr (open->reason, ==, "authority-restarted");
  g_assert_null (others->state);
  g_assert_cmpstr (others->process, ==, "alive");
}

/* Their table is made anew by the script that lets in reviewers. */
static void
members_outlive_the_coming_of_reviewers (gpointer fixture, gconstpointer data)
{
  guint roles = 0;
  yqq_person_record_free (add_person ("p"));
  add_enterprise ("e");
  g_assert_true (yqq_memberships_add (database, "e", "p", YQQ_ROLE_EMPLOYEE, 1000, NULL));
  test_rewind_schema (database, 11);
  g_assert_true (yqq_migrations_apply (database, NULL));
  g_assert_true (yqq_memberships_add (database, "e", "p", YQQ_ROLE_REVIEWER, 1000, NULL));
  g_assert_true (yqq_memberships_read (database, "e", "p", &roles, NULL));
  g_assert_cmpuint (roles, ==, YQQ_ROLE_EMPLOYEE | YQQ_ROLE_REVIEWER);
  /* Without a grant there is nothing to sign with. */
  g_assert_true (yqq_memberships_leave (database, "e", "p", NULL));
  g_assert_true (yqq_memberships_read (database, "e", "p", &roles, NULL));
  g_assert_cmpuint (roles, ==, 0);
}

static void
migrations_run_once_and_refuse_the_future (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (yqq_migrations_apply (database, NULL));
  run ("UPDATE schema_version SET version = 999 WHERE id = 1");
  g_assert_false (yqq_migrations_apply (database, &error));
  g_assert_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_NEWER_SCHEMA);
}

static gpointer
migrate (gpointer data)
{
  g_autoptr (YqqDatabase) own = engine->open ();
  g_autoptr (GError) error = NULL;
  yqq_migrations_apply (own, &error);
  g_assert_no_error (error);
  return NULL;
}

static void
several_programs_may_migrate_at_once (gpointer fixture, gconstpointer data)
{
  GThread *threads[4];
  g_clear_object (&database);
  engine->clear ();
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrate", migrate, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

void
store_suite_add (const StoreEngine *given)
{
  engine = given;
#define ADD(story)                                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *path = g_strdup_printf ("/authority/store/%s/" #story, given->name);          \
    g_test_add_vtable (path, 0, NULL, set_up, story, tear_down);                                   \
  }                                                                                                \
  G_STMT_END
  ADD (values_come_back_as_they_went_in);
  ADD (a_parameter_may_be_used_twice);
  ADD (parameters_that_do_not_fit_are_refused);
  ADD (a_transaction_that_fails_leaves_nothing);
  ADD (a_second_connection_sees_only_what_is_committed);
  ADD (rules_of_the_schema_are_conflicts);
  ADD (a_person_has_one_living_grant_of_a_kind);
  ADD (the_quota_gives_exactly_what_was_allowed);
  ADD (the_quota_is_described_by_the_states_of_its_grants);
  ADD (permissions_decide_the_state_and_a_cancelled_grant_stays_so);
  ADD (pages_of_grants_follow_each_other_newest_first);
  ADD (acts_are_kept_and_those_without_effect_forgotten);
  ADD (closings_are_numbered_upwards_for_ever);
  ADD (tries_go_down_to_none_and_no_further);
  ADD (a_pin_on_its_way_counts_for_nothing_and_for_a_time);
  ADD (a_new_certificate_supersedes_and_a_revoked_device_ends_all);
  ADD (an_invitation_is_good_once_and_in_time);
  ADD (a_challenge_is_kept_with_all_that_happens_to_it);
  ADD (what_was_proven_is_kept_with_who_vouched_and_goes_with_its_challenge);
  ADD (a_device_has_only_so_many_challenges_open);
  ADD (open_sessions_of_a_process_can_be_ended_together);
  ADD (members_outlive_the_coming_of_reviewers);
  ADD (migrations_run_once_and_refuse_the_future);
  ADD (several_programs_may_migrate_at_once);
#undef ADD
}

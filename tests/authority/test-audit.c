/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit record of a running authority: what acts leave in it, its signed heads, and who may
 * have it. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "act-support.h"
#include "audit-support.h"
#include "authority/audit-exporting.h"
#include "authority/audit-signing.h"
#include "authority/store/audit.h"

static YqqClock *clock_of_test;
static TestAuthority *authority;
static TestActor *administrator;

static void
set_up (gpointer fixture, gconstpointer data)
{
  clock_of_test = yqq_clock_new_manual (g_get_real_time () / 1000);
  authority = test_authority_new (clock_of_test);
  administrator = test_actor_new (authority, "林晓");
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_pointer (&administrator, test_actor_free);
  g_clear_pointer (&authority, test_authority_free);
  g_clear_pointer (&clock_of_test, yqq_clock_unref);
}

static char *
add_users (guint n)
{
  static guint numbers = 500;
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
  for (guint i = 0; i < n; i++)
    test_act_add_draft (act, test_draft_new (numbers++));
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  return g_strdup (test_result_get_line (result, 0)->grant);
}

static void
signed_acts_verify_in_the_export (gpointer fixture, gconstpointer data)
{
  g_autofree char *one = add_users (1);
  g_autofree char *first_of_three = add_users (3);
  g_autoptr (YqqEnterpriseAct) cancel = test_act_new (administrator, YQQ_ACT_GRANT_CANCEL, TRUE);
  test_act_add_item (cancel, one, NULL);
  test_act_add_item (cancel, first_of_three, NULL);
  cancel->reason = YQQ_CANCEL_REASON_LEFT;
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, cancel);
  g_assert_true (result->done);
  g_autoptr (YqqAuditReport) report = test_audit_verify (authority, administrator->enterprise);
  g_assert_cmpint (report->signed_acts, ==, 3);
  test_audit_check (authority, NULL);
}

static void
sign_heads (YqqDatabase *database)
{
  g_autoptr (GError) error = NULL;
  yqq_audit_sign_heads (database, authority->authority->issuer,
                        yqq_clock_get_unix_ms (clock_of_test), &error);
  g_assert_no_error (error);
}

static void
a_head_is_signed_where_the_chain_has_grown_and_only_there (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, &error);
  g_autofree char *hash = NULL;
  g_autofree char *hash_after = NULL;
  gint64 once = 0, twice = 0;
  sign_heads (database);
  g_assert_true (yqq_audit_read_head (database, administrator->enterprise, &once, &hash, &error));
  sign_heads (database);
  g_assert_true (
      yqq_audit_read_head (database, administrator->enterprise, &twice, &hash_after, &error));
  g_assert_cmpint (once, ==, twice);
  g_assert_cmpstr (hash, ==, hash_after);
  g_free (add_users (1));
  sign_heads (database);
  g_assert_no_error (error);
  g_autoptr (YqqAuditReport) report = test_audit_verify (authority, administrator->enterprise);
  g_assert_cmpint (report->heads, ==, 2);
}

static gint64
count_chain (YqqDatabase *database)
{
  g_autofree char *hash = NULL;
  gint64 n = 0;
  g_assert_true (yqq_audit_read_head (database, administrator->enterprise, &n, &hash, NULL));
  return n;
}

/* Somebody with the database writes the last signed record anew, and the database's own note of it
 * away. */
static void
what_was_rewritten_is_not_signed (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, &error);
  g_autofree char *kept =
      g_build_filename (authority->data, "ca", "audit-heads", administrator->enterprise, NULL);
  GStatBuf status;
  g_free (add_users (1));
  sign_heads (database);
  g_assert_cmpint (g_stat (kept, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  gint64 n = count_chain (database);
  yqq_database_run (database, &error,
                    "UPDATE audit_records SET line = replace (line, 'authority', 'authoriti') "
                    "WHERE chain = $1 AND sequence = $2",
                    YQQ_TEXT (administrator->enterprise), YQQ_INT (n), YQQ_END);
  g_assert_no_error (error);
  yqq_database_run (database, &error, "UPDATE audit_chains SET signed_hash = NULL", YQQ_END);
  g_assert_no_error (error);
  g_free (add_users (1));
  sign_heads (database);
  g_assert_cmpint (count_chain (database), ==, n + 1);
  g_autoptr (TestAnswer) export = test_actor_ask (administrator, "POST", "/audit/exports", "{}");
  test_assert_problem (export, "audit-altered");
  g_assert_nonnull (strstr (json_object_get_string_member (export->json, "detail"), "changed"));
  g_assert_cmpint (count_chain (database), ==, n + 1);
}

/* Somebody signs for the first time between the file's first line and its last. */
static void
who_signs_while_a_file_is_opened_is_in_it (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, &error);
  YqqIssuer *issuer = authority->authority->issuer;
  const char *enterprise = administrator->enterprise;
  g_autoptr (YqqAuditOpening) opening =
      yqq_audit_open_export (database, issuer, enterprise, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (opening->line, administrator->fingerprint));
  g_free (add_users (1));
  gint64 n = count_chain (database);
  YqqAuditExport *made = NULL;
  g_assert_true (yqq_database_begin (database, &error));
  g_assert_true (yqq_audit_sign_export (database, issuer, enterprise, "staff", opening,
                                        test_now_ms (authority), &made, &error));
  g_assert_true (yqq_database_commit (database, &error));
  g_assert_no_error (error);
  g_assert_null (made);
  g_assert_cmpint (count_chain (database), ==, n);
  g_autoptr (TestAnswer) export = test_actor_ask (administrator, "POST", "/audit/exports", "{}");
  g_assert_cmpuint (export->status, ==, 201);
  g_assert_nonnull (strstr (test_answer_get_text (export, "header"), administrator->fingerprint));
  test_audit_check (authority, enterprise);
}

static void
assert_limited (TestActor *actor, gint64 seconds)
{
  g_autoptr (TestAnswer) answer = test_actor_ask (actor, "POST", "/audit/exports", "{}");
  g_autofree char *header = g_strdup_printf ("Retry-After: %d\r\n", (int)seconds);
  test_assert_problem (answer, "rate-limited");
  g_assert_cmpint (test_answer_get_int (answer, "retry_after"), ==, seconds);
  g_assert_nonnull (strstr (answer->head, header));
}

static void
export_often (TestActor *actor, guint times)
{
  for (guint i = 0; i < times; i++) {
    g_autoptr (TestAnswer) answer = test_actor_ask (actor, "POST", "/audit/exports", "{}");
    g_assert_cmpuint (answer->status, ==, 201);
  }
}

static void
a_device_exports_only_so_often (gpointer fixture, gconstpointer data)
{
  g_autoptr (TestActor) representative = test_actor_new (authority, "陈明");
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  export_often (administrator, YQQ_AUDIT_EXPORTS_OF_DEVICE);
  gint64 n = count_chain (database);
  assert_limited (administrator, 60);
  g_assert_cmpint (count_chain (database), ==, n);
  export_often (representative, 1);
  yqq_clock_advance (clock_of_test, 60 * 1000);
  export_often (administrator, 1);
  assert_limited (administrator, 60);
}

/* On several devices. Those who may not export use up nothing of it. */
static void
an_enterprise_exports_only_so_often (gpointer fixture, gconstpointer data)
{
  g_autoptr (TestActor) employee = test_actor_new (authority, "黄敏");
  for (guint i = 0; i < YQQ_AUDIT_EXPORTS_OF_DEVICE; i++) {
    g_autoptr (TestAnswer) answer = test_actor_ask (employee, "POST", "/audit/exports", "{}");
    test_assert_problem (answer, "not-permitted");
  }
  for (guint i = 0; i < YQQ_AUDIT_EXPORTS_OF_ENTERPRISE; i += YQQ_AUDIT_EXPORTS_OF_DEVICE) {
    g_autoptr (TestActor) other_device = test_actor_new (authority, "林晓");
    export_often (other_device, YQQ_AUDIT_EXPORTS_OF_DEVICE);
  }
  assert_limited (administrator, 20);
}

static void
assert_export (TestActor *actor, const char *problem)
{
  g_autoptr (TestAnswer) export = test_actor_ask (actor, "POST", "/audit/exports", "{}");
  g_autoptr (TestAnswer) records = test_actor_ask (actor, "GET", "/audit/records?after=0", NULL);
  if (problem != NULL) {
    test_assert_problem (export, problem);
    test_assert_problem (records, problem);
    return;
  }
  g_assert_cmpuint (export->status, ==, 201);
  g_assert_cmpuint (records->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (records->json, "records")),
                    ==, (guint)test_answer_get_int (export, "records"));
}

static void
those_who_administer_have_it_and_nobody_else (gpointer fixture, gconstpointer data)
{
  g_autoptr (TestActor) representative = test_actor_new (authority, "陈明");
  g_autoptr (TestActor) employee = test_actor_new (authority, "黄敏");
  assert_export (administrator, NULL);
  assert_export (representative, NULL);
  assert_export (employee, "not-permitted");
  g_free (employee->enterprise);
  employee->enterprise = g_strdup ("of-others");
  assert_export (employee, "not-found");
}

static guint
count_records (TestActor *actor, gint64 after)
{
  g_autofree char *path = g_strdup_printf ("/audit/records?after=%d", (int)after);
  g_autoptr (TestAnswer) records = test_actor_ask (actor, "GET", path, NULL);
  g_assert_cmpuint (records->status, ==, 200);
  return json_array_get_length (json_object_get_array_member (records->json, "records"));
}

static void
assert_no_records (TestActor *actor, gint64 after)
{
  g_autofree char *path = g_strdup_printf ("/audit/records?after=%d", (int)after);
  g_autoptr (TestAnswer) records = test_actor_ask (actor, "GET", path, NULL);
  test_assert_problem (records, "not-permitted");
}

static void
nobody_reads_what_they_have_not_exported (gpointer fixture, gconstpointer data)
{
  g_autoptr (TestActor) representative = test_actor_new (authority, "陈明");
  g_free (add_users (1));
  assert_no_records (administrator, 0);
  g_autoptr (TestAnswer) export = test_actor_ask (administrator, "POST", "/audit/exports", "{}");
  gint64 n = test_answer_get_int (export, "records");
  g_free (add_users (1));
  assert_no_records (representative, 0);
  g_assert_cmpint (count_records (administrator, 0), ==, n);
  g_assert_cmpint (count_records (administrator, n), ==, 0);
  assert_no_records (administrator, n + 1);
}

static void
an_export_is_good_for_an_hour (gpointer fixture, gconstpointer data)
{
  assert_export (administrator, NULL);
  yqq_clock_advance (clock_of_test, 59 * 60 * 1000);
  g_assert_cmpuint (count_records (administrator, 0), >, 0);
  yqq_clock_advance (clock_of_test, 2 * 60 * 1000);
  assert_no_records (administrator, 0);
}

/* At the command line, beside the running authority. */
static void
staff_export_every_chain (gpointer fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (authority->directory, "own.audit", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *errors = NULL;
  gsize length;
  g_assert_cmpint (
      test_run_program (NULL, &errors, "audit", "export", "--data", authority->data, path, NULL),
      ==, 0);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "{\"format\":\"yqq-audit-file/1\",\"chain\":"
                                             "\"authority\",\"enterprise\":null,"));
  g_clear_pointer (&errors, g_free);
  g_assert_cmpint (test_run_program (NULL, &errors, "audit", "export", "--data", authority->data,
                                     "--enterprise", "nobody", path, NULL),
                   ==, 1);
  g_assert_nonnull (strstr (errors, "There is no enterprise"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(story) g_test_add_vtable ("/authority/audit/" #story, 0, NULL, set_up, story, tear_down)
  ADD (signed_acts_verify_in_the_export);
  ADD (a_head_is_signed_where_the_chain_has_grown_and_only_there);
  ADD (what_was_rewritten_is_not_signed);
  ADD (who_signs_while_a_file_is_opened_is_in_it);
  ADD (a_device_exports_only_so_often);
  ADD (an_enterprise_exports_only_so_often);
  ADD (those_who_administer_have_it_and_nobody_else);
  ADD (nobody_reads_what_they_have_not_exported);
  ADD (an_export_is_good_for_an_hour);
  ADD (staff_export_every_chain);
#undef ADD
  return g_test_run ();
}

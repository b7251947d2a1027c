/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 between proof and use, and in the middle of proofs: what was acknowledged can be used,
 * once, and no code is used up without having proven something. */
#include <string.h>

#include "identity-support.h"
#include "protocol/problem.h"

#define ROUNDS 12
#define CLIENTS 3
#define LONGEST_MS 250

static TestAuthority *authority;
static gint acknowledged;

static YqqDatabase *
open_data (void)
{
  g_autoptr (GError) error = NULL;
  YqqDatabase *database = yqq_authority_open_database (authority->data, &error);
  g_assert_no_error (error);
  return database;
}

typedef struct {
  YqqIdentityDesk *desk;
  TestDevice *device;
  const char *challenge_id;
  GError *problem;
} Using;

static gboolean
do_use (YqqDatabase *database, gpointer data, GError **error)
{
  Using *job = data;
  return yqq_identity_desk_consume (job->desk, database, job->challenge_id, job->device->person_id,
                                    job->device->id, "unlock", NULL, g_get_real_time () / 1000,
                                    &job->problem, error);
}

/* NULL, or the problem's nick. */
static const char *
use (TestDevice *device, const char *challenge_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = open_data ();
  g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_new_demonstration ();
  Using job = {
      .desk = yqq_identity_desk_new (NULL, policy, yqq_clock_get_system ()),
      .device = device,
      .challenge_id = challenge_id,
  };
  yqq_database_transact (database, do_use, &job, &error);
  g_assert_no_error (error);
  g_autoptr (GError) problem = job.problem;
  yqq_identity_desk_free (job.desk);
  return problem != NULL ? yqq_problem_code_to_nick (problem->code) : NULL;
}

static void
what_was_proven_before_a_death_is_used_once_after_it (void)
{
  authority = test_authority_new (NULL);
  TestDevice *device = test_log_in (authority, 0);
  g_autoptr (TestAnswer) challenge = test_identity_begin (authority, device, "unlock", NULL);
  g_autoptr (TestAnswer) open = test_identity_begin (authority, device, "unlock", NULL);
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autoptr (TestAnswer) proven =
      test_identity_prove (authority, device, challenge, "unlock", NULL, "staff-code");
  g_assert_true (json_object_get_boolean_member (proven->json, "satisfied"));
  test_authority_kill (authority);
  g_assert_cmpstr (use (device, test_answer_get_text (open, "challenge_id")), ==,
                   "identity-required");
  g_assert_null (use (device, id));
  test_authority_start (authority);
  g_assert_cmpstr (use (device, id), ==, "evidence-replayed");
  g_autoptr (TestAnswer) late =
      test_identity_prove (authority, device, challenge, "unlock", NULL, "staff-code");
  test_assert_problem (late, "evidence-replayed");
  test_device_free (device);
  test_authority_free (authority);
}

/* Proves with fresh codes, again and again until the authority dies. */
static gpointer
prove_until_death (gpointer data)
{
  TestDevice *device = data;
  for (;;) {
    g_autoptr (TestAnswer) challenge = test_identity_begin (authority, device, "unlock", NULL);
    if (challenge->status != 201)
      return NULL;
    g_autoptr (TestAnswer) proven =
        test_identity_prove (authority, device, challenge, "unlock", NULL, "staff-code");
    if (proven->status != 200)
      return NULL;
    g_atomic_int_inc (&acknowledged);
  }
}

static gint64
count (YqqDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqRows) rows = yqq_database_query (database, &error, sql, YQQ_END);
  g_assert_no_error (error);
  return yqq_rows_get_int (rows, 0, 0);
}

/* A code that is used has proven something, and that stands in the record. */
static void
check_books (void)
{
  g_autoptr (YqqDatabase) database = open_data ();
  gint64 used = count (database, "SELECT count (*) FROM staff_codes WHERE purpose = 'unlock' AND "
                                 "used_at IS NOT NULL");
  gint64 recorded =
      count (database, "SELECT count (*) FROM audit_records WHERE act = 'identity-satisfied' AND "
                       "line LIKE '%\"purpose\":\"unlock\"%'");
  g_assert_cmpint (used, ==, recorded);
  g_assert_cmpint (recorded, >=, g_atomic_int_get (&acknowledged));
}

static void
no_code_is_used_up_for_nothing_in_twelve_deaths (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (g_test_rand_int ());
  TestDevice *devices[CLIENTS];
  GThread *clients[CLIENTS];
  authority = test_authority_new (NULL);
  for (guint i = 0; i < CLIENTS; i++)
    devices[i] = test_log_in (authority, i);
  for (guint round = 0; round < ROUNDS; round++) {
    for (guint i = 0; i < CLIENTS; i++)
      clients[i] = g_thread_new ("client", prove_until_death, devices[i]);
    g_usleep ((gulong)g_rand_int_range (dice, 20, LONGEST_MS) * 1000);
    test_authority_kill (authority);
    for (guint i = 0; i < CLIENTS; i++)
      g_thread_join (clients[i]);
    check_books ();
    test_authority_start (authority);
  }
  g_test_message ("%d proofs in %u deaths", g_atomic_int_get (&acknowledged), ROUNDS);
  for (guint i = 0; i < CLIENTS; i++)
    test_device_free (devices[i]);
  test_authority_free (authority);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/identity-kill/what_was_proven_before_a_death_is_used_once_after_it",
                   what_was_proven_before_a_death_is_used_once_after_it);
  g_test_add_func ("/authority/identity-kill/no_code_is_used_up_for_nothing_in_twelve_deaths",
                   no_code_is_used_up_for_nothing_in_twelve_deaths);
  return g_test_run ();
}

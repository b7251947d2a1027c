/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a short question and a small act wait where others ask long questions all the time, and
 * a short question where a long act is under way. */
#include <stdlib.h>

#include "act-support.h"
#include "base/json.h"
#include "protocol/authorised-user.h"

#define USERS 10000
#define ROWS 2000
#define TIMES 40
#define LONG_AT_ONCE 2
#define QUESTION_LIMIT_MS 150
#define ACT_LIMIT_MS 150

static TestActor *administrator;
static TestActor *representative;
static gint over;
static gboolean all_good = TRUE;

static double
now_ms (void)
{
  return (double)g_get_monotonic_time () / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;
  return difference < 0 ? -1 : difference > 0;
}

static void
report (const char *what, double *values, guint count, double limit)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autofree char *limit_text = g_strdup_printf ("at most %.0f ms", limit);
  qsort (values, count, sizeof *values, compare);
  double median = values[count / 2];
  json_object_set_string_member (line, "what", what);
  json_object_set_double_member (line, "ours", median);
  json_object_set_string_member (line, "unit", "ms");
  json_object_set_string_member (line, "limit", limit_text);
  json_object_set_boolean_member (line, "met", median <= limit);
  all_good &= median <= limit;
  g_autofree char *text = yqq_json_to_string (line);
  g_print ("%s\n(%s: fastest %.1f, slowest %.1f ms)\n", text, what, values[0], values[count - 1]);
}

static gboolean
allow_more (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO quota_entries (enterprise_id, sequence, kind, amount, "
                           "created_at) VALUES ($1, 100000, 'allowance', 100000, 1)",
                           YQQ_TEXT (administrator->enterprise), YQQ_END);
}

static YqqEnterpriseAct *
make_import (guint first)
{
  YqqEnterpriseAct *act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
  for (guint i = 0; i < ROWS; i++)
    test_act_add_draft (act, test_draft_new (first + i));
  return act;
}

/* The last grant of it. */
static char *
import_rows (guint first)
{
  g_autoptr (YqqEnterpriseAct) act = make_import (first);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  return g_strdup (test_result_get_line (result, ROWS - 1)->grant);
}

/* A page of the users: what is asked most often of those that take long, and without limit. */
static gpointer
ask_long_questions (gpointer data)
{
  while (!g_atomic_int_get (&over)) {
    g_autoptr (TestAnswer) answer = test_actor_ask (representative, "GET", "/grants", NULL);
    g_assert_cmpuint (answer->status, ==, 200);
  }
  return NULL;
}

static gpointer
do_long_acts (gpointer data)
{
  for (guint first = USERS; !g_atomic_int_get (&over); first += ROWS)
    g_free (import_rows (first));
  return NULL;
}

static double
ask (void)
{
  double begin = now_ms ();
  g_autoptr (TestAnswer) answer = test_actor_ask (representative, "GET", "", NULL);
  double taken = now_ms () - begin;
  g_assert_cmpuint (answer->status, ==, 200);
  return taken;
}

/* Suspended and resumed in turn. */
static double
act (const char *grant, guint number)
{
  g_autoptr (YqqEnterpriseAct) change = test_act_new (administrator, YQQ_ACT_GRANT_MODIFY, TRUE);
  test_act_add_item (change, grant, number % 2 == 0 ? NULL : YQQ_PERMISSION_ENTERPRISE_CERTIFICATE);
  double begin = now_ms ();
  g_autoptr (TestAnswer) answer = test_actor_try (administrator, change);
  double taken = now_ms () - begin;
  g_assert_cmpuint (answer->status, ==, 200);
  return taken;
}

static void
measure_beside_questions (const char *grant)
{
  double questions[TIMES], acts[TIMES];
  GThread *threads[LONG_AT_ONCE];
  for (guint i = 0; i < LONG_AT_ONCE; i++)
    threads[i] = g_thread_new ("asks", ask_long_questions, NULL);
  for (guint i = 0; i < TIMES; i++) {
    questions[i] = ask ();
    acts[i] = act (grant, i);
  }
  g_atomic_int_set (&over, 1);
  for (guint i = 0; i < LONG_AT_ONCE; i++)
    g_thread_join (threads[i]);
  g_atomic_int_set (&over, 0);
  report ("a short question beside long ones", questions, TIMES, QUESTION_LIMIT_MS);
  report ("a small act beside long questions", acts, TIMES, ACT_LIMIT_MS);
}

static void
measure_beside_acts (void)
{
  double questions[TIMES];
  GThread *thread = g_thread_new ("acts", do_long_acts, NULL);
  for (guint i = 0; i < TIMES; i++)
    questions[i] = ask ();
  g_atomic_int_set (&over, 1);
  g_thread_join (thread);
  report ("a short question beside imports", questions, TIMES, QUESTION_LIMIT_MS);
}

int
main (void)
{
  g_autofree char *grant = NULL;
  g_autoptr (TestAuthority) authority = test_authority_new (NULL);
  administrator = test_actor_new (authority, "林晓");
  representative = test_actor_new (authority, "陈明");
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (yqq_database_transact (database, allow_more, NULL, NULL));
  for (guint first = 0; first < USERS; first += ROWS) {
    g_free (grant);
    grant = import_rows (first);
  }
  measure_beside_questions (grant);
  measure_beside_acts ();
  test_actor_free (administrator);
  test_actor_free (representative);
  return all_good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator with many users waits for: an import, durable, and a page of the list. */
#include <stdlib.h>

#include "act-support.h"
#include "base/json.h"
#include "protocol/authorised-user.h"

#define ROWS 1000
#define IMPORTS 10
#define PAGES 31
#define IMPORT_LIMIT_MS 3000
#define PAGE_LIMIT_MS 150

static TestActor *administrator;
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
  g_print ("%s\n", text);
}

static gboolean
allow_more (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO quota_entries (enterprise_id, sequence, kind, amount, "
                           "created_at) VALUES ($1, 100000, 'allowance', 100000, 1)",
                           YQQ_TEXT (administrator->enterprise), YQQ_END);
}

/* Signed, sent, verified, judged, written and answered. */
static double
import_rows (guint number)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
  for (guint i = 0; i < ROWS; i++)
    test_act_add_draft (act, test_draft_new (number * ROWS + i));
  test_actor_confirm (administrator, act);
  double begin = now_ms ();
  g_autoptr (TestAnswer) answer = test_actor_try (administrator, act);
  double taken = now_ms () - begin;
  g_autoptr (YqqActResult) result = yqq_act_result_from_json (answer->json, NULL);
  g_assert_true (result->done);
  return taken;
}

static double
fetch_page (const char *query)
{
  double begin = now_ms ();
  g_autoptr (TestAnswer) answer = test_actor_ask (administrator, "GET", query, NULL);
  double taken = now_ms () - begin;
  g_assert_cmpuint (answer->status, ==, 200);
  return taken;
}

int
main (void)
{
  double imports[IMPORTS], pages[PAGES];
  g_autoptr (TestAuthority) authority = test_authority_new (NULL);
  administrator = test_actor_new (authority, "林晓");
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (yqq_database_transact (database, allow_more, NULL, NULL));
  for (guint i = 0; i < IMPORTS; i++)
    imports[i] = import_rows (i);
  for (guint i = 0; i < PAGES; i++)
    pages[i] = fetch_page ("/grants?limit=200");
  report ("import of 1,000 users, durable", imports, IMPORTS, IMPORT_LIMIT_MS);
  report ("200 of 10,000 users, newest first", pages, PAGES, PAGE_LIMIT_MS);
  test_actor_free (administrator);
  return all_good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 in the middle of an import and of a cancelling: all of it or nothing, and the same bytes
 * again bring it to its end. */
#include <string.h>

#include "act-support.h"
#include "protocol/authorised-user.h"
#include "protocol/enterprise-overview.h"

#define ROUNDS 8
#define ROWS 200

static TestAuthority *authority;
static TestActor *administrator;

static gboolean
allow_more (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO quota_entries (enterprise_id, sequence, kind, amount, "
                           "created_at) VALUES ($1, 100000, 'allowance', 100000, 1)",
                           YQQ_TEXT (administrator->enterprise), YQQ_END);
}

static void
begin (void)
{
  authority = test_authority_new (NULL);
  administrator = test_actor_new (authority, "林晓");
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (yqq_database_transact (database, allow_more, NULL, NULL));
}

static void
end (void)
{
  test_actor_free (administrator);
  test_authority_free (authority);
}

static YqqQuota
fetch_quota (void)
{
  g_autoptr (TestAnswer) answer = test_actor_ask (administrator, "GET", "", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_autoptr (YqqEnterpriseOverview) overview =
      yqq_enterprise_overview_from_json (answer->json, NULL);
  g_assert_nonnull (overview);
  return overview->quota;
}

static YqqEnterpriseAct *
new_import (guint round)
{
  YqqEnterpriseAct *act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
  for (guint i = 0; i < ROWS; i++)
    test_act_add_draft (act, test_draft_new (round * ROWS + i));
  return act;
}

static YqqEnterpriseAct *
new_cancelling (const YqqActResult *import)
{
  YqqEnterpriseAct *act = test_act_new (administrator, YQQ_ACT_GRANT_CANCEL, TRUE);
  for (guint i = 0; i < import->lines->len; i++)
    test_act_add_item (act, test_result_get_line (import, i)->grant, NULL);
  act->reason = YQQ_CANCEL_REASON_LEFT;
  return act;
}

static gpointer
send_it (gpointer jws)
{
  return test_actor_send (administrator, jws);
}

/* The authority dies delay_us after the act was sent; TRUE if there was an answer all the same. */
static gboolean
send_and_kill (char *jws, gint64 delay_us)
{
  GThread *client = g_thread_new ("client", send_it, jws);
  g_usleep ((gulong)delay_us);
  test_authority_kill (authority);
  g_autoptr (TestAnswer) answer = g_thread_join (client);
  test_authority_start (authority);
  return answer->status == 200;
}

/* How long an act of this size takes here, roughly. */
static gint64
measure (const YqqEnterpriseAct *act, YqqActResult **result)
{
  gint64 before = g_get_monotonic_time ();
  *result = test_actor_perform (administrator, act);
  g_assert_true ((*result)->done);
  return g_get_monotonic_time () - before;
}

/* The same bytes: done before, or now. */
static YqqActResult *
send_again (const YqqEnterpriseAct *act, char *jws, gboolean done)
{
  g_autoptr (TestAnswer) answer = test_actor_send (administrator, jws);
  if (answer->status != 200) {
    g_assert_false (done);
    test_assert_problem (answer, "pin-required");
    test_actor_confirm (administrator, act);
    test_answer_free (g_steal_pointer (&answer));
    answer = test_actor_send (administrator, jws);
  }
  g_assert_cmpuint (answer->status, ==, 200);
  YqqActResult *result = yqq_act_result_from_json (answer->json, NULL);
  g_assert_true (result->done);
  g_assert_cmpuint (result->lines->len, ==, ROWS);
  return result;
}

static YqqActResult *
import_with_a_death (guint round, gint64 delay_us, guint *whole)
{
  YqqQuota before = fetch_quota ();
  g_autoptr (YqqEnterpriseAct) act = new_import (round);
  g_autofree char *jws = test_actor_sign (administrator, act);
  test_actor_confirm (administrator, act);
  gboolean answered = send_and_kill (jws, delay_us);
  YqqQuota after = fetch_quota ();
  gint64 added = after.in_use - before.in_use;
  g_assert_true (added == ROWS || (added == 0 && !answered));
  *whole += added == ROWS ? 1 : 0;
  YqqActResult *result = send_again (act, jws, added == ROWS);
  YqqQuota end = fetch_quota ();
  g_assert_cmpint (end.in_use, ==, before.in_use + ROWS);
  return result;
}

static void
cancel_with_a_death (const YqqActResult *import, gint64 delay_us, guint *whole)
{
  YqqQuota before = fetch_quota ();
  g_autoptr (YqqEnterpriseAct) act = new_cancelling (import);
  g_autofree char *jws = test_actor_sign (administrator, act);
  test_actor_confirm (administrator, act);
  gboolean answered = send_and_kill (jws, delay_us);
  YqqQuota after = fetch_quota ();
  gint64 cancelled = after.cancelled - before.cancelled;
  g_assert_true (cancelled == ROWS || (cancelled == 0 && !answered));
  *whole += cancelled == ROWS ? 1 : 0;
  g_autoptr (YqqActResult) result = send_again (act, jws, cancelled == ROWS);
  YqqQuota end = fetch_quota ();
  g_assert_cmpint (end.cancelled, ==, before.cancelled + ROWS);
  g_assert_cmpint (yqq_quota_get_left (&end), ==, yqq_quota_get_left (&before));
}

static void
an_import_and_a_cancelling_are_whole_or_not_at_all (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (YqqActResult) first = NULL;
  g_autoptr (YqqActResult) ended = NULL;
  guint imports = 0, cancellings = 0;
  begin ();
  g_autoptr (YqqEnterpriseAct) import = new_import (0);
  gint64 import_us = measure (import, &first);
  g_autoptr (YqqEnterpriseAct) cancelling = new_cancelling (first);
  gint64 cancelling_us = measure (cancelling, &ended);
  for (guint round = 1; round <= ROUNDS; round++) {
    gint64 delay = (gint64)(1.5 * g_rand_double (dice) * (double)import_us);
    g_autoptr (YqqActResult) result = import_with_a_death (round, delay, &imports);
    delay = (gint64)(1.5 * g_rand_double (dice) * (double)cancelling_us);
    cancel_with_a_death (result, delay, &cancellings);
  }
  g_test_message ("in %u deaths each %u imports and %u cancellings had become whole", ROUNDS,
                  imports, cancellings);
  end ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/act-kill/an_import_and_a_cancelling_are_whole_or_not_at_all",
                   an_import_and_a_cancelling_are_whole_or_not_at_all);
  return g_test_run ();
}

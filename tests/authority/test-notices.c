/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are told, and what they may read of signatures, over HTTP. */
#include <string.h>

#include "act-support.h"
#include "notice-support.h"
#include "protocol/notice.h"
#include "protocol/usage-record.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define TERM_DAYS 60
#define ADMINISTRATOR "林晓"
#define EMPLOYEE "黄敏"

static YqqClock *clock_of_test;
static TestAuthority *authority;

static YqqNotices *
fetch (TestDevice *device, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat ("/v1/me/notices", query, NULL);
  test_device_follow_clock (device, authority);
  g_autoptr (TestAnswer) answer = test_device_request (device, authority, "GET", path, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  YqqNotices *notices = yqq_notices_from_json (answer->json, &error);
  g_assert_no_error (error);
  return notices;
}

static const YqqNotice *
get (YqqNotices *notices, guint place)
{
  g_assert_cmpuint (place, <, notices->notices->len);
  return g_ptr_array_index (notices->notices, place);
}

static char *
add_employee (TestActor *administrator, guint number)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
  YqqGrantDraft *draft = test_draft_new (number);
  draft->years = 0;
  draft->not_after_ms = act->at_ms + TERM_DAYS * DAY_MS;
  test_act_add_draft (act, draft);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  return g_strdup (test_result_get_line (result, 0)->grant);
}

static void
change (TestActor *administrator, YqqActKind kind, const char *grant, const char *permission)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, kind, TRUE);
  test_act_add_item (act, grant, permission);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
}

static void
a_holder_is_told_what_becomes_of_their_grant (void)
{
  static const YqqNoticeKind expected[] = {YQQ_NOTICE_GRANT_GIVEN, YQQ_NOTICE_GRANT_SUSPENDED,
                                           YQQ_NOTICE_GRANT_RESUMED, YQQ_NOTICE_GRANT_CANCELLED};
  g_autoptr (TestActor) administrator = test_actor_new (authority, ADMINISTRATOR);
  g_autofree char *grant = add_employee (administrator, 0);
  g_autofree char *name = test_draft_name (0);
  g_autofree char *number = test_draft_id_number (0);
  g_autoptr (TestDevice) device = test_log_in_by_document (authority, name, number);
  change (administrator, YQQ_ACT_GRANT_MODIFY, grant, NULL);
  change (administrator, YQQ_ACT_GRANT_MODIFY, grant, "enterprise-certificate");
  change (administrator, YQQ_ACT_GRANT_CANCEL, grant, NULL);
  g_autoptr (YqqNotices) notices = fetch (device, "");
  g_assert_cmpuint (notices->notices->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpint (notices->unseen, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_assert_cmpint (get (notices, i)->kind, ==, expected[i]);
    g_assert_cmpstr (get (notices, i)->subject, ==, grant);
  }
  g_autoptr (TestAnswer) seen =
      test_device_request (device, authority, "POST", "/v1/me/notices/seen", "{\"up_to\":3}");
  g_assert_cmpuint (seen->status, ==, 200);
  g_autoptr (YqqNotices) rest = fetch (device, "?after=3");
  g_assert_cmpuint (rest->notices->len, ==, 1);
  g_assert_cmpint (rest->unseen, ==, 1);
  g_assert_false (get (rest, 0)->seen);
}

static void
what_was_seen_is_said_with_a_number (void)
{
  static const char *const bad[] = {"{}", "{\"up_to\":-1}", "{\"up_to\":\"1\"}", "[]", "x"};
  g_autoptr (TestDevice) device = test_log_in (authority, test_find_person (authority, EMPLOYEE));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (TestAnswer) answer =
        test_device_request (device, authority, "POST", "/v1/me/notices/seen", bad[i]);
    test_assert_problem (answer, "malformed");
  }
  g_autoptr (TestAnswer) unsigned_one =
      test_request (authority, "GET", "/v1/me/notices", NULL, NULL);
  test_assert_problem (unsigned_one, "signature-missing");
}

static void
a_first_device_is_no_news_and_every_other_one_is (void)
{
  g_autoptr (TestDevice) first = test_log_in (authority, test_find_person (authority, EMPLOYEE));
  guint before = test_count_told (first, authority, YQQ_NOTICE_DEVICE_ADDED);
  g_autoptr (TestDevice) second = test_log_in (authority, test_find_person (authority, EMPLOYEE));
  test_assert_told (first, authority, YQQ_NOTICE_DEVICE_ADDED, NULL, second->id, NULL, "test");
  g_assert_cmpuint (test_count_told (first, authority, YQQ_NOTICE_DEVICE_ADDED), ==, before + 1);
  g_autofree char *path = g_strdup_printf ("/v1/me/devices/%s/dispute", second->id);
  g_autoptr (TestAnswer) disputed = test_device_request (first, authority, "POST", path, "{}");
  g_assert_cmpuint (disputed->status, ==, 200);
}

/* The hourly round comes within a second or so of the clock's hour. */
static YqqNotices *
await_reminder (TestDevice *device, gint64 days, gint64 deadline_us)
{
  for (;;) {
    g_autoptr (YqqNotices) notices = fetch (device, "");
    for (guint i = 0; i < notices->notices->len; i++)
      if (get (notices, i)->kind == YQQ_NOTICE_GRANT_EXPIRING && get (notices, i)->number == days)
        return g_steal_pointer (&notices);
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    g_usleep (50000);
  }
}

static void
ends_are_announced_while_the_clock_goes_on (void)
{
  static const gint64 days[] = {30, 14, 7, 1};
  gint64 deadline_us = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;
  g_autoptr (TestActor) administrator = test_actor_new (authority, ADMINISTRATOR);
  g_autofree char *grant = add_employee (administrator, 1);
  g_autofree char *name = test_draft_name (1);
  g_autofree char *number = test_draft_id_number (1);
  g_autoptr (TestDevice) device = test_log_in_by_document (authority, name, number);
  yqq_clock_advance (clock_of_test, (TERM_DAYS - 30) * DAY_MS);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    if (i > 0)
      yqq_clock_advance (clock_of_test, (days[i - 1] - days[i]) * DAY_MS);
    g_autoptr (YqqNotices) notices = await_reminder (device, days[i], deadline_us);
    g_assert_cmpuint (notices->notices->len, ==, 2 + i);
    g_assert_null (get (notices, 1 + i)->person);
    g_assert_cmpstr (get (notices, 1 + i)->subject, ==, grant);
  }
  g_autoptr (YqqNotices) told = fetch (administrator->device, "");
  guint n = 0;
  for (guint i = 0; i < told->notices->len; i++)
    if (get (told, i)->kind == YQQ_NOTICE_GRANTS_EXPIRING) {
      g_assert_null (get (told, i)->person);
      g_assert_cmpint (get (told, i)->number, >=, 1);
      n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (days));
}

static void
histories_are_for_those_whose_they_are (void)
{
  g_autoptr (TestActor) administrator = test_actor_new (authority, ADMINISTRATOR);
  g_autoptr (TestActor) representative = test_actor_new (authority, "陈明");
  g_autoptr (TestActor) employee = test_actor_new (authority, EMPLOYEE);
  TestActor *const those[] = {administrator, representative};
  for (guint i = 0; i < G_N_ELEMENTS (those); i++) {
    g_autoptr (TestAnswer) all = test_actor_ask (those[i], "GET", "/history", NULL);
    g_assert_cmpuint (all->status, ==, 200);
  }
  g_autoptr (TestAnswer) not_all = test_actor_ask (employee, "GET", "/history", NULL);
  test_assert_problem (not_all, "not-permitted");
  g_autoptr (TestAnswer) stranger = test_device_request (employee->device, authority, "GET",
                                                         "/v1/enterprises/nobody/history", NULL);
  test_assert_problem (stranger, "not-found");
  g_autoptr (TestAnswer) own =
      test_device_request (employee->device, authority, "GET", "/v1/me/history?limit=5", NULL);
  g_autoptr (YqqUsageRecords) records = yqq_usage_records_from_json (own->json, NULL);
  g_assert_cmpuint (records->records->len, ==, 0);
  g_assert_null (records->next);
  g_autoptr (TestAnswer) bad =
      test_device_request (employee->device, authority, "GET", "/v1/me/history?after=1", NULL);
  test_assert_problem (bad, "malformed");
  g_autoptr (TestAnswer) none =
      test_device_request (employee->device, authority, "GET", "/v1/history/s/r/d", NULL);
  test_assert_problem (none, "not-found");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  clock_of_test = yqq_clock_new_manual (g_get_real_time () / 1000);
  authority = test_authority_new (clock_of_test);
#define ADD(name) g_test_add_func ("/authority/notices/" #name, name)
  ADD (a_holder_is_told_what_becomes_of_their_grant);
  ADD (a_first_device_is_no_news_and_every_other_one_is);
  ADD (what_was_seen_is_said_with_a_number);
  ADD (histories_are_for_those_whose_they_are);
  ADD (ends_are_announced_while_the_clock_goes_on);
#undef ADD
  int result = g_test_run ();
  test_authority_free (authority);
  yqq_clock_unref (clock_of_test);
  return result;
}

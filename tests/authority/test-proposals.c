/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two-person rule and the administrator's office, over HTTP with signed acts. */
#include <string.h>

#include "act-support.h"
#include "audit-support.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "protocol/enterprise-overview.h"
#include "protocol/notice.h"

#define ADMINISTRATOR "林晓"
#define REPRESENTATIVE "陈明"
#define EMPLOYEE "黄敏"

static YqqClock *clock_of_test;
static TestAuthority *authority;
static TestActor *administrator;
static TestActor *representative;
static TestActor *employee;
static guint numbers; /* of made-up employees, each used once */

static void
set_up (gpointer fixture, gconstpointer data)
{
  clock_of_test = yqq_clock_new_manual (g_get_real_time () / 1000);
  authority = test_authority_new (clock_of_test);
  administrator = test_actor_new (authority, ADMINISTRATOR);
  representative = test_actor_new (authority, REPRESENTATIVE);
  employee = test_actor_new (authority, EMPLOYEE);
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  test_audit_check (authority, administrator->enterprise);
  g_clear_pointer (&administrator, test_actor_free);
  g_clear_pointer (&representative, test_actor_free);
  g_clear_pointer (&employee, test_actor_free);
  g_clear_pointer (&authority, test_authority_free);
  g_clear_pointer (&clock_of_test, yqq_clock_unref);
}

static YqqEnterpriseOverview *
look (TestActor *actor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestAnswer) answer = test_actor_ask (actor, "GET", "", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  YqqEnterpriseOverview *overview = yqq_enterprise_overview_from_json (answer->json, &error);
  g_assert_no_error (error);
  return overview;
}

static YqqProposalView *
get_proposal (YqqEnterpriseOverview *overview, guint place)
{
  g_assert_cmpuint (place, <, overview->proposals->len);
  return g_ptr_array_index (overview->proposals, place);
}

static YqqTransferView *
get_transfer (YqqEnterpriseOverview *overview)
{
  g_assert_cmpuint (overview->transfers->len, >, 0);
  return g_ptr_array_index (overview->transfers, 0);
}

/* With the PIN, whatever comes of it. */
static TestAnswer *
try (TestActor *actor, const YqqEnterpriseAct *act)
{
  test_actor_confirm (actor, act);
  return test_actor_try (actor, act);
}

static YqqActResult *
read_result (TestAnswer *answer, guint status)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (answer->status, ==, status);
  YqqActResult *result = yqq_act_result_from_json (answer->json, &error);
  g_assert_no_error (error);
  return result;
}

static TestAnswer *
try_on (TestActor *actor, YqqActKind kind, const char *subject)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, kind, FALSE);
  act->subject = g_strdup (subject);
  return try (actor, act);
}

static GBytes *
digest_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
}

/* Of what the overview shows as proposed, or of something else. */
static TestAnswer *
try_approve (TestActor *actor, const char *id, gboolean what_was_seen)
{
  g_autoptr (YqqEnterpriseOverview) overview = look (representative);
  g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, YQQ_ACT_PROPOSAL_APPROVE, FALSE);
  act->subject = g_strdup (id);
  act->proposed_digest = digest_of ("something else");
  for (guint i = 0; what_was_seen && i < overview->proposals->len; i++)
    if (strcmp (get_proposal (overview, i)->id, id) == 0) {
      g_bytes_unref (act->proposed_digest);
      act->proposed_digest = digest_of (get_proposal (overview, i)->act);
    }
  return try (actor, act);
}

static TestAnswer *
try_rule (TestActor *actor, gboolean on)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, YQQ_ACT_SETTINGS_CHANGE, FALSE);
  act->two_person = on;
  return try (actor, act);
}

static void
turn_rule_on (void)
{
  g_autoptr (TestAnswer) answer = try_rule (administrator, TRUE);
  g_autoptr (YqqActResult) result = read_result (answer, 200);
  g_assert_true (result->done);
}

static char *
add_employee (void)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
  test_act_add_draft (act, test_draft_new (numbers++));
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  return g_strdup (test_result_get_line (result, 0)->grant);
}

/* The proposal's id. */
static char *
propose_cancel (const char *grant)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_CANCEL, TRUE);
  test_act_add_item (act, grant, NULL);
  g_autoptr (TestAnswer) answer = try (administrator, act);
  g_autoptr (YqqActResult) result = read_result (answer, 202);
  g_assert_false (result->done);
  g_assert_nonnull (result->proposal);
  return g_strdup (result->proposal);
}

static gint64
count_cancelled (void)
{
  g_autoptr (YqqEnterpriseOverview) overview = look (representative);
  return overview->quota.cancelled;
}

static void
expect_notice (TestActor *actor, YqqNoticeKind kind, const char *subject, const char *detail)
{
  test_device_follow_clock (actor->device, authority);
  g_autoptr (TestAnswer) answer =
      test_device_request (actor->device, authority, "GET", "/v1/me/notices", NULL);
  g_autoptr (YqqNotices) notices = yqq_notices_from_json (answer->json, NULL);
  for (guint i = 0; i < notices->notices->len; i++) {
    const YqqNotice *notice = g_ptr_array_index (notices->notices, i);
    if (notice->kind == kind && strcmp (notice->subject, subject) == 0 &&
        g_strcmp0 (notice->detail, detail) == 0)
      return;
  }
  g_error ("no notice %s of %s in %s", yqq_notice_kind_to_nick (kind), subject, answer->body);
}

/* The enterprise's audit record is exported and verifies, with so many signed acts in it. */
static void
check_record (gint64 signed_acts)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (authority->directory, "record.audit", NULL);
  g_autofree char *text = NULL;
  gsize size;
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (YqqEnterpriseOverview) overview = look (representative);
  int status =
      test_run_program (NULL, NULL, "audit", "export", "--data", authority->data, "--enterprise",
                        yqq_enterprise_get_credit_code (overview->enterprise), path, NULL);
  g_assert_cmpint (status, ==, 0);
  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    g_ptr_array_extend (roots, yqq_issuer_get_roots (authority->authority->issuer, i), NULL, NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, size, NULL);
  const YqqAuditVerification verification = {.roots = roots};
  g_autoptr (YqqAuditReport) report = yqq_audit_verify (stream, &verification, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_audit_report_is_good (report));
  g_assert_cmpint (report->signed_acts, ==, signed_acts);
}

static gint64
count_records (const char *act)
{
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL, "SELECT count(*) FROM audit_records WHERE chain = $1 AND act = $2",
      YQQ_TEXT (administrator->enterprise), YQQ_TEXT (act), YQQ_END);
  return yqq_rows_get_int (rows, 0, 0);
}

static void
a_cancel_waits_for_a_second_person_and_is_then_done (gpointer fixture, gconstpointer data)
{
  gint64 before = count_cancelled ();
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  g_autofree char *id = propose_cancel (grant);
  g_assert_cmpint (count_cancelled (), ==, before);
  expect_notice (representative, YQQ_NOTICE_PROPOSAL_WAITING, id, "grant-cancel");
  g_autoptr (YqqEnterpriseOverview) overview = look (representative);
  g_autofree char *name = test_draft_name (numbers - 1);
  g_assert_true (overview->two_person);
  g_assert_true (overview->can_have_two_person);
  g_assert_cmpint (get_proposal (overview, 0)->state, ==, YQQ_TRANSFER_STATE_WAITING);
  g_assert_false (get_proposal (overview, 0)->by_me);
  g_assert_cmpstr (get_proposal (overview, 0)->subject_names[0], ==, name);
  yqq_clock_advance (clock_of_test, YQQ_TRANSFER_OFFER_MS - 60 * 1000);
  g_autoptr (TestAnswer) answer = try_approve (representative, id, TRUE);
  g_autoptr (YqqActResult) result = read_result (answer, 200);
  g_assert_true (result->done);
  g_assert_true (test_result_get_line (result, 0)->done);
  g_assert_cmpint (count_cancelled (), ==, before + 1);
  expect_notice (administrator, YQQ_NOTICE_PROPOSAL_DECIDED, id, "accepted");
  g_autoptr (TestAnswer) late = try_on (representative, YQQ_ACT_PROPOSAL_REFUSE, id);
  test_assert_problem (late, "proposal-ended");
  g_assert_cmpstr (test_answer_get_text (late, "state"), ==, "accepted");
  check_record (4);
}

static void
nobody_decides_on_their_own_nor_on_what_they_have_not_seen (gpointer fixture, gconstpointer data)
{
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  g_autofree char *id = propose_cancel (grant);
  g_autoptr (TestAnswer) own = try_approve (administrator, id, TRUE);
  test_assert_problem (own, "proposal-own");
  g_autoptr (TestAnswer) refused_own = try_on (administrator, YQQ_ACT_PROPOSAL_REFUSE, id);
  test_assert_problem (refused_own, "proposal-own");
  g_autoptr (TestAnswer) other = try_approve (representative, id, FALSE);
  test_assert_problem (other, "proposal-changed");
  g_autoptr (TestAnswer) not_theirs = try_approve (employee, id, TRUE);
  test_assert_problem (not_theirs, "not-permitted");
  g_autoptr (TestAnswer) withdrawn_by_other =
      try_on (representative, YQQ_ACT_PROPOSAL_WITHDRAW, id);
  test_assert_problem (withdrawn_by_other, "not-permitted");
  g_autoptr (TestAnswer) unknown = try_approve (representative, "nothing", FALSE);
  test_assert_problem (unknown, "proposal-not-found");
  g_autoptr (YqqEnterpriseOverview) overview = look (representative);
  g_assert_cmpint (get_proposal (overview, 0)->state, ==, YQQ_TRANSFER_STATE_WAITING);
}

static void
what_was_refused_or_withdrawn_changes_nothing (gpointer fixture, gconstpointer data)
{
  static const struct {
    YqqActKind kind;
    const char *state;
  } ends[] = {{YQQ_ACT_PROPOSAL_REFUSE, "refused"}, {YQQ_ACT_PROPOSAL_WITHDRAW, "withdrawn"}};
  gint64 before = count_cancelled ();
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    TestActor *actor = ends[i].kind == YQQ_ACT_PROPOSAL_REFUSE ? representative : administrator;
    g_autofree char *id = propose_cancel (grant);
    g_autoptr (TestAnswer) answer = try_on (actor, ends[i].kind, id);
    g_autoptr (YqqActResult) result = read_result (answer, 200);
    g_assert_true (result->done);
    g_autoptr (TestAnswer) late = try_approve (representative, id, TRUE);
    test_assert_problem (late, "proposal-ended");
    g_assert_cmpstr (test_answer_get_text (late, "state"), ==, ends[i].state);
  }
  g_assert_cmpint (count_cancelled (), ==, before);
}

static void
an_approved_act_is_judged_again (gpointer fixture, gconstpointer data)
{
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  g_autofree char *first = propose_cancel (grant);
  g_autofree char *second = propose_cancel (grant);
  g_autoptr (TestAnswer) answer = try_approve (representative, first, TRUE);
  g_autoptr (YqqActResult) done = read_result (answer, 200);
  g_assert_true (done->done);
  g_autoptr (TestAnswer) again = try_approve (representative, second, TRUE);
  g_autoptr (YqqActResult) not_done = read_result (again, 200);
  g_assert_false (not_done->done);
  g_assert_cmpint (test_result_get_line (not_done, 0)->problem, ==, YQQ_PROBLEM_GRANT_CANCELLED);
  g_autoptr (TestAnswer) refused = try_on (representative, YQQ_ACT_PROPOSAL_REFUSE, second);
  g_assert_cmpuint (refused->status, ==, 200);
}

static void
a_proposal_runs_out_after_three_days (gpointer fixture, gconstpointer data)
{
  gint64 deadline_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  g_autofree char *id = propose_cancel (grant);
  yqq_clock_advance (clock_of_test, YQQ_TRANSFER_OFFER_MS);
  g_autoptr (TestAnswer) late = try_approve (representative, id, TRUE);
  test_assert_problem (late, "proposal-ended");
  g_assert_cmpstr (test_answer_get_text (late, "state"), ==, "timed-out");
  for (gboolean told = FALSE; !told;) {
    test_device_follow_clock (administrator->device, authority);
    g_autoptr (TestAnswer) answer =
        test_device_request (administrator->device, authority, "GET", "/v1/me/notices", NULL);
    told = strstr (answer->body, "\"timed-out\"") != NULL;
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    g_usleep (20000);
  }
  expect_notice (administrator, YQQ_NOTICE_PROPOSAL_DECIDED, id, "timed-out");
}

static void
turning_the_rule_off_waits_and_on_does_not (gpointer fixture, gconstpointer data)
{
  turn_rule_on ();
  g_autoptr (TestAnswer) waits = try_rule (administrator, FALSE);
  g_autoptr (YqqActResult) result = read_result (waits, 202);
  g_autoptr (YqqEnterpriseOverview) still = look (administrator);
  g_assert_true (still->two_person);
  g_autoptr (TestAnswer) approved = try_approve (representative, result->proposal, TRUE);
  g_autoptr (YqqActResult) done = read_result (approved, 200);
  g_assert_true (done->done);
  g_autoptr (YqqEnterpriseOverview) after = look (administrator);
  g_assert_false (after->two_person);
}

static char *
offer_to_employee (guint status)
{
  g_autoptr (TestAnswer) answer = try_on (administrator, YQQ_ACT_TRANSFER_OFFER, employee->grant);
  g_autoptr (YqqActResult) result = read_result (answer, status);
  return g_strdup (status == 200 ? result->transfer : result->proposal);
}

static void
the_office_goes_to_whom_accepts_it (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqEnterpriseOverview) quota_before = look (administrator);
  g_autofree char *id = offer_to_employee (200);
  expect_notice (employee, YQQ_NOTICE_TRANSFER_WAITING, id, NULL);
  g_autoptr (YqqEnterpriseOverview) before = look (employee);
  g_assert_cmpuint (before->administrators->len, ==, 0);
  g_assert_true (get_transfer (before)->to_me);
  g_assert_cmpint (get_transfer (before)->state, ==, YQQ_TRANSFER_STATE_WAITING);
  g_autoptr (TestAnswer) second = try_on (administrator, YQQ_ACT_TRANSFER_OFFER, employee->grant);
  test_assert_problem (second, "transfer-waiting");
  g_autoptr (TestAnswer) accepted = try_on (employee, YQQ_ACT_TRANSFER_ACCEPT, id);
  g_autoptr (YqqActResult) result = read_result (accepted, 200);
  g_assert_true (result->done);
  expect_notice (administrator, YQQ_NOTICE_TRANSFER_ACCEPTED, id, NULL);
  g_autoptr (TestAnswer) outside = test_actor_ask (administrator, "GET", "", NULL);
  test_assert_problem (outside, "not-found");
  g_autoptr (YqqEnterpriseOverview) after = look (employee);
  g_assert_cmpuint (after->administrators->len, ==, 1);
  g_assert_true (((YqqAdministratorView *)g_ptr_array_index (after->administrators, 0))->me);
  g_assert_cmpint (after->quota.in_use, ==, quota_before->quota.in_use);
  g_assert_cmpint (after->quota.cancelled, ==, quota_before->quota.cancelled);
  g_autoptr (TestAnswer) again = try_on (employee, YQQ_ACT_TRANSFER_ACCEPT, id);
  test_assert_problem (again, "transfer-ended");
}

static void
a_legal_representative_takes_the_office_over (gpointer fixture, gconstpointer data)
{
  g_autofree char *waiting = offer_to_employee (200);
  g_autoptr (TestAnswer) answer =
      try_on (representative, YQQ_ACT_TRANSFER_OFFER, representative->grant);
  g_autoptr (YqqActResult) result = read_result (answer, 200);
  g_assert_true (result->done);
  g_autoptr (YqqEnterpriseOverview) after = look (representative);
  g_assert_cmpuint (after->administrators->len, ==, 1);
  g_assert_true (((YqqAdministratorView *)g_ptr_array_index (after->administrators, 0))->me);
  g_autoptr (TestAnswer) late = try_on (employee, YQQ_ACT_TRANSFER_ACCEPT, waiting);
  test_assert_problem (late, "transfer-ended");
  g_assert_cmpstr (test_answer_get_text (late, "state"), ==, "withdrawn");
  expect_notice (employee, YQQ_NOTICE_TRANSFER_WITHDRAWN, waiting, NULL);
  g_assert_cmpint (count_records ("transfer-end"), ==, 1);
}

static void
with_the_rule_on_an_offer_is_made_once_it_is_approved (gpointer fixture, gconstpointer data)
{
  turn_rule_on ();
  g_autofree char *id = offer_to_employee (202);
  g_autoptr (YqqEnterpriseOverview) before = look (employee);
  g_assert_cmpuint (before->transfers->len, ==, 0);
  g_autoptr (TestAnswer) approved = try_approve (representative, id, TRUE);
  g_autoptr (YqqActResult) result = read_result (approved, 200);
  g_assert_nonnull (result->transfer);
  g_autoptr (TestAnswer) accepted = try_on (employee, YQQ_ACT_TRANSFER_ACCEPT, result->transfer);
  g_autoptr (YqqActResult) done = read_result (accepted, 200);
  g_assert_true (done->done);
  check_record (4);
}

/* Without the rule's leave: it is for the case that the administrator is gone. */
static void
with_the_rule_on_the_office_is_still_taken_over (gpointer fixture, gconstpointer data)
{
  turn_rule_on ();
  g_autoptr (TestAnswer) answer =
      try_on (representative, YQQ_ACT_TRANSFER_OFFER, representative->grant);
  g_autoptr (YqqActResult) result = read_result (answer, 200);
  g_assert_true (result->done);
  expect_notice (administrator, YQQ_NOTICE_TRANSFER_ACCEPTED, result->transfer, NULL);
  check_record (2);
}

static void
what_was_proposed_ends_with_its_proposers_office (gpointer fixture, gconstpointer data)
{
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  g_autofree char *id = propose_cancel (grant);
  g_autoptr (TestAnswer) taken =
      try_on (representative, YQQ_ACT_TRANSFER_OFFER, representative->grant);
  g_assert_cmpuint (taken->status, ==, 200);
  expect_notice (administrator, YQQ_NOTICE_PROPOSAL_DECIDED, id, "withdrawn");
  g_assert_cmpint (count_records ("proposal-end"), ==, 1);
  g_autoptr (TestAnswer) late = try_approve (representative, id, TRUE);
  test_assert_problem (late, "proposal-ended");
  g_assert_cmpstr (test_answer_get_text (late, "state"), ==, "withdrawn");
}

static void
an_approver_is_not_blamed_for_what_the_proposer_lost (gpointer fixture, gconstpointer data)
{
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  g_autofree char *id = propose_cancel (grant);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (yqq_database_run (
      database, NULL, "DELETE FROM memberships WHERE enterprise_id = $1 AND role = 'administrator'",
      YQQ_TEXT (administrator->enterprise), YQQ_END));
  g_autoptr (TestAnswer) late = try_approve (representative, id, TRUE);
  test_assert_problem (late, "proposal-ended");
  g_assert_cmpstr (test_answer_get_text (late, "state"), ==, "withdrawn");
}

/* The employee as a second administrator, who keeps the grant that an employee has. */
static void
promote_employee (void)
{
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (
      yqq_database_run (database, NULL,
                        "INSERT INTO memberships (enterprise_id, person_id, role, created_at) "
                        "SELECT enterprise_id, person_id, 'administrator', 1 FROM grants "
                        "WHERE id = $1",
                        YQQ_TEXT (employee->grant), YQQ_END));
}

static void
nobody_decides_about_their_own_grant (gpointer fixture, gconstpointer data)
{
  static const YqqActKind kinds[] = {YQQ_ACT_PROPOSAL_APPROVE, YQQ_ACT_PROPOSAL_REFUSE};
  promote_employee ();
  turn_rule_on ();
  g_autofree char *id = propose_cancel (employee->grant);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (TestAnswer) own = kinds[i] == YQQ_ACT_PROPOSAL_APPROVE
                                     ? try_approve (employee, id, TRUE)
                                     : try_on (employee, kinds[i], id);
    test_assert_problem (own, "grant-own");
  }
  g_autoptr (TestAnswer) other = try_approve (representative, id, TRUE);
  g_autoptr (YqqActResult) result = read_result (other, 200);
  g_assert_true (result->done);
}

static void
whom_it_is_about_is_no_second_person (gpointer fixture, gconstpointer data)
{
  promote_employee ();
  turn_rule_on ();
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (yqq_database_run (database, NULL,
                                   "DELETE FROM memberships WHERE enterprise_id = $1 "
                                   "AND role = 'legal-representative'",
                                   YQQ_TEXT (administrator->enterprise), YQQ_END));
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_CANCEL, TRUE);
  test_act_add_item (act, employee->grant, NULL);
  g_autoptr (TestAnswer) answer = try (administrator, act);
  test_assert_problem (answer, "second-person-missing");
}

static void
what_was_proposed_ends_with_its_proposers_grant (gpointer fixture, gconstpointer data)
{
  g_autofree char *grant = add_employee ();
  promote_employee ();
  turn_rule_on ();
  g_autoptr (YqqEnterpriseAct) proposed = test_act_new (employee, YQQ_ACT_GRANT_CANCEL, TRUE);
  test_act_add_item (proposed, grant, NULL);
  g_autoptr (TestAnswer) waits = try (employee, proposed);
  g_autoptr (YqqActResult) waiting = read_result (waits, 202);
  g_autoptr (YqqEnterpriseAct) suspend = test_act_new (administrator, YQQ_ACT_GRANT_MODIFY, TRUE);
  test_act_add_item (suspend, employee->grant, NULL);
  g_autoptr (TestAnswer) suspended = try (administrator, suspend);
  g_assert_cmpuint (suspended->status, ==, 200);
  g_autoptr (YqqEnterpriseOverview) after = look (representative);
  g_assert_cmpint (get_proposal (after, 0)->state, ==, YQQ_TRANSFER_STATE_WITHDRAWN);
  g_assert_cmpint (count_records ("proposal-end"), ==, 1);
  expect_notice (employee, YQQ_NOTICE_PROPOSAL_DECIDED, waiting->proposal, "withdrawn");
}

/* Nothing of the authority's tells that a role was taken away in the database. */
static void
the_hourly_round_ends_what_has_lost_its_ground (gpointer fixture, gconstpointer data)
{
  gint64 deadline_us = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;
  g_autofree char *grant = add_employee ();
  turn_rule_on ();
  g_autofree char *id = propose_cancel (grant);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (yqq_database_run (
      database, NULL, "DELETE FROM memberships WHERE enterprise_id = $1 AND role = 'administrator'",
      YQQ_TEXT (administrator->enterprise), YQQ_END));
  yqq_clock_advance (clock_of_test, YQQ_REMINDERS_INTERVAL_MS);
  for (gboolean ended = FALSE; !ended; g_usleep (20000)) {
    g_autoptr (YqqEnterpriseOverview) overview = look (representative);
    ended = get_proposal (overview, 0)->state == YQQ_TRANSFER_STATE_WITHDRAWN;
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
  }
  g_assert_cmpint (count_records ("proposal-end"), ==, 1);
}

static void
offers_made_before_the_rule_are_withdrawn_by_it (gpointer fixture, gconstpointer data)
{
  g_autofree char *id = offer_to_employee (200);
  turn_rule_on ();
  expect_notice (employee, YQQ_NOTICE_TRANSFER_WITHDRAWN, id, YQQ_NOTICE_DETAIL_TWO_PERSON);
  expect_notice (administrator, YQQ_NOTICE_TRANSFER_WITHDRAWN, id, YQQ_NOTICE_DETAIL_TWO_PERSON);
  g_assert_cmpint (count_records ("transfer-end"), ==, 1);
  g_autoptr (TestAnswer) late = try_on (employee, YQQ_ACT_TRANSFER_ACCEPT, id);
  test_assert_problem (late, "transfer-ended");
  g_assert_cmpstr (test_answer_get_text (late, "state"), ==, "withdrawn");
  g_autofree char *proposed = offer_to_employee (202);
  g_autoptr (TestAnswer) on_again = try_rule (administrator, TRUE);
  g_assert_cmpuint (on_again->status, ==, 200);
  g_autoptr (TestAnswer) approved = try_approve (representative, proposed, TRUE);
  g_assert_cmpuint (approved->status, ==, 200);
}

/* One good line among as many as fit. */
static char *
propose_long_cancel (const char *grant)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_CANCEL, FALSE);
  test_act_add_item (act, grant, NULL);
  for (guint i = 1; i < YQQ_ACT_MAX_ITEMS; i++) {
    g_autofree char *nobodys = g_strdup_printf ("%064u", i);
    test_act_add_item (act, nobodys, NULL);
  }
  g_autoptr (TestAnswer) answer = try (administrator, act);
  g_autoptr (YqqActResult) result = read_result (answer, 202);
  return g_strdup (result->proposal);
}

static void
long_acts_that_wait_are_read_one_by_one (gpointer fixture, gconstpointer data)
{
  g_autofree char *grant = add_employee ();
  g_autofree char *first = NULL;
  turn_rule_on ();
  for (guint i = 0; i < 8; i++) {
    g_autofree char *id = propose_long_cancel (grant);
    if (first == NULL)
      first = g_steal_pointer (&id);
    yqq_clock_advance (clock_of_test, 1000);
  }
  g_autoptr (YqqEnterpriseOverview) overview = look (representative);
  g_assert_cmpuint (overview->proposals->len, ==, 8);
  g_assert_nonnull (get_proposal (overview, 0)->act);
  g_assert_null (get_proposal (overview, 7)->act);
  g_assert_cmpstr (get_proposal (overview, 7)->id, ==, first);
  g_autofree char *rest = g_strconcat ("/proposals/", first, NULL);
  g_autoptr (TestAnswer) read = test_actor_ask (representative, "GET", rest, NULL);
  g_assert_cmpuint (read->status, ==, 200);
  g_autoptr (TestAnswer) stranger = test_actor_ask (employee, "GET", rest, NULL);
  test_assert_problem (stranger, "not-permitted");
  g_autoptr (TestAnswer) unknown =
      test_actor_ask (representative, "GET", "/proposals/nothing", NULL);
  test_assert_problem (unknown, "proposal-not-found");
  g_autoptr (YqqEnterpriseAct) act = test_act_new (representative, YQQ_ACT_PROPOSAL_APPROVE, FALSE);
  act->subject = g_strdup (first);
  act->proposed_digest = digest_of (test_answer_get_text (read, "act"));
  g_autoptr (TestAnswer) approved = try (representative, act);
  g_autoptr (YqqActResult) result = read_result (approved, 200);
  g_assert_true (result->done);
}

static void
staff_turn_the_rule_off_and_it_is_recorded (gpointer fixture, gconstpointer data)
{
  turn_rule_on ();
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (test_run_program (NULL, NULL, "enterprise", "two-person", "--data",
                                       authority->data, "--enterprise", administrator->enterprise,
                                       "off", NULL),
                     ==, 0);
  g_autoptr (YqqEnterpriseOverview) after = look (administrator);
  g_assert_false (after->two_person);
  g_assert_cmpint (test_run_program (NULL, NULL, "enterprise", "two-person", "--data",
                                     authority->data, "--enterprise", administrator->enterprise,
                                     "on", NULL),
                   ==, 2);
  g_assert_cmpint (count_records ("two-person-off"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name)                                                                                  \
  g_test_add_vtable ("/authority/proposals/" #name, 0, NULL, set_up, name, tear_down)
  ADD (a_cancel_waits_for_a_second_person_and_is_then_done);
  ADD (nobody_decides_on_their_own_nor_on_what_they_have_not_seen);
  ADD (what_was_refused_or_withdrawn_changes_nothing);
  ADD (an_approved_act_is_judged_again);
  ADD (a_proposal_runs_out_after_three_days);
  ADD (turning_the_rule_off_waits_and_on_does_not);
  ADD (the_office_goes_to_whom_accepts_it);
  ADD (a_legal_representative_takes_the_office_over);
  ADD (with_the_rule_on_an_offer_is_made_once_it_is_approved);
  ADD (with_the_rule_on_the_office_is_still_taken_over);
  ADD (what_was_proposed_ends_with_its_proposers_office);
  ADD (nobody_decides_about_their_own_grant);
  ADD (whom_it_is_about_is_no_second_person);
  ADD (what_was_proposed_ends_with_its_proposers_grant);
  ADD (the_hourly_round_ends_what_has_lost_its_ground);
  ADD (offers_made_before_the_rule_are_withdrawn_by_it);
  ADD (an_approver_is_not_blamed_for_what_the_proposer_lost);
  ADD (long_acts_that_wait_are_read_one_by_one);
  ADD (staff_turn_the_rule_off_and_it_is_recorded);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed acts on grants, over HTTP: what administrators may do, and what becomes of it. */
#include <string.h>

#include "act-support.h"
#include "audit-support.h"
#include "model/grant.h"
#include "model/phone.h"
#include "protocol/authorised-user.h"
#include "protocol/enterprise-overview.h"
#include "protocol/pin.h"

#define OTHER_ENTERPRISE "91440300YQDEM0025D"

static YqqClock *clock_of_test;
static TestAuthority *authority;
static TestActor *administrator;
static guint numbers; /* of made-up employees, each used once */

static YqqEnterpriseAct *
new_add (gboolean whole, guint n)
{
  YqqEnterpriseAct *act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, whole);
  for (guint i = 0; i < n; i++)
    test_act_add_draft (act, test_draft_new (numbers++));
  return act;
}

/* A fresh employee's grant. Owned. */
static char *
add_one (void)
{
  g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 1);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  return g_strdup (test_result_get_line (result, 0)->grant);
}

static YqqEnterpriseAct *
new_change (YqqActKind kind, const char *grant, const char *permission)
{
  YqqEnterpriseAct *act = test_act_new (administrator, kind, TRUE);
  test_act_add_item (act, grant, permission);
  act->reason = YQQ_CANCEL_REASON_LEFT;
  return act;
}

static YqqProblemCode
find_refusal (YqqActKind kind, const char *grant)
{
  g_autoptr (YqqEnterpriseAct) act = new_change (kind, grant, NULL);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_false (result->done);
  g_assert_false (test_result_get_line (result, 0)->done);
  return test_result_get_line (result, 0)->problem;
}

static YqqEnterpriseOverview *
fetch_overview (TestActor *actor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestAnswer) answer = test_actor_ask (actor, "GET", "", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  YqqEnterpriseOverview *overview = yqq_enterprise_overview_from_json (answer->json, &error);
  g_assert_no_error (error);
  return overview;
}

static YqqQuota
fetch_quota (void)
{
  g_autoptr (YqqEnterpriseOverview) overview = fetch_overview (administrator);
  return overview->quota;
}

static YqqAuthorisedUsers *
fetch_page (const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rest = g_strconcat ("/grants", query, NULL);
  g_autoptr (TestAnswer) answer = test_actor_ask (administrator, "GET", rest, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  YqqAuthorisedUsers *page = yqq_authorised_users_from_json (answer->json, &error);
  g_assert_no_error (error);
  return page;
}

static YqqAuthorisedUser *
fetch_user (const char *grant)
{
  g_autoptr (YqqAuthorisedUsers) page = fetch_page ("?limit=1000");
  for (guint i = 0; i < page->users->len; i++) {
    const YqqAuthorisedUser *user = g_ptr_array_index (page->users, i);
    if (strcmp (user->grant, grant) == 0)
      return yqq_authorised_user_copy (user);
  }
  g_error ("%s is not in the list", grant);
}

static TestDevice *
log_in_employee (guint number)
{
  g_autofree char *name = test_draft_name (number);
  g_autofree char *id_number = test_draft_id_number (number);
  return test_log_in_by_document (authority, name, id_number);
}

/* Adding */

static void
an_added_employee_logs_in_and_installs_their_certificate (void)
{
  YqqQuota before = fetch_quota ();
  guint number = numbers;
  g_autofree char *grant = add_one ();
  YqqQuota after = fetch_quota ();
  g_assert_cmpint (after.in_use, ==, before.in_use + 1);
  g_assert_cmpint (yqq_quota_get_left (&after), ==, yqq_quota_get_left (&before) - 1);
  g_autoptr (YqqAuthorisedUser) waiting = fetch_user (grant);
  g_assert_cmpint (waiting->state, ==, YQQ_GRANT_STATE_PENDING_INSTALL);
  g_assert_cmpuint (waiting->roles, ==, YQQ_ROLE_EMPLOYEE);
  g_autoptr (TestDevice) device = log_in_employee (number);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  test_set_pin (device, authority);
  g_autoptr (TestAnswer) installed = test_install (device, authority, grant, key);
  g_assert_cmpuint (installed->status, ==, 201);
  g_autoptr (YqqAuthorisedUser) active = fetch_user (grant);
  g_assert_cmpint (active->state, ==, YQQ_GRANT_STATE_ACTIVE);
}

/* The act's one line with that change. */
static void
check_faulty (void (*spoil) (YqqGrantDraft *draft), YqqGrantField field, YqqGrantFault fault)
{
  YqqQuota before = fetch_quota ();
  g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 2);
  spoil (g_ptr_array_index (act->drafts, 1));
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_false (result->done);
  g_assert_false (test_result_get_line (result, 0)->done);
  g_assert_cmpint (test_result_get_line (result, 1)->faults[field], ==, fault);
  YqqQuota after = fetch_quota ();
  g_assert_cmpint (yqq_quota_get_left (&after), ==, yqq_quota_get_left (&before));
}

static void
take_anothers_document (YqqGrantDraft *draft)
{
  g_free (draft->id_number);
  draft->id_number = g_strdup ("440100190003030035"); /* 黄敏 */
}

static void
take_anothers_document_and_name (YqqGrantDraft *draft)
{
  take_anothers_document (draft);
  g_free (draft->name);
  draft->name = g_strdup ("演示员工黄敏");
}

static void
take_the_first_lines_document (YqqGrantDraft *draft)
{
  g_free (draft->id_number);
  draft->id_number = test_draft_id_number (numbers - 2);
}

static void
last_ten_years (YqqGrantDraft *draft)
{
  draft->years = 10;
}

static void
use_a_seal (YqqGrantDraft *draft)
{
  g_strfreev (draft->permissions);
  draft->permissions = g_strsplit ("seal:contracts", " ", -1);
}

static void
a_whole_act_with_a_faulty_line_adds_nobody (void)
{
  check_faulty (take_anothers_document, YQQ_GRANT_FIELD_NAME, YQQ_GRANT_FAULT_OTHER_NAME);
  check_faulty (take_anothers_document, YQQ_GRANT_FIELD_ID_NUMBER, YQQ_GRANT_FAULT_DUPLICATE);
  check_faulty (take_anothers_document_and_name, YQQ_GRANT_FIELD_NAME, YQQ_GRANT_FAULT_NONE);
  check_faulty (take_anothers_document_and_name, YQQ_GRANT_FIELD_ID_NUMBER,
                YQQ_GRANT_FAULT_DUPLICATE);
  check_faulty (take_the_first_lines_document, YQQ_GRANT_FIELD_ID_NUMBER, YQQ_GRANT_FAULT_REPEATED);
  check_faulty (last_ten_years, YQQ_GRANT_FIELD_TERM, YQQ_GRANT_FAULT_BEYOND_CERTIFICATE);
  check_faulty (use_a_seal, YQQ_GRANT_FIELD_PERMISSIONS, YQQ_GRANT_FAULT_NO_SEAL);
}

static void
without_whole_the_good_lines_are_done (void)
{
  YqqQuota before = fetch_quota ();
  g_autoptr (YqqEnterpriseAct) act = new_add (FALSE, 3);
  use_a_seal (g_ptr_array_index (act->drafts, 1));
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpint (test_result_get_line (result, i)->done, ==, i != 1);
    g_assert_cmpint (test_result_get_line (result, i)->grant != NULL, ==, i != 1);
  }
  g_assert_cmpint (yqq_quota_get_left (&result->quota), ==, yqq_quota_get_left (&before) - 2);
}

static void
a_grant_lasts_to_the_last_moment_of_the_certificate_and_no_longer (void)
{
  g_autoptr (YqqEnterpriseOverview) overview = fetch_overview (administrator);
  gint64 end = overview->certificate_not_after_ms;
  for (gint64 more = 0; more < 2; more++) {
    g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 1);
    YqqGrantDraft *draft = g_ptr_array_index (act->drafts, 0);
    draft->years = 0;
    draft->not_after_ms = end + more;
    g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
    g_assert_cmpint (result->done, ==, more == 0);
  }
}

static void
nothing_is_added_beyond_the_quota (void)
{
  YqqQuota quota = fetch_quota ();
  guint left = (guint)yqq_quota_get_left (&quota);
  for (guint more = 1; more <= 1; more--) {
    g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, left + more);
    g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
    const YqqActLine *last = test_result_get_line (result, left + more - 1);
    g_assert_cmpint (result->done, ==, more == 0);
    g_assert_cmpint (last->problem, ==,
                     more == 0 ? YQQ_ACT_LINE_NO_PROBLEM : YQQ_PROBLEM_QUOTA_EXHAUSTED);
  }
  YqqQuota after = fetch_quota ();
  g_assert_cmpint (yqq_quota_get_left (&after), ==, 0);
}

/* Modifying */

static void
no_permissions_suspend_and_some_resume (void)
{
  guint number = numbers;
  g_autofree char *grant = add_one ();
  g_autoptr (TestDevice) device = log_in_employee (number);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  test_set_pin (device, authority);
  g_autoptr (YqqEnterpriseAct) suspend = new_change (YQQ_ACT_GRANT_MODIFY, grant, NULL);
  g_autoptr (YqqActResult) suspended = test_actor_perform (administrator, suspend);
  g_assert_true (suspended->done);
  g_autoptr (YqqAuthorisedUser) user = fetch_user (grant);
  g_assert_cmpint (user->state, ==, YQQ_GRANT_STATE_SUSPENDED);
  g_autoptr (TestAnswer) refused = test_install (device, authority, grant, key);
  test_assert_problem (refused, "grant-suspended");
  g_autoptr (YqqEnterpriseAct) resume =
      new_change (YQQ_ACT_GRANT_MODIFY, grant, YQQ_PERMISSION_ENTERPRISE_CERTIFICATE);
  g_autoptr (YqqActResult) resumed = test_actor_perform (administrator, resume);
  g_assert_true (resumed->done);
  g_assert_cmpint (yqq_quota_get_left (&resumed->quota), ==,
                   yqq_quota_get_left (&suspended->quota));
  g_autoptr (TestAnswer) installed = test_install (device, authority, grant, key);
  g_assert_cmpuint (installed->status, ==, 201);
}

static void
permissions_for_a_seal_that_is_not_there_are_refused (void)
{
  g_autofree char *grant = add_one ();
  g_autoptr (YqqEnterpriseAct) act = new_change (YQQ_ACT_GRANT_MODIFY, grant, "seal:contracts");
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_false (result->done);
  g_assert_cmpint (test_result_get_line (result, 0)->faults[YQQ_GRANT_FIELD_PERMISSIONS], ==,
                   YQQ_GRANT_FAULT_NO_SEAL);
}

/* Cancelling */

static void
cancelling_revokes_the_certificates_and_gives_nothing_back (void)
{
  guint number = numbers;
  g_autofree char *grant = add_one ();
  g_autoptr (TestDevice) device = log_in_employee (number);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  test_set_pin (device, authority);
  g_autoptr (TestAnswer) installed = test_install (device, authority, grant, key);
  YqqQuota before = fetch_quota ();
  g_autoptr (YqqEnterpriseAct) act = new_change (YQQ_ACT_GRANT_CANCEL, grant, NULL);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  g_assert_cmpint (yqq_quota_get_left (&result->quota), ==, yqq_quota_get_left (&before));
  g_assert_cmpint (result->quota.cancelled, ==, before.cancelled + 1);
  g_autoptr (TestAnswer) grants =
      test_device_request (device, authority, "GET", "/v1/me/grants", NULL);
  g_assert_nonnull (strstr (grants->body, "\"revoked\""));
  g_assert_nonnull (strstr (grants->body, "\"cancelled\""));
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s", administrator->enterprise);
  g_autoptr (TestAnswer) overview = test_device_request (device, authority, "GET", path, NULL);
  test_assert_problem (overview, "not-found");
  g_autoptr (YqqKey) other = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (TestAnswer) refused = test_install (device, authority, grant, other);
  test_assert_problem (refused, "grant-cancelled");
  g_autoptr (YqqAuthorisedUser) user = fetch_user (grant);
  g_assert_cmpint (user->state, ==, YQQ_GRANT_STATE_CANCELLED);
  g_assert_cmpint (user->cancelled_at_ms, ==, test_now_ms (authority));
  g_assert_cmpint (find_refusal (YQQ_ACT_GRANT_CANCEL, grant), ==, YQQ_PROBLEM_GRANT_CANCELLED);
  g_assert_cmpint (find_refusal (YQQ_ACT_GRANT_MODIFY, grant), ==, YQQ_PROBLEM_GRANT_CANCELLED);
}

static void
somebody_whose_grant_was_cancelled_can_be_added_again_at_the_price_of_another (void)
{
  g_autofree char *grant = add_one ();
  g_autoptr (YqqEnterpriseAct) cancel = new_change (YQQ_ACT_GRANT_CANCEL, grant, NULL);
  g_autoptr (YqqActResult) cancelled = test_actor_perform (administrator, cancel);
  numbers--;
  g_autofree char *again = add_one ();
  YqqQuota after = fetch_quota ();
  g_assert_cmpstr (again, !=, grant);
  g_assert_cmpint (yqq_quota_get_left (&after), ==, yqq_quota_get_left (&cancelled->quota) - 1);
}

static char *
find_grant_of (const char *name)
{
  g_autoptr (YqqAuthorisedUsers) page = fetch_page ("?limit=1000");
  for (guint i = 0; i < page->users->len; i++) {
    const YqqAuthorisedUser *user = g_ptr_array_index (page->users, i);
    if (strstr (user->name, name) != NULL)
      return g_strdup (user->grant);
  }
  g_error ("nobody is called %s", name);
}

static void
offices_and_ones_own_grant_are_not_cancelled (void)
{
  int status = test_run_program (NULL, NULL, "administrator", "add", "--data", authority->data,
                                 "--enterprise", "91440101YQDEM0017N", "--name", "第二管理员",
                                 "--id", "440100190808080080", "--phone", "19900000099", NULL);
  g_assert_cmpint (status, ==, 0);
  g_autofree char *second = find_grant_of ("第二管理员");
  g_autofree char *legal = find_grant_of ("陈明");
  static const YqqActKind kinds[] = {YQQ_ACT_GRANT_CANCEL, YQQ_ACT_GRANT_MODIFY};
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_assert_cmpint (find_refusal (kinds[i], administrator->grant), ==, YQQ_PROBLEM_GRANT_OWN);
    g_assert_cmpint (find_refusal (kinds[i], second), ==, YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR);
    g_assert_cmpint (find_refusal (kinds[i], legal), ==, YQQ_PROBLEM_NOT_PERMITTED);
    g_assert_cmpint (find_refusal (kinds[i], "nobodys"), ==, YQQ_PROBLEM_GRANT_NOT_FOUND);
  }
}

/* The signature, the time, the PIN */

static void
the_same_act_again_gets_the_same_answer_and_is_done_once (void)
{
  g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 1);
  g_autofree char *jws = test_actor_sign (administrator, act);
  test_actor_confirm (administrator, act);
  g_autoptr (TestAnswer) first = test_actor_send (administrator, jws);
  g_assert_cmpuint (first->status, ==, 200);
  YqqQuota before = fetch_quota ();
  /* After its time and the PIN's. */
  yqq_clock_advance (clock_of_test, YQQ_ACT_MAX_SKEW_MS + YQQ_PIN_RECENT_MS);
  g_autoptr (TestAnswer) again = test_actor_send (administrator, jws);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpstr (first->body, ==, again->body);
  YqqQuota after = fetch_quota ();
  g_assert_cmpint (yqq_quota_get_left (&after), ==, yqq_quota_get_left (&before));
  g_autoptr (YqqEnterpriseAct) other = new_add (TRUE, 1);
  g_free (other->id);
  other->id = g_strdup (act->id);
  g_autoptr (TestAnswer) reused = test_actor_try (administrator, other);
  test_assert_problem (reused, "act-reused");
}

static void
an_act_is_taken_five_minutes_before_and_after_its_time (void)
{
  static const gint64 skews[] = {-YQQ_ACT_MAX_SKEW_MS, YQQ_ACT_MAX_SKEW_MS};
  for (guint i = 0; i < G_N_ELEMENTS (skews); i++) {
    g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 1);
    act->at_ms += skews[i] + (skews[i] > 0 ? 1 : -1);
    test_actor_confirm (administrator, act);
    g_autoptr (TestAnswer) refused = test_actor_try (administrator, act);
    test_assert_problem (refused, "act-expired");
    act->at_ms -= skews[i] > 0 ? 1 : -1;
    g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
    g_assert_true (result->done);
  }
}

static void
adding_and_modifying_go_five_minutes_on_one_pin (void)
{
  g_autofree char *grant = add_one ();
  yqq_clock_advance (clock_of_test, YQQ_PIN_RECENT_MS - 1);
  g_autoptr (YqqEnterpriseAct) modify = new_change (YQQ_ACT_GRANT_MODIFY, grant, NULL);
  g_autoptr (TestAnswer) modified = test_actor_try (administrator, modify);
  g_assert_cmpuint (modified->status, ==, 200);
  g_autoptr (YqqEnterpriseAct) cancel = new_change (YQQ_ACT_GRANT_CANCEL, grant, NULL);
  g_autoptr (TestAnswer) without = test_actor_try (administrator, cancel);
  test_assert_problem (without, "pin-required");
  yqq_clock_advance (clock_of_test, 1);
  g_autoptr (YqqEnterpriseAct) add = new_add (TRUE, 1);
  g_autoptr (TestAnswer) late = test_actor_try (administrator, add);
  test_assert_problem (late, "pin-required");
}

static void
cancelling_wants_the_pin_for_that_very_act (void)
{
  g_autofree char *grant = add_one ();
  g_autoptr (YqqEnterpriseAct) other = new_change (YQQ_ACT_GRANT_CANCEL, grant, NULL);
  g_autoptr (YqqEnterpriseAct) act = new_change (YQQ_ACT_GRANT_CANCEL, grant, NULL);
  test_actor_confirm (administrator, other);
  g_autoptr (TestAnswer) refused = test_actor_try (administrator, act);
  test_assert_problem (refused, "pin-required");
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
}

/* Whoever can make the device ask for a PIN under a harmless act's id gets nothing for another. */
static void
a_pin_for_one_act_serves_no_other_of_the_same_id (void)
{
  g_autofree char *harmless = add_one ();
  g_autofree char *other = add_one ();
  g_autoptr (YqqEnterpriseAct) shown = new_change (YQQ_ACT_GRANT_CANCEL, harmless, NULL);
  g_autoptr (YqqEnterpriseAct) act = new_change (YQQ_ACT_GRANT_CANCEL, other, NULL);
  g_free (act->id);
  act->id = g_strdup (shown->id);
  test_actor_confirm (administrator, shown);
  g_autoptr (TestAnswer) refused = test_actor_try (administrator, act);
  test_assert_problem (refused, "pin-required");
  g_autoptr (TestAnswer) opened =
      test_open_gate (administrator->device, authority, "act", act->id, TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
  g_autoptr (TestAnswer) by_id = test_actor_try (administrator, act);
  test_assert_problem (by_id, "pin-required");
  g_autoptr (TestAnswer) done = test_actor_try (administrator, shown);
  g_assert_cmpuint (done->status, ==, 200);
}

static void
check_invalid (TestAnswer *answer, const char *reason)
{
  test_assert_problem (answer, "act-invalid");
  g_assert_cmpstr (test_answer_get_text (answer, "reason"), ==, reason);
}

static void
an_act_that_was_changed_or_is_anothers_is_refused (void)
{
  g_autoptr (TestActor) other = test_actor_new (authority, "林晓");
  g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 1);
  g_autofree char *jws = test_actor_sign (administrator, act);
  g_autofree char *cut = g_strndup (jws, strlen (jws) - 4);
  g_autofree char *broken = g_strconcat (cut, "AAAA", NULL);
  g_autoptr (TestAnswer) signature = test_actor_send (administrator, broken);
  check_invalid (signature, "signature");
  g_autoptr (TestAnswer) device = test_actor_send (other, jws);
  check_invalid (device, "certificate");
  g_autoptr (TestAnswer) none = test_actor_send (administrator, "no.jws.atall");
  check_invalid (none, "malformed");
  g_free (act->enterprise);
  act->enterprise = g_strdup ("another");
  g_autoptr (TestAnswer) enterprise = test_actor_try (administrator, act);
  check_invalid (enterprise, "enterprise");
}

static void
a_superseded_certificate_signs_no_act (void)
{
  g_autoptr (TestActor) actor = test_actor_new (authority, "林晓");
  g_autoptr (YqqKey) newer = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) installed = test_install (actor->device, authority, actor->grant, newer);
  g_assert_cmpuint (installed->status, ==, 201);
  g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 1);
  test_actor_confirm (actor, act);
  g_autoptr (TestAnswer) answer = test_actor_try (actor, act);
  check_invalid (answer, "superseded");
}

static void
only_administrators_act_and_strangers_see_nothing (void)
{
  g_autoptr (TestActor) legal = test_actor_new (authority, "陈明");
  g_autoptr (TestActor) employee = test_actor_new (authority, "黄敏");
  TestActor *const actors[] = {legal, employee};
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++) {
    g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 1);
    g_autoptr (TestAnswer) answer = test_actor_try (actors[i], act);
    test_assert_problem (answer, "not-permitted");
  }
  g_autoptr (TestAnswer) list = test_actor_ask (employee, "GET", "/grants", NULL);
  test_assert_problem (list, "not-permitted");
  g_autoptr (TestAnswer) shown = test_actor_ask (legal, "GET", "/grants", NULL);
  g_assert_cmpuint (shown->status, ==, 200);
  g_autoptr (YqqEnterpriseOverview) little = fetch_overview (employee);
  g_assert_null (little->certificate_code);
  g_assert_cmpint (little->quota.total, ==, 0);
  g_free (employee->enterprise);
  employee->enterprise = g_strdup ("another");
  g_autoptr (TestAnswer) stranger = test_actor_ask (employee, "GET", "", NULL);
  test_assert_problem (stranger, "not-found");
}

static void
an_act_over_a_megabyte_is_too_large (void)
{
  g_autofree char *letters = g_strnfill (YQQ_ACT_MAX_BYTES, 'A');
  g_autoptr (TestAnswer) answer = test_actor_send (administrator, letters);
  test_assert_problem (answer, "too-large");
}

/* Questions */

static void
the_list_is_masked_and_looking_is_recorded (void)
{
  guint number = numbers;
  g_autofree char *grant = add_one ();
  g_autofree char *id_number = test_draft_id_number (number);
  g_autoptr (TestAnswer) list = test_actor_ask (administrator, "GET", "/grants", NULL);
  g_assert_null (strstr (list->body, id_number));
  g_autofree char *body = g_strdup_printf ("{\"grant\":\"%s\"}", grant);
  g_autoptr (TestAnswer) revealed = test_actor_ask (administrator, "POST", "/reveals", body);
  g_assert_cmpuint (revealed->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (revealed, "id_number"), ==, id_number);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL, "SELECT actor FROM audit_records WHERE act = 'grant-reveal' AND subject = $1",
      YQQ_TEXT (grant), YQQ_END);
  g_assert_nonnull (rows);
  g_assert_cmpuint (yqq_rows_get_length (rows), ==, 1);
  g_autoptr (TestAnswer) unknown =
      test_actor_ask (administrator, "POST", "/reveals", "{\"grant\":\"nobodys\"}");
  test_assert_problem (unknown, "grant-not-found");
}

/* 演示文创 entered another one for the same person. */
static void
a_phone_stays_with_the_enterprise_that_entered_it (void)
{
  guint number = numbers;
  g_autofree char *name = test_draft_name (number);
  g_autofree char *id_number = test_draft_id_number (number);
  g_autoptr (YqqGrantDraft) draft = test_draft_new (number);
  int elsewhere = test_run_program (NULL, NULL, "grant", "add", "--data", authority->data,
                                    "--enterprise", OTHER_ENTERPRISE, "--name", name, "--id",
                                    id_number, "--phone", "19912345678", "--years", "1", NULL);
  g_assert_cmpint (elsewhere, ==, 0);
  g_autofree char *grant = add_one ();
  g_autofree char *masked = yqq_phone_mask (draft->phone);
  g_autoptr (YqqAuthorisedUser) user = fetch_user (grant);
  g_assert_cmpstr (user->phone_masked, ==, masked);
  g_autofree char *body = g_strdup_printf ("{\"grant\":\"%s\"}", grant);
  g_autoptr (TestAnswer) revealed = test_actor_ask (administrator, "POST", "/reveals", body);
  g_assert_cmpstr (test_answer_get_text (revealed, "phone"), ==, draft->phone);
}

/* Acts that change nothing new fill the record too. */
static void
a_device_acts_only_so_often (void)
{
  g_autoptr (TestActor) actor = test_actor_new (authority, "林晓");
  g_autofree char *grant = add_one ();
  guint taken = 0;
  for (;; taken++) {
    g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, YQQ_ACT_GRANT_MODIFY, TRUE);
    test_act_add_item (act, grant, YQQ_PERMISSION_ENTERPRISE_CERTIFICATE);
    if (taken == 0)
      test_actor_confirm (actor, act);
    g_autoptr (TestAnswer) answer = test_actor_try (actor, act);
    if (answer->status != 200) {
      test_assert_problem (answer, "rate-limited");
      break;
    }
    g_assert_cmpuint (taken, <, 1000);
  }
  g_assert_cmpuint (taken, ==, 120);
  yqq_clock_advance (clock_of_test, 1000);
  g_autoptr (YqqEnterpriseAct) later = test_act_new (actor, YQQ_ACT_GRANT_MODIFY, TRUE);
  test_act_add_item (later, grant, YQQ_PERMISSION_ENTERPRISE_CERTIFICATE);
  g_autoptr (TestAnswer) answer = test_actor_try (actor, later);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
pages_hold_everybody_once_newest_first (void)
{
  g_autoptr (YqqAuthorisedUsers) all = fetch_page ("?limit=1000");
  g_autofree char *after = g_strdup ("");
  guint seen = 0;
  g_assert_null (all->next);
  g_assert_cmpuint (all->users->len, >, 4);
  while (after != NULL) {
    g_autofree char *query =
        g_strdup_printf ("?limit=2%s%s", after[0] != '\0' ? "&after=" : "", after);
    g_autoptr (YqqAuthorisedUsers) page = fetch_page (query);
    for (guint i = 0; i < page->users->len; i++) {
      const YqqAuthorisedUser *one = g_ptr_array_index (page->users, i);
      const YqqAuthorisedUser *other = g_ptr_array_index (all->users, seen++);
      g_assert_cmpstr (one->grant, ==, other->grant);
    }
    g_free (after);
    after = g_strdup (page->next);
  }
  g_assert_cmpuint (seen, ==, all->users->len);
  g_autoptr (TestAnswer) bad = test_actor_ask (administrator, "GET", "/grants?after=x", NULL);
  test_assert_problem (bad, "malformed");
}

static void
an_import_is_listed_in_the_order_of_its_lines (void)
{
  g_autoptr (YqqEnterpriseAct) act = new_add (TRUE, 3);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_autoptr (YqqAuthorisedUsers) page = fetch_page ("?limit=3");
  for (guint i = 0; i < 3; i++) {
    const YqqAuthorisedUser *user = g_ptr_array_index (page->users, i);
    g_assert_cmpstr (user->grant, ==, test_result_get_line (result, i)->grant);
  }
}

static void
a_check_finds_what_the_act_would_and_changes_nothing (void)
{
  g_autoptr (GPtrArray) drafts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  g_ptr_array_add (drafts, test_draft_new (numbers));
  g_ptr_array_add (drafts, yqq_grant_draft_new ());
  g_autoptr (JsonObject) question = yqq_grant_checks_to_json (drafts);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), question);
  g_autofree char *body = json_to_string (node, FALSE);
  YqqQuota before = fetch_quota ();
  g_autoptr (TestAnswer) answer = test_actor_ask (administrator, "POST", "/checks", body);
  g_assert_cmpuint (answer->status, ==, 200);
  g_autoptr (YqqActResult) result = yqq_act_result_from_json (answer->json, NULL);
  g_assert_false (result->done);
  g_assert_cmpint (test_result_get_line (result, 0)->problem, ==, YQQ_ACT_LINE_NO_PROBLEM);
  g_assert_cmpint (test_result_get_line (result, 1)->faults[YQQ_GRANT_FIELD_NAME], ==,
                   YQQ_GRANT_FAULT_MISSING);
  g_assert_cmpint (yqq_quota_get_left (&result->quota), ==, yqq_quota_get_left (&before));
}

static YqqActResult *
renew (const char *grant, gint64 years)
{
  g_autoptr (YqqEnterpriseAct) act =
      new_change (YQQ_ACT_GRANT_MODIFY, grant, YQQ_PERMISSION_ENTERPRISE_CERTIFICATE);
  ((YqqActItem *)act->items->pdata[0])->years = years;
  return test_actor_perform (administrator, act);
}

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* An employee whose grant ends in so many days, with a certificate. */
typedef struct {
  char *grant;
  TestDevice *device;
} Employed;

static void
employed_clear (Employed *self)
{
  g_free (self->grant);
  test_device_free (self->device);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Employed, employed_clear)

static void
install_anew (const Employed *employed)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  test_device_follow_clock (employed->device, authority);
  g_autoptr (TestAnswer) installed =
      test_install (employed->device, authority, employed->grant, key);
  g_assert_cmpuint (installed->status, ==, 201);
}

static Employed
employ_for (guint days)
{
  guint number = numbers;
  g_autoptr (YqqEnterpriseAct) add = new_add (TRUE, 1);
  YqqGrantDraft *draft = add->drafts->pdata[0];
  draft->years = 0;
  draft->not_after_ms = test_now_ms (authority) + days * DAY_MS;
  g_autoptr (YqqActResult) added = test_actor_perform (administrator, add);
  Employed employed = {g_strdup (test_result_get_line (added, 0)->grant), log_in_employee (number)};
  test_set_pin (employed.device, authority);
  install_anew (&employed);
  return employed;
}

static void
assert_rows (const char *grant, const char *statement, guint count, gint64 value)
{
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, NULL, statement, YQQ_TEXT (grant), YQQ_END);
  g_assert_cmpuint (yqq_rows_get_length (rows), ==, count);
  if (count > 0)
    g_assert_cmpint (yqq_rows_get_int (rows, 0, 0), ==, value);
}

static void
assert_fault (const char *grant, gint64 years, YqqGrantFault fault)
{
  g_autoptr (YqqActResult) result = renew (grant, years);
  g_assert_false (result->done);
  g_assert_cmpint (test_result_get_line (result, 0)->faults[YQQ_GRANT_FIELD_TERM], ==, fault);
}

/* With the one of the quota that it took; its old certificates have ended. */
static void
assert_expired_is_renewed (const Employed *employed)
{
  YqqQuota before = fetch_quota ();
  g_autoptr (YqqAuthorisedUser) expired = fetch_user (employed->grant);
  g_assert_cmpint (expired->state, ==, YQQ_GRANT_STATE_EXPIRED);
  g_autoptr (YqqActResult) without = renew (employed->grant, 0);
  g_assert_cmpint (test_result_get_line (without, 0)->problem, ==, YQQ_PROBLEM_GRANT_EXPIRED);
  assert_fault (employed->grant, YQQ_GRANT_MAX_YEARS, YQQ_GRANT_FAULT_BEYOND_CERTIFICATE);

  g_autoptr (YqqActResult) renewed = renew (employed->grant, 1);
  g_assert_true (renewed->done);
  YqqQuota after = fetch_quota ();
  g_assert_cmpint (after.in_use, ==, before.in_use);
  g_assert_cmpint (yqq_quota_get_left (&after), ==, yqq_quota_get_left (&before));
  g_autoptr (YqqAuthorisedUser) waiting = fetch_user (employed->grant);
  g_assert_cmpint (waiting->state, ==, YQQ_GRANT_STATE_PENDING_INSTALL);
  assert_rows (employed->grant, "SELECT not_after FROM grant_renewals WHERE grant_id = $1", 1,
               waiting->not_after_ms);
  install_anew (employed);
}

/* The new term begins where the old one ends; the certificate is good until its own end. */
static void
assert_what_ends_soon_is_renewed (const Employed *employed)
{
  YqqQuota before = fetch_quota ();
  g_autoptr (YqqAuthorisedUser) soon = fetch_user (employed->grant);
  g_assert_cmpint (soon->state, ==, YQQ_GRANT_STATE_EXPIRING);
  assert_fault (employed->grant, YQQ_GRANT_MAX_YEARS, YQQ_GRANT_FAULT_BEYOND_CERTIFICATE);

  g_autoptr (YqqActResult) renewed = renew (employed->grant, 1);
  g_assert_true (renewed->done);
  YqqQuota after = fetch_quota ();
  g_assert_cmpint (yqq_quota_get_left (&after), ==, yqq_quota_get_left (&before));
  g_autoptr (YqqAuthorisedUser) user = fetch_user (employed->grant);
  g_assert_cmpint (user->state, ==, YQQ_GRANT_STATE_ACTIVE);
  g_assert_cmpint (user->not_after_ms, >=, soon->not_after_ms + 365 * DAY_MS);
  assert_rows (employed->grant,
               "SELECT not_after / 1000 FROM certificates WHERE grant_id = $1 AND state = 'active'",
               1, soon->not_after_ms / 1000);
  install_anew (employed);
  assert_rows (employed->grant,
               "SELECT not_after / 1000 FROM certificates WHERE grant_id = $1 AND state = 'active'",
               1, user->not_after_ms / 1000);
}

static void
a_grant_is_renewed_when_it_has_ended_or_ends_soon (void)
{
  g_auto (Employed) shortly = employ_for (1);
  g_auto (Employed) longer = employ_for (40);
  assert_fault (longer.grant, 1, YQQ_GRANT_FAULT_INVALID);
  yqq_clock_advance (clock_of_test, 2 * DAY_MS);
  assert_expired_is_renewed (&shortly);
  yqq_clock_advance (clock_of_test, 9 * DAY_MS);
  assert_what_ends_soon_is_renewed (&longer);
}

/* A quota large enough for all stories but the one that uses it up, which comes last. */
static gboolean
allow_more (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO quota_entries (enterprise_id, sequence, kind, amount, "
                           "created_at) VALUES ($1, 100000, 'allowance', 40, 1)",
                           YQQ_TEXT (administrator->enterprise), YQQ_END);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  clock_of_test = yqq_clock_new_manual (g_get_real_time () / 1000);
  authority = test_authority_new (clock_of_test);
  administrator = test_actor_new (authority, "林晓");
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_assert_true (yqq_database_transact (database, allow_more, NULL, NULL));
#define ADD(name) g_test_add_func ("/authority/acts/" #name, name)
  ADD (an_added_employee_logs_in_and_installs_their_certificate);
  ADD (a_whole_act_with_a_faulty_line_adds_nobody);
  ADD (without_whole_the_good_lines_are_done);
  ADD (a_grant_lasts_to_the_last_moment_of_the_certificate_and_no_longer);
  ADD (no_permissions_suspend_and_some_resume);
  ADD (permissions_for_a_seal_that_is_not_there_are_refused);
  ADD (cancelling_revokes_the_certificates_and_gives_nothing_back);
  ADD (somebody_whose_grant_was_cancelled_can_be_added_again_at_the_price_of_another);
  ADD (offices_and_ones_own_grant_are_not_cancelled);
  ADD (the_same_act_again_gets_the_same_answer_and_is_done_once);
  ADD (an_act_is_taken_five_minutes_before_and_after_its_time);
  ADD (adding_and_modifying_go_five_minutes_on_one_pin);
  ADD (cancelling_wants_the_pin_for_that_very_act);
  ADD (a_pin_for_one_act_serves_no_other_of_the_same_id);
  ADD (an_act_that_was_changed_or_is_anothers_is_refused);
  ADD (a_superseded_certificate_signs_no_act);
  ADD (only_administrators_act_and_strangers_see_nothing);
  ADD (an_act_over_a_megabyte_is_too_large);
  ADD (a_device_acts_only_so_often);
  ADD (a_phone_stays_with_the_enterprise_that_entered_it);
  ADD (the_list_is_masked_and_looking_is_recorded);
  ADD (pages_hold_everybody_once_newest_first);
  ADD (an_import_is_listed_in_the_order_of_its_lines);
  ADD (a_check_finds_what_the_act_would_and_changes_nothing);
  ADD (a_grant_is_renewed_when_it_has_ended_or_ends_soon);
  ADD (nothing_is_added_beyond_the_quota);
  int result = g_test_run ();
  test_audit_check (authority, administrator->enterprise);
  test_actor_free (administrator);
  test_authority_free (authority);
  yqq_clock_unref (clock_of_test);
  return result;
}

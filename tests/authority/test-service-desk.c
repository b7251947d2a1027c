/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reviewer sees a person with their document, and the code they give proves who the person is. */
#include <string.h>

#include "act-support.h"
#include "audit-support.h"
#include "authority/acts/desk-acts.h"
#include "authority/store/authenticators.h"
#include "identity-support.h"
#include "notice-support.h"

#define DESK "12440000YQDEM0033X"
#define REVIEWER "演示服务台客服赵琳"
#define REVIEWER_NUMBER "440100190008080082"
#define EMPLOYEE_NUMBER "440100190003030035"

static TestAuthority *authority;

static TestAnswer *
ask_for (TestActor *reviewer, const char *name, const char *number)
{
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"%s\",\"id_type\":\"resident-id\",\"id_number\":\"%s\"}", name, number);
  return test_actor_ask (reviewer, "POST", "/persons", body);
}

static YqqEnterpriseAct *
make_act (TestActor *actor, YqqActKind kind, const char *subject, const char *purpose)
{
  YqqEnterpriseAct *act = test_act_new (actor, kind, FALSE);
  act->subject = g_strdup (subject);
  act->purpose = g_strdup (purpose);
  return act;
}

static void
check_refused (TestActor *actor, YqqEnterpriseAct *made, const char *problem)
{
  g_autoptr (YqqEnterpriseAct) act = made;
  test_actor_confirm (actor, act);
  g_autoptr (TestAnswer) answer = test_actor_try (actor, act);
  test_assert_problem (answer, problem);
}

static YqqActResult *
confirm (TestActor *reviewer, const char *person, const char *purpose)
{
  g_autoptr (YqqEnterpriseAct) act = make_act (reviewer, YQQ_ACT_IDENTITY_CONFIRM, person, purpose);
  return test_actor_perform (reviewer, act);
}

/* What became of the code as evidence for the purpose: a problem, or NULL where it was taken. */
static char *
try_code (TestDevice *device, const char *purpose, const char *code)
{
  g_autoptr (TestAnswer) challenge = test_identity_begin (authority, device, purpose, NULL);
  g_autofree char *evidence = g_strdup_printf ("{\"code\":\"%s\"}", code);
  g_autoptr (TestAnswer) answer = test_identity_send (
      authority, device, test_answer_get_text (challenge, "challenge_id"), "staff-code", evidence);
  const char *type = answer->status == 200 ? NULL : test_answer_get_text (answer, "type");
  return type != NULL ? g_strdup (strrchr (type, ':') + 1) : NULL;
}

static void
check_code (TestDevice *device, const char *purpose, const char *code, const char *problem)
{
  g_autofree char *found = try_code (device, purpose, code);
  g_assert_cmpstr (found, ==, problem);
}

static void
set_up (void)
{
  authority = test_authority_new (yqq_clock_get_system ());
}

static void
a_code_of_the_desk_is_good_once_and_for_its_purpose (void)
{
  set_up ();
  g_autoptr (TestActor) reviewer = test_actor_new (authority, "赵琳");
  TestDevice *person = test_log_in (authority, test_find_person (authority, "黄敏"));
  g_autoptr (TestAnswer) found = ask_for (reviewer, "演示员工黄敏", EMPLOYEE_NUMBER);
  g_assert_cmpuint (found->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (found, "person"), ==, person->person_id);
  gint64 before = test_now_ms (authority);
  g_autoptr (YqqEnterpriseAct) act =
      make_act (reviewer, YQQ_ACT_IDENTITY_CONFIRM, person->person_id, "new-pin");
  g_autoptr (YqqActResult) result = test_actor_perform (reviewer, act);
  g_assert_true (result->done);
  g_assert_cmpuint (strlen (result->staff_code), ==, 8);
  g_assert_cmpint (result->staff_code_expires_at_ms, >=, before + YQQ_DESK_CODE_MS);
  g_assert_cmpint (result->staff_code_expires_at_ms, <=,
                   test_now_ms (authority) + YQQ_DESK_CODE_MS);
  test_assert_told (person, authority, YQQ_NOTICE_IDENTITY_CONFIRMED, reviewer->enterprise, act->id,
                    REVIEWER, "new-pin");
  check_code (person, "unlock", result->staff_code, "evidence-invalid");
  check_code (person, "new-pin", result->staff_code, NULL);
  check_code (person, "new-pin", result->staff_code, "evidence-invalid");
  test_audit_check (authority, reviewer->enterprise);
  test_device_free (person);
  test_authority_free (authority);
}

static void
a_newer_code_voids_the_earlier_one_for_the_same_only (void)
{
  set_up ();
  g_autoptr (TestActor) reviewer = test_actor_new (authority, "赵琳");
  TestDevice *person = test_log_in (authority, test_find_person (authority, "黄敏"));
  g_autoptr (YqqActResult) first = confirm (reviewer, person->person_id, "new-pin");
  g_autoptr (YqqActResult) other = confirm (reviewer, person->person_id, "unlock");
  g_autoptr (YqqActResult) second = confirm (reviewer, person->person_id, "new-pin");
  check_code (person, "new-pin", first->staff_code, "evidence-voided");
  check_code (person, "new-pin", second->staff_code, NULL);
  check_code (person, "unlock", other->staff_code, NULL);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL, "SELECT actor, subject FROM audit_records WHERE act = 'staff-code-voided'",
      YQQ_END);
  g_assert_cmpuint (yqq_rows_get_length (rows), ==, 1);
  g_assert_cmpstr (yqq_rows_get_text (rows, 0, 0), ==, reviewer->device->person_id);
  g_assert_cmpstr (yqq_rows_get_text (rows, 0, 1), ==, person->person_id);
  test_device_free (person);
  test_authority_free (authority);
}

static void
the_same_act_again_is_answered_without_the_code (void)
{
  set_up ();
  g_autoptr (TestActor) reviewer = test_actor_new (authority, "赵琳");
  TestDevice *person = test_log_in (authority, test_find_person (authority, "黄敏"));
  g_autoptr (YqqEnterpriseAct) act =
      make_act (reviewer, YQQ_ACT_IDENTITY_CONFIRM, person->person_id, "log-in");
  test_actor_confirm (reviewer, act);
  g_autofree char *jws = test_actor_sign (reviewer, act);
  g_autoptr (TestAnswer) first = test_actor_send (reviewer, jws);
  g_autoptr (TestAnswer) second = test_actor_send (reviewer, jws);
  g_assert_true (json_object_has_member (first->json, "staff_code"));
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_false (json_object_has_member (second->json, "staff_code"));
  test_device_free (person);
  test_authority_free (authority);
}

static void
only_a_reviewer_confirms_and_never_themselves (void)
{
  set_up ();
  g_autoptr (TestActor) reviewer = test_actor_new (authority, "赵琳");
  g_autoptr (TestActor) administrator = test_actor_new (authority, "林晓");
  const char *own = reviewer->device->person_id;
  const char *other = administrator->device->person_id;
  const YqqActKind kind = YQQ_ACT_IDENTITY_CONFIRM;
  check_refused (administrator, make_act (administrator, kind, own, "log-in"), "reviewer-only");
  check_refused (reviewer, make_act (reviewer, kind, own, "log-in"), "identity-own");
  check_refused (reviewer, make_act (reviewer, kind, "nobody", "log-in"), "person-unknown");
  check_refused (reviewer, make_act (reviewer, kind, other, "anything"), "malformed");
  YqqEnterpriseAct *passport = make_act (reviewer, kind, other, "log-in");
  passport->document = YQQ_ID_TYPE_PASSPORT;
  check_refused (reviewer, passport, "person-unknown");
  g_autoptr (TestAnswer) asked = ask_for (administrator, "演示员工黄敏", EMPLOYEE_NUMBER);
  test_assert_problem (asked, "reviewer-only");
  g_autoptr (TestAnswer) misnamed = ask_for (reviewer, "演示员工黄明", EMPLOYEE_NUMBER);
  test_assert_problem (misnamed, "person-unknown");
  /* Told before they enter their PIN for it. */
  g_autoptr (TestAnswer) themselves = ask_for (reviewer, "演示服务台客服赵琳", REVIEWER_NUMBER);
  test_assert_problem (themselves, "identity-own");
  test_authority_free (authority);
}

static void
whoever_is_no_reviewer_any_more_confirms_nobody (void)
{
  set_up ();
  g_autofree char *listed = NULL;
  g_autoptr (TestActor) reviewer = test_actor_new (authority, "赵琳");
  TestDevice *person = test_log_in (authority, test_find_person (authority, "黄敏"));
  g_assert_cmpint (
      test_run_program (&listed, NULL, "reviewer", "list", "--data", authority->data, NULL), ==, 0);
  g_assert_nonnull (strstr (listed, "赵琳"));
  g_assert_null (strstr (listed, REVIEWER_NUMBER));
  g_assert_cmpint (test_run_program (NULL, NULL, "reviewer", "remove", "--data", authority->data,
                                     "--enterprise", DESK, "--id", REVIEWER_NUMBER, NULL),
                   ==, 0);
  check_refused (reviewer,
                 make_act (reviewer, YQQ_ACT_IDENTITY_CONFIRM, person->person_id, "log-in"),
                 "reviewer-only");
  g_assert_cmpint (test_run_program (NULL, NULL, "reviewer", "remove", "--data", authority->data,
                                     "--enterprise", DESK, "--id", REVIEWER_NUMBER, NULL),
                   ==, 1);
  /* Somebody without a grant of that enterprise would have nothing to sign with. */
  g_assert_cmpint (test_run_program (NULL, NULL, "reviewer", "add", "--data", authority->data,
                                     "--enterprise", DESK, "--id", EMPLOYEE_NUMBER, NULL),
                   ==, 1);
  g_assert_cmpint (test_run_program (NULL, NULL, "reviewer", "add", "--data", authority->data,
                                     "--enterprise", DESK, "--id", REVIEWER_NUMBER, NULL),
                   ==, 0);
  g_autoptr (YqqActResult) again = confirm (reviewer, person->person_id, "log-in");
  g_assert_true (again->done);
  test_device_free (person);
  test_authority_free (authority);
}

static gboolean
add_key (YqqDatabase *database, gpointer person_id, GError **error)
{
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (database);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("credential", 10);
  const YqqAuthenticator key = {"key-1", "办公室", bytes, bytes, 0, 1, 0};
  return yqq_authenticator_store_add (store, person_id, &key, error);
}

static void
a_lost_security_key_is_taken_out_once (void)
{
  set_up ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TestActor) reviewer = test_actor_new (authority, "赵琳");
  TestDevice *person = test_log_in (authority, test_find_person (authority, "黄敏"));
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, &error);
  g_assert_no_error (error);
  yqq_database_transact (database, add_key, person->person_id, &error);
  g_assert_no_error (error);
  g_autoptr (TestAnswer) found = ask_for (reviewer, "演示员工黄敏", EMPLOYEE_NUMBER);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (found->json, "authenticators")), ==, 1);
  const YqqActKind kind = YQQ_ACT_AUTHENTICATOR_REMOVE;
  g_autoptr (YqqEnterpriseAct) act = make_act (reviewer, kind, "key-1", NULL);
  g_autoptr (YqqActResult) result = test_actor_perform (reviewer, act);
  g_assert_true (result->done);
  g_assert_null (result->staff_code);
  test_assert_told (person, authority, YQQ_NOTICE_KEY_REMOVED, reviewer->enterprise, "key-1",
                    REVIEWER, "办公室");
  check_refused (reviewer, make_act (reviewer, kind, "key-1", NULL), "authenticator-unknown");
  yqq_database_transact (database, add_key, reviewer->device->person_id, &error);
  g_assert_no_error (error);
  check_refused (reviewer, make_act (reviewer, kind, "key-1", NULL), "identity-own");
  test_device_free (person);
  test_authority_free (authority);
}

#define ADD(function) g_test_add_func ("/authority/service-desk/" #function, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_code_of_the_desk_is_good_once_and_for_its_purpose);
  ADD (a_newer_code_voids_the_earlier_one_for_the_same_only);
  ADD (the_same_act_again_is_answered_without_the_code);
  ADD (only_a_reviewer_confirms_and_never_themselves);
  ADD (whoever_is_no_reviewer_any_more_confirms_nobody);
  ADD (a_lost_security_key_is_taken_out_once);
  return g_test_run ();
}

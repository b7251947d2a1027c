/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act from the click to its result: the PIN, the work, what keeps it from being done. */
#include "app/act-flow.h"
#include "app/identity-flow.h"
#include "client/client-error.h"
#include "page-test.h"
#include "protocol/problem.h"

typedef struct {
  PageTest page;
  FakeAdministration *fake;
  YqqActFlow *flow;
  guint done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_test_set_up_filled (&fixture->page, data);
  fixture->fake = fake_workspace_get_administration (fixture->page.fake);
  fake_administration_fill (fixture->fake);
  yqq_administration_refresh (YQQ_ADMINISTRATION (fixture->fake));
  widget_test_wait_until (!yqq_administration_get_busy (YQQ_ADMINISTRATION (fixture->fake)));
  yqq_router_push (fixture->page.router, YQQ_PLACE_USERS, G_OBJECT (fixture->fake));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_administration_hold (fixture->fake, FALSE);
  widget_test_settle ();
  g_clear_object (&fixture->flow);
  page_test_tear_down (&fixture->page, data);
}

static void
on_done (Fixture *fixture, const YqqActResult *result)
{
  g_assert_true (result->done);
  fixture->done++;
}

static void
begin (Fixture *fixture, YqqActKind kind)
{
  YqqEnterpriseAct *act = yqq_enterprise_act_new (kind, "enterprise-1");
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup ("0101");
  item->permissions = g_new0 (char *, 1);
  g_ptr_array_add (act->items, item);
  act->whole = TRUE;
  fixture->flow = yqq_act_flow_begin (fixture->page.workspace, YQQ_ADMINISTRATION (fixture->fake),
                                      fixture->page.router, act, "Do it");
  if (fixture->flow)
    g_signal_connect_swapped (fixture->flow, "done", G_CALLBACK (on_done), fixture);
}

static YqqPinRequest *
get_request (Fixture *fixture)
{
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_PIN);
  return YQQ_PIN_REQUEST (yqq_router_get_subject (fixture->page.router));
}

static void
submit (Fixture *fixture, const char *pin)
{
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (pin, strlen (pin));
  yqq_pin_request_submit (get_request (fixture), secret);
}

static void
wait_for_place (Fixture *fixture, YqqPlace place)
{
  widget_test_wait_until (yqq_router_get_place (fixture->page.router) == place);
}

static void
the_right_pin_does_it_and_leads_back (Fixture *fixture, gconstpointer data)
{
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  g_assert_cmpstr (yqq_pin_request_get_enterprise (get_request (fixture)), ==,
                   "粤演示科技有限公司");
  g_assert_cmpstr (yqq_pin_request_get_sentence (get_request (fixture)), ==, "Do it");
  submit (fixture, FAKE_PIN);
  widget_test_wait_until (fixture->done == 1);
  wait_for_place (fixture, YQQ_PLACE_USERS);
  g_assert_cmpuint (fake_administration_count_performed (fixture->fake), ==, 1);
  g_assert_cmpint (yqq_act_flow_get_state (fixture->flow), ==, YQQ_ACT_FLOW_DONE);
}

static void
a_wrong_pin_stays_at_the_question_with_the_tries_left (Fixture *fixture, gconstpointer data)
{
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  submit (fixture, "111111");
  widget_test_wait_until (!yqq_pin_request_get_busy (get_request (fixture)));
  g_assert_true (yqq_pin_request_get_wrong (get_request (fixture)));
  g_assert_cmpint (yqq_pin_request_get_tries_left (get_request (fixture)), ==, 4);
  g_assert_cmpuint (fake_administration_count_performed (fixture->fake), ==, 0);
  submit (fixture, FAKE_PIN);
  widget_test_wait_until (fixture->done == 1);
}

static void
the_pin_of_just_now_is_not_asked_for_again_where_it_need_not (Fixture *fixture, gconstpointer data)
{
  fake_administration_set_pin_kept (fixture->fake, TRUE);
  fake_administration_hold (fixture->fake, TRUE);
  begin (fixture, YQQ_ACT_GRANT_MODIFY);
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_ACT);
  fake_administration_hold (fixture->fake, FALSE);
  widget_test_wait_until (fixture->done == 1);
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_USERS);
  yqq_administration_forget_pin (YQQ_ADMINISTRATION (fixture->fake));
  g_clear_object (&fixture->flow);
  begin (fixture, YQQ_ACT_GRANT_MODIFY);
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_PIN);
}

static void
going_back_from_the_pin_does_nothing (Fixture *fixture, gconstpointer data)
{
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  yqq_pin_request_cancel (get_request (fixture));
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_USERS);
  widget_test_settle ();
  g_assert_cmpuint (fake_administration_count_performed (fixture->fake), ==, 0);
}

static void
what_is_under_way_can_be_stopped (Fixture *fixture, gconstpointer data)
{
  guint refreshed = fake_administration_count_refreshed (fixture->fake);
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  fake_administration_hold (fixture->fake, TRUE);
  submit (fixture, FAKE_PIN);
  yqq_pin_request_cancel (get_request (fixture));
  fake_administration_hold (fixture->fake, FALSE);
  wait_for_place (fixture, YQQ_PLACE_USERS);
  widget_test_wait_until (fake_administration_count_refreshed (fixture->fake) > refreshed);
  g_assert_nonnull (strstr (fixture->page.told, "Stopped."));
  g_assert_cmpuint (fixture->done, ==, 0);
}

static void
a_failure_is_told_and_tried_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "for a test");
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  fake_administration_fail_next (fixture->fake, offline);
  submit (fixture, FAKE_PIN);
  wait_for_place (fixture, YQQ_PLACE_ACT);
  widget_test_wait_until (yqq_act_flow_get_state (fixture->flow) == YQQ_ACT_FLOW_FAILED);
  page_test_show (&fixture->page, YQQ_PLACE_ACT, G_OBJECT (fixture->flow));
  widget_test_assert_shows (fixture->page.window, "The authority cannot be reached");
  widget_test_click (fixture->page.window, "Try again");
  submit (fixture, FAKE_PIN);
  widget_test_wait_until (fixture->done == 1);
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_USERS);
}

static void
a_retry_is_the_same_act_unless_it_was_too_old (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_TIMED_OUT, "for a test");
  g_autoptr (GError) old = yqq_problem_error_new (YQQ_PROBLEM_ACT_EXPIRED, NULL);
  fake_administration_set_pin_kept (fixture->fake, TRUE);
  fake_administration_fail_next (fixture->fake, offline);
  begin (fixture, YQQ_ACT_GRANT_MODIFY);
  widget_test_wait_until (yqq_act_flow_get_state (fixture->flow) == YQQ_ACT_FLOW_FAILED);
  g_autofree char *id = g_strdup (yqq_act_flow_get_act (fixture->flow)->id);
  g_assert_nonnull (id);
  fake_administration_fail_next (fixture->fake, old);
  yqq_act_flow_retry (fixture->flow);
  g_assert_cmpstr (yqq_act_flow_get_act (fixture->flow)->id, ==, id);
  widget_test_wait_until (yqq_act_flow_get_state (fixture->flow) == YQQ_ACT_FLOW_FAILED);
  yqq_act_flow_retry (fixture->flow);
  g_assert_cmpstr (yqq_act_flow_get_act (fixture->flow)->id, !=, id);
  widget_test_wait_until (fixture->done == 1);
}

static void
without_a_certificate_it_leads_to_installing_one (Fixture *fixture, gconstpointer data)
{
  fake_administration_set_can_sign (fixture->fake, FALSE);
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  g_assert_null (fixture->flow);
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_CERTIFICATE);
  g_assert_nonnull (strstr (fixture->page.told, "Install your certificate"));
  yqq_router_back (fixture->page.router);
  yqq_workspace_set_pin_set (fixture->page.workspace, FALSE);
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_SET_PIN);
}

static void
who_has_gone_elsewhere_is_not_led_anywhere (Fixture *fixture, gconstpointer data)
{
  begin (fixture, YQQ_ACT_GRANT_CANCEL);
  fake_administration_hold (fixture->fake, TRUE);
  submit (fixture, FAKE_PIN);
  yqq_router_reset (fixture->page.router, YQQ_PLACE_HOME, NULL);
  fake_administration_hold (fixture->fake, FALSE);
  widget_test_wait_until (fixture->done == 1);
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_HOME);
}

static void
what_the_policy_asks_of_the_person_comes_between (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) required = yqq_problem_error_new (YQQ_PROBLEM_IDENTITY_REQUIRED, NULL);
  YqqEnterpriseAct *act = yqq_enterprise_act_new (YQQ_ACT_TRANSFER_OFFER, "enterprise-1");
  act->subject = g_strdup ("0101");
  fake_administration_fail_next (fixture->fake, required);
  fixture->flow = yqq_act_flow_begin (fixture->page.workspace, YQQ_ADMINISTRATION (fixture->fake),
                                      fixture->page.router, act, "Do it");
  g_signal_connect_swapped (fixture->flow, "done", G_CALLBACK (on_done), fixture);
  submit (fixture, FAKE_PIN);
  wait_for_place (fixture, YQQ_PLACE_IDENTITY);
  YqqIdentityFlow *identity = YQQ_IDENTITY_FLOW (yqq_router_get_subject (fixture->page.router));
  widget_test_wait_until (yqq_identity_flow_get_state (identity) == YQQ_IDENTITY_FLOW_PROVING);
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", FAKE_STAFF_CODE);
  yqq_identity_flow_give (identity, evidence);
  wait_for_place (fixture, YQQ_PLACE_PIN);
  g_assert_cmpstr (yqq_act_flow_get_act (fixture->flow)->identity, ==, "challenge-1");
  submit (fixture, FAKE_PIN);
  widget_test_wait_until (fixture->done == 1);
  wait_for_place (fixture, YQQ_PLACE_USERS);
}

#define ADD(name) g_test_add ("/app/act-flow/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (the_right_pin_does_it_and_leads_back);
  ADD (a_wrong_pin_stays_at_the_question_with_the_tries_left);
  ADD (the_pin_of_just_now_is_not_asked_for_again_where_it_need_not);
  ADD (going_back_from_the_pin_does_nothing);
  ADD (what_is_under_way_can_be_stopped);
  ADD (a_failure_is_told_and_tried_again);
  ADD (a_retry_is_the_same_act_unless_it_was_too_old);
  ADD (without_a_certificate_it_leads_to_installing_one);
  ADD (who_has_gone_elsewhere_is_not_led_anywhere);
  ADD (what_the_policy_asks_of_the_person_comes_between);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Installing a certificate: the flow and its page. */
#include "app/install-flow.h"
#include "client/client-error.h"
#include "page-test.h"

static YqqCertificateEntry *
get_item (PageTest *test)
{
  return yqq_workspace_find_certificate (test->workspace, "0002");
}

static void
begin (PageTest *test)
{
  yqq_router_push (test->router, YQQ_PLACE_CERTIFICATE, G_OBJECT (get_item (test)));
  yqq_install_flow_begin (test->workspace, test->router, get_item (test), YQQ_ALGORITHM_SM2_SM3);
}

static YqqPinRequest *
get_request (PageTest *test)
{
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
  return YQQ_PIN_REQUEST (yqq_router_get_subject (test->router));
}

static void
submit (PageTest *test, const char *pin)
{
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (pin, strlen (pin));
  yqq_pin_request_submit (get_request (test), secret);
}

/* The flow, held in the middle of its work and shown. */
static YqqInstallFlow *
show_working (PageTest *test)
{
  fake_workspace_hold (test->fake, TRUE);
  begin (test);
  submit (test, FAKE_PIN);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_INSTALL);
  YqqInstallFlow *flow = YQQ_INSTALL_FLOW (yqq_router_get_subject (test->router));
  page_test_show (test, YQQ_PLACE_INSTALL, G_OBJECT (flow));
  return flow;
}

static void
wait_for_place (PageTest *test, YqqPlace place)
{
  widget_test_wait_until (yqq_router_get_place (test->router) == place);
}

static void
without_a_pin_one_is_set_first (PageTest *test, gconstpointer data)
{
  yqq_workspace_set_pin_set (test->workspace, FALSE);
  begin (test);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SET_PIN);
}

static void
the_right_pin_installs_and_leads_back (PageTest *test, gconstpointer data)
{
  begin (test);
  g_assert_cmpint (yqq_pin_request_get_tries_left (get_request (test)), ==, 5);
  submit (test, FAKE_PIN);
  wait_for_place (test, YQQ_PLACE_CERTIFICATE);
  g_assert_cmpuint (fake_workspace_get_installed (test->fake), ==, 1);
  g_assert_cmpstr (test->told, ==, "Certificate installed");
}

static void
a_wrong_pin_stays_at_the_question (PageTest *test, gconstpointer data)
{
  begin (test);
  submit (test, "111111");
  widget_test_wait_until (!yqq_pin_request_get_busy (get_request (test)));
  g_assert_true (yqq_pin_request_get_wrong (get_request (test)));
  g_assert_cmpint (yqq_pin_request_get_tries_left (get_request (test)), ==, 4);
  submit (test, FAKE_PIN);
  wait_for_place (test, YQQ_PLACE_CERTIFICATE);
}

static void
going_back_at_the_question_installs_nothing (PageTest *test, gconstpointer data)
{
  begin (test);
  yqq_pin_request_cancel (get_request (test));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_CERTIFICATE);
  g_assert_null (test->told);
}

/* The answer to the PIN was on its way already. */
static void
going_back_while_the_pin_is_checked_leads_nowhere_else (PageTest *test, gconstpointer data)
{
  fake_workspace_hold_pin (test->fake, TRUE);
  begin (test);
  submit (test, FAKE_PIN);
  yqq_pin_request_cancel (get_request (test));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_CERTIFICATE);
  fake_workspace_hold_pin (test->fake, FALSE);
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_CERTIFICATE);
  g_assert_cmpuint (fake_workspace_get_installed (test->fake), ==, 0);
}

static void
the_page_says_what_is_being_done (PageTest *test, gconstpointer data)
{
  show_working (test);
  widget_test_assert_shows (test->window, "粤演示科技有限公司");
  widget_test_assert_shows (test->window, "Employee certificate · SM2 with SM3");
  widget_test_assert_shows (test->window, "Fetch the certificate from the authority");
  fake_workspace_hold (test->fake, FALSE);
  wait_for_place (test, YQQ_PLACE_CERTIFICATE);
}

static void
cancelling_the_work_leads_back_in_silence (PageTest *test, gconstpointer data)
{
  show_working (test);
  widget_test_click (test->window, "Cancel");
  fake_workspace_hold (test->fake, FALSE);
  wait_for_place (test, YQQ_PLACE_CERTIFICATE);
  g_assert_cmpuint (fake_workspace_get_installed (test->fake), ==, 0);
  g_assert_null (test->told);
}

static void
going_back_in_the_middle_cancels (PageTest *test, gconstpointer data)
{
  show_working (test);
  g_assert_true (yqq_page_back (test->page));
  fake_workspace_hold (test->fake, FALSE);
  wait_for_place (test, YQQ_PLACE_CERTIFICATE);
  g_assert_cmpuint (fake_workspace_get_installed (test->fake), ==, 0);
}

static YqqInstallFlow *
show_failed (PageTest *test)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  YqqInstallFlow *flow = show_working (test);
  fake_workspace_fail_next (test->fake, offline);
  fake_workspace_hold (test->fake, FALSE);
  widget_test_wait_until (yqq_install_flow_get_state (flow) == YQQ_INSTALL_FLOW_FAILED);
  return flow;
}

static void
a_failure_says_what_happened_and_what_to_do (PageTest *test, gconstpointer data)
{
  show_failed (test);
  widget_test_assert_shows (test->window, "The authority cannot be reached");
  widget_test_assert_shows (test->window, "connection:offline");
  widget_test_assert_hides (test->window, "Fetch the certificate from the authority");
  g_assert_null (widget_test_find_button (test->window, "Cancel"));
  g_assert_false (yqq_page_back (test->page));
}

static void
trying_again_asks_for_the_pin_and_forgets_the_failure (PageTest *test, gconstpointer data)
{
  YqqInstallFlow *flow = g_object_ref (show_failed (test));
  widget_test_click (test->window, "Try again");
  fake_workspace_hold (test->fake, TRUE);
  submit (test, FAKE_PIN);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_INSTALL);
  g_assert_true (yqq_router_get_subject (test->router) == G_OBJECT (flow));
  widget_test_assert_shows (test->window, "Fetch the certificate from the authority");
  widget_test_assert_hides (test->window, "The authority cannot be reached");
  fake_workspace_hold (test->fake, FALSE);
  wait_for_place (test, YQQ_PLACE_CERTIFICATE);
  g_assert_cmpuint (fake_workspace_get_installed (test->fake), ==, 1);
  g_object_unref (flow);
}

#define ADD(name)                                                                                  \
  g_test_add ("/app/install/" #name, PageTest, NULL, page_test_set_up_filled, name,                \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (without_a_pin_one_is_set_first);
  ADD (the_right_pin_installs_and_leads_back);
  ADD (a_wrong_pin_stays_at_the_question);
  ADD (going_back_at_the_question_installs_nothing);
  ADD (going_back_while_the_pin_is_checked_leads_nowhere_else);
  ADD (the_page_says_what_is_being_done);
  ADD (cancelling_the_work_leads_back_in_silence);
  ADD (going_back_in_the_middle_cancels);
  ADD (a_failure_says_what_happened_and_what_to_do);
  ADD (trying_again_asks_for_the_pin_and_forgets_the_failure);
  return g_test_run ();
}

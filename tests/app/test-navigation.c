/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the person is led: navigation, and the session's way through confirming with the PIN. */
#include "app/navigation.h"

#include "app/install-flow.h"
#include "app/session-flow.h"
#include "fake-workspace.h"

typedef struct {
  FakeWorkspace *fake;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  YqqNavigation *navigation;
  FakeSession *session;
  char *told;
} Fixture;

static void
on_told (YqqRouter *router, const char *text, Fixture *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = fake_workspace_new ();
  fixture->workspace = YQQ_WORKSPACE (fixture->fake);
  fixture->router = yqq_router_new ();
  fixture->settings = yqq_settings_new ();
  fixture->session = fake_session_new ();
  fixture->navigation = yqq_navigation_new (fixture->workspace, fixture->router, fixture->settings);
  g_signal_connect (fixture->router, "told", G_CALLBACK (on_told), fixture);
}

static void
set_up_logged_in (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  fake_workspace_fill (fixture->fake);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->navigation);
  g_assert_finalize_object (fixture->router);
  g_assert_finalize_object (fixture->fake);
  g_assert_finalize_object (fixture->session);
  g_object_unref (fixture->settings);
  g_free (fixture->told);
}

static YqqScanSession *
get_session (Fixture *fixture)
{
  return YQQ_SCAN_SESSION (fixture->session);
}

static void
assert_at (Fixture *fixture, YqqPlace place, guint depth)
{
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, place);
  g_assert_cmpuint (yqq_router_get_depth (fixture->router), ==, depth);
}

/* At the scanner the code was claimed. */
static void
scan (Fixture *fixture)
{
  yqq_navigation_scan (fixture->navigation);
  yqq_workspace_set_session (fixture->workspace, get_session (fixture));
  fake_session_scan (fixture->session, NULL);
}

static YqqPinRequest *
go_on (Fixture *fixture)
{
  yqq_session_flow_confirm (fixture->workspace, fixture->router, get_session (fixture));
  return YQQ_PIN_REQUEST (yqq_router_get_subject (fixture->router));
}

static void
submit (YqqPinRequest *request, const char *pin)
{
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (pin, strlen (pin));
  yqq_pin_request_submit (request, secret);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
each_phase_has_its_place (Fixture *fixture, gconstpointer data)
{
  static const struct {
    YqqPhase phase;
    YqqPlace place;
  } places[] = {
      {YQQ_PHASE_KEYRING_LOCKED, YQQ_PLACE_KEYRING}, {YQQ_PHASE_LOGGED_OUT, YQQ_PLACE_WELCOME},
      {YQQ_PHASE_KEYRING_ABSENT, YQQ_PLACE_KEYRING}, {YQQ_PHASE_LOGGED_IN, YQQ_PLACE_HOME},
      {YQQ_PHASE_STARTING, YQQ_PLACE_STARTING},
  };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    yqq_workspace_set_phase (fixture->workspace, places[i].phase);
    assert_at (fixture, places[i].place, 1);
  }
}

static void
nobody_scans_before_log_in (Fixture *fixture, gconstpointer data)
{
  yqq_workspace_start (fixture->workspace);
  yqq_navigation_scan (fixture->navigation);
  assert_at (fixture, YQQ_PLACE_WELCOME, 1);
}

static void
a_link_waits_for_log_in_and_is_given_once (Fixture *fixture, gconstpointer data)
{
  yqq_workspace_start (fixture->workspace);
  yqq_navigation_open_outside (fixture->navigation, "yqq:first");
  assert_at (fixture, YQQ_PLACE_WELCOME, 1);
  fake_workspace_fill (fixture->fake);
  assert_at (fixture, YQQ_PLACE_SCAN, 2);
  g_autofree char *outside = yqq_navigation_take_outside (fixture->navigation);
  g_assert_cmpstr (outside, ==, "yqq:first");
  g_assert_null (yqq_navigation_take_outside (fixture->navigation));
}

static void
a_link_while_a_session_is_open_is_refused_and_not_kept (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  yqq_navigation_go_home (fixture->navigation);
  yqq_navigation_open_outside (fixture->navigation, "yqq:second");
  assert_at (fixture, YQQ_PLACE_CONFIRM, 2);
  g_assert_nonnull (fixture->told);
  g_assert_null (yqq_navigation_take_outside (fixture->navigation));
}

static void
an_unknown_certificate_leads_nowhere (Fixture *fixture, gconstpointer data)
{
  yqq_navigation_open_certificate (fixture->navigation, "9999");
  assert_at (fixture, YQQ_PLACE_HOME, 1);
  yqq_navigation_open_certificate (fixture->navigation, "0001");
  assert_at (fixture, YQQ_PLACE_CERTIFICATE, 2);
}

static void
a_session_goes_from_the_scanner_to_its_summary (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  assert_at (fixture, YQQ_PLACE_CONFIRM, 2);
  submit (go_on (fixture), FAKE_SESSION_PIN);
  assert_at (fixture, YQQ_PLACE_CONNECTED, 2);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_SUSPENDED, NULL);
  assert_at (fixture, YQQ_PLACE_CONNECTED, 2);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CLOSED, "pc");
  assert_at (fixture, YQQ_PLACE_SUMMARY, 2);
  yqq_navigation_go_home (fixture->navigation);
  assert_at (fixture, YQQ_PLACE_HOME, 1);
  settle ();
}

static void
the_pin_is_asked_for_with_the_enterprises_and_the_purpose (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  YqqPinRequest *request = go_on (fixture);
  assert_at (fixture, YQQ_PLACE_PIN, 3);
  g_assert_nonnull (strstr (yqq_pin_request_get_enterprise (request), "粤演示科技有限公司"));
  g_assert_nonnull (strstr (yqq_pin_request_get_sentence (request), "广州市演示政务服务平台"));
  g_assert_nonnull (strstr (yqq_pin_request_get_sentence (request), "政府采购合同签署"));
  g_assert_cmpint (yqq_pin_request_get_until (request), >, 0);
  g_assert_cmpint (yqq_pin_request_get_tries_left (request), ==, 5);
}

static void
a_wrong_pin_stays_at_the_question (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  YqqPinRequest *request = go_on (fixture);
  submit (request, "111111");
  settle ();
  assert_at (fixture, YQQ_PLACE_PIN, 3);
  g_assert_true (yqq_pin_request_get_wrong (request));
  g_assert_cmpint (yqq_scan_session_get_state (get_session (fixture)), ==,
                   YQQ_SESSION_STATE_SCANNED);
}

static void
going_back_at_the_pin_leads_to_the_request (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  yqq_pin_request_cancel (go_on (fixture));
  assert_at (fixture, YQQ_PLACE_CONFIRM, 2);
  submit (go_on (fixture), FAKE_SESSION_PIN);
  assert_at (fixture, YQQ_PLACE_CONNECTED, 2);
  settle ();
}

/* The PIN was right, but the person had gone back by then. */
static void
going_back_while_the_pin_is_checked_does_not_connect (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  YqqPinRequest *request = go_on (fixture);
  fake_session_hold (fixture->session, TRUE);
  submit (request, FAKE_SESSION_PIN);
  yqq_pin_request_cancel (request);
  assert_at (fixture, YQQ_PLACE_CONFIRM, 2);
  fake_session_hold (fixture->session, FALSE);
  settle ();
  g_assert_cmpint (yqq_scan_session_get_state (get_session (fixture)), ==,
                   YQQ_SESSION_STATE_SCANNED);
  assert_at (fixture, YQQ_PLACE_CONFIRM, 2);
}

static void
a_session_that_expires_at_the_pin_ends_in_its_summary (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  go_on (fixture);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_EXPIRED, "claim");
  assert_at (fixture, YQQ_PLACE_SUMMARY, 2);
}

static void
elsewhere_the_end_of_a_session_is_only_told (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_navigation_go_home (fixture->navigation);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CLOSED, "idle");
  assert_at (fixture, YQQ_PLACE_HOME, 1);
  g_assert_cmpstr (fixture->told, ==, "The connection to the PC has ended");
  yqq_navigation_show_session (fixture->navigation);
  assert_at (fixture, YQQ_PLACE_SUMMARY, 2);
}

/* The PIN page of an installation is not the session's. */
static void
the_end_of_a_session_does_not_interrupt_an_installation (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_navigation_go_home (fixture->navigation);
  yqq_navigation_open_certificate (fixture->navigation, "0002");
  yqq_install_flow_begin (fixture->workspace, fixture->router,
                          yqq_workspace_find_certificate (fixture->workspace, "0002"),
                          YQQ_ALGORITHM_SM2_SM3);
  assert_at (fixture, YQQ_PLACE_PIN, 3);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CLOSED, "idle");
  assert_at (fixture, YQQ_PLACE_PIN, 3);
  g_assert_nonnull (fixture->told);
}

static void
scanning_with_a_session_open_leads_to_it (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_navigation_go_home (fixture->navigation);
  yqq_navigation_scan (fixture->navigation);
  assert_at (fixture, YQQ_PLACE_CONNECTED, 2);
}

static void
after_a_session_the_scanner_opens_again (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_REJECTED, "user");
  assert_at (fixture, YQQ_PLACE_SUMMARY, 2);
  yqq_navigation_scan (fixture->navigation);
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, YQQ_PLACE_SCAN);
}

static void
logging_out_leaves_everything (Fixture *fixture, gconstpointer data)
{
  scan (fixture);
  go_on (fixture);
  yqq_workspace_set_phase (fixture->workspace, YQQ_PHASE_LOGGED_OUT);
  assert_at (fixture, YQQ_PLACE_WELCOME, 1);
}

static void
only_a_reviewer_is_led_to_the_service_desk (Fixture *fixture, gconstpointer data)
{
  fake_workspace_set_roles (fixture->fake, YQQ_ROLE_ADMINISTRATOR);
  yqq_navigation_show_service_desk (fixture->navigation);
  g_assert_cmpint (yqq_router_get_place (fixture->router), !=, YQQ_PLACE_SERVICE_DESK);
  fake_workspace_set_roles (fixture->fake, YQQ_ROLE_EMPLOYEE | YQQ_ROLE_REVIEWER);
  yqq_navigation_show_service_desk (fixture->navigation);
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, YQQ_PLACE_SERVICE_DESK);
  YqqAdministration *desk = YQQ_ADMINISTRATION (yqq_router_get_subject (fixture->router));
  g_assert_cmpstr (yqq_administration_get_enterprise_id (desk), ==, FAKE_ENTERPRISE);
  yqq_navigation_show_service_desk (fixture->navigation);
  g_assert_cmpuint (yqq_router_get_depth (fixture->router), ==, 2);
  yqq_router_back (fixture->router);
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/navigation/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (set_up, each_phase_has_its_place);
  ADD (set_up, nobody_scans_before_log_in);
  ADD (set_up, a_link_waits_for_log_in_and_is_given_once);
  ADD (set_up_logged_in, a_link_while_a_session_is_open_is_refused_and_not_kept);
  ADD (set_up_logged_in, an_unknown_certificate_leads_nowhere);
  ADD (set_up_logged_in, a_session_goes_from_the_scanner_to_its_summary);
  ADD (set_up_logged_in, the_pin_is_asked_for_with_the_enterprises_and_the_purpose);
  ADD (set_up_logged_in, a_wrong_pin_stays_at_the_question);
  ADD (set_up_logged_in, going_back_at_the_pin_leads_to_the_request);
  ADD (set_up_logged_in, going_back_while_the_pin_is_checked_does_not_connect);
  ADD (set_up_logged_in, a_session_that_expires_at_the_pin_ends_in_its_summary);
  ADD (set_up_logged_in, elsewhere_the_end_of_a_session_is_only_told);
  ADD (set_up_logged_in, the_end_of_a_session_does_not_interrupt_an_installation);
  ADD (set_up_logged_in, scanning_with_a_session_open_leads_to_it);
  ADD (set_up_logged_in, after_a_session_the_scanner_opens_again);
  ADD (set_up_logged_in, logging_out_leaves_everything);
  ADD (set_up_logged_in, only_a_reviewer_is_led_to_the_service_desk);
  return g_test_run ();
}

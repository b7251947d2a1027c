/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scan-flow.h"

#include "client/client-error.h"
#include "fake-workspace.h"
#include "link/session-link.h"
#include "protocol/problem.h"
#include "protocol/qr-payload.h"

#define OURS "http://127.0.0.1:8765"
#define MANY_READINGS 15

typedef struct {
  FakeWorkspace *fake;
  YqqWorkspace *workspace;
  YqqSettings *settings;
  YqqScanFlow *flow;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = fake_workspace_new ();
  fixture->workspace = YQQ_WORKSPACE (fixture->fake);
  fixture->settings = yqq_settings_new ();
  fake_workspace_fill (fixture->fake);
  fixture->flow = yqq_scan_flow_new (fixture->workspace, fixture->settings);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->flow);
  g_assert_finalize_object (fixture->fake);
  g_object_unref (fixture->settings);
}

static char *
create_text (const char *origin, guint8 session)
{
  static const guint8 mac[YQQ_QR_MAC_SIZE];
  guint8 sid[YQQ_QR_SID_SIZE] = {session};
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_new (origin, sid, 1, mac);
  return yqq_qr_payload_format_url (payload);
}

static void
take_link (Fixture *fixture, const char *origin)
{
  g_autofree char *text = create_text (origin, 1);
  yqq_scan_flow_take_text (fixture->flow, text, YQQ_CLAIM_VIA_LINK);
}

static void
take (Fixture *fixture, YqqClaimVia via, const char *first, const char *second)
{
  static const YqqQrPoint outline[4];
  g_autoptr (GPtrArray) readings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_qr_reading_free);
  g_ptr_array_add (readings, yqq_qr_reading_new (first, strlen (first), outline));
  if (second)
    g_ptr_array_add (readings, yqq_qr_reading_new (second, strlen (second), outline));
  yqq_scan_flow_take_readings (fixture->flow, readings, via);
}

static void
wait_for (Fixture *fixture, YqqScanState state)
{
  while (yqq_scan_flow_get_state (fixture->flow) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
a_link_opens_a_session_that_wants_a_check_code (Fixture *fixture, gconstpointer data)
{
  FakeSession *session = fake_workspace_get_next_session (fixture->fake);
  YqqSessionView view;
  yqq_settings_set_approval (fixture->settings, YQQ_APPROVAL_EACH);
  take_link (fixture, OURS);
  g_assert_true (yqq_workspace_get_session (fixture->workspace) == YQQ_SCAN_SESSION (session));
  g_assert_cmpint (fake_session_get_via (session), ==, YQQ_CLAIM_VIA_LINK);
  yqq_scan_session_view (YQQ_SCAN_SESSION (session), &view);
  g_assert_cmpstr (view.check_code, ==, "042");
  g_assert_cmpint (view.approval, ==, YQQ_APPROVAL_EACH);
  wait_for (fixture, YQQ_SCAN_LOOKING);
}

static void
what_is_not_ours_is_told_by_its_name (Fixture *fixture, gconstpointer data)
{
  yqq_scan_flow_take_text (fixture->flow, "https://example.com/menu", YQQ_CLAIM_VIA_PASTE);
  g_assert_cmpint (yqq_scan_flow_get_state (fixture->flow), ==, YQQ_SCAN_FAILED);
  g_assert_error (yqq_scan_flow_get_error (fixture->flow), YQQ_PROTOCOL_ERROR,
                  YQQ_PROTOCOL_ERROR_NOT_OURS);
  yqq_scan_flow_restart (fixture->flow);
  g_assert_cmpint (yqq_scan_flow_get_state (fixture->flow), ==, YQQ_SCAN_LOOKING);
  g_assert_null (yqq_scan_flow_get_error (fixture->flow));
}

static void
another_authoritys_code_is_not_followed (Fixture *fixture, gconstpointer data)
{
  take_link (fixture, "https://sign.example.cn");
  g_assert_error (yqq_scan_flow_get_error (fixture->flow), YQQ_PROTOCOL_ERROR,
                  YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY);
  g_assert_null (yqq_workspace_get_session (fixture->workspace));
}

static void
without_a_certificate_no_session_is_opened (Fixture *fixture, gconstpointer data)
{
  yqq_workspace_set_certificates (fixture->workspace, NULL);
  take_link (fixture, OURS);
  g_assert_error (yqq_scan_flow_get_error (fixture->flow), YQQ_LINK_ERROR,
                  YQQ_LINK_ERROR_NO_CERTIFICATE);
}

static void
before_the_authority_was_reached_there_is_no_session (Fixture *fixture, gconstpointer data)
{
  fake_workspace_lose_authority (fixture->fake);
  take_link (fixture, OURS);
  g_assert_error (yqq_scan_flow_get_error (fixture->flow), YQQ_CLIENT_ERROR,
                  YQQ_CLIENT_ERROR_OFFLINE);
}

static void
several_codes_of_ours_are_a_choice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = create_text (OURS, 1);
  g_autofree char *second = create_text (OURS, 2);
  FakeSession *session = fake_workspace_get_next_session (fixture->fake);
  take (fixture, YQQ_CLAIM_VIA_SCREEN, first, second);
  g_assert_cmpint (yqq_scan_flow_get_state (fixture->flow), ==, YQQ_SCAN_CHOOSING);
  g_assert_cmpuint (g_strv_length ((char **)yqq_scan_flow_get_choices (fixture->flow)), ==, 2);
  g_assert_cmpuint (fake_session_get_claims (session), ==, 0);
  yqq_scan_flow_choose (fixture->flow, 1);
  g_assert_cmpuint (fake_session_get_claims (session), ==, 1);
  wait_for (fixture, YQQ_SCAN_LOOKING);
}

static void
the_same_code_twice_is_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = create_text (OURS, 1);
  FakeSession *session = fake_workspace_get_next_session (fixture->fake);
  take (fixture, YQQ_CLAIM_VIA_SCREEN, text, text);
  g_assert_cmpuint (fake_session_get_claims (session), ==, 1);
  wait_for (fixture, YQQ_SCAN_LOOKING);
}

static void
a_code_of_ours_beside_another_one_is_taken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ours = create_text (OURS, 1);
  FakeSession *session = fake_workspace_get_next_session (fixture->fake);
  take (fixture, YQQ_CLAIM_VIA_CAMERA, "https://example.com/menu", ours);
  g_assert_cmpuint (fake_session_get_claims (session), ==, 1);
  wait_for (fixture, YQQ_SCAN_LOOKING);
}

static void
the_camera_looks_a_while_before_it_complains (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < MANY_READINGS; i++) {
    g_assert_cmpint (yqq_scan_flow_get_state (fixture->flow), ==, YQQ_SCAN_LOOKING);
    take (fixture, YQQ_CLAIM_VIA_CAMERA, "https://example.com/menu", NULL);
  }
  g_assert_error (yqq_scan_flow_get_error (fixture->flow), YQQ_PROTOCOL_ERROR,
                  YQQ_PROTOCOL_ERROR_NOT_OURS);
}

static void
fail_next_claim (Fixture *fixture, YqqProblemCode code)
{
  g_autoptr (GError) error = g_error_new_literal (YQQ_PROBLEM_ERROR, code, "as the test wants");
  fake_session_fail_next (fake_workspace_get_next_session (fixture->fake), error);
}

static void
a_refused_code_is_told_and_the_session_dropped (Fixture *fixture, gconstpointer data)
{
  fail_next_claim (fixture, YQQ_PROBLEM_CODE_FORGED);
  take_link (fixture, OURS);
  wait_for (fixture, YQQ_SCAN_FAILED);
  g_assert_error (yqq_scan_flow_get_error (fixture->flow), YQQ_PROBLEM_ERROR,
                  YQQ_PROBLEM_CODE_FORGED);
  g_assert_null (yqq_workspace_get_session (fixture->workspace));
}

static void
a_code_the_camera_caught_too_late_is_waited_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = create_text (OURS, 1);
  g_autofree char *next = create_text (OURS, 2);
  fail_next_claim (fixture, YQQ_PROBLEM_CODE_EXPIRED);
  take (fixture, YQQ_CLAIM_VIA_CAMERA, text, NULL);
  wait_for (fixture, YQQ_SCAN_LOOKING);
  take (fixture, YQQ_CLAIM_VIA_CAMERA, text, NULL); /* the same picture again: not asked again */
  g_assert_null (yqq_workspace_get_session (fixture->workspace));
  take (fixture, YQQ_CLAIM_VIA_CAMERA, next, NULL);
  g_assert_nonnull (yqq_workspace_get_session (fixture->workspace));
  wait_for (fixture, YQQ_SCAN_LOOKING);
}

static void
an_old_picture_is_told_to_be_too_old (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = create_text (OURS, 1);
  fail_next_claim (fixture, YQQ_PROBLEM_CODE_EXPIRED);
  take (fixture, YQQ_CLAIM_VIA_IMAGE, text, NULL);
  wait_for (fixture, YQQ_SCAN_FAILED);
}

static void
a_second_link_does_not_disturb_the_first_claim (Fixture *fixture, gconstpointer data)
{
  FakeSession *session = fake_workspace_get_next_session (fixture->fake);
  fake_session_hold (session, TRUE);
  take_link (fixture, OURS);
  g_assert_cmpint (yqq_scan_flow_get_state (fixture->flow), ==, YQQ_SCAN_CLAIMING);
  take_link (fixture, "https://sign.example.cn");
  take (fixture, YQQ_CLAIM_VIA_CAMERA, "https://example.com/menu", NULL);
  g_assert_cmpint (yqq_scan_flow_get_state (fixture->flow), ==, YQQ_SCAN_CLAIMING);
  g_assert_true (yqq_workspace_get_session (fixture->workspace) == YQQ_SCAN_SESSION (session));
  fake_session_hold (session, FALSE);
  wait_for (fixture, YQQ_SCAN_LOOKING);
}

static void
a_claim_that_is_given_up_leaves_no_session (Fixture *fixture, gconstpointer data)
{
  FakeSession *session = fake_workspace_get_next_session (fixture->fake);
  fake_session_hold (session, TRUE);
  take_link (fixture, OURS);
  yqq_scan_flow_cancel (fixture->flow);
  fake_session_hold (session, FALSE);
  wait_for (fixture, YQQ_SCAN_LOOKING);
  g_assert_null (yqq_workspace_get_session (fixture->workspace));
  g_assert_null (yqq_scan_flow_get_error (fixture->flow));
}

/* The answer was there before the finger was. */
static void
a_claim_that_has_succeeded_is_not_given_up (Fixture *fixture, gconstpointer data)
{
  take_link (fixture, OURS);
  yqq_scan_flow_cancel (fixture->flow);
  wait_for (fixture, YQQ_SCAN_LOOKING);
  g_assert_nonnull (yqq_workspace_get_session (fixture->workspace));
}

#define ADD(name) g_test_add ("/app/scan-flow/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_link_opens_a_session_that_wants_a_check_code);
  ADD (what_is_not_ours_is_told_by_its_name);
  ADD (another_authoritys_code_is_not_followed);
  ADD (without_a_certificate_no_session_is_opened);
  ADD (before_the_authority_was_reached_there_is_no_session);
  ADD (several_codes_of_ours_are_a_choice);
  ADD (the_same_code_twice_is_one);
  ADD (a_code_of_ours_beside_another_one_is_taken);
  ADD (the_camera_looks_a_while_before_it_complains);
  ADD (a_refused_code_is_told_and_the_session_dropped);
  ADD (a_code_the_camera_caught_too_late_is_waited_out);
  ADD (an_old_picture_is_told_to_be_too_old);
  ADD (a_second_link_does_not_disturb_the_first_claim);
  ADD (a_claim_that_is_given_up_leaves_no_session);
  ADD (a_claim_that_has_succeeded_is_not_given_up);
  return g_test_run ();
}

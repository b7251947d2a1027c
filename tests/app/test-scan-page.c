/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scan-page.h"

#include "client/client-error.h"
#include "page-test.h"
#include "protocol/problem.h"
#include "protocol/qr-payload.h"

/* No camera: the page stands as it does on a computer without one. */
static void
set_up (PageTest *test, gconstpointer data)
{
  page_test_set_up_filled (test, data);
  page_test_show (test, YQQ_PLACE_SCAN, NULL);
}

static void
tear_down (PageTest *test, gconstpointer data)
{
  yqq_page_leave (test->page);
  page_test_tear_down (test, data);
}

static char *
create_link (const char *origin)
{
  static const guint8 sid[YQQ_QR_SID_SIZE] = {1};
  static const guint8 mac[YQQ_QR_MAC_SIZE];
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_new (origin, sid, 1, mac);
  return yqq_qr_payload_format_link (payload);
}

static void
open_link (PageTest *test, const char *origin)
{
  g_autofree char *link = create_link (origin);
  yqq_scan_page_open (YQQ_SCAN_PAGE (test->page), link);
}

static void
without_a_camera_the_other_ways_are_offered (PageTest *test, gconstpointer data)
{
  widget_test_wait_until (widget_test_shows (test->window, "No camera"));
  widget_test_assert_shows (test->window, "scan:no-camera");
  g_assert_nonnull (widget_test_find_button (test->window, "Try the camera again"));
  g_assert_nonnull (widget_test_find_button (test->window, "Read the screen"));
  g_assert_nonnull (widget_test_find_button (test->window, "Choose a picture"));
  g_assert_nonnull (widget_test_find_button (test->window, "Paste"));
}

static void
each_error_has_its_own_words_and_another_try (PageTest *test, gconstpointer data)
{
  static const struct {
    YqqProblemCode code;
    const char *title;
  } errors[] = {
      {YQQ_PROBLEM_CODE_EXPIRED, "The QR code is too old"},
      {YQQ_PROBLEM_CODE_USED, "This QR code was used already"},
      {YQQ_PROBLEM_CODE_FORGED, "This QR code is forged"},
      {YQQ_PROBLEM_CODE_UNKNOWN, "The authority does not know this code"},
      {YQQ_PROBLEM_RELYING_PARTY_UNKNOWN, "The web system is not registered"},
      {YQQ_PROBLEM_REQUEST_INVALID, "request is not genuine"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_autoptr (GError) error = g_error_new_literal (YQQ_PROBLEM_ERROR, errors[i].code, "as wanted");
    fake_session_fail_next (fake_workspace_get_next_session (test->fake), error);
    open_link (test, "http://127.0.0.1:8765");
    widget_test_wait_until (widget_test_shows (test->window, errors[i].title));
    widget_test_click (test->window, "Scan again");
    widget_test_wait_until (!widget_test_shows (test->window, errors[i].title));
  }
}

static void
codes_that_are_not_ours_are_told_apart (PageTest *test, gconstpointer data)
{
  yqq_scan_page_open (YQQ_SCAN_PAGE (test->page), "https://example.com/menu");
  widget_test_assert_shows (test->window, "Not one of our codes");
  widget_test_assert_says (test->window, "Not one of our codes");
  open_link (test, "https://sign.example.cn");
  widget_test_assert_shows (test->window, "The code is another authority's");
  widget_test_assert_says (test->window, "The code is another authority's");
  yqq_scan_page_open (YQQ_SCAN_PAGE (test->page), "yqq:1.damaged");
  widget_test_assert_shows (test->window, "The code is damaged");
  widget_test_assert_says (test->window, "The code is damaged");
  yqq_workspace_set_certificates (test->workspace, NULL);
  open_link (test, "http://127.0.0.1:8765");
  widget_test_assert_shows (test->window, "No certificate can sign now");
  widget_test_assert_says (test->window, "No certificate can sign now");
}

static void
a_picture_that_cannot_be_read_is_told (PageTest *test, gconstpointer data)
{
  yqq_scan_page_open (YQQ_SCAN_PAGE (test->page), "/nowhere/picture.png");
  widget_test_wait_until (widget_test_shows (test->window, "The file cannot be read"));
}

static void
pasting_takes_the_link (PageTest *test, gconstpointer data)
{
  FakeSession *session = fake_workspace_get_next_session (test->fake);
  g_autofree char *link = create_link ("http://127.0.0.1:8765");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (test->window), link);
  widget_test_click (test->window, "Paste");
  widget_test_wait_until (fake_session_get_claims (session) == 1);
  g_assert_cmpint (fake_session_get_via (session), ==, YQQ_CLAIM_VIA_PASTE);
}

static void
where_the_desktop_takes_no_screenshot_that_is_told (PageTest *test, gconstpointer data)
{
  widget_test_click (test->window, "Read the screen");
  widget_test_wait_until (widget_test_shows (test->window, "The screen cannot be read here"));
}

static FakeSession *
begin_to_claim (PageTest *test)
{
  FakeSession *session = fake_workspace_get_next_session (test->fake);
  fake_session_hold (session, TRUE);
  open_link (test, "http://127.0.0.1:8765");
  widget_test_assert_shows (test->window, "Opening the session…");
  widget_test_assert_says (test->window, "Opening the session…");
  return session;
}

static void
opening_a_session_can_be_cancelled (PageTest *test, gconstpointer data)
{
  FakeSession *session = begin_to_claim (test);
  widget_test_click (test->window, "Cancel");
  fake_session_hold (session, FALSE);
  widget_test_wait_until (!widget_test_shows (test->window, "Opening the session…"));
  g_assert_null (yqq_workspace_get_session (test->workspace));
}

static void
one_step_back_first_cancels (PageTest *test, gconstpointer data)
{
  FakeSession *session = begin_to_claim (test);
  g_assert_true (yqq_page_back (test->page));
  fake_session_hold (session, FALSE);
  widget_test_wait_until (yqq_workspace_get_session (test->workspace) == NULL);
  g_assert_false (yqq_page_back (test->page));
}

/* By the sidebar: nobody would see the session that opens then. */
static void
leaving_the_scanner_gives_the_claim_up (PageTest *test, gconstpointer data)
{
  FakeSession *session = begin_to_claim (test);
  yqq_page_leave (test->page);
  fake_session_hold (session, FALSE);
  widget_test_wait_until (yqq_workspace_get_session (test->workspace) == NULL);
}

#define ADD(name) g_test_add ("/app/scan-page/" #name, PageTest, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (without_a_camera_the_other_ways_are_offered);
  ADD (each_error_has_its_own_words_and_another_try);
  ADD (codes_that_are_not_ours_are_told_apart);
  ADD (a_picture_that_cannot_be_read_is_told);
  ADD (pasting_takes_the_link);
  ADD (where_the_desktop_takes_no_screenshot_that_is_told);
  ADD (opening_a_session_can_be_cancelled);
  ADD (one_step_back_first_cancels);
  ADD (leaving_the_scanner_gives_the_claim_up);
  return g_test_run ();
}

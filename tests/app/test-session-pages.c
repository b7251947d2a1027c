/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a session: who asks, what is signed, how it ended. */
#include "app/session-text.h"
#include "page-test.h"

#define PARTY "广州市演示政务服务平台"

typedef struct {
  PageTest page;
  FakeSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_test_set_up_filled (&fixture->page, data);
  fixture->session = fake_session_new ();
  yqq_workspace_set_session (fixture->page.workspace, YQQ_SCAN_SESSION (fixture->session));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  page_test_tear_down (&fixture->page, data);
  widget_test_settle ();
  g_assert_finalize_object (fixture->session);
}

static GtkWidget *
show (Fixture *fixture, YqqPlace place)
{
  page_test_show (&fixture->page, place, G_OBJECT (fixture->session));
  return fixture->page.window;
}

static GtkWidget *
show_connected (Fixture *fixture)
{
  fake_session_scan (fixture->session, NULL);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  return show (fixture, YQQ_PLACE_CONNECTED);
}

static gboolean
can_press (GtkWidget *window, const char *label)
{
  GtkWidget *button = widget_test_find_button (window, label);
  return button && gtk_widget_is_sensitive (button);
}

static YqqSessionState
get_state (Fixture *fixture)
{
  return yqq_scan_session_get_state (YQQ_SCAN_SESSION (fixture->session));
}

static void
who_asks_and_for_what_is_shown (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  GtkWidget *window = show (fixture, YQQ_PLACE_CONFIRM);
  widget_test_assert_shows (window, PARTY);
  widget_test_assert_shows (window, "sign.example.cn");
  widget_test_assert_shows (window, "政府采购合同签署");
  widget_test_assert_shows (window, "采购合同正文（终稿）.pdf");
  widget_test_assert_shows (window, "附件一：报价单.xlsx");
  widget_test_assert_shows (window, "You have never connected with this web system before.");
  widget_test_assert_shows (window, "Confirm within ");
  widget_test_assert_hides (window, "Type these digits on the PC page");
}

static void
only_certificates_that_can_sign_are_listed (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  GtkWidget *window = show (fixture, YQQ_PLACE_CONFIRM);
  widget_test_assert_shows (window, "粤演示科技有限公司");
  widget_test_assert_hides (window, "南沙样例贸易有限公司");
  widget_test_assert_hides (window, "佛山虚构机械厂");
}

static void
nothing_can_be_confirmed_before_the_request_is_there (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  fake_session_forget_request (fixture->session);
  GtkWidget *window = show (fixture, YQQ_PLACE_CONFIRM);
  widget_test_assert_shows (window, "Waiting for the PC to say who asks");
  g_assert_false (can_press (window, "Continue"));
  widget_test_click (window, "Cancel");
  g_assert_cmpint (get_state (fixture), ==, YQQ_SESSION_STATE_REJECTED);
}

static void
the_check_code_comes_before_going_on (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, "042");
  GtkWidget *window = show (fixture, YQQ_PLACE_CONFIRM);
  widget_test_assert_shows (window, "Type these digits on the PC page");
  g_assert_nonnull (widget_test_find_label (window, "0"));
  g_assert_nonnull (widget_test_find_label (window, "4"));
  g_assert_nonnull (widget_test_find_label (window, "2"));
  g_assert_false (can_press (window, "Waiting for the check code…"));
  fake_session_pass_check (fixture->session);
  widget_test_assert_shows (window, "The check code was right");
  widget_test_assert_hides (window, "Type these digits on the PC page");
  g_assert_true (can_press (window, "Continue"));
}

static void
going_on_asks_for_the_pin (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  GtkWidget *window = show (fixture, YQQ_PLACE_CONFIRM);
  widget_test_click (window, "Continue");
  g_assert_cmpint (yqq_router_get_place (fixture->page.router), ==, YQQ_PLACE_PIN);
}

static void
refusing_tells_the_pc (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  GtkWidget *window = show (fixture, YQQ_PLACE_CONFIRM);
  widget_test_click (window, "Refuse");
  g_assert_cmpint (get_state (fixture), ==, YQQ_SESSION_STATE_REJECTED);
}

static void
going_back_refuses_too (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  show (fixture, YQQ_PLACE_CONFIRM);
  g_assert_true (yqq_page_back (fixture->page.page));
  g_assert_cmpint (get_state (fixture), ==, YQQ_SESSION_STATE_REJECTED);
}

static YqqApproval
get_approval (Fixture *fixture)
{
  YqqSessionView view;
  yqq_scan_session_view (YQQ_SCAN_SESSION (fixture->session), &view);
  return view.approval;
}

static void
documents_can_be_confirmed_one_by_one (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  GtkWidget *window = show (fixture, YQQ_PLACE_CONFIRM);
  g_assert_cmpint (get_approval (fixture), ==, YQQ_APPROVAL_ONCE);
  GtkWidget *row = page_test_find_row (window, "Document by document");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpint (get_approval (fixture), ==, YQQ_APPROVAL_EACH);
  adw_action_row_activate (ADW_ACTION_ROW (page_test_find_row (window, "Once, with the PIN")));
  g_assert_cmpint (get_approval (fixture), ==, YQQ_APPROVAL_ONCE);
}

static void
a_live_session_says_with_whom_and_how_long (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = show_connected (fixture);
  widget_test_assert_shows (window, "Connected");
  widget_test_assert_shows (window, PARTY);
  widget_test_assert_shows (window, "since ");
  widget_test_assert_shows (window, "0 of 100 signatures");
  widget_test_assert_shows (window, "ends without use in ");
  widget_test_assert_shows (window, "at the latest in ");
  widget_test_assert_shows (window, "Nothing signed yet.");
  widget_test_click (window, "Disconnect");
  g_assert_cmpstr (fake_session_get_end_reason (fixture->session), ==, "user");
  widget_test_settle ();
}

static void
each_signature_appears_as_it_happens (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = show_connected (fixture);
  fake_session_ask (fixture->session, "合同.pdf", YQQ_SIGNATURE_SIGNING);
  widget_test_settle ();
  widget_test_assert_shows (window, "合同.pdf");
  widget_test_assert_shows (window, "Signing");
  widget_test_assert_hides (window, "Nothing signed yet.");
  fake_session_ask (fixture->session, "报价单.xlsx", YQQ_SIGNATURE_SIGNED);
  fake_session_ask (fixture->session, "坏的.pdf", YQQ_SIGNATURE_FAILED);
  widget_test_settle ();
  widget_test_assert_shows (window, "Signed");
  widget_test_assert_shows (window, "Failed");
  widget_test_assert_shows (window, "1 of 100 signatures");
}

static void
what_waits_can_be_signed_or_refused (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = show_connected (fixture);
  YqqSignatureRecord *first =
      fake_session_ask (fixture->session, "合同.pdf", YQQ_SIGNATURE_WAITING);
  widget_test_settle ();
  widget_test_assert_shows (window, "1 document waits for you");
  widget_test_click (window, "Sign");
  g_assert_cmpint (yqq_signature_record_get_state (first), ==, YQQ_SIGNATURE_SIGNED);
  widget_test_settle ();
  widget_test_assert_hides (window, "waits for you");
  YqqSignatureRecord *second =
      fake_session_ask (fixture->session, "报价单.xlsx", YQQ_SIGNATURE_WAITING);
  widget_test_settle ();
  widget_test_click (window, "Refuse");
  g_assert_cmpint (yqq_signature_record_get_state (second), ==, YQQ_SIGNATURE_REFUSED);
  widget_test_settle ();
  g_assert_null (widget_test_find_button (window, "Sign"));
  widget_test_assert_shows (window, "Refused");
}

static void
a_connection_that_is_away_says_whose_fault_it_is (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = show_connected (fixture);
  fake_session_set_online (fixture->session, FALSE);
  widget_test_assert_shows (window, "Reconnecting");
  widget_test_assert_shows (window, "The authority cannot be reached at the moment.");
  fake_session_set_online (fixture->session, TRUE);
  widget_test_assert_shows (window, "Connected");
  fake_session_move (fixture->session, YQQ_SESSION_STATE_SUSPENDED, NULL);
  widget_test_assert_shows (window, "Reconnecting");
  g_assert_true (can_press (window, "Disconnect"));
}

/* The summary of a session that ended like this. */
static void
each_end_has_its_own_words (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  GtkWidget *window = show (fixture, YQQ_PLACE_SUMMARY);
  for (guint i = 0; i < YQQ_SESSION_REASON_COUNT; i++) {
    const char *nick = yqq_session_reason_to_nick ((YqqSessionReason)i);
    YqqSessionState state = i == YQQ_SESSION_REASON_CHECK_CODE ? YQQ_SESSION_STATE_REJECTED
                            : i == YQQ_SESSION_REASON_CODE || i == YQQ_SESSION_REASON_CLAIM
                                ? YQQ_SESSION_STATE_EXPIRED
                                : YQQ_SESSION_STATE_CLOSED;
    YqqSessionEnd end = yqq_session_end_get (state, nick);
    fake_session_move (fixture->session, state, nick);
    widget_test_assert_shows (window, end.title);
    widget_test_assert_shows (window, end.sentence);
  }
  fake_session_move (fixture->session, YQQ_SESSION_STATE_REJECTED, "user");
  widget_test_assert_shows (window, "You have refused.");
}

static void
the_summary_lists_what_was_signed (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  fake_session_ask (fixture->session, "合同.pdf", YQQ_SIGNATURE_SIGNED);
  fake_session_ask (fixture->session, "报价单.xlsx", YQQ_SIGNATURE_REFUSED);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CLOSED, "user");
  GtkWidget *window = show (fixture, YQQ_PLACE_SUMMARY);
  widget_test_assert_shows (window, "1 document signed");
  widget_test_assert_shows (window, "合同.pdf");
  g_assert_nonnull (widget_test_find_button (window, "Save receipt"));
  g_assert_null (widget_test_find_button (window, "Sign"));
  widget_test_click (window, "Done");
  widget_test_assert_act (window, "win.home");
}

static void
without_a_signature_there_is_no_receipt (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, NULL);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_REJECTED, "user");
  GtkWidget *window = show (fixture, YQQ_PLACE_SUMMARY);
  g_assert_null (widget_test_find_button (window, "Save receipt"));
}

#define ADD(name) g_test_add ("/app/session-pages/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (who_asks_and_for_what_is_shown);
  ADD (only_certificates_that_can_sign_are_listed);
  ADD (nothing_can_be_confirmed_before_the_request_is_there);
  ADD (the_check_code_comes_before_going_on);
  ADD (going_on_asks_for_the_pin);
  ADD (refusing_tells_the_pc);
  ADD (going_back_refuses_too);
  ADD (documents_can_be_confirmed_one_by_one);
  ADD (a_live_session_says_with_whom_and_how_long);
  ADD (each_signature_appears_as_it_happens);
  ADD (what_waits_can_be_signed_or_refused);
  ADD (a_connection_that_is_away_says_whose_fault_it_is);
  ADD (each_end_has_its_own_words);
  ADD (the_summary_lists_what_was_signed);
  ADD (without_a_signature_there_is_no_receipt);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the pages: sidebar, badge, countdown, settings, logging out. */
#include "app/countdown.h"
#include "app/log-out-dialog.h"
#include "app/page.h"
#include "app/preferences-window.h"
#include "app/session-badge.h"
#include "app/sidebar.h"
#include "client/client-error.h"
#include "page-test.h"

#define MINUTE_MS 60000

static gint64
from_now (gint64 milliseconds)
{
  return g_get_real_time () / 1000 + milliseconds;
}

/* What has just come has no place on the screen yet, and is not first for that. */
static void
entering_leads_to_what_stands_first (PageTest *test, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_button_new_with_label ("first");
  GtkWidget *last = gtk_button_new_with_label ("last");
  gtk_box_append (GTK_BOX (box), gtk_label_new ("above"));
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), last);
  gtk_widget_set_visible (last, FALSE);
  test->window = widget_test_show (box);
  gtk_window_set_focus (GTK_WINDOW (test->window), NULL);
  gtk_widget_set_visible (last, TRUE);
  yqq_page_enter (box);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (test->window)) == first);
}

static void
a_countdown_tells_the_time_left_in_its_sentence (PageTest *test, gconstpointer data)
{
  YqqCountdown *countdown = g_object_new (YQQ_TYPE_COUNTDOWN, NULL);
  test->window = widget_test_show (GTK_WIDGET (countdown));
  yqq_countdown_set (countdown, from_now (4 * MINUTE_MS + 30000), "ends in %s");
  widget_test_assert_shows (test->window, "ends in 4:");
  yqq_countdown_set (countdown, from_now (-5000), NULL);
  widget_test_assert_shows (test->window, "0:00");
  yqq_countdown_set (countdown, 0, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (countdown)));
}

static void
a_countdown_goes_on_by_itself (PageTest *test, gconstpointer data)
{
  YqqCountdown *countdown = g_object_new (YQQ_TYPE_COUNTDOWN, NULL);
  test->window = widget_test_show (GTK_WIDGET (countdown));
  yqq_countdown_set (countdown, from_now (700), NULL);
  widget_test_wait_until (widget_test_shows (test->window, "0:00"));
}

static YqqSessionBadge *
show_badge (PageTest *test, FakeSession *session)
{
  YqqSessionBadge *badge = g_object_new (YQQ_TYPE_SESSION_BADGE, NULL);
  test->window = widget_test_show (GTK_WIDGET (badge));
  yqq_session_badge_show (badge, YQQ_SCAN_SESSION (session));
  return badge;
}

static void
the_badge_leads_to_a_live_session (PageTest *test, gconstpointer data)
{
  g_autoptr (FakeSession) session = fake_session_new ();
  fake_session_scan (session, NULL);
  YqqSessionBadge *badge = show_badge (test, session);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (badge)));
  fake_session_move (session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_session_badge_show (badge, YQQ_SCAN_SESSION (session));
  widget_test_wait_until (widget_test_shows (test->window, "Connected"));
  widget_test_assert_shows (test->window, "广州市演示政务服务平台");
  widget_test_click (test->window, "Connected · 广州市演示政务服务平台");
  widget_test_assert_act (test->window, "win.session");
}

static void
the_badge_tells_when_the_connection_is_away (PageTest *test, gconstpointer data)
{
  g_autoptr (FakeSession) session = fake_session_new ();
  fake_session_scan (session, NULL);
  fake_session_move (session, YQQ_SESSION_STATE_SUSPENDED, NULL);
  YqqSessionBadge *badge = show_badge (test, session);
  widget_test_assert_shows (test->window, "Reconnecting");
  yqq_session_badge_set_narrow (badge, TRUE);
  widget_test_wait_until (!widget_test_shows (test->window, "Reconnecting"));
  g_assert_nonnull (
      widget_test_find_button (test->window, "Reconnecting · 广州市演示政务服务平台"));
  fake_session_move (session, YQQ_SESSION_STATE_CLOSED, "lost");
  yqq_session_badge_show (badge, YQQ_SCAN_SESSION (session));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (badge)));
  yqq_session_badge_show (badge, NULL);
}

static YqqSidebar *
show_sidebar (PageTest *test)
{
  YqqSidebar *sidebar = g_object_new (YQQ_TYPE_SIDEBAR, NULL);
  yqq_sidebar_set_workspace (sidebar, test->workspace);
  test->window = widget_test_show (GTK_WIDGET (sidebar));
  return sidebar;
}

static void
the_sidebar_says_who_is_logged_in_and_for_whom (PageTest *test, gconstpointer data)
{
  show_sidebar (test);
  widget_test_assert_shows (test->window, "粤演示科技有限公司");
  widget_test_assert_shows (test->window, "Administrator, Legal representative");
  widget_test_assert_shows (test->window, "Demonstration");
  widget_test_assert_shows (test->window, "陈演示");
  widget_test_assert_shows (test->window, "1101**********002X");
  widget_test_assert_shows (test->window, "粤企签演示机构");
}

static void
the_sidebar_leads_home_and_out (PageTest *test, gconstpointer data)
{
  show_sidebar (test);
  widget_test_click (test->window, "Certificates");
  widget_test_assert_act (test->window, "win.home");
  widget_test_click (test->window, "Log out");
  widget_test_assert_act (test->window, "win.log-out");
}

static void
the_sidebar_forgets_who_has_logged_out (PageTest *test, gconstpointer data)
{
  show_sidebar (test);
  yqq_workspace_take_me (test->workspace, NULL);
  yqq_workspace_set_person_name (test->workspace, NULL);
  widget_test_assert_hides (test->window, "陈演示");
  widget_test_assert_hides (test->window, "1101**********002X");
  widget_test_assert_hides (test->window, "Administrator");
}

static GtkWidget *
show_preferences (PageTest *test)
{
  test->window = widget_test_show (gtk_label_new ("The application"));
  yqq_preferences_window_present (GTK_WINDOW (test->window), test->settings, test->workspace);
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (YQQ_IS_PREFERENCES_WINDOW (window)) {
      gtk_test_widget_wait_for_draw (window);
      return window;
    }
  }
  g_assert_not_reached ();
}

static void
choose (GtkWidget *window, const char *title, guint choice)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_test_find_row (window, title)), choice);
}

static void
settings_show_what_was_chosen_and_keep_what_is (PageTest *test, gconstpointer data)
{
  yqq_settings_set_idle_minutes (test->settings, 3);
  GtkWidget *window = show_preferences (test);
  widget_test_assert_shows (window, "3 minutes");
  choose (window, "Disconnect without use after", 0);
  choose (window, "Documents are confirmed", YQQ_APPROVAL_EACH);
  choose (window, "Colours", YQQ_APPEARANCE_DARK);
  g_assert_cmpuint (yqq_settings_get_idle_minutes (test->settings), ==, 1);
  g_assert_cmpint (yqq_settings_get_approval (test->settings), ==, YQQ_APPROVAL_EACH);
  g_assert_cmpint (yqq_settings_get_appearance (test->settings), ==, YQQ_APPEARANCE_DARK);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer copied)
{
  *(char **)copied = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
diagnostics_are_copied_without_names (PageTest *test, gconstpointer data)
{
  g_autofree char *copied = NULL;
  GtkWidget *window = show_preferences (test);
  widget_test_click (window, "Copy");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (window), NULL, on_read, &copied);
  widget_test_wait_until (copied != NULL);
  g_assert_nonnull (strstr (copied, "yueqiqian"));
  g_assert_null (strstr (copied, "陈演示"));
  g_assert_null (strstr (copied, "1101"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
answer (const char *response)
{
  GtkWidget *dialog = page_test_find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
ask_to_log_out (PageTest *test)
{
  test->window = widget_test_show (gtk_label_new ("The application"));
  yqq_log_out_dialog_present (GTK_WINDOW (test->window), test->workspace, test->router);
}

static void
logging_out_can_be_thought_over (PageTest *test, gconstpointer data)
{
  ask_to_log_out (test);
  widget_test_assert_shows (page_test_find_dialog (), "What you have signed stays valid.");
  answer ("cancel");
  g_assert_cmpint (yqq_workspace_get_phase (test->workspace), ==, YQQ_PHASE_LOGGED_IN);
}

static void
logging_out_says_that_it_is_done (PageTest *test, gconstpointer data)
{
  ask_to_log_out (test);
  answer ("log-out");
  widget_test_wait_until (test->told != NULL);
  g_assert_cmpint (yqq_workspace_get_phase (test->workspace), ==, YQQ_PHASE_LOGGED_OUT);
}

static void
where_the_authority_is_away_one_can_log_out_here (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  fake_workspace_fail_next (test->fake, offline);
  ask_to_log_out (test);
  answer ("log-out");
  widget_test_wait_until (page_test_has_dialog ());
  widget_test_assert_shows (page_test_find_dialog (), "The authority was not told");
  g_assert_cmpint (yqq_workspace_get_phase (test->workspace), ==, YQQ_PHASE_LOGGED_IN);
  answer ("only-here");
  widget_test_wait_until (test->told != NULL);
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "log-out-here");
}

#define ADD(name)                                                                                  \
  g_test_add ("/app/frame/" #name, PageTest, NULL, page_test_set_up_filled, name,                  \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (entering_leads_to_what_stands_first);
  ADD (a_countdown_tells_the_time_left_in_its_sentence);
  ADD (a_countdown_goes_on_by_itself);
  ADD (the_badge_leads_to_a_live_session);
  ADD (the_badge_tells_when_the_connection_is_away);
  ADD (the_sidebar_says_who_is_logged_in_and_for_whom);
  ADD (the_sidebar_leads_home_and_out);
  ADD (the_sidebar_forgets_who_has_logged_out);
  ADD (settings_show_what_was_chosen_and_keep_what_is);
  ADD (diagnostics_are_copied_without_names);
  ADD (logging_out_can_be_thought_over);
  ADD (logging_out_says_that_it_is_done);
  ADD (where_the_authority_is_away_one_can_log_out_here);
  return g_test_run ();
}

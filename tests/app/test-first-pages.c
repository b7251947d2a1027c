/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages before log in: welcome, another authority, the keyring's. */
#include "client/client-error.h"
#include "page-test.h"

static GError *
create_offline (void)
{
  return g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
}

static void
while_starting_there_is_nothing_to_press (PageTest *test, gconstpointer data)
{
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_STARTING);
  page_test_show (test, YQQ_PLACE_STARTING, NULL);
  widget_test_assert_shows (test->window, "Getting ready…");
  g_assert_null (widget_test_find_button (test->window, "Log in"));
  g_assert_null (widget_test_find_button (test->window, "Connect to another authority"));
}

static void
the_first_page_leads_to_log_in_and_to_another_authority (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_WELCOME, NULL);
  widget_test_assert_shows (test->window, "粤企签演示机构");
  widget_test_assert_shows (test->window, "fictional enterprises and people");
  widget_test_assert_hides (test->window, "Getting ready…");
  widget_test_click (test->window, "Log in");
  widget_test_assert_act (test->window, "win.log-in");
  widget_test_click (test->window, "Connect to another authority");
  widget_test_assert_act (test->window, "win.authority");
}

static void
without_the_authority_the_first_page_says_why_and_tries_again (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline = create_offline ();
  page_test_show (test, YQQ_PLACE_WELCOME, NULL);
  yqq_workspace_set_trouble (test->workspace, offline);
  widget_test_assert_shows (test->window, "The authority cannot be reached");
  widget_test_assert_shows (test->window, "Check the network, then try again.");
  widget_test_assert_shows (test->window, "connection:offline");
  g_assert_null (widget_test_find_button (test->window, "Log in"));
  widget_test_click (test->window, "Try again");
  widget_test_assert_act (test->window, "win.refresh");
  yqq_workspace_set_busy (test->workspace, TRUE);
  widget_test_assert_shows (test->window, "Getting ready…");
  widget_test_assert_hides (test->window, "The authority cannot be reached");
  yqq_workspace_set_trouble (test->workspace, NULL);
  yqq_workspace_set_busy (test->workspace, FALSE);
  g_assert_nonnull (widget_test_find_button (test->window, "Log in"));
}

static GtkEditable *
find_address (PageTest *test)
{
  GtkWidget *row =
      page_test_find_row (test->window, "Address, for example https://sign.example.cn");
  g_assert_nonnull (row);
  return GTK_EDITABLE (row);
}

static void
go_to_authority_page (PageTest *test)
{
  yqq_router_reset (test->router, YQQ_PLACE_WELCOME, NULL);
  page_test_show (test, YQQ_PLACE_AUTHORITY, NULL);
}

static void
an_empty_address_asks_nobody (PageTest *test, gconstpointer data)
{
  go_to_authority_page (test);
  gtk_editable_set_text (find_address (test), "   ");
  widget_test_click (test->window, "Connect");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "restart");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_AUTHORITY);
}

static void
an_address_leads_to_that_authority_and_back (PageTest *test, gconstpointer data)
{
  go_to_authority_page (test);
  gtk_editable_set_text (find_address (test), " https://sign.example.cn ");
  widget_test_click (test->window, "Connect");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_WELCOME);
  g_assert_cmpstr (yqq_workspace_get_authority_address (test->workspace), ==,
                   "https://sign.example.cn");
}

static void
ones_own_authority_needs_no_address (PageTest *test, gconstpointer data)
{
  yqq_workspace_set_authority (test->workspace, "https://other.example.cn", "另一", NULL, FALSE);
  go_to_authority_page (test);
  g_assert_cmpstr (gtk_editable_get_text (find_address (test)), ==, "https://other.example.cn");
  widget_test_click (test->window, "Use the one on this computer");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_WELCOME);
  g_assert_null (yqq_workspace_get_authority_address (test->workspace));
}

static void
while_connecting_nothing_can_be_pressed_twice (PageTest *test, gconstpointer data)
{
  go_to_authority_page (test);
  gtk_editable_set_text (find_address (test), "https://sign.example.cn");
  fake_workspace_hold (test->fake, TRUE);
  widget_test_click (test->window, "Connect");
  g_assert_false (gtk_widget_is_sensitive (widget_test_find_button (test->window, "Connect")));
  fake_workspace_hold (test->fake, FALSE);
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_WELCOME);
}

static void
an_authority_that_does_not_answer_is_told_and_the_address_kept (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline = create_offline ();
  go_to_authority_page (test);
  gtk_editable_set_text (find_address (test), "https://nowhere.example.cn");
  fake_workspace_fail_next (test->fake, offline);
  widget_test_click (test->window, "Connect");
  widget_test_wait_until (widget_test_shows (test->window, "The authority cannot be reached"));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_AUTHORITY);
  g_assert_cmpstr (gtk_editable_get_text (find_address (test)), ==, "https://nowhere.example.cn");
  g_assert_true (gtk_widget_is_sensitive (widget_test_find_button (test->window, "Connect")));
  gtk_editable_set_text (find_address (test), "https://sign.example.cn");
  widget_test_assert_hides (test->window, "The authority cannot be reached");
}

static void
a_locked_keyring_can_be_unlocked (PageTest *test, gconstpointer data)
{
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_KEYRING_LOCKED);
  page_test_show (test, YQQ_PLACE_KEYRING, NULL);
  widget_test_assert_shows (test->window, "Your keyring is locked");
  widget_test_assert_hides (test->window, "sudo apt install gnome-keyring");
  g_assert_null (widget_test_find_button (test->window, "Try again"));
  widget_test_click (test->window, "Unlock");
  widget_test_assert_act (test->window, "win.unlock-keyring");
  yqq_workspace_set_busy (test->workspace, TRUE);
  g_assert_false (gtk_widget_is_sensitive (widget_test_find_button (test->window, "Unlock")));
}

static void
an_absent_keyring_says_what_to_install_and_tries_again (PageTest *test, gconstpointer data)
{
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_KEYRING_ABSENT);
  page_test_show (test, YQQ_PLACE_KEYRING, NULL);
  widget_test_assert_shows (test->window, "There is no keyring");
  widget_test_assert_shows (test->window, "nothing is lost");
  widget_test_assert_shows (test->window, "sudo apt install gnome-keyring");
  g_assert_null (widget_test_find_button (test->window, "Unlock"));
  widget_test_click (test->window, "Try again");
  widget_test_assert_act (test->window, "win.restart");
}

#define ADD(name)                                                                                  \
  g_test_add ("/app/first-pages/" #name, PageTest, NULL, page_test_set_up, name,                   \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (while_starting_there_is_nothing_to_press);
  ADD (the_first_page_leads_to_log_in_and_to_another_authority);
  ADD (without_the_authority_the_first_page_says_why_and_tries_again);
  ADD (an_empty_address_asks_nobody);
  ADD (an_address_leads_to_that_authority_and_back);
  ADD (ones_own_authority_needs_no_address);
  ADD (while_connecting_nothing_can_be_pressed_twice);
  ADD (an_authority_that_does_not_answer_is_told_and_the_address_kept);
  ADD (a_locked_keyring_can_be_unlocked);
  ADD (an_absent_keyring_says_what_to_install_and_tries_again);
  return g_test_run ();
}

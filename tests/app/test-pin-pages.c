/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages that take a PIN: the one that sets it, the one that asks for it. */
#include "app/pin-help.h"
#include "app/pin-request.h"
#include "client/client-error.h"
#include "page-test.h"
#include "wallet/wallet-error.h"

#define GOOD_PIN "246813"

static void
set_up_set_pin (PageTest *test, gconstpointer data)
{
  page_test_set_up_filled (test, data);
  yqq_workspace_set_pin_set (test->workspace, FALSE);
  page_test_show (test, YQQ_PLACE_SET_PIN, NULL);
}

static void
press_enter (PageTest *test)
{
  g_assert_true (widget_test_press_key (GTK_WIDGET (test->page), GDK_KEY_Return));
}

static gboolean
can_press (PageTest *test, const char *label)
{
  GtkWidget *button = widget_test_find_button (test->window, label);
  return button && gtk_widget_is_sensitive (button);
}

static void
six_digits_are_needed_to_go_on (PageTest *test, gconstpointer data)
{
  widget_test_assert_shows (test->window, "Set a PIN");
  g_assert_false (can_press (test, "Continue"));
  page_test_enter_pin (test, "24681");
  g_assert_false (can_press (test, "Continue"));
  page_test_enter_pin (test, "3");
  g_assert_true (can_press (test, "Continue"));
}

static void
the_same_pin_twice_is_set (PageTest *test, gconstpointer data)
{
  page_test_enter_pin (test, GOOD_PIN);
  widget_test_click (test->window, "Continue");
  widget_test_assert_shows (test->window, "Enter the same PIN again");
  widget_test_assert_says (test->window, "Enter the same PIN again");
  page_test_enter_pin (test, GOOD_PIN);
  widget_test_click (test->window, "Set PIN");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_HOME);
  g_assert_true (yqq_workspace_get_pin_set (test->workspace));
  g_assert_cmpstr (test->told, ==, "PIN set. Now install the certificate.");
}

static void
two_different_pins_set_nothing (PageTest *test, gconstpointer data)
{
  page_test_enter_pin (test, GOOD_PIN);
  press_enter (test);
  page_test_enter_pin (test, "246814");
  press_enter (test);
  widget_test_assert_shows (test->window, "The two were different, so nothing was set.");
  widget_test_assert_says (test->window, "The two were different, so nothing was set.");
  widget_test_assert_shows (test->window, "Set a PIN");
  g_assert_false (yqq_workspace_get_pin_set (test->workspace));
  g_assert_false (can_press (test, "Continue"));
}

static void
a_trivial_pin_is_refused_with_the_reason (PageTest *test, gconstpointer data)
{
  static const struct {
    const char *pin;
    const char *reason;
  } trivial[] = {
      {"111111", "Six times the same digit"},
      {"123456", "Digits in a row"},
      {"121212", "A pattern that repeats"},
      {"491231", "Your birthday"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (trivial); i++) {
    page_test_enter_pin (test, trivial[i].pin);
    press_enter (test);
    widget_test_assert_shows (test->window, trivial[i].reason);
    widget_test_assert_says (test->window, trivial[i].reason);
    widget_test_assert_shows (test->window, "Set a PIN");
  }
}

static void
another_pin_can_be_chosen_before_it_is_repeated (PageTest *test, gconstpointer data)
{
  page_test_enter_pin (test, GOOD_PIN);
  press_enter (test);
  widget_test_click (test->window, "Choose another PIN");
  widget_test_assert_shows (test->window, "Set a PIN");
  page_test_enter_pin (test, GOOD_PIN);
  press_enter (test);
  g_assert_true (yqq_page_back (test->page));
  widget_test_assert_shows (test->window, "Set a PIN");
  g_assert_false (yqq_page_back (test->page));
}

static void
while_it_is_set_nothing_can_be_entered (PageTest *test, gconstpointer data)
{
  fake_workspace_hold (test->fake, TRUE);
  page_test_enter_pin (test, GOOD_PIN);
  press_enter (test);
  page_test_enter_pin (test, GOOD_PIN);
  press_enter (test);
  g_assert_false (can_press (test, "Set PIN"));
  g_assert_false (widget_test_press_key (GTK_WIDGET (test->page), GDK_KEY_1));
  fake_workspace_hold (test->fake, FALSE);
  widget_test_wait_until (test->told != NULL);
}

static void
a_pin_that_could_not_be_set_is_asked_for_again (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  fake_workspace_fail_next (test->fake, offline);
  page_test_enter_pin (test, GOOD_PIN);
  press_enter (test);
  page_test_enter_pin (test, GOOD_PIN);
  press_enter (test);
  widget_test_wait_until (widget_test_shows (test->window, "Nobody answers at its address"));
  widget_test_assert_shows (test->window, "Set a PIN");
}

static YqqPinRequest *
ask (PageTest *test, int tries_left)
{
  g_autoptr (YqqPinRequest) request = yqq_pin_request_new ("粤演示科技有限公司", "Sign a contract");
  if (tries_left >= 0)
    yqq_pin_request_set_tries_left (request, tries_left);
  page_test_show (test, YQQ_PLACE_PIN, G_OBJECT (request));
  return request; /* the router keeps it */
}

static void
on_submitted (YqqPinRequest *request, YqqSecretBytes *pin, YqqSecretBytes **taken)
{
  *taken = yqq_secret_bytes_ref (pin);
}

static void
fail (YqqPinRequest *request, YqqWalletError code, int tries_left)
{
  g_autoptr (GError) error = yqq_wallet_error_new_for_pin (code, tries_left);
  yqq_pin_request_fail (request, error);
}

static void
it_says_for_whom_and_what_and_how_many_tries_are_left (PageTest *test, gconstpointer data)
{
  ask (test, 5);
  widget_test_assert_shows (test->window, "粤演示科技有限公司");
  widget_test_assert_shows (test->window, "Sign a contract");
  widget_test_assert_shows (test->window, "5 tries left");
  g_assert_false (can_press (test, "Confirm"));
}

static void
the_pin_is_handed_over_once (PageTest *test, gconstpointer data)
{
  g_autoptr (YqqSecretBytes) taken = NULL;
  YqqPinRequest *request = ask (test, 5);
  g_signal_connect (request, "submitted", G_CALLBACK (on_submitted), &taken);
  page_test_enter_pin (test, GOOD_PIN);
  widget_test_click (test->window, "Confirm");
  g_assert_nonnull (taken);
  g_assert_cmpmem (yqq_secret_bytes_get_data (taken), 6, GOOD_PIN, 6);
  g_assert_false (can_press (test, "Confirm"));
  g_assert_false (widget_test_press_key (GTK_WIDGET (test->page), GDK_KEY_1));
}

static void
each_wrong_pin_says_how_many_tries_are_left (PageTest *test, gconstpointer data)
{
  YqqPinRequest *request = ask (test, 5);
  fail (request, YQQ_WALLET_ERROR_WRONG_PIN, 4);
  widget_test_assert_shows (test->window, "Wrong PIN");
  widget_test_assert_shows (test->window, "4 tries left");
  widget_test_assert_says (test->window, "Wrong PIN. 4 tries left");
  fail (request, YQQ_WALLET_ERROR_WRONG_PIN, 1);
  widget_test_assert_shows (test->window, "1 try left");
  page_test_enter_pin (test, GOOD_PIN);
  g_assert_true (can_press (test, "Confirm"));
}

static void
a_locked_pin_takes_no_digit_and_says_the_way_out (PageTest *test, gconstpointer data)
{
  YqqPinRequest *request = ask (test, 1);
  fail (request, YQQ_WALLET_ERROR_PIN_LOCKED, 0);
  widget_test_assert_shows (test->window, "0 tries left");
  widget_test_assert_shows (test->window, "Only a new PIN unlocks them");
  widget_test_assert_says (test->window, "Only a new PIN unlocks them");
  g_assert_false (widget_test_press_key (GTK_WIDGET (test->page), GDK_KEY_1));
  g_assert_false (can_press (test, "Confirm"));
}

static void
a_pin_that_was_locked_before_says_so_at_once (PageTest *test, gconstpointer data)
{
  ask (test, 0);
  widget_test_assert_shows (test->window, "Only a new PIN unlocks them");
  g_assert_false (widget_test_press_key (GTK_WIDGET (test->page), GDK_KEY_1));
}

static void
the_time_left_is_shown_where_there_is_an_end (PageTest *test, gconstpointer data)
{
  YqqPinRequest *request = ask (test, 5);
  widget_test_assert_hides (test->window, "Time left");
  yqq_pin_request_set_until (request, g_get_real_time () / 1000 + 100 * 60000);
  widget_test_assert_shows (test->window, "Time left: ");
}

static void
on_cancelled (YqqPinRequest *request, guint *count)
{
  *count += 1;
}

static void
one_step_back_tells_whoever_asked (PageTest *test, gconstpointer data)
{
  guint cancelled = 0;
  YqqPinRequest *request = ask (test, 5);
  g_signal_connect (request, "cancelled", G_CALLBACK (on_cancelled), &cancelled);
  widget_test_click (test->window, "One step back");
  widget_test_assert_act (test->window, "win.back");
  g_assert_true (yqq_page_back (test->page));
  g_assert_cmpuint (cancelled, ==, 1);
}

static void
a_forgotten_pin_leads_to_a_new_one (PageTest *test, gconstpointer data)
{
  ask (test, 5);
  widget_test_click (test->window, "Forgotten your PIN?");
  GtkWidget *dialog = page_test_find_dialog ();
  widget_test_assert_shows (dialog, "Nobody can read it back");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "new-pin");
  widget_test_assert_act (test->window, "win.new-pin");
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/pin-pages/" #name, PageTest, NULL, set_up, name, page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (set_up_set_pin, six_digits_are_needed_to_go_on);
  ADD (set_up_set_pin, the_same_pin_twice_is_set);
  ADD (set_up_set_pin, two_different_pins_set_nothing);
  ADD (set_up_set_pin, a_trivial_pin_is_refused_with_the_reason);
  ADD (set_up_set_pin, another_pin_can_be_chosen_before_it_is_repeated);
  ADD (set_up_set_pin, while_it_is_set_nothing_can_be_entered);
  ADD (set_up_set_pin, a_pin_that_could_not_be_set_is_asked_for_again);
  ADD (page_test_set_up_filled, it_says_for_whom_and_what_and_how_many_tries_are_left);
  ADD (page_test_set_up_filled, the_pin_is_handed_over_once);
  ADD (page_test_set_up_filled, each_wrong_pin_says_how_many_tries_are_left);
  ADD (page_test_set_up_filled, a_locked_pin_takes_no_digit_and_says_the_way_out);
  ADD (page_test_set_up_filled, a_pin_that_was_locked_before_says_so_at_once);
  ADD (page_test_set_up_filled, the_time_left_is_shown_where_there_is_an_end);
  ADD (page_test_set_up_filled, one_step_back_tells_whoever_asked);
  ADD (page_test_set_up_filled, a_forgotten_pin_leads_to_a_new_one);
  return g_test_run ();
}

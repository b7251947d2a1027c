/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home-page.h"

#include "app/certificate-card.h"
#include "app/certificate-text.h"
#include "client/client-error.h"
#include "page-test.h"
#include "protocol/problem.h"

static void
set_up (PageTest *test, gconstpointer data)
{
  page_test_set_up (test, data);
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_LOGGED_IN);
  page_test_show (test, YQQ_PLACE_HOME, NULL);
}

static void
set_up_filled (PageTest *test, gconstpointer data)
{
  page_test_set_up_filled (test, data);
  page_test_show (test, YQQ_PLACE_HOME, NULL);
}

/* The views change by a crossfade that shows both for a moment. */
static void
wait_for (PageTest *test, const char *shown, const char *gone)
{
  widget_test_wait_until (widget_test_shows (test->window, shown) &&
                          !widget_test_shows (test->window, gone));
}

static void
fail_with (PageTest *test, GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "as the test wants it");
  yqq_workspace_set_trouble (test->workspace, error);
}

static void
until_the_answer_comes_it_says_that_it_fetches (PageTest *test, gconstpointer data)
{
  widget_test_assert_shows (test->window, "Fetching your certificates…");
  widget_test_assert_hides (test->window, "No certificates yet");
}

static void
without_a_certificate_it_says_whom_to_ask (PageTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  yqq_workspace_set_certificates (test->workspace, none);
  wait_for (test, "No certificates yet", "Fetching your certificates…");
  widget_test_assert_shows (test->window, "certificate administrator");
  widget_test_click (test->window, "Refresh");
  widget_test_assert_act (test->window, "win.refresh");
}

static void
without_the_authority_it_says_so_and_tries_again (PageTest *test, gconstpointer data)
{
  fail_with (test, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
  wait_for (test, "Check the network, then try again.", "Fetching your certificates…");
  widget_test_click (test->window, "Try again");
  widget_test_assert_act (test->window, "win.refresh");
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer copied)
{
  *(char **)copied = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
the_code_of_an_error_can_be_copied (PageTest *test, gconstpointer data)
{
  g_autofree char *copied = NULL;
  fail_with (test, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_INTERNAL);
  wait_for (test, "authority:internal", "Fetching your certificates…");
  widget_test_click (test->window, "Copy the error code");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (test->window), NULL, on_read, &copied);
  widget_test_wait_until (copied != NULL);
  g_assert_cmpstr (copied, ==, "authority:internal");
}

static void
a_computer_that_is_not_known_any_more_must_log_in_again (PageTest *test, gconstpointer data)
{
  fail_with (test, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_REVOKED);
  wait_for (test, "Please log in again", "Fetching your certificates…");
  widget_test_click (test->window, "Log in again");
  widget_test_assert_act (test->window, "win.log-in-again");
}

static void
certificates_stay_in_view_while_the_authority_is_away (PageTest *test, gconstpointer data)
{
  fail_with (test, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
  widget_test_assert_shows (test->window, "The authority cannot be reached");
  widget_test_assert_shows (test->window, "粤演示科技有限公司");
  widget_test_click (test->window, "Try again");
  widget_test_assert_act (test->window, "win.refresh");
  yqq_workspace_set_trouble (test->workspace, NULL);
  widget_test_assert_hides (test->window, "The authority cannot be reached");
}

/* The card with this code; fails the test if there is none in view. */
static GtkWidget *
find_card (PageTest *test, const char *code)
{
  GtkWidget *label = widget_test_find_label (test->window, code);
  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);
}

static void
each_card_says_whose_it_is_and_how_it_stands (PageTest *test, gconstpointer data)
{
  static const struct {
    const char *code;
    const char *enterprise;
    const char *kind;
    const char *state;
    const char *target;
  } cards[] = {
      {"YQ44 0120 2603 0100 01", "粤演示科技有限公司", "Enterprise certificate", "Valid", "0001"},
      {"YQ44 0120 2603 0100 02", "粤演示科技有限公司", "Employee certificate", "Not installed",
       "0002"},
      {"YQ44 0120 2603 0100 03", "股份有限公司广州分公司", "Employee certificate", "Expiring soon",
       "0003"},
      {"YQ44 0120 2603 0100 04", "南沙样例贸易有限公司", "Employee certificate", "Suspended",
       "0004"},
      {"YQ44 0120 2603 0100 05", "佛山虚构机械厂", "Employee certificate", "Cancelled", "0005"},
      {"YQ44 0120 2603 0100 06", "东莞假想物流有限公司", "Enterprise certificate", "Expired",
       "0006"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++) {
    GtkWidget *card = find_card (test, cards[i].code);
    g_autofree char *act = g_strdup_printf ("win.certificate::%s", cards[i].target);
    widget_test_assert_shows (card, cards[i].enterprise);
    widget_test_assert_shows (card, cards[i].kind);
    g_assert_nonnull (widget_test_find_label (card, cards[i].state));
    g_assert_true (gtk_widget_is_sensitive (card));
    g_signal_emit_by_name (card, "clicked");
    widget_test_assert_act (test->window, act);
  }
}

static void
what_cannot_sign_says_why_and_what_to_do (PageTest *test, gconstpointer data)
{
  GListModel *all = yqq_workspace_get_all_certificates (test->workspace);
  gboolean seen[YQQ_CERTIFICATE_STATE_COUNT] = {FALSE};
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (YqqCertificateEntry) each = g_list_model_get_item (all, i);
    seen[yqq_certificate_entry_get_state (each)] = TRUE;
    if (yqq_certificate_entry_get_state (each) != YQQ_CERTIFICATE_STATE_VALID)
      widget_test_assert_shows (test->window, yqq_certificate_entry_get_sentence (each));
  }
  for (guint i = 0; i < YQQ_CERTIFICATE_STATE_COUNT; i++)
    g_assert_true (seen[i] || i == YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED ||
                   i == YQQ_CERTIFICATE_STATE_NO_PIN);
}

static void
without_a_pin_the_card_asks_for_one (PageTest *test, gconstpointer data)
{
  g_autoptr (YqqGrant) grant =
      fake_grant_new ("0009", "粤演示科技有限公司", YQQ_CERTIFICATE_KIND_EMPLOYEE,
                      YQQ_GRANT_STATE_ACTIVE, FAKE_NOW_MS + 1000000000000);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *installed = yqq_certificate_entry_get_installed (
      yqq_workspace_find_certificate (test->workspace, "0001"));
  g_ptr_array_add (items, yqq_certificate_entry_new (grant, installed, FALSE, FAKE_NOW_MS));
  yqq_workspace_set_certificates (test->workspace, items);
  widget_test_assert_shows (test->window, "PIN not set");
  widget_test_assert_shows (test->window, "Set a PIN for this computer first");
}

static void
choosing_an_enterprise_shows_its_certificates_only (PageTest *test, gconstpointer data)
{
  yqq_workspace_choose_enterprise (test->workspace, FAKE_ENTERPRISE);
  widget_test_assert_shows (test->window, "YQ44 0120 2603 0100 02");
  widget_test_assert_hides (test->window, "南沙样例贸易有限公司");
  yqq_workspace_choose_enterprise (test->workspace, NULL);
  widget_test_assert_shows (test->window, "南沙样例贸易有限公司");
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/home-page/" #name, PageTest, NULL, set_up, name, page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (set_up, until_the_answer_comes_it_says_that_it_fetches);
  ADD (set_up, without_a_certificate_it_says_whom_to_ask);
  ADD (set_up, without_the_authority_it_says_so_and_tries_again);
  ADD (set_up, the_code_of_an_error_can_be_copied);
  ADD (set_up, a_computer_that_is_not_known_any_more_must_log_in_again);
  ADD (set_up_filled, certificates_stay_in_view_while_the_authority_is_away);
  ADD (set_up_filled, each_card_says_whose_it_is_and_how_it_stands);
  ADD (set_up_filled, what_cannot_sign_says_why_and_what_to_do);
  ADD (set_up_filled, without_a_pin_the_card_asks_for_one);
  ADD (set_up_filled, choosing_an_enterprise_shows_its_certificates_only);
  return g_test_run ();
}

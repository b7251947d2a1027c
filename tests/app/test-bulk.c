/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several users at once: who can be ticked, what is done, what became of each. */
#include "app/bulk-flow.h"
#include "office-test.h"

static FakeAdministration *
show (PageTest *test)
{
  FakeAdministration *administration = office_test_set_up (test);
  page_test_show (test, YQQ_PLACE_BULK, G_OBJECT (administration));
  widget_test_wait_until (widget_test_shows (test->window, "林样例"));
  return administration;
}

static void
tick (PageTest *test, const char *name)
{
  GtkWidget *row = page_test_find_row (test->window, name);
  g_assert_nonnull (row);
  GtkWidget *check = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
  g_assert_true (gtk_widget_get_sensitive (check));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

static void
cancelled_ones_are_not_there_and_one_s_own_cannot_be_ticked (PageTest *test, gconstpointer data)
{
  show (test);
  widget_test_assert_hides (test->window, "吴离职");
  GtkWidget *own = page_test_find_row (test->window, "陈演示");
  if (own)
    g_assert_false (
        gtk_widget_get_sensitive (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (own))));
}

static void
nothing_ticked_nothing_can_be_done (PageTest *test, gconstpointer data)
{
  show (test);
  widget_test_assert_shows (test->window, "Tick those whom it is about");
  g_assert_false (gtk_widget_get_sensitive (widget_test_find_button (test->window, "Suspend")));
  g_assert_false (
      gtk_widget_get_sensitive (widget_test_find_button (test->window, "Cancel grants")));
}

static void
an_act_takes_only_those_it_can_be_done_to (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  tick (test, "林样例");
  tick (test, "赵停用");
  widget_test_assert_shows (test->window, "2 ticked");
  g_assert_nonnull (widget_test_find_button (test->window, "Let them be used again (1)"));
  widget_test_click (test->window, "Suspend (1)");
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_GRANT_MODIFY);
  g_assert_false (act->whole);
  g_assert_cmpuint (act->items->len, ==, 1);
  const YqqActItem *item = act->items->pdata[0];
  g_assert_cmpstr (item->grant, ==, "0101");
  g_assert_true (!item->permissions || !item->permissions[0]);
  widget_test_wait_until (widget_test_shows (test->window, "Suspended"));
  g_assert_nonnull (widget_test_find_button (test->window, "Save the result"));
}

static void
cancelling_many_says_what_it_means_and_counts_first (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  tick (test, "林样例");
  tick (test, "周待装");
  widget_test_click (test->window, "Cancel grants (2)");
  GtkWidget *dialog = page_test_find_dialog ();
  widget_test_wait_until (widget_test_find_type (dialog, GTK_TYPE_ENTRY) != NULL);
  GtkWidget *entry = widget_test_find_type (dialog, GTK_TYPE_ENTRY);
  g_assert_false (
      adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "cancel-grants"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "2");
  g_assert_true (
      adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "cancel-grants"));
  office_test_answer_dialog ("cancel-grants");
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_GRANT_CANCEL);
  g_assert_cmpuint (act->items->len, ==, 2);
  widget_test_wait_until (widget_test_shows (test->window, "Cancelled"));
}

static void
resuming_many_asks_for_what_they_may_use (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_add_seal (administration, "contract", "合同专用章");
  office_test_refresh (administration);
  page_test_show (test, YQQ_PLACE_BULK, G_OBJECT (administration));
  tick (test, "赵停用");
  widget_test_click (test->window, "Let them be used again (1)");
  GtkWidget *dialog = page_test_find_dialog ();
  AdwMessageDialog *asked = ADW_MESSAGE_DIALOG (dialog);
  GtkWidget *permissions = adw_message_dialog_get_extra_child (asked);
  widget_test_wait_until (page_test_find_row (permissions, "合同专用章") != NULL);
  g_assert_null (page_test_find_row (permissions, "Can be set later"));
  adw_action_row_activate (
      ADW_ACTION_ROW (page_test_find_row (permissions, "Enterprise certificate")));
  g_assert_false (adw_message_dialog_get_response_enabled (asked, "resume"));
  adw_action_row_activate (ADW_ACTION_ROW (page_test_find_row (permissions, "合同专用章")));
  g_assert_true (adw_message_dialog_get_response_enabled (asked, "resume"));
  office_test_answer_dialog ("resume");
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  const YqqActItem *item = act->items->pdata[0];
  g_assert_cmpint (act->kind, ==, YQQ_ACT_GRANT_MODIFY);
  g_assert_cmpuint (g_strv_length (item->permissions), ==, 1);
  g_assert_cmpstr (item->permissions[0], ==, "seal:contract");
  widget_test_wait_until (widget_test_shows (test->window, "Can be used again"));
  g_assert_nonnull (page_test_find_row (test->window, "赵停用"));
}

static void
with_two_persons_cancelling_waits (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_set_two_person (administration, TRUE);
  office_test_refresh (administration);
  page_test_show (test, YQQ_PLACE_BULK, G_OBJECT (administration));
  tick (test, "林样例");
  widget_test_click (test->window, "Cancel grants (1)");
  office_test_answer_dialog ("cancel-grants");
  office_test_enter_pin (test, administration);
  widget_test_wait_until (widget_test_shows (test->window, "Waits for a second person"));
}

static void
all_that_are_shown_are_ticked_and_no_others (PageTest *test, gconstpointer data)
{
  show (test);
  GtkWidget *search = widget_test_find_type (test->window, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "周待装");
  widget_test_wait_until (!widget_test_shows (test->window, "林样例"));
  widget_test_click (test->window, "Tick all that are shown");
  widget_test_assert_shows (test->window, "1 ticked");
  widget_test_click (test->window, "Tick none");
  widget_test_assert_shows (test->window, "Tick those whom it is about");
}

static void
ten_thousand_can_be_searched (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_set_page_size (administration, 1000);
  fake_administration_add_many (administration, 10000);
  office_test_refresh (administration);
  page_test_show (test, YQQ_PLACE_BULK, G_OBJECT (administration));
  widget_test_wait_until (widget_test_shows (test->window, "rows left)"));
  GtkWidget *search = widget_test_find_type (test->window, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "林样例");
  widget_test_wait_until (widget_test_shows (test->window, "林样例") &&
                          !widget_test_shows (test->window, "rows left)"));
}

#define ADD(name)                                                                                  \
  g_test_add ("/app/bulk/" #name, PageTest, NULL, page_test_set_up_filled, name,                   \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (cancelled_ones_are_not_there_and_one_s_own_cannot_be_ticked);
  ADD (nothing_ticked_nothing_can_be_done);
  ADD (an_act_takes_only_those_it_can_be_done_to);
  ADD (cancelling_many_says_what_it_means_and_counts_first);
  ADD (resuming_many_asks_for_what_they_may_use);
  ADD (with_two_persons_cancelling_waits);
  ADD (all_that_are_shown_are_ticked_and_no_others);
  ADD (ten_thousand_can_be_searched);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/identity-page.h"

#include <string.h>

#include "fake-identity-office.h"
#include "identity/policy.h"
#include "page-test.h"
#include "protocol/problem.h"

typedef struct {
  PageTest page;
  FakeIdentityOffice *office;
  YqqIdentityFlow *flow;
  char *proven;
  guint given_up;
} Test;

static void
on_proven (Test *test, const char *challenge_id)
{
  g_free (test->proven);
  test->proven = g_strdup (challenge_id);
}

static void
on_given_up (Test *test)
{
  test->given_up++;
}

static void
begin (Test *test, const char *const *ways)
{
  if (!test->office)
    test->office = fake_identity_office_new (ways);
  test->flow =
      yqq_identity_flow_new (YQQ_IDENTITY_OFFICE (test->office), YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL,
                             "Before a new PIN is set");
  g_signal_connect_swapped (test->flow, "proven", G_CALLBACK (on_proven), test);
  g_signal_connect_swapped (test->flow, "given-up", G_CALLBACK (on_given_up), test);
  yqq_router_push (test->page.router, YQQ_PLACE_IDENTITY, G_OBJECT (test->flow));
  page_test_show (&test->page, YQQ_PLACE_IDENTITY, G_OBJECT (test->flow));
  widget_test_settle ();
}

static void
set_up (Test *test, gconstpointer data)
{
  page_test_set_up_filled (&test->page, data);
}

static void
tear_down (Test *test, gconstpointer data)
{
  yqq_router_reset (test->page.router, YQQ_PLACE_HOME, NULL);
  g_signal_handlers_disconnect_by_data (test->flow, test);
  page_test_tear_down (&test->page, data);
  page_test_release (test->flow);
  page_test_release (test->office);
  g_free (test->proven);
}

static void
enter_code (Test *test, const char *code)
{
  GtkWidget *row = page_test_find_row (test->page.window, "One-time staff code (8 digits)");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), code);
  widget_test_click (test->page.window, "Confirm");
  widget_test_settle ();
}

static void
the_only_way_is_taken_without_asking (Test *test, gconstpointer data)
{
  begin (test, (const char *[]){"staff-code", NULL});
  widget_test_assert_shows (test->page.window, "Before a new PIN is set");
  widget_test_assert_hides (test->page.window, "Choose how");
  g_assert_null (widget_test_find_button (test->page.window, "Other ways"));
  g_assert_cmpstr (fake_identity_office_get_purpose (test->office), ==, "new-pin");
  enter_code (test, FAKE_STAFF_CODE);
  g_assert_cmpstr (test->proven, ==, "challenge-1");
  g_assert_cmpuint (test->given_up, ==, 0);
}

static void
of_several_ways_one_is_chosen_and_can_be_changed (Test *test, gconstpointer data)
{
  test->office = fake_identity_office_new ((const char *[]){"staff-code", "device", NULL});
  fake_identity_office_set_unavailable (test->office, "fido2", "none");
  begin (test, NULL);
  widget_test_assert_shows (test->page.window, "Choose how");
  widget_test_assert_shows (test->page.window, "Not possible now");
  widget_test_click (test->page.window, "Code from the service desk");
  widget_test_settle ();
  widget_test_assert_hides (test->page.window, "Choose how");
  widget_test_assert_hides (test->page.window, "Not possible now");
  widget_test_click (test->page.window, "Other ways");
  widget_test_settle ();
  widget_test_click (test->page.window, "This computer");
  widget_test_settle ();
  g_assert_cmpstr (test->proven, ==, "challenge-1");
}

/* The name of the way whose row, or button in it, has the focus; NULL elsewhere. */
static const char *
find_focused_way (Test *test)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->page.window));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, ADW_TYPE_ACTION_ROW) : NULL;
  return row ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : NULL;
}

static void
the_focus_is_on_the_first_way_whenever_there_is_a_choice (Test *test, gconstpointer data)
{
  begin (test, (const char *[]){"staff-code", "device", NULL});
  g_assert_cmpstr (find_focused_way (test), ==, "Code from the service desk");
  widget_test_click (test->page.window, "Code from the service desk");
  enter_code (test, "11112222");
  GtkWidget *other = widget_test_find_button (test->page.window, "Other ways");
  gtk_widget_grab_focus (other);
  widget_test_click (test->page.window, "Other ways");
  widget_test_settle ();
  g_assert_cmpstr (find_focused_way (test), ==, "Code from the service desk");
}

static void
the_methods_of_a_way_follow_one_after_the_other (Test *test, gconstpointer data)
{
  begin (test, (const char *[]){"device+staff-code", NULL});
  g_assert_null (test->proven);
  enter_code (test, FAKE_STAFF_CODE);
  g_assert_cmpstr (test->proven, ==, "challenge-1");
}

static void
wrong_evidence_can_be_put_right_within_the_challenge (Test *test, gconstpointer data)
{
  begin (test, (const char *[]){"staff-code", NULL});
  enter_code (test, "11112222");
  widget_test_assert_shows (test->page.window, "authority:evidence-invalid");
  widget_test_assert_says (test->page.window, "The staff code is wrong");
  widget_test_click (test->page.window, "Try again");
  widget_test_settle ();
  enter_code (test, FAKE_STAFF_CODE);
  g_assert_cmpstr (test->proven, ==, "challenge-1");
}

/* The second time the computer comes last, with which nobody can do anything. */
static void
evidence_that_is_brought_at_once_can_be_wrong_more_than_once (Test *test, gconstpointer data)
{
  test->office = fake_identity_office_new ((const char *[]){"device+staff-code", NULL});
  fake_identity_office_collect (test->office);
  begin (test, NULL);
  for (guint i = 0; i < 3; i++) {
    enter_code (test, "11112222");
    widget_test_assert_shows (test->page.window, "authority:evidence-invalid");
    widget_test_click (test->page.window, "Try again");
    widget_test_settle ();
    g_assert_null (test->proven);
  }
  enter_code (test, FAKE_STAFF_CODE);
  g_assert_cmpstr (test->proven, ==, "challenge-1");
}

static void
an_expired_challenge_is_replaced_and_the_way_kept (Test *test, gconstpointer data)
{
  g_autoptr (GError) expired =
      yqq_problem_error_new (YQQ_PROBLEM_EVIDENCE_EXPIRED, "unknown challenge");
  begin (test, (const char *[]){"device", "staff-code", NULL});
  widget_test_click (test->page.window, "Code from the service desk");
  widget_test_settle ();
  fake_identity_office_fail_next (test->office, expired);
  enter_code (test, FAKE_STAFF_CODE);
  widget_test_assert_shows (test->page.window, "authority:evidence-expired");
  widget_test_click (test->page.window, "Try again");
  widget_test_settle ();
  g_assert_cmpuint (fake_identity_office_get_begun (test->office), ==, 2);
  enter_code (test, FAKE_STAFF_CODE);
  g_assert_cmpstr (test->proven, ==, "challenge-2");
}

/* As the authority has it once a method is disabled in its policy: no way has it any more, and it
 * is not told as something that is only closed now. */
static void
a_disabled_method_is_not_offered_and_what_remains_is (Test *test, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *way;
  } methods[] = {
      {"Code from the service desk", "staff-code"},
      {"PIN", "pin"},
      {"Security key", "fido2"},
      {"Your organisation's log in", "oidc"},
      {"This computer", "device"},
      {"Face", "device+face"},
  };
  for (guint disabled = 0; disabled < G_N_ELEMENTS (methods); disabled++) {
    const char *ways[G_N_ELEMENTS (methods)] = {NULL};
    for (guint i = 0, n = 0; i < G_N_ELEMENTS (methods); i++)
      if (i != disabled)
        ways[n++] = methods[i].way;
    test->office = fake_identity_office_new (ways);
    begin (test, NULL);
    for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
      g_assert_true ((page_test_find_row (test->page.window, methods[i].name) != NULL) ==
                     (i != disabled));
    /* Where its models are not there the face is told as closed, but not where it is disabled. */
    if (g_str_equal (methods[disabled].name, "Face"))
      widget_test_assert_hides (test->page.window, "Not possible now");
    if (disabled + 1 < G_N_ELEMENTS (methods)) {
      tear_down (test, data);
      memset (test, 0, sizeof *test);
      set_up (test, data);
    }
  }
}

static void
with_none_left_the_page_says_whom_to_turn_to (Test *test, gconstpointer data)
{
  begin (test, (const char *[]){NULL});
  widget_test_assert_shows (test->page.window, "There is no way that can be used now.");
  widget_test_assert_shows (test->page.window, "Ask your service desk.");
  g_assert_null (widget_test_find_button (test->page.window, "Confirm"));
}

static void
what_cannot_be_used_now_is_told_with_its_reason (Test *test, gconstpointer data)
{
  test->office = fake_identity_office_new ((const char *[]){NULL});
  fake_identity_office_set_unavailable (test->office, "staff-code", "locked");
  begin (test, NULL);
  widget_test_assert_shows (test->page.window, "Not possible now");
  widget_test_assert_shows (test->page.window, "Too many failed tries.");
  widget_test_assert_shows (test->page.window, "There is no way that can be used now.");
}

static void
a_way_that_somebody_else_has_used_is_told_with_the_way_out (Test *test, gconstpointer data)
{
  test->office = fake_identity_office_new ((const char *[]){"staff-code", NULL});
  fake_identity_office_set_unavailable (test->office, "face", "disputed");
  begin (test, NULL);
  widget_test_assert_shows (test->page.window, "One-time staff code");
  widget_test_assert_shows (test->page.window, "You have said that it was used by somebody else.");
}

/* Though there is nothing to choose; who never had a face set up is not bothered with it. */
static void
a_way_that_was_there_before_is_told_with_what_became_of_it (Test *test, gconstpointer data)
{
  static const struct {
    const char *reason;
    const char *text; /* NULL: nothing is told */
  } reasons[] = {
      {"locked", "Too many failed tries."},
      {"expired", "What was set up has expired."},
      {"not-enrolled", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    test->office = fake_identity_office_new ((const char *[]){"staff-code", NULL});
    fake_identity_office_set_unavailable (test->office, "face", reasons[i].reason);
    begin (test, NULL);
    widget_test_assert_shows (test->page.window, "One-time staff code");
    if (reasons[i].text)
      widget_test_assert_shows (test->page.window, reasons[i].text);
    else
      widget_test_assert_hides (test->page.window, "Not possible now");
    if (i + 1 < G_N_ELEMENTS (reasons)) {
      tear_down (test, data);
      memset (test, 0, sizeof *test);
      set_up (test, data);
    }
  }
}

/* A screen reader comes to rows, not to what stands below their titles. */
static void
what_a_way_takes_and_why_one_is_closed_is_heard (Test *test, gconstpointer data)
{
  test->office = fake_identity_office_new ((const char *[]){"staff-code", "pin", NULL});
  fake_identity_office_set_unavailable (test->office, "face", "locked");
  begin (test, NULL);
  g_assert_true (widget_test_describes (page_test_find_row (test->page.window, "PIN"),
                                        "The six digits that guard your certificates"));
  g_assert_true (
      widget_test_describes (page_test_find_row (test->page.window, "Face"),
                             "Too many failed tries. Use another way, or try again later."));
}

static void
leaving_gives_up_and_nothing_is_proven (Test *test, gconstpointer data)
{
  begin (test, (const char *[]){"staff-code", NULL});
  g_assert_false (yqq_page_back (test->page.page));
  g_assert_cmpuint (test->given_up, ==, 1);
  g_assert_null (test->proven);
}

static void
an_authority_that_cannot_be_reached_is_asked_again (Test *test, gconstpointer data)
{
  g_autoptr (GError) busy = yqq_problem_error_new (YQQ_PROBLEM_RATE_LIMITED, NULL);
  test->office = fake_identity_office_new ((const char *[]){"staff-code", NULL});
  fake_identity_office_fail_next (test->office, busy);
  begin (test, NULL);
  widget_test_assert_shows (test->page.window, "authority:rate-limited");
  widget_test_click (test->page.window, "Try again");
  widget_test_settle ();
  enter_code (test, FAKE_STAFF_CODE);
  g_assert_cmpstr (test->proven, ==, "challenge-1");
}

#define ADD(name) g_test_add ("/app/identity-page/" #name, Test, NULL, set_up, name, tear_down)

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  ADD (the_only_way_is_taken_without_asking);
  ADD (of_several_ways_one_is_chosen_and_can_be_changed);
  ADD (the_focus_is_on_the_first_way_whenever_there_is_a_choice);
  ADD (the_methods_of_a_way_follow_one_after_the_other);
  ADD (wrong_evidence_can_be_put_right_within_the_challenge);
  ADD (evidence_that_is_brought_at_once_can_be_wrong_more_than_once);
  ADD (an_expired_challenge_is_replaced_and_the_way_kept);
  ADD (a_disabled_method_is_not_offered_and_what_remains_is);
  ADD (with_none_left_the_page_says_whom_to_turn_to);
  ADD (what_cannot_be_used_now_is_told_with_its_reason);
  ADD (a_way_that_somebody_else_has_used_is_told_with_the_way_out);
  ADD (a_way_that_was_there_before_is_told_with_what_became_of_it);
  ADD (what_a_way_takes_and_why_one_is_closed_is_heard);
  ADD (leaving_gives_up_and_nothing_is_proven);
  ADD (an_authority_that_cannot_be_reached_is_asked_again);
  return g_test_run ();
}

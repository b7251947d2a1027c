/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody leaves: suspended at once, seals, cancelled, the receipt. */
#include <string.h>

#include "app/leaver-flow.h"
#include "app/pin-request.h"
#include "office-test.h"

static FakeAdministration *
show (PageTest *test, const char *grant)
{
  FakeAdministration *administration = office_test_set_up (test);
  GObject *subject =
      grant ? G_OBJECT (yqq_administration_find_user (YQQ_ADMINISTRATION (administration), grant))
            : G_OBJECT (administration);
  page_test_show (test, YQQ_PLACE_LEAVER, subject);
  return administration;
}

static void
all_steps_lead_to_a_receipt (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test, "0101");
  widget_test_assert_shows (test->window, "Suspend the grant now");
  widget_test_click (test->window, "Suspend");
  office_test_enter_pin (test, administration);
  widget_test_wait_until (widget_test_shows (test->window, "No seal is theirs to hand over"));
  widget_test_click (test->window, "Go on");
  widget_test_assert_shows (test->window, "the quota does not come back");
  widget_test_click (test->window, "Cancel the grant");
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_GRANT_CANCEL);
  g_assert_cmpint (act->reason, ==, YQQ_CANCEL_REASON_LEFT);
  widget_test_wait_until (widget_test_shows (test->window, "Receipt: an authorised user has left"));
  widget_test_assert_shows (test->window, act->id);
  widget_test_assert_shows (test->window, "林样例");
  widget_test_assert_hides (test->window, "440106199003076779");
  g_assert_nonnull (widget_test_find_button (test->window, "Save receipt"));
}

static void
who_is_suspended_already_begins_with_the_seals (PageTest *test, gconstpointer data)
{
  show (test, "0103");
  widget_test_assert_shows (test->window, "No seal is theirs to hand over");
}

static void
who_leaves_can_be_chosen (PageTest *test, gconstpointer data)
{
  show (test, NULL);
  widget_test_assert_shows (test->window, "Who leaves the enterprise?");
  widget_test_assert_hides (test->window, "吴离职");
  widget_test_click (test->window, "林样例 leaves");
  widget_test_wait_until (widget_test_shows (test->window, "Suspend the grant now"));
}

static void
a_proposal_is_a_receipt_that_says_so (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test, "0103");
  fake_administration_set_two_person (administration, TRUE);
  widget_test_click (test->window, "Go on");
  widget_test_click (test->window, "Cancel the grant");
  office_test_enter_pin (test, administration);
  widget_test_wait_until (
      widget_test_shows (test->window, "Proposed: a second person has to approve it"));
  widget_test_assert_shows (test->window, "once a second person has approved it");
}

static void
going_back_at_the_pin_leaves_the_step_as_it_was (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test, "0103");
  widget_test_click (test->window, "Go on");
  widget_test_click (test->window, "Cancel the grant");
  yqq_pin_request_cancel (YQQ_PIN_REQUEST (yqq_router_get_subject (test->router)));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LEAVER);
  widget_test_assert_shows (test->window, "Cancel the grant for ever");
  g_assert_cmpuint (fake_administration_count_performed (administration), ==, 0);
}

#define ADD(name)                                                                                  \
  g_test_add ("/app/leaver/" #name, PageTest, NULL, page_test_set_up_filled, name,                 \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (all_steps_lead_to_a_receipt);
  ADD (who_is_suspended_already_begins_with_the_seals);
  ADD (who_leaves_can_be_chosen);
  ADD (a_proposal_is_a_receipt_that_says_so);
  ADD (going_back_at_the_pin_leaves_the_step_as_it_was);
  return g_test_run ();
}

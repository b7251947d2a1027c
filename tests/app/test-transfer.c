/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 转让管理员: as giver, as receiver, as legal representative; and the two-person rule. */
#include <string.h>

#include "app/proposal-text.h"
#include "app/transfer-look.h"
#include "base/encoding.h"
#include "model/grant.h"
#include "office-test.h"

static void
show (PageTest *test, FakeAdministration *administration, YqqPlace place)
{
  office_test_refresh (administration);
  page_test_show (test, place, G_OBJECT (administration));
}

static void
an_offer_is_told_asked_for_and_waits (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_set_roles (administration, YQQ_ROLE_ADMINISTRATOR);
  show (test, administration, YQQ_PLACE_TRANSFER);
  widget_test_wait_until (widget_test_shows (test->window, "Who shall be the administrator?"));
  widget_test_assert_hides (test->window, "赵停用");
  widget_test_assert_hides (test->window, "吴离职");
  widget_test_click (test->window, "Hand the administrator's office to 林样例");
  widget_test_wait_until (page_test_has_dialog ());
  office_test_answer_dialog ("hand-over");
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_TRANSFER_OFFER);
  g_assert_cmpstr (act->subject, ==, "0101");
  g_assert_cmpstr (test->told, ==, "Offered: the receiver has 72 hours to accept");
  widget_test_wait_until (widget_test_shows (test->window, "Waits for 林样例 to accept"));
  widget_test_assert_shows (test->window, "Waiting");
  widget_test_click (test->window, "Withdraw");
  office_test_enter_pin (test, administration);
  widget_test_wait_until (widget_test_shows (test->window, "Withdrawn"));
  widget_test_wait_until (widget_test_shows (test->window, "Who shall be the administrator?"));
}

static void
without_anybody_to_receive_it_the_way_is_shown (PageTest *test, gconstpointer data)
{
  yqq_workspace_choose_enterprise (test->workspace, OFFICE_ENTERPRISE);
  FakeAdministration *administration = fake_workspace_get_administration (test->fake);
  fake_administration_set_roles (administration, YQQ_ROLE_ADMINISTRATOR);
  show (test, administration, YQQ_PLACE_TRANSFER);
  widget_test_wait_until (widget_test_shows (test->window, "Add an authorised user first"));
  widget_test_click (test->window, "Add a user");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USER_ADD);
}

static void
the_receiver_accepts_and_the_workspace_learns_it (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_set_roles (administration, YQQ_ROLE_EMPLOYEE);
  fake_administration_add_transfer (administration, "王样例", "陈演示", TRUE, FALSE);
  show (test, administration, YQQ_PLACE_TRANSFER);
  widget_test_wait_until (
      widget_test_shows (test->window, "王样例 wants to hand you the administrator's office"));
  g_assert_null (widget_test_find_button (test->window, "Withdraw"));
  widget_test_click (test->window, "Accept");
  office_test_enter_pin (test, administration);
  g_assert_cmpint (fake_administration_get_performed (administration)->kind, ==,
                   YQQ_ACT_TRANSFER_ACCEPT);
  g_assert_cmpstr (test->told, ==, "You are the administrator now");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "refresh");
}

static void
the_receiver_refuses_and_nothing_changes (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_set_roles (administration, YQQ_ROLE_EMPLOYEE);
  fake_administration_add_transfer (administration, "王样例", "陈演示", TRUE, FALSE);
  show (test, administration, YQQ_PLACE_TRANSFER);
  widget_test_wait_until (widget_test_find_button (test->window, "Refuse") != NULL);
  widget_test_click (test->window, "Refuse");
  office_test_enter_pin (test, administration);
  widget_test_wait_until (widget_test_shows (test->window, "Nothing is asked of you"));
  widget_test_assert_shows (test->window, "Refused");
}

static void
an_offer_past_its_end_has_timed_out (PageTest *test, gconstpointer data)
{
  const YqqTransferView *waiting;
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_add_transfer (administration, "陈演示", "林样例", FALSE, TRUE);
  office_test_refresh (administration);
  gint64 now = g_get_real_time () / 1000;
  g_assert_cmpint (yqq_transfer_look_get (YQQ_ADMINISTRATION (administration), now, &waiting), ==,
                   YQQ_TRANSFER_LOOK_OFFERED);
  g_assert_cmpint (yqq_transfer_look_get (YQQ_ADMINISTRATION (administration),
                                          now + YQQ_TRANSFER_OFFER_MS + 1000, &waiting),
                   ==, YQQ_TRANSFER_LOOK_CHOOSE);
  g_assert_null (waiting);
}

/* 林样例's cancelling as a JWS whose signature nobody here looks at. */
static char *
create_proposed (void)
{
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (YQQ_ACT_GRANT_CANCEL, OFFICE_ENTERPRISE);
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup ("0101");
  act->id = g_strdup ("act-1");
  act->at_ms = FAKE_NOW_MS;
  act->whole = TRUE;
  act->reason = YQQ_CANCEL_REASON_MISUSE;
  act->note = g_strdup ("三月起");
  act->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
  g_ptr_array_add (act->items, item);
  g_autoptr (GBytes) payload = yqq_enterprise_act_to_bytes (act);
  g_autofree char *text =
      yqq_base64url_encode (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
  return g_strdup_printf ("eyJ9.%s.c2ln", text);
}

static void
a_proposal_is_read_before_it_is_approved (PageTest *test, gconstpointer data)
{
  g_autofree char *jws = create_proposed ();
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_add_proposal (administration, "王样例", FALSE, jws, "林样例");
  show (test, administration, YQQ_PLACE_PROPOSALS);
  widget_test_wait_until (widget_test_shows (test->window, "Cancel for ever the grant of 林样例"));
  widget_test_assert_shows (test->window, "三月起");
  widget_test_assert_shows (test->window, "Proposed by 王样例");
  g_assert_null (widget_test_find_button (test->window, "Withdraw"));
  widget_test_click (test->window, "Approve");
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_PROPOSAL_APPROVE);
  gsize size = 32;
  guint8 digest[32];
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *)jws, -1);
  g_checksum_get_digest (checksum, digest, &size);
  g_assert_cmpmem (g_bytes_get_data (act->proposed_digest, NULL),
                   g_bytes_get_size (act->proposed_digest), digest, size);
  widget_test_wait_until (widget_test_shows (test->window, "Approved"));
}

static void
one_s_own_proposal_can_only_be_withdrawn (PageTest *test, gconstpointer data)
{
  g_autofree char *jws = create_proposed ();
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_add_proposal (administration, "陈演示", TRUE, jws, "林样例");
  show (test, administration, YQQ_PLACE_PROPOSALS);
  widget_test_wait_until (widget_test_find_button (test->window, "Withdraw") != NULL);
  g_assert_null (widget_test_find_button (test->window, "Approve"));
  g_assert_null (widget_test_find_button (test->window, "Refuse"));
}

static void
what_cannot_be_read_cannot_be_approved (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_add_proposal (administration, "王样例", FALSE, "not.an-act.at-all", "林样例");
  show (test, administration, YQQ_PLACE_PROPOSALS);
  widget_test_wait_until (widget_test_shows (test->window, "An act that this program cannot read"));
  g_assert_null (widget_test_find_button (test->window, "Approve"));
  g_assert_nonnull (widget_test_find_button (test->window, "Refuse"));
}

static void
the_rule_changes_with_the_pin_only (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_set_two_person (administration, TRUE);
  show (test, administration, YQQ_PLACE_PROPOSALS);
  widget_test_wait_until (widget_test_find_type (test->window, GTK_TYPE_SWITCH) != NULL);
  GtkSwitch *rule = GTK_SWITCH (widget_test_find_type (test->window, GTK_TYPE_SWITCH));
  g_assert_true (gtk_switch_get_active (rule));
  gtk_switch_set_active (rule, FALSE);
  g_assert_true (gtk_switch_get_state (rule));
  office_test_enter_pin (test, administration);
  g_assert_cmpint (fake_administration_get_performed (administration)->kind, ==,
                   YQQ_ACT_SETTINGS_CHANGE);
  g_assert_false (fake_administration_get_performed (administration)->two_person);
  widget_test_wait_until (widget_test_shows (test->window, "Waiting for a second person"));
}

#define ADD(name)                                                                                  \
  g_test_add ("/app/transfer/" #name, PageTest, NULL, page_test_set_up_filled, name,               \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (an_offer_is_told_asked_for_and_waits);
  ADD (without_anybody_to_receive_it_the_way_is_shown);
  ADD (the_receiver_accepts_and_the_workspace_learns_it);
  ADD (the_receiver_refuses_and_nothing_changes);
  ADD (an_offer_past_its_end_has_timed_out);
  ADD (a_proposal_is_read_before_it_is_approved);
  ADD (one_s_own_proposal_can_only_be_withdrawn);
  ADD (what_cannot_be_read_cannot_be_approved);
  ADD (the_rule_changes_with_the_pin_only);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 服务台: from the document that was typed to the code, which is on the screen once. */
#include "app/service-desk-form.h"
#include "model/grant.h"
#include "office-test.h"

#define NUMBER "11010519491231002X"

static FakeAdministration *
show (PageTest *test)
{
  FakeAdministration *administration = office_test_set_up (test);
  fake_administration_set_roles (administration, YQQ_ROLE_REVIEWER);
  page_test_show (test, YQQ_PLACE_SERVICE_DESK, G_OBJECT (administration));
  return administration;
}

static void
type (PageTest *test, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (page_test_find_row (test->window, row)), text);
}

static GtkCheckButton *
find_check (PageTest *test)
{
  return GTK_CHECK_BUTTON (widget_test_find_type (test->window, GTK_TYPE_CHECK_BUTTON));
}

static void
fill_in (PageTest *test, const char *name)
{
  type (test, "Name", name);
  type (test, "Document number", " 110105 19491231 002x");
  gtk_check_button_set_active (find_check (test), TRUE);
}

static void
a_confirmed_person_gets_a_code_that_is_shown_once (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  fill_in (test, FAKE_VISITOR);
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_test_find_row (test->window, "What for")), 1);
  widget_test_click (test->window, "Confirm identity");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_PIN);
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_IDENTITY_CONFIRM);
  g_assert_cmpstr (act->subject, ==, "person-1");
  g_assert_cmpstr (act->purpose, ==, "new-pin");
  g_assert_cmpint (act->document, ==, YQQ_ID_TYPE_RESIDENT_ID);
  widget_test_wait_until (widget_test_shows (test->window, FAKE_STAFF_CODE));
  widget_test_assert_shows (test->window, FAKE_VISITOR);
  widget_test_assert_shows (test->window, "Good for another");
  widget_test_click (test->window, "Next person");
  widget_test_wait_until (widget_test_find_button (test->window, "Confirm identity"));
  widget_test_assert_hides (test->window, FAKE_STAFF_CODE);
  widget_test_assert_hides (test->window, FAKE_VISITOR);
  widget_test_assert_hides (test->window, NUMBER);
  g_assert_false (gtk_check_button_get_active (find_check (test)));
}

static void
nothing_is_confirmed_before_the_document_was_seen (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  widget_test_click (test->window, "Confirm identity");
  widget_test_assert_shows (test->window, "Enter the name as it is on the document.");
  widget_test_assert_shows (test->window, "Enter the number as it is on the document.");
  GtkWidget *row = page_test_find_row (test->window, "Name");
  g_autofree char *wrong = widget_test_dup_description (row);
  g_assert_cmpstr (wrong, ==, "Enter the name as it is on the document.");
  widget_test_assert_says (test->window, "Enter the name as it is on the document.");
  widget_test_assert_says (test->window, "Enter the number as it is on the document.");
  fill_in (test, FAKE_VISITOR);
  gtk_check_button_set_active (find_check (test), FALSE);
  widget_test_click (test->window, "Confirm identity");
  widget_test_assert_hides (test->window, "Enter the name as it is on the document.");
  g_autofree char *right = widget_test_dup_description (row);
  g_assert_cmpstr (right, ==, "");
  widget_test_assert_shows (test->window, "Confirm that the person and the original document");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SERVICE_DESK);
  g_assert_cmpuint (fake_administration_count_performed (administration), ==, 0);
}

static void
somebody_who_is_not_known_is_not_confirmed (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  fill_in (test, "无此人");
  widget_test_click (test->window, "Confirm identity");
  widget_test_wait_until (widget_test_shows (test->window, "person-unknown"));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SERVICE_DESK);
  g_assert_cmpuint (fake_administration_count_performed (administration), ==, 0);
}

static void
nobody_confirms_themselves (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  fill_in (test, FAKE_REVIEWER);
  widget_test_click (test->window, "Confirm identity");
  widget_test_wait_until (widget_test_shows (test->window, "Nobody confirms themselves"));
  widget_test_assert_says (test->window, "Nobody confirms themselves");
  widget_test_assert_shows (test->window, "Ask another reviewer to confirm you.");
  g_assert_cmpuint (fake_administration_count_performed (administration), ==, 0);
}

static void
make_code (PageTest *test, FakeAdministration *administration)
{
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_PIN);
  office_test_enter_pin (test, administration);
}

static void
a_code_that_has_expired_is_taken_away_and_another_offered (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  fake_administration_set_code_ms (administration, 1);
  fill_in (test, FAKE_VISITOR);
  widget_test_click (test->window, "Confirm identity");
  make_code (test, administration);
  widget_test_wait_until (widget_test_shows (test->window, "The code has expired."));
  widget_test_assert_says (test->window, "The code has expired.");
  widget_test_assert_hides (test->window, FAKE_STAFF_CODE);
  widget_test_assert_hides (test->window, "Good for another");
  g_assert_null (widget_test_find_button (test->window, "Print a slip"));
  fake_administration_set_code_ms (administration, 60000);
  widget_test_click (test->window, "Make a new code");
  make_code (test, administration);
  widget_test_wait_until (widget_test_shows (test->window, FAKE_STAFF_CODE));
  widget_test_assert_hides (test->window, "The code has expired.");
  widget_test_assert_shows (test->window, FAKE_VISITOR);
  g_assert_cmpuint (fake_administration_count_performed (administration), ==, 2);
}

static void
a_lost_security_key_is_chosen_and_removed (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = show (test);
  fill_in (test, FAKE_VISITOR);
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_test_find_row (test->window, "What for")),
                              YQQ_DESK_MATTER_COUNT - 1);
  widget_test_click (test->window, "Confirm identity");
  widget_test_wait_until (widget_test_shows (test->window, "办公室的安全密钥"));
  widget_test_click (test->window, "Remove");
  office_test_enter_pin (test, administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_AUTHENTICATOR_REMOVE);
  g_assert_cmpstr (act->subject, ==, "key-1");
  g_assert_null (act->purpose);
  g_assert_cmpstr (test->told, ==, "The security key is removed");
  widget_test_assert_hides (test->window, "办公室的安全密钥");
}

#define ADD(test)                                                                                  \
  g_test_add ("/app/service-desk/" #test, PageTest, NULL, page_test_set_up_filled, test,           \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (a_confirmed_person_gets_a_code_that_is_shown_once);
  ADD (nothing_is_confirmed_before_the_document_was_seen);
  ADD (somebody_who_is_not_known_is_not_confirmed);
  ADD (nobody_confirms_themselves);
  ADD (a_code_that_has_expired_is_taken_away_and_another_offered);
  ADD (a_lost_security_key_is_chosen_and_removed);
  return g_test_run ();
}

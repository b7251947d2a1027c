/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/keys-page.h"

#include "app/identity-flow.h"
#include "base/json.h"
#include "page-test.h"
#include "protocol/problem.h"
#include "software-bus.h"

typedef struct {
  PageTest page;
  FakeKeyOffice *keys;
  SoftwareBus *bus;
  SoftwareKey *key;
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  page_test_set_up_filled (&test->page, data);
  test->keys = fake_workspace_get_keys (test->page.fake);
  test->bus = software_bus_new ();
  test->key = software_key_new ("blue");
  software_bus_plug_in (test->bus, test->key);
}

static void
tear_down (Test *test, gconstpointer data)
{
  yqq_router_reset (test->page.router, YQQ_PLACE_HOME, NULL);
  page_test_tear_down (&test->page, data);
  g_clear_object (&test->bus);
  g_clear_pointer (&test->key, software_key_free);
}

static void
fill (Test *test, const char *label)
{
  g_autoptr (GBytes) credential = g_bytes_new (label, 3);
  fake_key_office_fill (test->keys, label, credential);
}

static void
show (Test *test)
{
  page_test_show (&test->page, YQQ_PLACE_KEYS, NULL);
  yqq_keys_page_set_bus (YQQ_KEYS_PAGE (test->page.page), YQQ_FIDO2_BUS (test->bus));
  widget_test_settle ();
}

/* What the person does on the identity page, which is not shown here. */
static void
show_who_i_am (Test *test)
{
  g_assert_cmpint (yqq_router_get_place (test->page.router), ==, YQQ_PLACE_IDENTITY);
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (test->page.router));
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", FAKE_STAFF_CODE);
  widget_test_settle ();
  yqq_identity_flow_give (flow, evidence);
  widget_test_settle ();
}

static void
begin_add (Test *test, const char *label)
{
  GtkWidget *row = page_test_find_row (test->page.window, "What you call it, for example “Office”");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), label);
  widget_test_click (test->page.window, "Register the key");
  widget_test_settle ();
}

static void
without_keys_it_says_so (Test *test, gconstpointer data)
{
  show (test);
  widget_test_assert_shows (test->page.window, "You have no security key registered.");
  g_assert_false (
      gtk_widget_get_sensitive (widget_test_find_button (test->page.window, "Register the key")));
}

static void
keys_are_listed_with_their_dates (Test *test, gconstpointer data)
{
  fill (test, "Office");
  fill (test, "Home");
  show (test);
  widget_test_assert_shows (test->page.window, "Office");
  widget_test_assert_shows (test->page.window, "Home");
  widget_test_assert_shows (test->page.window, "not used yet");
  widget_test_assert_hides (test->page.window, "You have no security key registered.");
}

static void
a_key_is_registered_after_the_person_is_verified (Test *test, gconstpointer data)
{
  show (test);
  begin_add (test, "  Office ");
  g_assert_cmpuint (fake_key_office_count (test->keys), ==, 0);
  g_assert_cmpstr (fake_identity_office_get_purpose (fake_workspace_get_desk (test->page.fake)), ==,
                   "enrol-key");
  software_key_set_touch (test->key, SOFTWARE_KEY_WAITS);
  show_who_i_am (test);
  g_assert_cmpint (yqq_router_get_place (test->page.router), ==, YQQ_PLACE_KEYS);
  widget_test_wait_until (widget_test_shows (test->page.window, "Touch your security key"));
  widget_test_assert_says (test->page.window, "Touch your security key");
  software_key_touch (test->key);
  widget_test_wait_until (fake_key_office_count (test->keys) == 1);
  widget_test_settle ();
  g_assert_cmpstr (fake_key_office_get_asked (test->keys), ==, "add challenge-1 Office");
  g_assert_cmpstr (test->page.told, ==, "The security key is registered");
  widget_test_assert_shows (test->page.window, "Office");
}

static void
a_key_that_is_there_already_is_told (Test *test, gconstpointer data)
{
  show (test);
  begin_add (test, "Office");
  show_who_i_am (test);
  widget_test_wait_until (fake_key_office_count (test->keys) == 1);
  widget_test_settle ();
  begin_add (test, "Again");
  show_who_i_am (test);
  widget_test_wait_until (widget_test_shows (test->page.window, "This key is registered already"));
  widget_test_assert_says (test->page.window, "This key is registered already");
  widget_test_click (test->page.window, "Cancel");
  widget_test_settle ();
  widget_test_assert_hides (test->page.window, "This key is registered already");
  g_assert_cmpuint (fake_key_office_count (test->keys), ==, 1);
}

static void
leaving_the_verification_changes_nothing (Test *test, gconstpointer data)
{
  show (test);
  begin_add (test, "Office");
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (test->page.router));
  yqq_identity_flow_give_up (flow);
  yqq_router_back_to (test->page.router, YQQ_PLACE_KEYS);
  widget_test_settle ();
  widget_test_assert_shows (test->page.window, "Register another key");
  g_assert_cmpuint (software_key_count_credentials (test->key), ==, 0);
}

static void
a_key_is_taken_out_after_the_person_is_verified (Test *test, gconstpointer data)
{
  fill (test, "Office");
  fill (test, "Home");
  show (test);
  widget_test_click (test->page.window, "Take out Home");
  widget_test_settle ();
  g_assert_cmpuint (fake_key_office_count (test->keys), ==, 2);
  show_who_i_am (test);
  g_assert_cmpstr (fake_key_office_get_asked (test->keys), ==, "remove k2 challenge-1");
  widget_test_assert_hides (test->page.window, "Home");
  widget_test_assert_shows (test->page.window, "Office");
  g_assert_cmpstr (test->page.told, ==, "The security key is taken out");
}

static void
a_key_is_renamed_in_its_row (Test *test, gconstpointer data)
{
  fill (test, "Office");
  show (test);
  GtkWidget *row = widget_test_find_type (test->page.window, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), " ");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Office");
  gtk_editable_set_text (GTK_EDITABLE (row), "Desk");
  g_signal_emit_by_name (row, "apply");
  widget_test_settle ();
  g_assert_cmpstr (fake_key_office_get_asked (test->keys), ==, "rename k1 Desk");
  widget_test_assert_shows (test->page.window, "Desk");
}

static void
what_the_authority_refuses_is_told_and_the_list_asked_again (Test *test, gconstpointer data)
{
  g_autoptr (GError) busy = yqq_problem_error_new (YQQ_PROBLEM_RATE_LIMITED, NULL);
  fill (test, "Office");
  fake_key_office_fail_next (test->keys, busy);
  show (test);
  widget_test_assert_shows (test->page.window, "authority:rate-limited");
  widget_test_click (test->page.window, "Try again");
  widget_test_settle ();
  widget_test_assert_shows (test->page.window, "Office");
  widget_test_assert_hides (test->page.window, "authority:rate-limited");
}

#define ADD(name) g_test_add ("/app/keys-page/" #name, Test, NULL, set_up, name, tear_down)

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  ADD (without_keys_it_says_so);
  ADD (keys_are_listed_with_their_dates);
  ADD (a_key_is_registered_after_the_person_is_verified);
  ADD (a_key_that_is_there_already_is_told);
  ADD (leaving_the_verification_changes_nothing);
  ADD (a_key_is_taken_out_after_the_person_is_verified);
  ADD (a_key_is_renamed_in_its_row);
  ADD (what_the_authority_refuses_is_told_and_the_list_asked_again);
  return g_test_run ();
}

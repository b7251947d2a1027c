/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts-page.h"

#include "../identity/fake-provider.h"
#include "../identity/token-maker.h"
#include "app/identity-flow.h"
#include "page-test.h"
#include "protocol/problem.h"

typedef struct {
  PageTest page;
  FakeAccountOffice *accounts;
  FakeProvider *provider;
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  JsonObject *offer = json_object_new ();
  page_test_set_up_filled (&test->page, data);
  test->accounts = fake_workspace_get_accounts (test->page.fake);
  test->provider = fake_provider_new ();
  json_object_set_string_member (offer, "name", "统一认证");
  json_object_set_string_member (offer, "issuer", test->provider->issuer);
  json_object_set_string_member (offer, "client_id", TOKEN_CLIENT);
  fake_account_office_set_provider (test->accounts, offer);
}

static void
tear_down (Test *test, gconstpointer data)
{
  yqq_router_reset (test->page.router, YQQ_PLACE_HOME, NULL);
  page_test_tear_down (&test->page, data);
  fake_provider_free (test->provider);
}

static gboolean
browse (const char *address, gpointer user_data)
{
  Test *test = user_data;
  fake_provider_browse (test->provider, address);
  return TRUE;
}

static void
show (Test *test)
{
  page_test_show (&test->page, YQQ_PLACE_ACCOUNTS, NULL);
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
  g_assert_cmpint (yqq_router_get_place (test->page.router), ==, YQQ_PLACE_ACCOUNTS);
}

static void
log_in (Test *test)
{
  YqqOidcPanel *panel = yqq_accounts_page_get_panel (YQQ_ACCOUNTS_PAGE (test->page.page));
  g_assert_nonnull (panel);
  yqq_oidc_panel_set_browser (panel, browse, test);
  widget_test_assert_shows (test->page.window, "Log in at 统一认证");
  widget_test_click (test->page.window, "Open the browser");
}

static void
an_account_is_linked_after_the_person_is_verified (Test *test, gconstpointer data)
{
  show (test);
  widget_test_assert_shows (test->page.window, "You have no account linked.");
  widget_test_click (test->page.window, "Link your account at 统一认证");
  widget_test_settle ();
  g_assert_cmpstr (fake_identity_office_get_purpose (fake_workspace_get_desk (test->page.fake)), ==,
                   "link-account");
  show_who_i_am (test);
  log_in (test);
  widget_test_wait_until (test->page.told != NULL);
  g_assert_cmpstr (fake_account_office_get_asked (test->accounts), ==, "link challenge-1 id_token");
  g_assert_cmpstr (test->page.told, ==, "The account is linked");
  widget_test_wait_until (
      widget_test_shows (test->page.window, "Link another account at 统一认证"));
  widget_test_assert_hides (test->page.window, "You have no account linked.");
}

static void
somebody_elses_account_is_told_as_that (Test *test, gconstpointer data)
{
  g_autoptr (GError) theirs = NULL;
  yqq_problem_error_set (&theirs, YQQ_PROBLEM_EVIDENCE_INVALID, NULL)->reason =
      g_strdup ("other-person");
  show (test);
  widget_test_click (test->page.window, "Link your account at 统一认证");
  widget_test_settle ();
  show_who_i_am (test);
  fake_account_office_fail_next (test->accounts, theirs);
  log_in (test);
  widget_test_wait_until (test->page.told != NULL);
  g_assert_true (g_str_has_prefix (test->page.told, "That account is linked to somebody else."));
  g_assert_cmpuint (fake_account_office_count (test->accounts), ==, 0);
}

static void
who_does_not_want_to_log_in_goes_back_to_the_list (Test *test, gconstpointer data)
{
  show (test);
  widget_test_click (test->page.window, "Link your account at 统一认证");
  widget_test_settle ();
  show_who_i_am (test);
  widget_test_click (test->page.window, "Link no account");
  widget_test_settle ();
  widget_test_assert_shows (test->page.window, "Link your account at 统一认证");
  g_assert_null (yqq_accounts_page_get_panel (YQQ_ACCOUNTS_PAGE (test->page.page)));
  g_assert_null (fake_account_office_get_asked (test->accounts));
}

static void
an_account_is_unlinked_after_the_person_is_verified (Test *test, gconstpointer data)
{
  fake_account_office_fill (test->accounts, "统一认证", test->provider->issuer);
  fake_account_office_fill (test->accounts, NULL, "https://before.example.cn");
  show (test);
  widget_test_assert_shows (test->page.window, "https://before.example.cn");
  widget_test_click (test->page.window, "Unlink");
  widget_test_settle ();
  show_who_i_am (test);
  widget_test_wait_until (fake_account_office_count (test->accounts) == 1);
  g_assert_cmpstr (fake_account_office_get_asked (test->accounts), ==, "unlink a1 challenge-1");
  widget_test_wait_until (test->page.told != NULL);
  g_assert_cmpstr (test->page.told, ==, "The account is linked no more");
}

static void
without_a_provider_it_says_so (Test *test, gconstpointer data)
{
  fake_account_office_set_provider (test->accounts, NULL);
  show (test);
  widget_test_assert_shows (test->page.window,
                            "The authority has no log in whose accounts can be linked.");
  widget_test_assert_hides (test->page.window, "Link your account");
}

static void
what_fails_can_be_tried_again (Test *test, gconstpointer data)
{
  g_autoptr (GError) busy = yqq_problem_error_new (YQQ_PROBLEM_RATE_LIMITED, NULL);
  fake_account_office_fail_next (test->accounts, busy);
  show (test);
  widget_test_click (test->page.window, "Try again");
  widget_test_wait_until (widget_test_shows (test->page.window, "You have no account linked."));
}

#define ADD(name) g_test_add ("/app/accounts-page/" #name, Test, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (an_account_is_linked_after_the_person_is_verified);
  ADD (somebody_elses_account_is_told_as_that);
  ADD (who_does_not_want_to_log_in_goes_back_to_the_list);
  ADD (an_account_is_unlinked_after_the_person_is_verified);
  ADD (without_a_provider_it_says_so);
  ADD (what_fails_can_be_tried_again);
  return g_test_run ();
}

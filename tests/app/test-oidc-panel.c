/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/oidc-panel.h"

#include "../identity/fake-provider.h"
#include "../identity/token-maker.h"
#include "fake-identity-office.h"
#include "identity/oidc-error.h"
#include "identity/policy.h"
#include "page-test.h"
#include "protocol/problem.h"

typedef struct {
  FakeProvider *provider;
  GtkWidget *window;
  YqqIdentityPanel *panel;
  YqqIdentityTask *task;
  char *opened;
  gboolean no_browser;
  gboolean stay_away;
  guint given;
} Test;

static gboolean
launch (const char *address, gpointer user_data)
{
  Test *test = user_data;
  g_free (test->opened);
  test->opened = g_strdup (address);
  if (!test->no_browser && !test->stay_away)
    fake_provider_browse (test->provider, address);
  return !test->no_browser;
}

static void
on_evidence (Test *test, JsonObject *evidence)
{
  g_assert_true (json_object_has_member (evidence, "id_token"));
  test->given++;
}

static void
set_up (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) nonce = g_bytes_new_static ("nonce", 5);
  g_autoptr (JsonObject) offer = json_object_new ();
  test->provider = fake_provider_new ();
  json_object_set_string_member (offer, "name", "统一认证");
  json_object_set_string_member (offer, "issuer", test->provider->issuer);
  json_object_set_string_member (offer, "client_id", TOKEN_CLIENT);
  json_object_set_boolean_member (offer, "device_flow", data == NULL);
  test->task = yqq_identity_task_new ("challenge", nonce, YQQ_IDENTITY_PURPOSE_NEW_PIN, "", NULL,
                                      "thumb", offer);
  test->panel = yqq_oidc_panel_new (NULL, NULL);
  yqq_oidc_panel_set_browser (YQQ_OIDC_PANEL (test->panel), launch, test);
  g_signal_connect_swapped (test->panel, "evidence", G_CALLBACK (on_evidence), test);
  test->window = widget_test_show (GTK_WIDGET (test->panel));
  yqq_identity_panel_begin (test->panel, test->task);
  widget_test_settle ();
}

static void
tear_down (Test *test, gconstpointer data)
{
  GObject *panel = g_object_ref (G_OBJECT (test->panel));
  yqq_identity_panel_stop (test->panel);
  gtk_window_destroy (GTK_WINDOW (test->window));
  page_test_release (panel);
  yqq_identity_task_free (test->task);
  fake_provider_free (test->provider);
  g_free (test->opened);
}

static void
a_log_in_in_the_browser_is_given_on (Test *test, gconstpointer data)
{
  widget_test_assert_shows (test->window, "Log in at 统一认证");
  widget_test_click (test->window, "Open the browser");
  widget_test_wait_until (test->given == 1);
  widget_test_assert_hides (test->window, "Cancel");
  widget_test_assert_shows (test->window, "Open the browser");
}

static void
a_telephone_is_shown_a_picture_and_a_code (Test *test, gconstpointer data)
{
  static const char *const polls[] = {"authorization_pending", "authorization_pending",
                                      "authorization_pending", NULL};
  test->provider->polls = polls;
  widget_test_click (test->window, "Use a telephone");
  widget_test_wait_until (widget_test_shows (test->window, "WDJB-MJHT"));
  GtkWidget *picture = widget_test_find_type (test->window, GTK_TYPE_PICTURE);
  g_assert_nonnull (gtk_picture_get_paintable (GTK_PICTURE (picture)));
  g_autofree char *text = widget_test_collect_text (test->window);
  g_assert_nonnull (strstr (text, "/go there"));
  widget_test_wait_until (test->given == 1);
  widget_test_assert_hides (test->window, "WDJB-MJHT");
}

static void
without_that_flow_no_telephone_is_spoken_of (Test *test, gconstpointer data)
{
  widget_test_assert_hides (test->window, "Use a telephone");
}

static void
a_refusal_says_what_to_do_and_can_be_tried_again (Test *test, gconstpointer data)
{
  test->provider->refusal = "access_denied";
  widget_test_click (test->window, "Open the browser");
  widget_test_wait_until (widget_test_shows (test->window, "Try again, or choose another way."));
  widget_test_assert_says (test->window, "Try again, or choose another way.");
  g_assert_cmpuint (test->given, ==, 0);
  test->provider->refusal = NULL;
  widget_test_click (test->window, "Open the browser");
  widget_test_wait_until (test->given == 1);
  widget_test_assert_hides (test->window, "Try again");
}

static void
assert_explained (Test *test, YqqProblemCode refused, const char *reason, int code)
{
  g_autoptr (GError) refusal = NULL;
  yqq_problem_error_set (&refusal, refused, NULL)->reason = g_strdup (reason);
  g_autoptr (GError) told = yqq_identity_panel_explain (test->panel, refusal);
  if (code < 0)
    g_assert_no_error (told);
  else
    g_assert_error (told, YQQ_OIDC_ERROR, code);
}

static void
what_the_authority_refuses_is_told_of_the_account_and_not_of_a_code (Test *test, gconstpointer data)
{
  assert_explained (test, YQQ_PROBLEM_EVIDENCE_INVALID, NULL, YQQ_OIDC_ERROR_INVALID);
  assert_explained (test, YQQ_PROBLEM_EVIDENCE_INVALID, "not-linked", YQQ_OIDC_ERROR_NOT_LINKED);
  assert_explained (test, YQQ_PROBLEM_EVIDENCE_EXPIRED, NULL, YQQ_OIDC_ERROR_EXPIRED);
  assert_explained (test, YQQ_PROBLEM_RATE_LIMITED, NULL, -1);
}

static void
without_a_browser_the_address_can_be_copied (Test *test, gconstpointer data)
{
  test->no_browser = TRUE;
  widget_test_click (test->window, "Open the browser");
  widget_test_wait_until (widget_test_shows (test->window, "No browser could be opened."));
  widget_test_assert_says (test->window, "No browser could be opened.");
  widget_test_click (test->window, "Copy the address");
  fake_provider_browse (test->provider, test->opened);
  widget_test_wait_until (test->given == 1);
}

static void
giving_up_gives_nothing_on (Test *test, gconstpointer data)
{
  test->stay_away = TRUE;
  widget_test_click (test->window, "Open the browser");
  widget_test_wait_until (test->opened != NULL);
  widget_test_assert_says (test->window, "Log in in your browser.");
  widget_test_click (test->window, "Cancel");
  fake_provider_browse (test->provider, test->opened);
  widget_test_settle ();
  widget_test_assert_shows (test->window, "Open the browser");
  g_assert_cmpuint (test->given, ==, 0);
}

static void
a_provider_that_is_gone_is_told (Test *test, gconstpointer data)
{
  soup_server_disconnect (test->provider->server);
  widget_test_click (test->window, "Open the browser");
  widget_test_wait_until (
      widget_test_shows (test->window, "Your organisation's log in does not answer."));
  widget_test_assert_says (test->window, "Your organisation's log in does not answer.");
}

#define ADD_WITH(test, data)                                                                       \
  g_test_add ("/app/oidc-panel/" #test, Test, data, set_up, test, tear_down)
#define ADD(test) ADD_WITH (test, NULL)

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  ADD (a_log_in_in_the_browser_is_given_on);
  ADD (a_telephone_is_shown_a_picture_and_a_code);
  ADD_WITH (without_that_flow_no_telephone_is_spoken_of, "none");
  ADD (a_refusal_says_what_to_do_and_can_be_tried_again);
  ADD (what_the_authority_refuses_is_told_of_the_account_and_not_of_a_code);
  ADD (without_a_browser_the_address_can_be_copied);
  ADD (giving_up_gives_nothing_on);
  ADD (a_provider_that_is_gone_is_told);
  return g_test_run ();
}

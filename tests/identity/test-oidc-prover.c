/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-prover.h"

#include <string.h>

#include "../support/await.h"
#include "base/json.h"
#include "fake-provider.h"
#include "identity/oidc-http.h"
#include "identity/oidc-token.h"
#include "token-maker.h"

typedef struct {
  FakeProvider *provider;
  YqqIdentityTask *task;
  GCancellable *cancellable;
  GString *states; /* what was told, one word each */
  GVariantDict *user_code;
  gboolean stay_away;          /* the person opens nothing */
  const char *cancelled_state; /* gives up when this is told */
  char *opened;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) nonce = g_bytes_new_static ("nonce", 5);
  g_autoptr (JsonObject) offer = json_object_new ();
  fixture->provider = fake_provider_new ();
  json_object_set_string_member (offer, "name", "统一认证");
  json_object_set_string_member (offer, "issuer", fixture->provider->issuer);
  json_object_set_string_member (offer, "client_id", TOKEN_CLIENT);
  json_object_set_boolean_member (offer, "device_flow", TRUE);
  fixture->task = yqq_identity_task_new ("challenge", nonce, "log-in", "", NULL, "thumb", offer);
  fixture->cancellable = g_cancellable_new ();
  fixture->states = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->user_code, g_variant_dict_unref);
  g_string_free (fixture->states, TRUE);
  g_object_unref (fixture->cancellable);
  yqq_identity_task_free (fixture->task);
  fake_provider_free (fixture->provider);
  g_free (fixture->opened);
}

static void
on_progress (YqqIdentityProver *prover, const char *state, GVariant *detail, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_string_append_printf (fixture->states, " %s", state);
  if (g_strcmp0 (fixture->cancelled_state, state) == 0)
    g_cancellable_cancel (fixture->cancellable);
  if (g_str_equal (state, YQQ_OIDC_STATE_USER_CODE))
    fixture->user_code = g_variant_dict_new (detail);
  if (!g_str_equal (state, YQQ_OIDC_STATE_OPEN_BROWSER))
    return;
  g_free (fixture->opened);
  fixture->opened = g_variant_dup_string (detail, NULL);
  if (!fixture->stay_away)
    fake_provider_browse (fixture->provider, fixture->opened);
}

static JsonObject *
prove (Fixture *fixture, YqqOidcWay way, GError **error)
{
  g_auto (Await) await = {0};
  g_autoptr (YqqOidcProver) prover = yqq_oidc_prover_new (way, "zh-CN");
  if (fixture->stay_away)
    yqq_oidc_prover_set_patience (prover, 1);
  g_signal_connect (prover, "progress", G_CALLBACK (on_progress), fixture);
  yqq_identity_prover_prove_async (YQQ_IDENTITY_PROVER (prover), fixture->task,
                                   fixture->cancellable, await_callback, &await);
  return yqq_identity_prover_prove_finish (YQQ_IDENTITY_PROVER (prover), await_result (&await),
                                           error);
}

static void
check_proven (Fixture *fixture, YqqOidcWay way)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) evidence = prove (fixture, way, &error);
  const char *token = NULL;
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_size (evidence), ==, 1);
  g_assert_true (yqq_json_read_string (evidence, "id_token", 12288, &token, NULL));
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (fixture->task);
  g_autofree char *nonce = yqq_oidc_nonce (binding);
  g_assert_true (yqq_oidc_token_carries (token, nonce));
}

static void
check_failed (Fixture *fixture, YqqOidcWay way, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) evidence = prove (fixture, way, &error);
  g_assert_null (evidence);
  g_assert_error (error, domain, code);
}

static void
check_browser (Fixture *fixture, int code)
{
  check_failed (fixture, YQQ_OIDC_WAY_BROWSER, YQQ_OIDC_ERROR, code);
}

static void
check_phone (Fixture *fixture, int code)
{
  check_failed (fixture, YQQ_OIDC_WAY_PHONE, YQQ_OIDC_ERROR, code);
}

static const char *
asked (Fixture *fixture, const char *name)
{
  return g_hash_table_lookup (fixture->provider->asked, name);
}

static void
the_browser_is_asked_for_a_bound_code_and_a_new_log_in (Fixture *fixture, gconstpointer data)
{
  check_proven (fixture, YQQ_OIDC_WAY_BROWSER);
  g_assert_cmpstr (fixture->states->str, ==, " contacting open-browser");
  g_assert_cmpstr (asked (fixture, "response_type"), ==, "code");
  g_assert_cmpstr (asked (fixture, "scope"), ==, "openid");
  g_assert_cmpstr (asked (fixture, "client_id"), ==, TOKEN_CLIENT);
  g_assert_cmpstr (asked (fixture, "prompt"), ==, "login");
  g_assert_cmpstr (asked (fixture, "max_age"), ==, "600");
  g_assert_cmpstr (asked (fixture, "ui_locales"), ==, "zh-CN");
  g_assert_cmpuint (strlen (asked (fixture, "state")), ==, 22);
  g_assert_cmpuint (strlen (g_hash_table_lookup (fixture->provider->form, "code_verifier")), ==,
                    43);
  while (fixture->provider->pages->len == 0)
    g_main_context_iteration (NULL, TRUE);
  const char *page = g_ptr_array_index (fixture->provider->pages, 0);
  g_assert_nonnull (strstr (page, "You are logged in"));
  g_assert_null (strstr (page, "code"));
}

static void
two_log_ins_share_nothing_that_can_be_guessed (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"state", "code_challenge", "redirect_uri"};
  char *first[G_N_ELEMENTS (names)];
  check_proven (fixture, YQQ_OIDC_WAY_BROWSER);
  for (guint i = 0; i < 2; i++)
    first[i] = g_strdup (asked (fixture, names[i]));
  check_proven (fixture, YQQ_OIDC_WAY_BROWSER);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpstr (asked (fixture, names[i]), !=, first[i]);
    g_free (first[i]);
  }
}

static void
what_the_browser_brings_back_is_told_apart (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *refusal;
    int code;
  } cases[] = {
      {"access_denied", YQQ_OIDC_ERROR_DENIED},
      {"login_required", YQQ_OIDC_ERROR_DENIED},
      {"temporarily_unavailable", YQQ_OIDC_ERROR_OFFLINE},
      {"invalid_request", YQQ_OIDC_ERROR_BAD_ANSWER},
      {"%FF%FE", YQQ_OIDC_ERROR_BAD_ANSWER},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    fixture->provider->refusal = cases[i].refusal;
    check_browser (fixture, cases[i].code);
  }
}

static void
an_answer_of_another_issuer_is_not_taken (Fixture *fixture, gconstpointer data)
{
  fixture->provider->answer_issuer = "https://evil.example.cn";
  check_browser (fixture, YQQ_OIDC_ERROR_BAD_ANSWER);
  g_assert_null (fixture->provider->form);
  fixture->provider->answer_issuer = "";
  check_browser (fixture, YQQ_OIDC_ERROR_BAD_ANSWER);
  g_assert_null (fixture->provider->form);
}

static void
an_answer_without_a_code_is_none (Fixture *fixture, gconstpointer data)
{
  fixture->provider->no_code = TRUE;
  check_browser (fixture, YQQ_OIDC_ERROR_BAD_ANSWER);
}

static void
what_the_token_endpoint_answers_is_told_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (YQQ_OIDC_MAX_ANSWER + 1, ' ');
  const struct {
    guint status;
    const char *answer;
    int code;
  } cases[] = {
      {400, "{\"error\":\"invalid_grant\"}", YQQ_OIDC_ERROR_BAD_ANSWER},
      {400, "{\"error\":\"access_denied\"}", YQQ_OIDC_ERROR_DENIED},
      {400, "not json", YQQ_OIDC_ERROR_BAD_ANSWER},
      {500, "{}", YQQ_OIDC_ERROR_OFFLINE},
      {302, NULL, YQQ_OIDC_ERROR_BAD_ANSWER},
      {200, "[]", YQQ_OIDC_ERROR_BAD_ANSWER},
      {200, "{\"access_token\":\"a\"}", YQQ_OIDC_ERROR_BAD_ANSWER},
      {200, "{\"id_token\":7}", YQQ_OIDC_ERROR_BAD_ANSWER},
      {200, "{\"id_token\":\"a.b.c\"}", YQQ_OIDC_ERROR_UNSUPPORTED},
      {200, large, YQQ_OIDC_ERROR_BAD_ANSWER},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    fixture->provider->token_status = cases[i].status;
    fixture->provider->token_answer = cases[i].answer;
    check_browser (fixture, cases[i].code);
  }
}

static void
a_token_that_is_bound_to_nothing_is_not_handed_on (Fixture *fixture, gconstpointer data)
{
  fixture->provider->no_nonce = TRUE;
  check_browser (fixture, YQQ_OIDC_ERROR_UNSUPPORTED);
  check_phone (fixture, YQQ_OIDC_ERROR_UNSUPPORTED);
}

static void
a_provider_of_another_name_is_not_asked_further (Fixture *fixture, gconstpointer data)
{
  fixture->provider->named_issuer = "https://id.example.cn";
  check_browser (fixture, YQQ_OIDC_ERROR_BAD_ANSWER);
  g_assert_cmpstr (fixture->states->str, ==, " contacting");
}

static void
who_does_not_come_back_from_the_browser_is_not_awaited_for_ever (Fixture *fixture,
                                                                 gconstpointer data)
{
  fixture->stay_away = TRUE;
  check_browser (fixture, YQQ_OIDC_ERROR_TIMED_OUT);
}

static void
giving_up_ends_it_wherever_it_stands (Fixture *fixture, gconstpointer data)
{
  static const struct {
    YqqOidcWay way;
    const char *state;
  } cases[] = {
      {YQQ_OIDC_WAY_BROWSER, YQQ_OIDC_STATE_CONTACTING},
      {YQQ_OIDC_WAY_BROWSER, YQQ_OIDC_STATE_OPEN_BROWSER},
      {YQQ_OIDC_WAY_PHONE, YQQ_OIDC_STATE_CONTACTING},
      {YQQ_OIDC_WAY_PHONE, YQQ_OIDC_STATE_USER_CODE},
  };
  fixture->stay_away = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_object_unref (fixture->cancellable);
    fixture->cancellable = g_cancellable_new ();
    fixture->cancelled_state = cases[i].state;
    g_clear_pointer (&fixture->user_code, g_variant_dict_unref);
    check_failed (fixture, cases[i].way, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

static void
a_telephone_gets_a_code_and_is_asked_after (Fixture *fixture, gconstpointer data)
{
  static const char *const polls[] = {"authorization_pending", NULL};
  const char *text;
  guint seconds;
  fixture->provider->polls = polls;
  check_proven (fixture, YQQ_OIDC_WAY_PHONE);
  g_assert_cmpstr (fixture->states->str, ==, " contacting user-code");
  g_assert_true (g_variant_dict_lookup (fixture->user_code, "code", "&s", &text));
  g_assert_cmpstr (text, ==, "WDJB-MJHT");
  g_assert_true (g_variant_dict_lookup (fixture->user_code, "whole-address", "&s", &text));
  g_assert_true (g_str_has_suffix (text, "/go?user_code=WDJB-MJHT"));
  g_assert_true (g_variant_dict_lookup (fixture->user_code, "seconds", "u", &seconds));
  g_assert_cmpuint (seconds, ==, 600);
  g_assert_cmpuint (fixture->provider->n_polls, ==, 2);
  g_assert_cmpstr (asked (fixture, "max_age"), ==, "600");
}

static void
a_provider_that_wants_it_slower_is_asked_slower (Fixture *fixture, gconstpointer data)
{
  static const char *const polls[] = {"slow_down", NULL};
  fixture->provider->polls = polls;
  check_proven (fixture, YQQ_OIDC_WAY_PHONE);
  g_assert_cmpint (fixture->provider->last_gap_us, >=, 6 * G_USEC_PER_SEC - 50000);
}

static void
what_polling_answers_is_told_apart (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *const polls[2];
    int code;
  } cases[] = {
      {{"access_denied", NULL}, YQQ_OIDC_ERROR_DENIED},
      {{"expired_token", NULL}, YQQ_OIDC_ERROR_TIMED_OUT},
      {{"invalid_grant", NULL}, YQQ_OIDC_ERROR_BAD_ANSWER},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    fixture->provider->polls = cases[i].polls;
    g_clear_pointer (&fixture->user_code, g_variant_dict_unref);
    check_phone (fixture, cases[i].code);
  }
}

static void
a_code_that_ran_out_is_asked_after_no_more (Fixture *fixture, gconstpointer data)
{
  static const char *const polls[] = {"authorization_pending", "authorization_pending",
                                      "authorization_pending", "authorization_pending", NULL};
  fixture->provider->polls = polls;
  fixture->provider->code_seconds = 1;
  check_phone (fixture, YQQ_OIDC_ERROR_TIMED_OUT);
}

static void
a_telephone_is_only_for_who_has_that_flow (Fixture *fixture, gconstpointer data)
{
  fixture->provider->no_device_flow = TRUE;
  check_phone (fixture, YQQ_OIDC_ERROR_UNSUPPORTED);
  json_object_set_boolean_member (fixture->task->offer, "device_flow", FALSE);
  check_phone (fixture, YQQ_OIDC_ERROR_UNSUPPORTED);
}

static void
an_offer_that_is_no_provider_is_refused (Fixture *fixture, gconstpointer data)
{
  json_object_set_string_member (fixture->task->offer, "issuer", "http://id.example.cn");
  check_browser (fixture, YQQ_OIDC_ERROR_INVALID);
  g_clear_pointer (&fixture->task->offer, json_object_unref);
  check_browser (fixture, YQQ_OIDC_ERROR_INVALID);
}

static void
a_provider_that_is_not_there_is_offline (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->provider->server);
  check_browser (fixture, YQQ_OIDC_ERROR_OFFLINE);
}

#define ADD(test)                                                                                  \
  g_test_add ("/identity/oidc-prover/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_browser_is_asked_for_a_bound_code_and_a_new_log_in);
  ADD (two_log_ins_share_nothing_that_can_be_guessed);
  ADD (what_the_browser_brings_back_is_told_apart);
  ADD (an_answer_of_another_issuer_is_not_taken);
  ADD (an_answer_without_a_code_is_none);
  ADD (what_the_token_endpoint_answers_is_told_apart);
  ADD (a_token_that_is_bound_to_nothing_is_not_handed_on);
  ADD (a_provider_of_another_name_is_not_asked_further);
  ADD (who_does_not_come_back_from_the_browser_is_not_awaited_for_ever);
  ADD (giving_up_ends_it_wherever_it_stands);
  ADD (a_telephone_gets_a_code_and_is_asked_after);
  ADD (a_provider_that_wants_it_slower_is_asked_slower);
  ADD (what_polling_answers_is_told_apart);
  ADD (a_code_that_ran_out_is_asked_after_no_more);
  ADD (a_telephone_is_only_for_who_has_that_flow);
  ADD (an_offer_that_is_no_provider_is_refused);
  ADD (a_provider_that_is_not_there_is_offline);
  return g_test_run ();
}

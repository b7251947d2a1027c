/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN with each method of identification disabled in turn in the authority's policy file:
 * what is disabled does not get anybody a new PIN, and what remains is named. */
#include "../support/await.h"
#include "client/identity.h"
#include "client/replace-pin.h"
#include "identity/method.h"
#include "identity/policy.h"
#include "protocol/problem.h"
#include "real-authority.h"

#define NEW_PIN "583026"
#define PROVIDER "\"oidc\":{\"name\":\"n\",\"issuer\":\"https://127.0.0.1:1\",\"client_id\":\"c\"}"

/* All ways but those with the method. */
static const struct {
  const char *method;
  const char *ways;
  const char *remaining; /* the methods that count */
} cases[] = {
    {YQQ_IDENTITY_METHOD_STAFF_CODE, "[\"oidc\"],[\"device\",\"face\"],[\"device\",\"fido2\"]",
     "device face fido2 oidc"},
    {YQQ_IDENTITY_METHOD_OIDC, "[\"staff-code\"],[\"device\",\"face\"],[\"device\",\"fido2\"]",
     "device face fido2 staff-code"},
    {YQQ_IDENTITY_METHOD_FIDO2, "[\"staff-code\"],[\"oidc\"],[\"device\",\"face\"]",
     "device face oidc staff-code"},
    {YQQ_IDENTITY_METHOD_FACE, "[\"staff-code\"],[\"oidc\"],[\"device\",\"fido2\"]",
     "device fido2 oidc staff-code"},
    {YQQ_IDENTITY_METHOD_DEVICE, "[\"staff-code\"],[\"oidc\"]", "oidc staff-code"},
    {YQQ_IDENTITY_METHOD_PIN,
     "[\"staff-code\"],[\"oidc\"],[\"device\",\"face\"],[\"device\",\"fido2\"]",
     "device face fido2 oidc staff-code"},
};

/* The authority goes on with this policy. */
static void
set_policy (Real *real, const char *ways)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (real->directory, "identity-policy.json", NULL);
  g_autofree char *text =
      g_strdup_printf ("{\"version\":1,\"purposes\":{\"new-pin\":[%s]},\"second-factor\":{},"
                       "\"device\":{\"min_days\":0}," PROVIDER "}",
                       ways);
  real_stop (real);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  real_start (real);
  real_restart_client (real);
}

static YqqIdentityCase *
begin (Real *real)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) begun = {0};
  yqq_identity_begin_async (real->connection, YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL, NULL,
                            await_callback, &begun);
  YqqIdentityCase *which = yqq_identity_begin_finish (await_result (&begun), &error);
  g_assert_no_error (error);
  return which;
}

/* A code that would be good, for the method that takes one. */
static JsonObject *
make_evidence (Real *real, const char *method)
{
  JsonObject *evidence = json_object_new ();
  g_autoptr (GPtrArray) people = real_fetch_people (real);
  for (guint i = 0; i < people->len; i++) {
    YqqDemonstrationPerson *person = people->pdata[i];
    if (g_str_has_suffix (person->name, REAL_EMPLOYEE) &&
        g_str_equal (method, YQQ_IDENTITY_METHOD_STAFF_CODE))
      json_object_set_string_member (evidence, "code", person->staff_code);
  }
  return evidence;
}

static int
compare (gconstpointer one, gconstpointer other)
{
  return g_strcmp0 (*(char *const *)one, *(char *const *)other);
}

static void
check_methods (char **methods, const char *expected)
{
  g_auto (GStrv) sorted = g_strdupv (methods);
  qsort (sorted, g_strv_length (sorted), sizeof *sorted, compare);
  g_autofree char *found = g_strjoinv (" ", sorted);
  g_assert_cmpstr (found, ==, expected);
}

static void
check_refused (Real *real, const char *challenge_id, const char *method, const char *remaining)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) proven = {0};
  g_autoptr (JsonObject) evidence = make_evidence (real, method);
  yqq_identity_prove_async (real->connection, challenge_id, method, evidence, NULL, await_callback,
                            &proven);
  g_assert_null (yqq_identity_prove_finish (await_result (&proven), &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_METHOD_REFUSED);
  check_methods (yqq_problem_error_get (error)->methods, remaining);
}

static void
on_progress (guint done, guint left, guint all, gpointer user_data)
{
  g_assert_not_reached (); /* nothing is made anew */
}

static void
check_no_new_pin (Real *real, const char *challenge_id)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) replaced = {0};
  g_auto (Await) opened = {0};
  g_autoptr (YqqSecretBytes) new_pin = real_pin (NEW_PIN);
  g_autoptr (YqqSecretBytes) old_pin = real_pin (REAL_PIN);
  yqq_replace_pin_async (real->connection, real->wallet, real->gate, new_pin, challenge_id,
                         on_progress, NULL, NULL, await_callback, &replaced);
  g_assert_false (yqq_replace_pin_finish (await_result (&replaced), &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED);
  g_clear_error (&error);
  yqq_wallet_unlock_async (real->wallet, real->gate, "check", "x", old_pin, NULL, await_callback,
                           &opened);
  g_autoptr (YqqUnlockedVault) vault =
      yqq_wallet_unlock_finish (real->wallet, await_result (&opened), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (yqq_wallet_get_credentials (real->wallet)), ==, 2);
}

static gboolean
offers (YqqIdentityCase *which, const char *method)
{
  for (guint i = 0; i < which->ways->len; i++)
    if (g_strv_contains (which->ways->pdata[i], method))
      return TRUE;
  return FALSE;
}

static void
no_disabled_method_gets_anybody_a_new_pin (Real *real, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("without %s", cases[i].method);
    set_policy (real, cases[i].ways);
    g_autoptr (YqqIdentityCase) which = begin (real);
    g_assert_false (offers (which, cases[i].method));
    check_refused (real, which->task->challenge_id, cases[i].method, cases[i].remaining);
    check_no_new_pin (real, which->task->challenge_id);
  }
}

/* What was shown before the method was disabled does not count afterwards either. */
static void
a_method_disabled_after_it_was_shown_does_not_count (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) proven = {0};
  set_policy (real, "[\"staff-code\"],[\"oidc\"]");
  g_autoptr (YqqIdentityCase) which = begin (real);
  g_autoptr (JsonObject) evidence = make_evidence (real, YQQ_IDENTITY_METHOD_STAFF_CODE);
  yqq_identity_prove_async (real->connection, which->task->challenge_id,
                            YQQ_IDENTITY_METHOD_STAFF_CODE, evidence, NULL, await_callback,
                            &proven);
  g_autoptr (YqqIdentityAnswer) answer = yqq_identity_prove_finish (await_result (&proven), &error);
  g_assert_no_error (error);
  g_assert_true (answer->satisfied);
  set_policy (real, "[\"oidc\"]");
  check_no_new_pin (real, which->task->challenge_id);
}

static void
with_none_left_it_is_said_why (Real *real, gconstpointer data)
{
  set_policy (real, "[\"device\",\"face\"],[\"device\",\"fido2\"]");
  g_autoptr (YqqIdentityCase) which = begin (real);
  g_assert_cmpuint (which->ways->len, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (which->unavailable, "face"), ==, "not-enrolled");
  g_assert_cmpstr (json_object_get_string_member (which->unavailable, "fido2"), ==, "none");
  check_no_new_pin (real, which->task->challenge_id);
}

#define ADD(test)                                                                                  \
  g_test_add ("/client/methods/" #test, Real, NULL, real_set_up_signer, test, real_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (no_disabled_method_gets_anybody_a_new_pin);
  ADD (a_method_disabled_after_it_was_shown_does_not_count);
  ADD (with_none_left_it_is_said_why);
  int result = g_test_run ();
  real_clean_up ();
  return result;
}

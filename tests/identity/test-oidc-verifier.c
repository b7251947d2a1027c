/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-verifier.h"

#include <glib/gstdio.h>

#include "../support/remove-tree.h"
#include "base/json.h"
#include "fake-provider.h"
#include "identity/oidc-http.h"
#include "identity/oidc-token.h"
#include "memory-link-store.h"
#include "token-maker.h"

#define NOW_MS G_GINT64_CONSTANT (1767225600000)
#define PERSON "person-li"
#define CHALLENGE "challenge-1"
#define WAIT_MS 60000

typedef struct {
  YqqClock *clock;
  YqqKey *key;
  char *directory;
  YqqOidcSettings *settings;
  YqqOidcKeyCache *cache;
  MemoryLinkStore *store;
  YqqOidcVerifier *verifier;
  YqqIdentityTask *task;
} Fixture;

static void
write_keys (Fixture *fixture, const char *kid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) jwks = token_maker_jwks (fixture->key, kid);
  g_autofree char *text = yqq_json_to_string (jwks);
  g_file_set_contents (fixture->settings->jwks_file, text, -1, &error);
  g_assert_no_error (error);
}

static void
make_verifier (Fixture *fixture)
{
  g_clear_object (&fixture->verifier);
  g_clear_pointer (&fixture->cache, yqq_oidc_key_cache_free);
  fixture->cache = yqq_oidc_key_cache_new (fixture->settings, fixture->clock);
  fixture->verifier = yqq_oidc_verifier_new (fixture->settings, fixture->cache,
                                             YQQ_OIDC_LINK_STORE (fixture->store), fixture->clock);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) nonce = g_bytes_new_static ("nonce", 5);
  fixture->clock = yqq_clock_new_manual (NOW_MS);
  fixture->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  fixture->directory = g_dir_make_tmp ("yqq-oidc-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->settings = g_new0 (YqqOidcSettings, 1);
  fixture->settings->name = g_strdup ("统一认证");
  fixture->settings->issuer = g_strdup (TOKEN_ISSUER);
  fixture->settings->client_id = g_strdup (TOKEN_CLIENT);
  fixture->settings->person_claim = g_strdup ("sub");
  fixture->settings->jwks_file = g_build_filename (fixture->directory, "jwks.json", NULL);
  fixture->store = memory_link_store_new ();
  fixture->task = yqq_identity_task_new (CHALLENGE, nonce, "new-pin", "", PERSON, "thumb", NULL);
  write_keys (fixture, "key-1");
  make_verifier (fixture);
  g_assert_true (yqq_oidc_key_cache_wait (fixture->cache, WAIT_MS));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  yqq_identity_task_free (fixture->task);
  g_object_unref (fixture->verifier);
  yqq_oidc_key_cache_free (fixture->cache);
  g_object_unref (fixture->store);
  yqq_oidc_settings_free (fixture->settings);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
  yqq_key_unref (fixture->key);
  yqq_clock_unref (fixture->clock);
}

/* What a person of that account proves for the fixture's task. */
static JsonObject *
make_evidence (Fixture *fixture, const char *kid, const char *account)
{
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (fixture->task);
  g_autofree char *nonce = yqq_oidc_nonce (binding);
  g_autoptr (JsonObject) claims = token_maker_claims (yqq_clock_get_unix_ms (fixture->clock));
  json_object_set_string_member (claims, "iss", fixture->settings->issuer);
  json_object_set_string_member (claims, "nonce", nonce);
  json_object_set_string_member (claims, fixture->settings->person_claim, account);
  g_autofree char *token = token_maker_sign (fixture->key, kid, claims);
  JsonObject *evidence = json_object_new ();
  json_object_set_string_member (evidence, "id_token", token);
  return evidence;
}

static YqqIdentityResult *
verify (Fixture *fixture, JsonObject *evidence, GError **error)
{
  return yqq_identity_verifier_verify (YQQ_IDENTITY_VERIFIER (fixture->verifier), fixture->task,
                                       evidence, error);
}

/* code -1: it is accepted. */
static void
check_evidence (Fixture *fixture, JsonObject *evidence, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityResult) result = verify (fixture, evidence, &error);
  if (code >= 0) {
    g_assert_null (result);
    g_assert_error (error, YQQ_IDENTITY_ERROR, code);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpstr (result->method, ==, "oidc");
  g_assert_cmpstr (result->person_id, ==, PERSON);
  g_assert_cmpstr (result->purpose, ==, "new-pin");
}

static void
check (Fixture *fixture, const char *kid, const char *account, int code)
{
  g_autoptr (JsonObject) evidence = make_evidence (fixture, kid, account);
  check_evidence (fixture, evidence, code);
}

static void
vouch (Fixture *fixture, const char *challenge)
{
  g_hash_table_insert (fixture->store->vouchers, g_strdup (challenge), g_strdup ("reviewer-1"));
}

static void
an_account_becomes_the_persons_when_staff_vouch (Fixture *fixture, gconstpointer data)
{
  check (fixture, "key-1", "li", YQQ_IDENTITY_ERROR_NOT_LINKED);
  vouch (fixture, "another challenge");
  check (fixture, "key-1", "li", YQQ_IDENTITY_ERROR_NOT_LINKED);
  g_assert_cmpuint (fixture->store->n_links, ==, 0);
  vouch (fixture, CHALLENGE);
  check (fixture, "key-1", "li", -1);
  g_assert_cmpstr (fixture->store->last_confirmed_by, ==, "reviewer-1");
  g_hash_table_remove_all (fixture->store->vouchers);
  check (fixture, "key-1", "li", -1);
  g_assert_cmpuint (fixture->store->n_links, ==, 1);
}

static void
somebody_elses_account_is_refused_whoever_vouches (Fixture *fixture, gconstpointer data)
{
  g_hash_table_insert (fixture->store->owners, g_strdup (TOKEN_ISSUER "\nwang"),
                       g_strdup ("person-wang"));
  vouch (fixture, CHALLENGE);
  check (fixture, "key-1", "wang", YQQ_IDENTITY_ERROR_INVALID);
  g_assert_cmpuint (fixture->store->n_links, ==, 0);
}

static void
a_new_account_takes_the_old_ones_place (Fixture *fixture, gconstpointer data)
{
  vouch (fixture, CHALLENGE);
  check (fixture, "key-1", "li", -1);
  check (fixture, "key-1", "li-2", -1);
  g_hash_table_remove_all (fixture->store->vouchers);
  check (fixture, "key-1", "li-2", -1);
  check (fixture, "key-1", "li", YQQ_IDENTITY_ERROR_NOT_LINKED);
}

static void
a_document_number_needs_no_link (Fixture *fixture, gconstpointer data)
{
  fixture->settings->claim_is_document = TRUE;
  make_verifier (fixture);
  g_assert_true (yqq_oidc_key_cache_wait (fixture->cache, WAIT_MS));
  g_hash_table_insert (fixture->store->documents, g_strdup (PERSON),
                       g_strdup ("44010119900101123X"));
  check (fixture, "key-1", "44010119900101123X", -1);
  vouch (fixture, CHALLENGE);
  check (fixture, "key-1", "440101198001011234", YQQ_IDENTITY_ERROR_INVALID);
  g_assert_cmpuint (fixture->store->n_links, ==, 0);
}

static void
evidence_is_good_for_its_own_task_only (Fixture *fixture, gconstpointer data)
{
  vouch (fixture, CHALLENGE);
  g_autoptr (JsonObject) evidence = make_evidence (fixture, "key-1", "li");
  char **const parts[] = {&fixture->task->purpose, &fixture->task->subject,
                          &fixture->task->device_thumbprint};
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    char *kept = *parts[i];
    *parts[i] = g_strdup ("other");
    check_evidence (fixture, evidence, YQQ_IDENTITY_ERROR_INVALID);
    g_free (*parts[i]);
    *parts[i] = kept;
  }
  GBytes *nonce = fixture->task->nonce;
  fixture->task->nonce = g_bytes_new_static ("other", 5);
  check_evidence (fixture, evidence, YQQ_IDENTITY_ERROR_INVALID);
  g_bytes_unref (fixture->task->nonce);
  fixture->task->nonce = nonce;
  check_evidence (fixture, evidence, -1);
}

static void
old_evidence_is_told_apart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) evidence = make_evidence (fixture, "key-1", "li");
  yqq_clock_advance (fixture->clock, YQQ_OIDC_TOKEN_MS + 1000);
  check_evidence (fixture, evidence, YQQ_IDENTITY_ERROR_EXPIRED);
}

static void
what_is_no_token_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) nothing = json_object_new (), text = json_object_new ();
  check_evidence (fixture, nothing, YQQ_IDENTITY_ERROR_INVALID);
  json_object_set_string_member (text, "id_token", "a.b.c");
  check_evidence (fixture, text, YQQ_IDENTITY_ERROR_INVALID);
}

static void
an_unknown_key_is_asked_for_once_in_a_while (Fixture *fixture, gconstpointer data)
{
  vouch (fixture, CHALLENGE);
  /* Asked a moment ago: what is not there then is nobody's. */
  check (fixture, "key-2", "li", YQQ_IDENTITY_ERROR_INVALID);
  write_keys (fixture, "key-2");
  yqq_clock_advance (fixture->clock, YQQ_OIDC_KEYS_PAUSE_MS);
  check (fixture, "key-2", "li", YQQ_IDENTITY_ERROR_NOT_READY);
  g_assert_true (yqq_oidc_key_cache_wait (fixture->cache, WAIT_MS));
  check (fixture, "key-2", "li", -1);
  check (fixture, "key-1", "li", YQQ_IDENTITY_ERROR_INVALID);
}

static void
keys_that_cannot_be_had_anew_serve_for_a_day (Fixture *fixture, gconstpointer data)
{
  vouch (fixture, CHALLENGE);
  g_remove (fixture->settings->jwks_file);
  yqq_clock_advance (fixture->clock, YQQ_OIDC_KEYS_FRESH_MS);
  check (fixture, "key-1", "li", -1);
  g_assert_true (yqq_oidc_key_cache_wait (fixture->cache, WAIT_MS));
  g_autofree char *fault = yqq_oidc_key_cache_dup_fault (fixture->cache);
  g_assert_nonnull (fault);
  check (fixture, "key-1", "li", -1);
  yqq_clock_advance (fixture->clock, YQQ_OIDC_KEYS_MAX_MS - YQQ_OIDC_KEYS_FRESH_MS);
  check (fixture, "key-1", "li", YQQ_IDENTITY_ERROR_NOT_READY);
  g_assert_true (yqq_oidc_key_cache_wait (fixture->cache, WAIT_MS));
  write_keys (fixture, "key-1");
  yqq_clock_advance (fixture->clock, YQQ_OIDC_KEYS_PAUSE_MS);
  check (fixture, "key-1", "li", YQQ_IDENTITY_ERROR_NOT_READY);
  g_assert_true (yqq_oidc_key_cache_wait (fixture->cache, WAIT_MS));
  check (fixture, "key-1", "li", -1);
}

static void
a_store_that_fails_lets_nobody_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) evidence = make_evidence (fixture, "key-1", "li");
  vouch (fixture, CHALLENGE);
  fixture->store->broken = TRUE;
  g_assert_null (verify (fixture, evidence, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
wait_for_keys (Fixture *fixture)
{
  while (!yqq_oidc_key_cache_wait (fixture->cache, 1))
    g_main_context_iteration (NULL, FALSE);
}

static void
keys_come_from_the_provider_where_there_is_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeProvider) provider = fake_provider_new ();
  vouch (fixture, CHALLENGE);
  g_free (fixture->settings->issuer);
  fixture->settings->issuer = g_strdup (provider->issuer);
  g_clear_pointer (&fixture->settings->jwks_file, g_free);
  make_verifier (fixture);
  wait_for_keys (fixture);
  yqq_key_unref (fixture->key);
  fixture->key = yqq_key_ref (provider->key);
  check (fixture, "key-1", "li", -1);
}

/* The provider's address answers nothing at all; ending does not wait for it. */
static void
ending_does_not_wait_for_the_provider (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_assert_no_error (error);
  g_free (fixture->settings->issuer);
  fixture->settings->issuer = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_clear_pointer (&fixture->settings->jwks_file, g_free);
  gint64 begun_us = g_get_monotonic_time ();
  make_verifier (fixture);
  check (fixture, "key-1", "li", YQQ_IDENTITY_ERROR_NOT_READY);
  g_assert_false (yqq_oidc_key_cache_wait (fixture->cache, 50));
  make_verifier (fixture);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 15 * G_USEC_PER_SEC);
}

#define ADD(test)                                                                                  \
  g_test_add ("/identity/oidc-verifier/" #test, Fixture, NULL, set_up, test, tear_down)

/* Otherwise the thread could lock up with another one that opens a socket meanwhile. */
static void
a_session_is_possible_before_the_thread_begins (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (g_type_class_peek_static (SOUP_TYPE_SESSION));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (an_account_becomes_the_persons_when_staff_vouch);
  ADD (somebody_elses_account_is_refused_whoever_vouches);
  ADD (a_new_account_takes_the_old_ones_place);
  ADD (a_document_number_needs_no_link);
  ADD (evidence_is_good_for_its_own_task_only);
  ADD (old_evidence_is_told_apart);
  ADD (what_is_no_token_is_refused);
  ADD (an_unknown_key_is_asked_for_once_in_a_while);
  ADD (keys_that_cannot_be_had_anew_serve_for_a_day);
  ADD (a_store_that_fails_lets_nobody_in);
  ADD (a_session_is_possible_before_the_thread_begins);
  ADD (keys_come_from_the_provider_where_there_is_no_file);
  ADD (ending_does_not_wait_for_the_provider);
  return g_test_run ();
}

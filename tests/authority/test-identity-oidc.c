/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The method "oidc" at a whole authority, with a provider whose keys lie in a file. */
#include <glib/gstdio.h>
#include <string.h>

#include "authority/link-desk.h"
#include "authority/store/identity-links.h"
#include "base/json.h"
#include "identity-support.h"
#include "identity/oidc-key-cache.h"
#include "oidc-support.h"

#define PURPOSE "new-pin"

typedef OidcFixture Fixture;

static void
pass (Fixture *self, gint64 milliseconds)
{
  yqq_clock_advance (self->clock, milliseconds);
  test_device_follow_clock (self->device, self->authority);
}

static TestAnswer *
begin (Fixture *self)
{
  TestAnswer *answer = test_identity_begin (self->authority, self->device, PURPOSE, NULL);
  g_assert_cmpuint (answer->status, ==, 201);
  return answer;
}

static TestAnswer *
prove (Fixture *self, TestAnswer *challenge, const char *account, const char *kid)
{
  g_autofree char *evidence =
      oidc_make_evidence (self, challenge, self->device, PURPOSE, "sub", account, kid);
  return test_identity_send (self->authority, self->device,
                             test_answer_get_text (challenge, "challenge_id"), "oidc", evidence);
}

static void
check_proven (Fixture *self, const char *account)
{
  g_autoptr (TestAnswer) challenge = begin (self);
  g_autoptr (TestAnswer) answer = prove (self, challenge, account, "key-1");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (answer->json, "satisfied"));
  g_autofree char *told =
      test_identity_use (self->authority, self->device,
                         test_answer_get_text (challenge, "challenge_id"), PURPOSE, NULL);
  g_assert_null (told);
}

static void
check_refused (Fixture *self, const char *account, const char *reason)
{
  g_autoptr (TestAnswer) challenge = begin (self);
  g_autoptr (TestAnswer) answer = prove (self, challenge, account, "key-1");
  test_assert_problem (answer, "evidence-invalid");
  g_assert_cmpstr (json_object_get_string_member_with_default (answer->json, "reason", NULL), ==,
                   reason);
}

typedef struct {
  Fixture *fixture;
  const char *account; /* NULL: unlinks */
  GError *error;
} Linking;

static gboolean
do_link (YqqDatabase *database, gpointer data, GError **error)
{
  Linking *linking = data;
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_people_find (database, linking->fixture->device->person_id, &person, error))
    return FALSE;
  const YqqDeskAccount entry = {yqq_id_type_to_nick (person->id_type), person->id_number,
                                TOKEN_ISSUER, linking->account};
  return linking->account != NULL
             ? yqq_desk_link_account (database, &entry, OIDC_START_MS, error)
             : yqq_desk_unlink_account (database, &entry, OIDC_START_MS, error);
}

static void
link_account (Fixture *self, const char *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  Linking linking = {.fixture = self, .account = account};
  g_assert_no_error (error);
  yqq_database_transact (database, do_link, &linking, &error);
  g_assert_no_error (error);
}

static void
a_challenge_offers_the_provider (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin (self);
  test_assert_ways (challenge, "ways", "oidc staff-code");
  JsonObject *offer = json_object_get_object_member (
      json_object_get_object_member (challenge->json, "offers"), "oidc");
  g_autofree char *text = yqq_json_to_string (offer);
  g_assert_cmpstr (text, ==,
                   "{\"name\":\"统一认证\",\"issuer\":\"" TOKEN_ISSUER
                   "\",\"client_id\":\"" TOKEN_CLIENT "\",\"device_flow\":true}");
}

static void
an_account_that_staff_linked_counts (Fixture *self, gconstpointer data)
{
  check_refused (self, "li", "not-linked");
  link_account (self, "li");
  check_proven (self, "li");
  check_refused (self, "wang", "not-linked");
  link_account (self, NULL);
  check_refused (self, "li", "not-linked");
}

static void
a_staff_code_in_the_same_challenge_links_the_account (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin (self);
  g_autoptr (TestAnswer) vouched =
      test_identity_prove (self->authority, self->device, challenge, PURPOSE, NULL, "staff-code");
  g_assert_cmpuint (vouched->status, ==, 200);
  g_autoptr (TestAnswer) linked = prove (self, challenge, "li", "key-1");
  g_assert_cmpuint (linked->status, ==, 200);
  check_proven (self, "li");
  check_refused (self, "wang", "not-linked");
}

static void
somebody_elses_account_is_not_linked (Fixture *self, gconstpointer data)
{
  link_account (self, "li");
  test_device_free (self->device);
  self->device = test_log_in (self->authority, 1);
  check_refused (self, "li", NULL);
  g_autoptr (TestAnswer) challenge = begin (self);
  g_autoptr (TestAnswer) vouched =
      test_identity_prove (self->authority, self->device, challenge, PURPOSE, NULL, "staff-code");
  g_assert_cmpuint (vouched->status, ==, 200);
  g_autoptr (TestAnswer) refused = prove (self, challenge, "li", "key-1");
  test_assert_problem (refused, "evidence-invalid");
}

static void
evidence_is_good_in_its_own_challenge_only (Fixture *self, gconstpointer data)
{
  link_account (self, "li");
  g_autoptr (TestAnswer) first = begin (self);
  g_autoptr (TestAnswer) second = begin (self);
  g_autofree char *evidence =
      oidc_make_evidence (self, first, self->device, PURPOSE, "sub", "li", "key-1");
  g_autoptr (TestAnswer) replayed =
      test_identity_send (self->authority, self->device,
                          test_answer_get_text (second, "challenge_id"), "oidc", evidence);
  test_assert_problem (replayed, "evidence-invalid");
  g_autofree char *for_unlock =
      oidc_make_evidence (self, second, self->device, "unlock", "sub", "li", "key-1");
  g_autoptr (TestAnswer) other =
      test_identity_send (self->authority, self->device,
                          test_answer_get_text (second, "challenge_id"), "oidc", for_unlock);
  test_assert_problem (other, "evidence-invalid");
  g_autoptr (TestDevice) stranger = test_device_new ();
  g_autofree char *elsewhere =
      oidc_make_evidence (self, second, stranger, PURPOSE, "sub", "li", "key-1");
  g_autoptr (TestAnswer) foreign =
      test_identity_send (self->authority, self->device,
                          test_answer_get_text (second, "challenge_id"), "oidc", elsewhere);
  test_assert_problem (foreign, "evidence-invalid");
}

static void
a_new_key_is_waited_for_within_the_request (Fixture *self, gconstpointer data)
{
  link_account (self, "li");
  check_proven (self, "li");
  oidc_write_keys (self, "key-2");
  pass (self, YQQ_OIDC_KEYS_PAUSE_MS);
  g_autoptr (TestAnswer) challenge = begin (self);
  g_autoptr (TestAnswer) answer = prove (self, challenge, "li", "key-2");
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
keys_that_cannot_be_had_make_nobody_wait_long (Fixture *self, gconstpointer data)
{
  link_account (self, "li");
  check_proven (self, "li");
  g_remove (self->keys_file);
  pass (self, YQQ_OIDC_KEYS_MAX_MS);
  g_autoptr (TestAnswer) challenge = begin (self);
  g_autoptr (TestAnswer) answer = prove (self, challenge, "li", "key-1");
  test_assert_problem (answer, "rate-limited");
  g_assert_cmpint (test_answer_get_int (answer, "retry_after"), ==, YQQ_IDENTITY_RETRY_SECONDS);
}

static gboolean
do_read_number (YqqDatabase *database, gpointer data, GError **error)
{
  Linking *linking = data;
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_people_find (database, linking->fixture->device->person_id, &person, error))
    return FALSE;
  linking->account = g_strdup (person->id_number);
  return TRUE;
}

static void
a_document_number_in_the_token_needs_no_link (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  Linking linking = {.fixture = self};
  yqq_database_transact (database, do_read_number, &linking, &error);
  g_assert_no_error (error);
  g_autofree char *number = (char *)linking.account;
  g_autoptr (TestAnswer) challenge = begin (self);
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autofree char *other = oidc_make_evidence (self, challenge, self->device, PURPOSE, "id_number",
                                               "440101198001011234", "key-1");
  g_autoptr (TestAnswer) refused =
      test_identity_send (self->authority, self->device, id, "oidc", other);
  test_assert_problem (refused, "evidence-invalid");
  g_autofree char *own =
      oidc_make_evidence (self, challenge, self->device, PURPOSE, "id_number", number, "key-1");
  g_autoptr (TestAnswer) answer =
      test_identity_send (self->authority, self->device, id, "oidc", own);
  g_assert_cmpuint (answer->status, ==, 200);
}

static char *
read_record (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, &error, "SELECT act, subject FROM audit_records ORDER BY rowid", YQQ_END);
  g_assert_no_error (error);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < yqq_rows_get_length (rows); i++)
    g_string_append_printf (text, "%s %s\n", yqq_rows_get_text (rows, i, 0),
                            yqq_rows_get_text (rows, i, 1));
  return g_string_free (text, FALSE);
}

static void
staff_are_refused_what_cannot_be (Fixture *self, gconstpointer data)
{
  g_autofree char *output = NULL, *errors = NULL, *more = NULL;
  const char *path = self->authority->data;
  g_assert_cmpint (test_run_program (&output, &errors, "person", "link", "--data", path, "--id",
                                     "440101198001011234", "--issuer", "http://id.example.cn",
                                     "--account", "li", NULL),
                   ==, 1);
  g_assert_nonnull (strstr (errors, "https"));
  g_assert_cmpint (test_run_program (NULL, &more, "person", "unlink", "--data", path, "--id",
                                     "11010519491231002X", "--issuer", TOKEN_ISSUER, NULL),
                   ==, 1);
  g_assert_nonnull (strstr (more, "Nobody is registered"));
}

static void
what_staff_link_stands_in_the_record_without_the_account (Fixture *self, gconstpointer data)
{
  link_account (self, "secret-account");
  link_account (self, NULL);
  g_autofree char *text = read_record (self);
  g_assert_nonnull (strstr (text, "account-link "));
  g_assert_nonnull (strstr (text, "account-unlink "));
  g_assert_null (strstr (text, "secret-account"));
}

#define ADD_WITH(test, section)                                                                    \
  g_test_add ("/authority/identity-oidc/" #test, Fixture, section, oidc_set_up, test,              \
              oidc_tear_down)
#define ADD(test) ADD_WITH (test, "")

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_challenge_offers_the_provider);
  ADD (an_account_that_staff_linked_counts);
  ADD (a_staff_code_in_the_same_challenge_links_the_account);
  ADD (somebody_elses_account_is_not_linked);
  ADD (evidence_is_good_in_its_own_challenge_only);
  ADD (a_new_key_is_waited_for_within_the_request);
  ADD (keys_that_cannot_be_had_make_nobody_wait_long);
  ADD_WITH (a_document_number_in_the_token_needs_no_link, ",\"person_claim\":\"id_number\"");
  ADD (staff_are_refused_what_cannot_be);
  ADD (what_staff_link_stands_in_the_record_without_the_account);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People link their accounts at their organisation's log in, and unlink them. */
#include <string.h>

#include "base/json.h"
#include "notice-support.h"
#include "oidc-support.h"

#define PATH "/v1/me/accounts"
#define PURPOSE "link-account"

typedef OidcFixture Fixture;

static TestAnswer *
ask (Fixture *self, TestDevice *device, const char *method, const char *path, const char *body)
{
  test_device_follow_clock (device, self->authority);
  return test_device_request (device, self->authority, method, path, body);
}

/* A challenge that the person has satisfied with a staff code. */
static TestAnswer *
begin_proven (Fixture *self, const char *subject)
{
  TestAnswer *challenge = test_identity_begin (self->authority, self->device, PURPOSE, subject);
  g_autoptr (TestAnswer) answer = test_identity_prove (self->authority, self->device, challenge,
                                                       PURPOSE, subject, "staff-code");
  g_assert_cmpuint (answer->status, ==, 200);
  return challenge;
}

static TestAnswer *
bring (Fixture *self, TestAnswer *challenge, TestAnswer *of_challenge, const char *account)
{
  g_autofree char *evidence =
      oidc_make_evidence (self, of_challenge, self->device, PURPOSE, "sub", account, "key-1");
  g_autofree char *body =
      g_strdup_printf ("{\"identity\":\"%s\",\"evidence\":%s}",
                       test_answer_get_text (challenge, "challenge_id"), evidence);
  return ask (self, self->device, "POST", PATH, body);
}

static TestAnswer *
link_well (Fixture *self, const char *account)
{
  g_autoptr (TestAnswer) challenge = begin_proven (self, NULL);
  TestAnswer *answer = bring (self, challenge, challenge, account);
  g_assert_cmpuint (answer->status, ==, 201);
  return answer;
}

static guint
count_accounts (Fixture *self, TestDevice *device)
{
  g_autoptr (TestAnswer) answer = ask (self, device, "GET", PATH, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  return json_array_get_length (json_object_get_array_member (answer->json, "accounts"));
}

static void
check_counts (Fixture *self, const char *account, guint status)
{
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->device, "new-pin", NULL);
  g_autofree char *evidence =
      oidc_make_evidence (self, challenge, self->device, "new-pin", "sub", account, "key-1");
  g_autoptr (TestAnswer) answer =
      test_identity_send (self->authority, self->device,
                          test_answer_get_text (challenge, "challenge_id"), "oidc", evidence);
  g_assert_cmpuint (answer->status, ==, status);
}

static void
an_account_is_linked_and_counts_from_then_on (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) before = ask (self, self->device, "GET", PATH, NULL);
  g_assert_nonnull (strstr (before->body, "\"provider\":{\"name\":\"统一认证\""));
  check_counts (self, "li", 403);
  g_autoptr (TestAnswer) linked = link_well (self, "li");
  g_assert_cmpstr (test_answer_get_text (linked, "name"), ==, "统一认证");
  g_assert_cmpstr (test_answer_get_text (linked, "issuer"), ==, TOKEN_ISSUER);
  g_assert_cmpuint (count_accounts (self, self->device), ==, 1);
  g_autoptr (TestAnswer) listed = ask (self, self->device, "GET", PATH, NULL);
  g_assert_null (strstr (listed->body, "\"li\""));
  check_counts (self, "li", 200);
  test_assert_told (self->device, self->authority, YQQ_NOTICE_ACCOUNT_LINKED, NULL,
                    self->device->id, NULL, "统一认证");
}

static void
another_one_takes_its_place (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) first = link_well (self, "li");
  g_autoptr (TestAnswer) second = link_well (self, "wang");
  g_assert_cmpuint (count_accounts (self, self->device), ==, 1);
  check_counts (self, "li", 403);
  check_counts (self, "wang", 200);
}

static void
nobody_links_without_being_verified (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) unverified =
      test_identity_begin (self->authority, self->device, PURPOSE, NULL);
  g_autoptr (TestAnswer) refused = bring (self, unverified, unverified, "li");
  test_assert_problem (refused, "identity-required");
  g_autoptr (TestAnswer) unknown =
      ask (self, self->device, "POST", PATH, "{\"identity\":\"nothing\",\"evidence\":{}}");
  test_assert_problem (unknown, "identity-required");
  g_autoptr (TestAnswer) removal =
      test_identity_begin (self->authority, self->device, PURPOSE, "0123");
  g_autoptr (TestAnswer) vouched =
      test_identity_prove (self->authority, self->device, removal, PURPOSE, "0123", "staff-code");
  g_autoptr (TestAnswer) for_removal = bring (self, removal, removal, "li");
  g_assert_cmpuint (for_removal->status, ==, 403);
  g_assert_cmpuint (count_accounts (self, self->device), ==, 0);
}

static void
a_log_in_is_good_for_its_own_challenge_only (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin_proven (self, NULL);
  g_autoptr (TestAnswer) other = test_identity_begin (self->authority, self->device, PURPOSE, NULL);
  g_autoptr (TestAnswer) refused = bring (self, challenge, other, "li");
  test_assert_problem (refused, "evidence-invalid");
  g_autoptr (TestAnswer) right = bring (self, challenge, challenge, "li");
  g_assert_cmpuint (right->status, ==, 201);
  g_autoptr (TestAnswer) again = bring (self, challenge, challenge, "li");
  test_assert_problem (again, "evidence-replayed");
}

static void
somebody_elses_account_stays_theirs (Fixture *self, gconstpointer data)
{
  TestDevice *first = self->device;
  g_autoptr (TestAnswer) linked = link_well (self, "li");
  self->device = test_log_in (self->authority, 1);
  g_autoptr (TestAnswer) challenge = begin_proven (self, NULL);
  g_autoptr (TestAnswer) refused = bring (self, challenge, challenge, "li");
  test_assert_problem (refused, "evidence-invalid");
  g_assert_cmpstr (test_answer_get_text (refused, "reason"), ==, "other-person");
  g_assert_cmpuint (count_accounts (self, self->device), ==, 0);
  g_assert_cmpuint (count_accounts (self, first), ==, 1);
  test_device_free (first);
}

static TestAnswer *
unlink_account (Fixture *self, const char *id, TestAnswer *challenge)
{
  g_autofree char *path = g_strdup_printf (PATH "/%s?identity=%s", id,
                                           test_answer_get_text (challenge, "challenge_id"));
  return ask (self, self->device, "DELETE", path, NULL);
}

static void
an_account_is_unlinked_by_who_is_verified_for_that_one (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) linked = link_well (self, "li");
  const char *id = test_answer_get_text (linked, "id");
  g_autoptr (TestAnswer) for_another = begin_proven (self, "another");
  g_autoptr (TestAnswer) refused = unlink_account (self, id, for_another);
  test_assert_problem (refused, "identity-required");
  g_autoptr (TestAnswer) challenge = begin_proven (self, id);
  g_autoptr (TestAnswer) done = unlink_account (self, id, challenge);
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (count_accounts (self, self->device), ==, 0);
  check_counts (self, "li", 403);
  test_assert_told (self->device, self->authority, YQQ_NOTICE_ACCOUNT_UNLINKED, NULL,
                    self->device->id, NULL, "统一认证");
  g_autoptr (TestAnswer) once_more = begin_proven (self, id);
  g_autoptr (TestAnswer) gone = unlink_account (self, id, once_more);
  test_assert_problem (gone, "not-found");
  /* What was proven is still good for the account that is there again. */
  g_autoptr (TestAnswer) again = link_well (self, "li");
  g_autoptr (TestAnswer) unlinked = unlink_account (self, id, once_more);
  g_assert_cmpuint (unlinked->status, ==, 200);
}

static void
where_the_document_tells_there_is_nothing_to_link (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) listed = ask (self, self->device, "GET", PATH, NULL);
  g_assert_false (json_object_has_member (listed->json, "provider"));
  g_autoptr (TestAnswer) challenge = begin_proven (self, NULL);
  g_autoptr (TestAnswer) refused = bring (self, challenge, challenge, "li");
  test_assert_problem (refused, "not-found");
}

static void
what_is_no_linking_is_malformed (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = {"{}", "{\"identity\":\"../i\",\"evidence\":{}}",
                                       "{\"identity\":\"i\",\"evidence\":\"x\"}"};
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (TestAnswer) refused = ask (self, self->device, "POST", PATH, bodies[i]);
    test_assert_problem (refused, "malformed");
  }
  g_autoptr (TestAnswer) unsigned_one = test_request (self->authority, "GET", PATH, NULL, NULL);
  test_assert_problem (unsigned_one, "signature-missing");
}

#define ADD_WITH(test, section)                                                                    \
  g_test_add ("/authority/accounts/" #test, Fixture, section, oidc_set_up, test, oidc_tear_down)
#define ADD(test) ADD_WITH (test, "")

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (an_account_is_linked_and_counts_from_then_on);
  ADD (another_one_takes_its_place);
  ADD (nobody_links_without_being_verified);
  ADD (a_log_in_is_good_for_its_own_challenge_only);
  ADD (somebody_elses_account_stays_theirs);
  ADD (an_account_is_unlinked_by_who_is_verified_for_that_one);
  ADD_WITH (where_the_document_tells_there_is_nothing_to_link, ",\"person_claim\":\"id_number\"");
  ADD (what_is_no_linking_is_malformed);
  return g_test_run ();
}

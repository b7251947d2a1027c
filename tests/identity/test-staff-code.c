/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/staff-code.h"

#include <gio/gio.h>
#include <string.h>

#include "memory-store.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)
#define PERSON "person-1"

typedef struct {
  YqqClock *clock;
  MemoryStore *store;
  YqqIdentityVerifier *verifier;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = yqq_clock_new_manual (START_MS);
  fixture->store = memory_store_new ();
  fixture->verifier = YQQ_IDENTITY_VERIFIER (
      yqq_staff_code_verifier_new (YQQ_STAFF_CODE_STORE (fixture->store), fixture->clock));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->verifier);
  g_clear_object (&fixture->store);
  g_clear_pointer (&fixture->clock, yqq_clock_unref);
}

static char *
issue (Fixture *fixture, const char *person_id)
{
  g_autoptr (GError) error = NULL;
  char *code =
      yqq_staff_code_issue (YQQ_STAFF_CODE_STORE (fixture->store), person_id, "log-in", "desk 3",
                            YQQ_STAFF_CODE_MS, yqq_clock_get_unix_ms (fixture->clock), &error);
  g_assert_no_error (error);
  return code;
}

static YqqIdentityResult *
verify (Fixture *fixture, JsonObject *evidence, GError **error)
{
  g_autoptr (GBytes) nonce = g_bytes_new_static ("0123456789abcdef", 16);
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new ("challenge", nonce, "log-in", NULL, PERSON, "thumbprint", NULL);
  return yqq_identity_verifier_verify (fixture->verifier, task, evidence, error);
}

static YqqIdentityResult *
try_code (Fixture *fixture, const char *code, GError **error)
{
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", code);
  return verify (fixture, evidence, error);
}

static void
check_accepted (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityResult) result = try_code (fixture, code, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static void
check_refused (Fixture *fixture, const char *code, int why, gint tries_left)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (try_code (fixture, code, &error));
  g_assert_error (error, YQQ_IDENTITY_ERROR, why);
  g_assert_cmpint (yqq_identity_error_get_tries_left (error), ==, tries_left);
}

/* A code that is not code. */
static char *
change (const char *code)
{
  char *wrong = g_strdup (code);
  wrong[3] = wrong[3] == '9' ? '0' : (char)(wrong[3] + 1);
  return wrong;
}

static void
a_good_code_says_who_and_who_vouched (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityResult) result = try_code (fixture, code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result->method, ==, "staff-code");
  g_assert_cmpstr (result->person_id, ==, PERSON);
  g_assert_cmpstr (result->purpose, ==, "log-in");
  g_assert_cmpstr (result->confirmed_by, ==, "desk 3");
  g_assert_cmpint (result->at_ms, ==, START_MS);
  g_assert_cmpstr (yqq_identity_verifier_get_method (fixture->verifier), ==, "staff-code");
}

static void
codes_are_eight_digits_and_differ (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = issue (fixture, PERSON);
  g_autofree char *second = issue (fixture, PERSON);
  g_assert_cmpuint (strlen (first), ==, 8);
  g_assert_cmpuint (strspn (first, "0123456789"), ==, 8);
  g_assert_cmpstr (first, !=, second);
}

static void
the_store_never_sees_the_code (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  MemoryRow *row = g_ptr_array_index (fixture->store->rows, 0);
  gsize size;
  const char *digest = g_bytes_get_data (row->record->digest, &size);
  g_assert_cmpuint (size, ==, 32);
  g_assert_null (g_strstr_len (digest, (gssize)size, code));
  g_assert_null (strstr (row->record->id, code));
}

static void
a_code_works_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  check_accepted (fixture, code);
  check_refused (fixture, code, YQQ_IDENTITY_ERROR_INVALID, 4);
}

static void
a_newer_code_takes_the_place_of_an_earlier_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = issue (fixture, PERSON);
  g_autofree char *second = issue (fixture, PERSON);
  check_refused (fixture, first, YQQ_IDENTITY_ERROR_VOIDED, 5);
  check_accepted (fixture, second);
}

static void
a_code_for_another_purpose_or_for_any_stays_good (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = issue (fixture, PERSON);
  YqqStaffCodeStore *store = YQQ_STAFF_CODE_STORE (fixture->store);
  static const char *const purposes[] = {"new-pin", NULL, NULL};
  g_autofree char *any = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++) {
    g_free (any);
    any =
        yqq_staff_code_issue (store, PERSON, purposes[i], NULL, YQQ_STAFF_CODE_MS, START_MS, NULL);
    g_assert_nonnull (any);
  }
  check_accepted (fixture, any);
  check_accepted (fixture, first);
}

static void
another_persons_code_is_wrong (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, "person-2");
  check_refused (fixture, code, YQQ_IDENTITY_ERROR_INVALID, 4);
}

static void
an_old_code_is_told_apart_and_not_counted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  yqq_clock_advance (fixture->clock, YQQ_STAFF_CODE_MS);
  check_refused (fixture, code, YQQ_IDENTITY_ERROR_EXPIRED, 5);
  check_refused (fixture, code, YQQ_IDENTITY_ERROR_EXPIRED, 5);
}

static void
a_code_is_good_to_its_last_millisecond (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  yqq_clock_advance (fixture->clock, YQQ_STAFF_CODE_MS - 1);
  check_accepted (fixture, code);
}

static void
the_fifth_wrong_code_locks_even_the_right_one_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  g_autofree char *wrong = change (code);
  for (gint left = 4; left >= 0; left--)
    check_refused (fixture, wrong, YQQ_IDENTITY_ERROR_INVALID, left);
  check_refused (fixture, wrong, YQQ_IDENTITY_ERROR_LOCKED, 0);
  check_refused (fixture, code, YQQ_IDENTITY_ERROR_LOCKED, 0);
  g_autofree char *fresh = issue (fixture, PERSON);
  check_accepted (fixture, fresh);
}

static void
a_right_code_gives_all_tries_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  g_autofree char *wrong = change (code);
  check_refused (fixture, wrong, YQQ_IDENTITY_ERROR_INVALID, 4);
  check_refused (fixture, wrong, YQQ_IDENTITY_ERROR_INVALID, 3);
  check_accepted (fixture, code);
  check_refused (fixture, wrong, YQQ_IDENTITY_ERROR_INVALID, 4);
}

static void
what_cannot_be_a_code_costs_no_try (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {"", "1234567", "123456789", "1234567x", "１２３４５６７８"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (fixture, texts[i], YQQ_IDENTITY_ERROR_INVALID, 5);
  g_autoptr (JsonObject) number = json_object_new (), empty = json_object_new ();
  g_autoptr (GError) error = NULL, other = NULL;
  json_object_set_int_member (number, "code", 12345678);
  g_assert_null (verify (fixture, number, &error));
  g_assert_error (error, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
  g_assert_null (verify (fixture, empty, &other));
  g_assert_error (other, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
}

static void
a_store_that_fails_lets_nobody_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = issue (fixture, PERSON);
  g_autofree char *wrong = change (code);
  g_autoptr (GError) error = NULL, other = NULL;
  fixture->store->broken = TRUE;
  g_assert_null (try_code (fixture, code, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_null (try_code (fixture, wrong, &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

#define ADD(test) g_test_add ("/identity/staff-code/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_good_code_says_who_and_who_vouched);
  ADD (codes_are_eight_digits_and_differ);
  ADD (the_store_never_sees_the_code);
  ADD (a_code_works_once);
  ADD (a_newer_code_takes_the_place_of_an_earlier_one);
  ADD (a_code_for_another_purpose_or_for_any_stays_good);
  ADD (another_persons_code_is_wrong);
  ADD (an_old_code_is_told_apart_and_not_counted);
  ADD (a_code_is_good_to_its_last_millisecond);
  ADD (the_fifth_wrong_code_locks_even_the_right_one_out);
  ADD (a_right_code_gives_all_tries_again);
  ADD (what_cannot_be_a_code_costs_no_try);
  ADD (a_store_that_fails_lets_nobody_in);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What administrators can find out about people by their numbers, how often, and what is kept of
 * it. */
#include <string.h>

#include "act-support.h"
#include "audit-support.h"
#include "authority/inquiry-limits.h"
#include "authority/store/database.h"

#define OTHER_ENTERPRISE "91440300YQDEM0025D"
#define OTHERS_NAME "陈静"
#define MINUTE_MS (60 * 1000)
#define LATER_MS (24 * 60 * MINUTE_MS)

static YqqClock *clock_of_test;
static TestAuthority *authority;
static TestActor *administrator;
static char *others_number; /* of somebody in the other enterprise alone */

static char *
make_body (GPtrArray *drafts)
{
  g_autoptr (JsonObject) question = yqq_grant_checks_to_json (drafts);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), question);
  return json_to_string (node, FALSE);
}

static char *
make_sheet (guint first, guint n)
{
  g_autoptr (GPtrArray) drafts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (drafts, test_draft_new (first + i));
  return make_body (drafts);
}

/* Somebody known to another enterprise, under a name that is not theirs. */
static YqqGrantDraft *
guess (const char *name)
{
  YqqGrantDraft *draft = test_draft_new (1);
  g_free (draft->name);
  g_free (draft->id_number);
  draft->name = g_strdup (name);
  draft->id_number = g_strdup (others_number);
  return draft;
}

static TestAnswer *
check_guess (const char *name)
{
  g_autoptr (GPtrArray) drafts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  g_ptr_array_add (drafts, guess (name));
  g_autofree char *body = make_body (drafts);
  return test_actor_ask (administrator, "POST", "/checks", body);
}

static TestAnswer *
reveal (TestActor *actor)
{
  g_autofree char *body = g_strdup_printf ("{\"grant\":\"%s\"}", administrator->grant);
  return test_actor_ask (actor, "POST", "/reveals", body);
}

static guint
count_records (const char *act)
{
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (authority->data, NULL);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL, "SELECT line FROM audit_records WHERE act = $1", YQQ_TEXT (act), YQQ_END);
  g_assert_nonnull (rows);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_assert_null (strstr (yqq_rows_get_text (rows, row, 0), others_number));
  return yqq_rows_get_length (rows);
}

static void
enter_pin (TestActor *actor)
{
  g_autoptr (YqqEnterpriseAct) nothing = test_act_new (actor, YQQ_ACT_GRANT_ADD, TRUE);
  test_actor_confirm (actor, nothing);
}

static void
a_sheet_of_a_thousand_rows_is_checked_ten_times_over (void)
{
  yqq_clock_advance (clock_of_test, LATER_MS);
  g_autofree char *sheet = make_sheet (100, 1000);
  for (guint i = 0; i < YQQ_CHECKS_OF_DEVICE / 1000; i++) {
    g_autoptr (TestAnswer) answer = test_actor_ask (administrator, "POST", "/checks", sheet);
    g_assert_cmpuint (answer->status, ==, 200);
  }
  g_autoptr (TestAnswer) more = test_actor_ask (administrator, "POST", "/checks", sheet);
  test_assert_problem (more, "rate-limited");
  g_assert_nonnull (strstr (more->head, "Retry-After: 1\r\n"));
  yqq_clock_advance (clock_of_test, 1000);
  g_autoptr (TestAnswer) later = test_actor_ask (administrator, "POST", "/checks", sheet);
  g_assert_cmpuint (later->status, ==, 200);
}

static void
names_of_others_are_not_guessed_by_checking (void)
{
  yqq_clock_advance (clock_of_test, LATER_MS);
  guint before = count_records ("grant-check");
  for (guint i = 0; i < YQQ_MISMATCHES_OF_DEVICE; i++) {
    g_autofree char *name = g_strdup_printf ("猜名%u号", i);
    g_autoptr (TestAnswer) answer = check_guess (name);
    g_assert_cmpuint (answer->status, ==, 200);
    g_autoptr (YqqActResult) result = yqq_act_result_from_json (answer->json, NULL);
    const YqqActLine *line = test_result_get_line (result, 0);
    g_assert_cmpint (line->faults[YQQ_GRANT_FIELD_NAME], ==, YQQ_GRANT_FAULT_OTHER_NAME);
    g_assert_cmpint (line->faults[YQQ_GRANT_FIELD_ID_NUMBER], ==, YQQ_GRANT_FAULT_NONE);
    g_assert_null (strstr (answer->body, OTHERS_NAME));
  }
  g_assert_cmpuint (count_records ("grant-check"), ==, before + YQQ_MISMATCHES_OF_DEVICE);
  g_autoptr (TestAnswer) more = check_guess ("猜名");
  test_assert_problem (more, "rate-limited");
  g_assert_nonnull (strstr (more->head, "Retry-After: 10\r\n"));
  yqq_clock_advance (clock_of_test, 10 * 1000);
  g_autoptr (TestAnswer) later = check_guess ("猜名");
  g_assert_cmpuint (later->status, ==, 200);
}

/* The act that is refused says as much as the question before it. */
static void
nor_are_they_by_adding (void)
{
  yqq_clock_advance (clock_of_test, LATER_MS);
  enter_pin (administrator);
  guint before = count_records ("grant-check");
  guint taken = 0;
  for (;; taken++) {
    g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
    g_autofree char *name = g_strdup_printf ("猜名%u号", taken);
    test_act_add_draft (act, guess (name));
    g_autoptr (TestAnswer) answer = test_actor_try (administrator, act);
    if (answer->status != 200) {
      test_assert_problem (answer, "rate-limited");
      break;
    }
    g_assert_cmpuint (taken, <, 1000);
  }
  g_assert_cmpuint (taken, ==, YQQ_MISMATCHES_OF_DEVICE);
  g_assert_cmpuint (count_records ("grant-check"), ==, before + taken);
}

static void
numbers_are_shown_within_five_minutes_of_the_pin (void)
{
  yqq_clock_advance (clock_of_test, LATER_MS);
  g_autoptr (TestAnswer) without = reveal (administrator);
  test_assert_problem (without, "pin-required");
  enter_pin (administrator);
  yqq_clock_advance (clock_of_test, 5 * MINUTE_MS - 1);
  g_autoptr (TestAnswer) with = reveal (administrator);
  g_assert_cmpuint (with->status, ==, 200);
  yqq_clock_advance (clock_of_test, 1);
  g_autoptr (TestAnswer) late = reveal (administrator);
  test_assert_problem (late, "pin-required");
}

static void
a_device_shows_the_numbers_of_so_many (void)
{
  yqq_clock_advance (clock_of_test, LATER_MS);
  enter_pin (administrator);
  guint before = count_records ("grant-reveal");
  for (guint i = 0; i < YQQ_REVEALS_OF_DEVICE; i++) {
    g_autoptr (TestAnswer) answer = reveal (administrator);
    g_assert_cmpuint (answer->status, ==, 200);
  }
  g_autoptr (TestAnswer) more = reveal (administrator);
  test_assert_problem (more, "rate-limited");
  g_assert_nonnull (strstr (more->head, "Retry-After: 20\r\n"));
  g_assert_cmpuint (count_records ("grant-reveal"), ==, before + YQQ_REVEALS_OF_DEVICE);
}

static void
several_devices_share_what_their_enterprise_may (void)
{
  yqq_clock_advance (clock_of_test, LATER_MS);
  guint shown = 0;
  for (guint i = 0; i < 4; i++) {
    g_autoptr (TestActor) actor = test_actor_new (authority, "林晓");
    enter_pin (actor);
    for (guint k = 0; k < YQQ_REVEALS_OF_DEVICE; k++) {
      g_autoptr (TestAnswer) answer = reveal (actor);
      shown += answer->status == 200 ? 1 : 0;
    }
  }
  g_assert_cmpuint (shown, ==, YQQ_REVEALS_OF_ENTERPRISE);
}

static void
give_elsewhere (void)
{
  others_number = test_draft_id_number (5000);
  int status = test_run_program (NULL, NULL, "grant", "add", "--data", authority->data,
                                 "--enterprise", OTHER_ENTERPRISE, "--name", OTHERS_NAME, "--id",
                                 others_number, "--phone", "19912345678", "--years", "1", NULL);
  g_assert_cmpint (status, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  clock_of_test = yqq_clock_new_manual (g_get_real_time () / 1000);
  authority = test_authority_new (clock_of_test);
  administrator = test_actor_new (authority, "林晓");
  give_elsewhere ();
#define ADD(name) g_test_add_func ("/authority/inquiry/" #name, name)
  ADD (a_sheet_of_a_thousand_rows_is_checked_ten_times_over);
  ADD (names_of_others_are_not_guessed_by_checking);
  ADD (nor_are_they_by_adding);
  ADD (numbers_are_shown_within_five_minutes_of_the_pin);
  ADD (a_device_shows_the_numbers_of_so_many);
  ADD (several_devices_share_what_their_enterprise_may);
  int result = g_test_run ();
  test_audit_check (authority, administrator->enterprise);
  test_actor_free (administrator);
  test_authority_free (authority);
  yqq_clock_unref (clock_of_test);
  g_free (others_number);
  return result;
}

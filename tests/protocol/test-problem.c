/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/problem.h"

#include <gio/gio.h>

#include "base/json.h"
#include "protocol/error.h"

/* From data/authority-api.md: every code with its status. */
static const struct {
  const char *nick;
  guint status;
} published[] = {
    {"malformed", 400},
    {"too-large", 413},
    {"not-found", 404},
    {"method-not-allowed", 405},
    {"rate-limited", 429},
    {"internal", 500},
    {"signature-missing", 401},
    {"signature-invalid", 401},
    {"signature-expired", 401},
    {"signature-replayed", 401},
    {"device-unknown", 401},
    {"device-revoked", 401},
    {"token-invalid", 401},
    {"person-unknown", 403},
    {"evidence-invalid", 403},
    {"evidence-expired", 403},
    {"evidence-locked", 423},
    {"pin-not-set", 409},
    {"pin-already-set", 409},
    {"pin-wrong", 403},
    {"pin-locked", 423},
    {"challenge-unknown", 409},
    {"grant-not-found", 404},
    {"grant-suspended", 409},
    {"grant-cancelled", 409},
    {"grant-expired", 409},
    {"request-refused", 400},
    {"code-unknown", 404},
    {"code-expired", 410},
    {"code-forged", 403},
    {"code-used", 409},
    {"relying-party-unknown", 403},
    {"request-invalid", 403},
    {"check-code-required", 409},
    {"check-code-wrong", 403},
    {"state-conflict", 409},
    {"frame-replayed", 409},
    {"frame-rate", 429},
    {"session-closed", 410},
    {"certificate-unknown", 404},
    {"certificate-unusable", 409},
    {"signature-refused", 409},
    {"document-unknown", 404},
    {"limit-reached", 409},
    {"not-permitted", 403},
    {"act-invalid", 403},
    {"act-expired", 409},
    {"act-reused", 409},
    {"pin-required", 403},
    {"quota-exhausted", 409},
    {"grant-own", 409},
    {"grant-of-administrator", 409},
    {"grant-duplicate", 409},
    {"transfer-waiting", 409},
    {"transfer-not-found", 404},
    {"transfer-ended", 409},
    {"receiver-unusable", 409},
    {"proposal-not-found", 404},
    {"proposal-ended", 409},
    {"proposal-own", 409},
    {"proposal-changed", 409},
    {"second-person-missing", 409},
    {"audit-altered", 409},
    {"identity-required", 403},
    {"method-refused", 403},
    {"evidence-replayed", 409},
    {"session-expired", 401},
    {"face-not-enrolled", 409},
    {"authenticator-unknown", 404},
    {"reviewer-only", 403},
    {"identity-own", 403},
    {"evidence-voided", 403},
};

static void
the_table_is_the_published_one (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (published), ==, YQQ_PROBLEM_COUNT);
  for (guint i = 0; i < G_N_ELEMENTS (published); i++) {
    YqqProblemCode code = YQQ_PROBLEM_UNRECOGNISED;
    g_assert_true (yqq_problem_code_from_nick (published[i].nick, &code));
    g_assert_cmpuint (yqq_problem_code_get_status (code), ==, published[i].status);
    g_assert_cmpstr (yqq_problem_code_to_nick (code), ==, published[i].nick);
    g_assert_cmpuint (strlen (yqq_problem_code_get_title (code)), >, 0);
  }
  YqqProblemCode untouched = YQQ_PROBLEM_INTERNAL;
  g_assert_false (yqq_problem_code_from_nick ("nothing", &untouched));
  g_assert_false (yqq_problem_code_from_nick (NULL, &untouched));
  g_assert_cmpint (untouched, ==, YQQ_PROBLEM_INTERNAL);
}

static void
every_problem_comes_back_as_it_was (void)
{
  for (guint code = 0; code < YQQ_PROBLEM_COUNT; code++) {
    g_autoptr (GError) sent = NULL;
    YqqProblem *problem = yqq_problem_error_set (&sent, code, "why %d", 7);
    problem->member = g_strdup ("id_number");
    problem->state = g_strdup ("closed");
    problem->reason = g_strdup ("idle");
    problem->purpose = g_strdup ("new-pin");
    problem->methods = g_strdupv ((GStrv)(const char *[]){"device", "face", NULL});
    problem->tries_left = 0;
    problem->last_seq = 41;
    problem->retry_after = 2;
    g_autoptr (JsonObject) object = yqq_problem_to_json (sent);
    g_autoptr (GError) got = yqq_problem_from_json (object, published[code].status);
    g_assert_error (got, YQQ_PROBLEM_ERROR, (int)code);
    const YqqProblem *read = yqq_problem_error_get (got);
    g_assert_cmpstr (read->detail, ==, "why 7");
    g_assert_cmpstr (read->member, ==, "id_number");
    g_assert_cmpstr (read->state, ==, "closed");
    g_assert_cmpstr (read->reason, ==, "idle");
    g_assert_cmpint (read->tries_left, ==, 0);
    g_assert_cmpint (read->last_seq, ==, 41);
    g_assert_cmpint (read->retry_after, ==, 2);
  }
}

static void
a_document_has_the_members_of_the_standard (void)
{
  g_autoptr (GError) error = yqq_problem_error_new (YQQ_PROBLEM_PIN_LOCKED, NULL);
  g_autoptr (JsonObject) object = yqq_problem_to_json (error);
  g_assert_cmpstr (json_object_get_string_member (object, "type"), ==,
                   "urn:yqq:problem:pin-locked");
  g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, "The PIN is locked");
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, 423);
  g_assert_false (json_object_has_member (object, "tries_left"));
  g_assert_false (json_object_has_member (object, "detail"));
  g_assert_cmpuint (json_object_get_size (object), ==, 3);
}

static void
an_error_keeps_its_members_when_copied (void)
{
  g_autoptr (GError) error = NULL;
  yqq_problem_error_set (&error, YQQ_PROBLEM_PIN_WRONG, NULL)->tries_left = 3;
  g_autoptr (GError) copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpint (yqq_problem_error_get (copy)->tries_left, ==, 3);
}

static void
nobody_has_to_ask_for_the_error (void)
{
  yqq_problem_error_set (NULL, YQQ_PROBLEM_PIN_WRONG, "x")->tries_left = 3;
  yqq_problem_error_set (NULL, YQQ_PROBLEM_STATE_CONFLICT, "x")->state = g_strdup ("closed");
}

static void
what_is_not_ours_becomes_the_nearest_code (void)
{
  static const struct {
    guint status;
    int code;
  } cases[] = {
      {404, YQQ_PROBLEM_NOT_FOUND},    {405, YQQ_PROBLEM_METHOD_NOT_ALLOWED},
      {413, YQQ_PROBLEM_TOO_LARGE},    {429, YQQ_PROBLEM_RATE_LIMITED},
      {500, YQQ_PROBLEM_INTERNAL},     {400, YQQ_PROBLEM_UNRECOGNISED},
      {502, YQQ_PROBLEM_UNRECOGNISED},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = yqq_problem_from_json (NULL, cases[i].status);
    g_assert_error (error, YQQ_PROBLEM_ERROR, cases[i].code);
  }
}

static void
hostile_documents_do_no_harm (void)
{
  static const char *const texts[] = {
      "{\"type\":7,\"detail\":[],\"tries_left\":\"x\",\"last_seq\":-5,\"state\":{}}",
      "{\"type\":\"urn:yqq:problem:never-heard-of\",\"tries_left\":99999999999}",
      "{\"type\":\"about:blank\"}",
      "{}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonObject) object = yqq_json_parse (texts[i], -1, 0, NULL);
    g_autoptr (GError) error = yqq_problem_from_json (object, 418);
    g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_UNRECOGNISED);
    g_assert_cmpint (yqq_problem_error_get (error)->tries_left, ==, -1);
    g_assert_cmpint (yqq_problem_error_get (error)->last_seq, ==, -1);
    g_assert_null (yqq_problem_error_get (error)->state);
  }
}

static void
check_from (GError *error, int code, const char *member)
{
  g_autoptr (GError) from = error;
  g_autoptr (GError) problem = yqq_problem_error_from (from);
  g_assert_error (problem, YQQ_PROBLEM_ERROR, code);
  g_assert_cmpstr (yqq_problem_error_get (problem)->member, ==, member);
}

static void
any_error_can_be_answered (void)
{
  check_from (yqq_problem_error_new (YQQ_PROBLEM_CODE_USED, NULL), YQQ_PROBLEM_CODE_USED, NULL);
  check_from (g_error_new (YQQ_JSON_ERROR, YQQ_JSON_ERROR_TOO_DEEP, "deep"), YQQ_PROBLEM_MALFORMED,
              NULL);
  check_from (g_error_new (YQQ_JSON_ERROR, YQQ_JSON_ERROR_TOO_LARGE, "large"),
              YQQ_PROBLEM_TOO_LARGE, NULL);
  check_from (g_error_new (YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_TOO_LARGE, "large"),
              YQQ_PROBLEM_TOO_LARGE, NULL);
  check_from (g_error_new (YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED, "bad"),
              YQQ_PROBLEM_MALFORMED, NULL);
  check_from (g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "/secret/path"), YQQ_PROBLEM_INTERNAL,
              NULL);
}

static void
what_went_wrong_inside_is_not_told (void)
{
  g_autoptr (GError) inside = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "/secret/path");
  g_autoptr (GError) problem = yqq_problem_error_from (inside);
  g_autoptr (JsonObject) object = yqq_problem_to_json (problem);
  g_autofree char *text = yqq_json_to_string (object);
  g_assert_null (strstr (text, "secret"));
}

#define ADD(test) g_test_add_func ("/protocol/problem/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_table_is_the_published_one);
  ADD (every_problem_comes_back_as_it_was);
  ADD (a_document_has_the_members_of_the_standard);
  ADD (an_error_keeps_its_members_when_copied);
  ADD (nobody_has_to_ask_for_the_error);
  ADD (what_is_not_ours_becomes_the_nearest_code);
  ADD (hostile_documents_do_no_harm);
  ADD (any_error_can_be_answered);
  ADD (what_went_wrong_inside_is_not_told);
  return g_test_run ();
}

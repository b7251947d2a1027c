/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device that knows its person's face, at a whole authority: enrolling, proving, locking, taking
 * back. What the device says of the face is made up here. */
#include <string.h>

#include "audit-support.h"
#include "authority/store/audit.h"
#include "base/encoding.h"
#include "base/json.h"
#include "identity-support.h"
#include "identity/face-evidence.h"
#include "notice-support.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define PATH "/v1/me/face"
#define ENROLMENT                                                                                  \
  "{\"template\":\"t1\",\"model\":\"nets 1\",\"consent\":\"face-1\",\"identity\":\"%s\"}"

#define POLICY(days)                                                                               \
  "{\"version\":1,\"purposes\":{\"log-in\":[[\"staff-code\"],[\"device\",\"face\"]],"              \
  "\"new-pin\":[[\"staff-code\"],[\"device\",\"face\"]],\"unlock\":[[\"device\",\"face\"]],"       \
  "\"transfer\":[],\"enrol-face\":[[\"staff-code\"]],\"enrol-key\":[[\"staff-code\"]]},"           \
  "\"device\":{\"min_days\":0},\"face\":{\"max_age_days\":30,\"challenges\":2,\"tries\":3,"        \
  "\"lock_minutes\":10},\"log-in\":{\"days\":" days "}}"

static const char policy[] = POLICY ("90");
/* A log in expires before the face does. */
static const char short_log_in[] = POLICY ("20");

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
  TestDevice *device; /* of person 0 */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = yqq_clock_new_manual (START_MS);
  self->authority = test_authority_new_with_policy (self->clock, data);
  self->device = test_log_in (self->authority, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_device_free (self->device);
  test_authority_free (self->authority);
  yqq_clock_unref (self->clock);
}

static void
pass (Fixture *self, gint64 milliseconds)
{
  yqq_clock_advance (self->clock, milliseconds);
  test_device_follow_clock (self->device, self->authority);
}

/* What the device says; whoever makes it wrong changes a member. */
typedef struct {
  const char *template_id;
  YqqFaceOutcome outcome;
  guint score;
  gboolean other_order;
  guint number; /* of the try */
} Word;

static const Word good = {"t1", YQQ_FACE_OUTCOME_MATCHED, 800, FALSE};

static TestAnswer *
begin (Fixture *self, const char *purpose)
{
  TestAnswer *challenge = test_identity_begin (self->authority, self->device, purpose, NULL);
  g_assert_cmpuint (challenge->status, ==, 201);
  return challenge;
}

static YqqIdentityTask *
make_task (Fixture *self, TestAnswer *challenge, const char *purpose)
{
  g_autofree char *thumbprint = yqq_key_thumbprint (self->device->key);
  g_autoptr (GBytes) nonce =
      yqq_base64_decode (test_answer_get_text (challenge, "nonce"), -1, NULL);
  return yqq_identity_task_new (test_answer_get_text (challenge, "challenge_id"), nonce, purpose,
                                NULL, self->device->person_id, thumbprint, NULL);
}

static char *
write_evidence (const YqqIdentityTask *task, Word word)
{
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_auto (GStrv) challenges = yqq_face_evidence_draw_challenges (task, word.number, 2);
  if (word.other_order) {
    char *first = challenges[0];
    challenges[0] = challenges[1];
    challenges[1] = first;
  }
  const YqqFaceEvidence evidence = {(char *)word.template_id,
                                    (char *)"nets 1",
                                    binding,
                                    word.number,
                                    challenges,
                                    word.outcome,
                                    word.score};
  g_autoptr (JsonObject) object = yqq_face_evidence_write (&evidence);
  return yqq_json_to_string (object);
}

/* Brings a word on the face, made for the challenge of_challenge, to challenge. */
static TestAnswer *
bring (Fixture *self, TestAnswer *challenge, TestAnswer *of_challenge, Word word)
{
  g_autoptr (YqqIdentityTask) task = make_task (self, of_challenge, "new-pin");
  g_autofree char *evidence = write_evidence (task, word);
  return test_identity_send (self->authority, self->device,
                             test_answer_get_text (challenge, "challenge_id"), "face", evidence);
}

static TestAnswer *
enrol (Fixture *self, const char *purpose)
{
  g_autoptr (TestAnswer) challenge = begin (self, purpose);
  g_autoptr (TestAnswer) proven =
      test_identity_prove (self->authority, self->device, challenge, purpose, NULL, "staff-code");
  g_assert_cmpuint (proven->status, ==, 200);
  g_autofree char *body =
      g_strdup_printf (ENROLMENT, test_answer_get_text (challenge, "challenge_id"));
  return test_device_request (self->device, self->authority, "PUT", PATH, body);
}

static void
enrol_well (Fixture *self)
{
  g_autoptr (TestAnswer) answer = enrol (self, "enrol-face");
  g_assert_cmpuint (answer->status, ==, 201);
}

static void
assert_unavailable (Fixture *self, const char *why)
{
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin");
  JsonObject *closed = json_object_get_object_member (challenge->json, "unavailable");
  g_assert_cmpstr (json_object_get_string_member_with_default (closed, "face", "can be used"), ==,
                   why);
}

static void
an_enrolled_face_and_the_device_open_a_new_pin (Fixture *self, gconstpointer data)
{
  assert_unavailable (self, "not-enrolled");
  enrol_well (self);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin");
  test_assert_ways (challenge, "ways", "staff-code device+face");
  JsonObject *offer = json_object_get_object_member (
      json_object_get_object_member (challenge->json, "offers"), "face");
  g_assert_cmpstr (json_object_get_string_member (offer, "template"), ==, "t1");
  g_assert_cmpint (json_object_get_int_member (offer, "challenges"), ==, 2);
  g_autoptr (TestAnswer) face = bring (self, challenge, challenge, good);
  g_assert_cmpuint (face->status, ==, 200);
  g_assert_false (json_object_get_boolean_member (face->json, "satisfied"));
  g_autoptr (TestAnswer) both =
      test_identity_prove (self->authority, self->device, challenge, "new-pin", NULL, "device");
  g_assert_true (json_object_get_boolean_member (both->json, "satisfied"));
}

/* Registers the device again with this word on the face. */
static TestAnswer *
log_in_again (Fixture *self, TestAnswer *challenge, Word word)
{
  gsize size;
  g_autoptr (YqqIdentityTask) task = make_task (self, challenge, "log-in");
  g_autofree char *evidence = write_evidence (task, word);
  g_autoptr (TestAnswer) people =
      test_request (self->authority, "GET", "/v1/demonstration", NULL, NULL);
  JsonObject *person =
      json_array_get_object_element (json_object_get_array_member (people->json, "people"), 0);
  gconstpointer spki = g_bytes_get_data (yqq_key_get_public (self->device->key), &size);
  g_autofree char *key = yqq_base64_encode (spki, size);
  g_autofree char *body = g_strdup_printf (
      "{\"challenge_id\":\"%s\",\"name\":\"%s\",\"id_type\":\"resident-id\",\"id_number\":\"%s\","
      "\"proofs\":[{\"method\":\"device\",\"evidence\":{}},{\"method\":\"face\",\"evidence\":%s}],"
      "\"public_key\":\"%s\",\"label\":\"test\"}",
      test_answer_get_text (challenge, "challenge_id"),
      json_object_get_string_member (person, "name"),
      json_object_get_string_member (person, "id_number"), evidence, key);
  return test_device_request (self->device, self->authority, "POST", "/v1/devices", body);
}

static void
an_expired_log_in_is_renewed_with_the_face_on_this_device (Fixture *self, gconstpointer data)
{
  static const Word somebody_else = {"t1", YQQ_FACE_OUTCOME_MISMATCH, 0, FALSE};
  enrol_well (self);
  pass (self, 21 * DAY_MS);
  g_autoptr (TestAnswer) out =
      test_device_request (self->device, self->authority, "GET", "/v1/me", NULL);
  test_assert_problem (out, "session-expired");
  g_autoptr (TestAnswer) first = begin (self, "log-in");
  test_assert_ways (first, "ways", "staff-code device+face");
  g_autoptr (TestAnswer) refused = log_in_again (self, first, somebody_else);
  test_assert_problem (refused, "evidence-invalid");
  g_autoptr (TestAnswer) second = begin (self, "log-in");
  g_autoptr (TestAnswer) renewed = log_in_again (self, second, good);
  g_assert_cmpuint (renewed->status, ==, 201);
  g_assert_cmpstr (test_answer_get_text (renewed, "device_id"), ==, self->device->id);
  g_autoptr (TestAnswer) in =
      test_device_request (self->device, self->authority, "GET", "/v1/me", NULL);
  g_assert_cmpuint (in->status, ==, 200);
}

static void
no_face_logs_anybody_in_on_a_new_device (Fixture *self, gconstpointer data)
{
  enrol_well (self);
  g_autoptr (TestAnswer) challenge = test_request (
      self->authority, "POST", "/v1/identity/challenges", NULL, "{\"purpose\":\"log-in\"}");
  test_assert_ways (challenge, "ways", "staff-code");
  TestDevice *known = self->device;
  self->device = test_device_new ();
  test_device_follow_clock (self->device, self->authority);
  self->device->person_id = g_strdup (known->person_id);
  g_autoptr (TestAnswer) refused = log_in_again (self, challenge, good);
  g_assert_cmpuint (refused->status, ==, 403);
  test_device_free (self->device);
  self->device = known;
}

static void
nobody_enrols_without_being_verified_for_it (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) open = begin (self, "enrol-face");
  g_autofree char *body = g_strdup_printf (ENROLMENT, test_answer_get_text (open, "challenge_id"));
  g_autoptr (TestAnswer) unproven =
      test_device_request (self->device, self->authority, "PUT", PATH, body);
  test_assert_problem (unproven, "identity-required");
  g_assert_cmpstr (test_answer_get_text (unproven, "purpose"), ==, "enrol-face");
  g_autoptr (TestAnswer) for_another = enrol (self, "enrol-key");
  test_assert_problem (for_another, "identity-required");
  assert_unavailable (self, "not-enrolled");
}

static void
each_try_is_asked_in_an_order_of_its_own (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin");
  g_autoptr (YqqIdentityTask) task = make_task (self, challenge, "new-pin");
  for (guint number = 0; number < YQQ_FACE_EVIDENCE_MAX_TRIES; number++) {
    g_auto (GStrv) asked = yqq_face_evidence_draw_challenges (task, number, 2);
    g_auto (GStrv) again = yqq_face_evidence_draw_challenges (task, number, 2);
    g_assert_true (g_strv_equal ((const char *const *)asked, (const char *const *)again));
    g_assert_cmpstr (asked[0], !=, asked[1]);
    g_hash_table_add (orders, g_strjoinv (" ", asked));
  }
  g_assert_cmpuint (g_hash_table_size (orders), >, 6); /* of twelve */
}

/* Replayed, made for another purpose, compared with something else, or not what was asked. */
static void
evidence_that_does_not_fit_is_refused_and_counted (Fixture *self, gconstpointer data)
{
  static const Word words[] = {{"t0", YQQ_FACE_OUTCOME_MATCHED, 800, FALSE},
                               {"t1", YQQ_FACE_OUTCOME_MISMATCH, 0, FALSE},
                               {"t1", YQQ_FACE_OUTCOME_MATCHED, 549, FALSE},
                               {"t1", YQQ_FACE_OUTCOME_MATCHED, 800, TRUE}};
  enrol_well (self);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (TestAnswer) challenge = begin (self, "new-pin");
    g_autoptr (TestAnswer) refused = bring (self, challenge, challenge, words[i]);
    test_assert_problem (refused, "evidence-invalid");
    g_assert_cmpint (json_object_get_int_member (refused->json, "tries_left"), ==, 2);
    Word better = good;
    better.number = 1; /* which is asked in an order of its own */
    g_autoptr (TestAnswer) right = bring (self, challenge, challenge, better);
    g_assert_cmpuint (right->status, ==, 200); /* which forgives the wrong ones */
  }
  g_autoptr (TestAnswer) before = begin (self, "new-pin");
  g_autoptr (TestAnswer) now = begin (self, "new-pin");
  g_autoptr (TestAnswer) replayed = bring (self, now, before, good);
  test_assert_problem (replayed, "evidence-invalid");
  g_autoptr (TestAnswer) malformed = test_identity_send (
      self->authority, self->device, test_answer_get_text (now, "challenge_id"), "face", "{}");
  test_assert_problem (malformed, "evidence-invalid");
  g_assert_cmpint (json_object_get_int_member (malformed->json, "tries_left"), ==, 1);
}

static void
too_many_wrong_tries_lock_the_face_for_a_while (Fixture *self, gconstpointer data)
{
  const Word wrong = {"t1", YQQ_FACE_OUTCOME_CHALLENGE_FAILED, 0, FALSE};
  enrol_well (self);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (TestAnswer) refused = bring (self, challenge, challenge, wrong);
    test_assert_problem (refused, "evidence-invalid");
  }
  g_autoptr (TestAnswer) last = bring (self, challenge, challenge, wrong);
  test_assert_problem (last, "evidence-locked");
  g_autoptr (TestAnswer) right = bring (self, challenge, challenge, good);
  test_assert_problem (right, "evidence-locked");
  enrol_well (self); /* is no way around it */
  assert_unavailable (self, "locked");
  pass (self, 10 * MINUTE_MS);
  g_autoptr (TestAnswer) later = begin (self, "new-pin");
  g_autoptr (TestAnswer) taken = bring (self, later, later, good);
  g_assert_cmpuint (taken->status, ==, 200);
}

static void
an_enrolment_expires (Fixture *self, gconstpointer data)
{
  enrol_well (self);
  pass (self, 30 * DAY_MS);
  assert_unavailable (self, "expired");
  enrol_well (self);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin");
  test_assert_ways (challenge, "ways", "staff-code device+face");
}

static void
the_person_is_told_once_of_each (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) home = test_log_in (self->authority, 0);
  enrol_well (self);
  test_assert_told (home, self->authority, YQQ_NOTICE_FACE_ENROLLED, NULL, self->device->id, NULL,
                    "test");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (TestAnswer) removed =
        test_device_request (self->device, self->authority, "DELETE", PATH, NULL);
    g_assert_cmpuint (removed->status, ==, 200);
  }
  test_assert_told (home, self->authority, YQQ_NOTICE_FACE_ERASED, NULL, self->device->id, NULL,
                    "test");
  g_assert_cmpuint (test_count_told (home, self->authority, YQQ_NOTICE_FACE_ERASED), ==, 1);
}

static void
consent_is_withdrawn_without_being_asked_for_anything (Fixture *self, gconstpointer data)
{
  enrol_well (self);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin");
  g_autoptr (TestAnswer) removed =
      test_device_request (self->device, self->authority, "DELETE", PATH, NULL);
  g_assert_cmpuint (removed->status, ==, 200);
  g_autoptr (TestAnswer) late = bring (self, challenge, challenge, good);
  test_assert_problem (late, "face-not-enrolled");
  assert_unavailable (self, "not-enrolled");
  g_autoptr (TestAnswer) again =
      test_device_request (self->device, self->authority, "DELETE", PATH, NULL);
  g_assert_cmpuint (again->status, ==, 200);
}

static void
another_device_or_person_has_nothing_of_it (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) other = test_log_in (self->authority, 1);
  enrol_well (self);
  g_autoptr (TestAnswer) challenge = test_identity_begin (self->authority, other, "new-pin", NULL);
  test_assert_ways (challenge, "ways", "staff-code");
  g_autoptr (TestAnswer) unsigned_request =
      test_request (self->authority, "DELETE", PATH, NULL, NULL);
  test_assert_problem (unsigned_request, "signature-missing");
}

static void
what_is_no_enrolment_is_malformed (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = {"{}",
                                       "{\"template\":\"../t\",\"model\":\"m\",\"consent\":\"c\"}",
                                       "{\"template\":\"t\",\"model\":\"\",\"consent\":\"c\"}"};
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (TestAnswer) refused =
        test_device_request (self->device, self->authority, "PUT", PATH, bodies[i]);
    test_assert_problem (refused, "malformed");
  }
}

static void
enrolling_and_withdrawing_stand_in_the_record (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  enrol_well (self);
  g_autoptr (TestAnswer) removed =
      test_device_request (self->device, self->authority, "DELETE", PATH, NULL);
  g_assert_cmpuint (removed->status, ==, 200);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) lines =
      yqq_audit_list_lines (database, NULL, 0, G_MAXINT64, G_MAXSIZE / 2, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (g_ptr_array_index (lines, lines->len - 2), "\"face-enrol\""));
  g_assert_nonnull (strstr (g_ptr_array_index (lines, lines->len - 1), "\"face-remove\""));
}

#define ADD_WITH(test, text)                                                                       \
  g_test_add ("/authority/faces/" #test, Fixture, text, set_up, test, tear_down)
#define ADD(test) ADD_WITH (test, policy)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (an_enrolled_face_and_the_device_open_a_new_pin);
  ADD_WITH (an_expired_log_in_is_renewed_with_the_face_on_this_device, short_log_in);
  ADD (no_face_logs_anybody_in_on_a_new_device);
  ADD (nobody_enrols_without_being_verified_for_it);
  ADD (each_try_is_asked_in_an_order_of_its_own);
  ADD (evidence_that_does_not_fit_is_refused_and_counted);
  ADD (too_many_wrong_tries_lock_the_face_for_a_while);
  ADD (an_enrolment_expires);
  ADD (the_person_is_told_once_of_each);
  ADD (consent_is_withdrawn_without_being_asked_for_anything);
  ADD (another_device_or_person_has_nothing_of_it);
  ADD (what_is_no_enrolment_is_malformed);
  ADD (enrolling_and_withdrawing_stand_in_the_record);
  return g_test_run ();
}

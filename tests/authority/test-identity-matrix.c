/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every set of methods for every purpose in every state of a person and their device: what suffices
 * can be used, and nothing else can. */
#include <string.h>

#include "authority/identity-desk-private.h"
#include "authority/store/staff-codes.h"
#include "base/encoding.h"
#include "identity-support.h"
#include "identity/method.h"
#include "identity/policy-file.h"
#include "identity/staff-code.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define N_METHODS 6
#define WAYS 3

/* The same twice: as the authority reads it, and as this test understands it. */
static const char policy_text[] =
    "{\"version\":1,\"purposes\":{\"log-in\":[[\"staff-code\"],[\"oidc\",\"device\"]],"
    "\"new-pin\":[[\"staff-code\",\"oidc\"],[\"device\",\"face\"],[\"oidc\",\"fido2\"]],"
    "\"unlock\":[[\"staff-code\"],[\"device\",\"face\"],[\"device\",\"pin\"]],\"transfer\":[],"
    "\"enrol-face\":[[\"pin\"],[\"staff-code\"]],\"enrol-key\":[[\"pin\",\"device\"],[\"oidc\"]]},"
    "\"second-factor\":{\"fido2\":[\"new-pin\",\"transfer\"]},\"device\":{\"min_days\":1},"
    "\"oidc\":{\"name\":\"n\",\"issuer\":\"https://127.0.0.1:1\",\"client_id\":\"c\"}}";

/* Bits in the order of yqq_identity_methods_list. */
enum { CODE = 1, OIDC = 2, FIDO2 = 4, FACE = 8, DEVICE = 16, PIN = 32 };

static const struct {
  const char *purpose;
  guint ways[WAYS]; /* 0: none further */
  gboolean nothing;
  gboolean second_factor;
} table[] = {
    {"log-in", {CODE, OIDC | DEVICE}, FALSE, FALSE},
    {"new-pin", {CODE | OIDC, DEVICE | FACE, OIDC | FIDO2}, FALSE, TRUE},
    {"unlock", {CODE, DEVICE | FACE, DEVICE | PIN}, FALSE, FALSE},
    {"transfer", {0}, TRUE, TRUE},
    {"enrol-face", {PIN, CODE}, FALSE, FALSE},
    {"enrol-key", {PIN | DEVICE, OIDC}, FALSE, FALSE},
};

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
  TestDevice *device;
  YqqDatabase *database;
  YqqIdentityDesk *desk;
  char *thumbprint;
  gboolean old_device;
  gboolean has_key;
  guint cases, satisfied;
} Fixture;

/* What the policy means, computed once more without the program's own functions. */
static gboolean
suffices (const Fixture *self, guint row, guint proven)
{
  guint besides = table[row].second_factor && self->has_key ? FIDO2 : 0;
  if (table[row].nothing)
    return (proven & besides) == besides;
  for (guint i = 0; i < WAYS && table[row].ways[i] != 0; i++)
    if ((proven & (table[row].ways[i] | besides)) == (table[row].ways[i] | besides))
      return TRUE;
  return FALSE;
}

/* Methods that no way of the purpose has are refused before anything else is. */
static guint
list_counted (const Fixture *self, guint row)
{
  guint counted = table[row].second_factor && self->has_key ? FIDO2 : 0;
  for (guint i = 0; i < WAYS; i++)
    counted |= table[row].ways[i];
  return counted;
}

static char *
make_evidence (Fixture *self, const YqqIdentityChallengeRecord *challenge, const char *method)
{
  if (strcmp (method, "staff-code") == 0) {
    g_autoptr (YqqStaffCodeStore) store = yqq_staff_codes_new (self->database, self->clock);
    g_autofree char *code =
        yqq_staff_code_issue (store, self->device->person_id, challenge->purpose, "desk 3",
                              YQQ_STAFF_CODE_MS, yqq_clock_get_unix_ms (self->clock), NULL);
    return g_strdup_printf ("{\"code\":\"%s\"}", code);
  }
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new (challenge->id, challenge->nonce, challenge->purpose,
                             challenge->subject, NULL, self->thumbprint, NULL);
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_autofree char *text = yqq_base64_encode (g_bytes_get_data (binding, NULL), 32);
  return g_strdup_printf ("{\"binding\":\"%s\"}", text);
}

/* Brings one method's evidence in a transaction of its own, as requests do. */
static gboolean
bring (Fixture *self,
       const YqqIdentityChallengeRecord *challenge,
       const char *method,
       gboolean *satisfied)
{
  g_autofree char *evidence = make_evidence (self, challenge, method);
  g_autoptr (GError) error = NULL;
  YqqIdentityCheck check = {
      .desk = self->desk,
      .person_id = self->device->person_id,
      .thumbprint = self->thumbprint,
      .device_id = self->device->id,
      .now_ms = yqq_clock_get_unix_ms (self->clock),
  };
  gboolean log_in = strcmp (challenge->purpose, "log-in") == 0;
  g_assert_true (yqq_identity_check_begin (&check, self->database, challenge->id,
                                           log_in ? "log-in" : NULL, &error));
  g_assert_true (yqq_identity_check_add (&check, self->database, method, evidence, &error));
  g_assert_true (yqq_identity_check_settle (&check, self->database, &error));
  gboolean taken = check.problem == NULL;
  *satisfied = check.satisfied;
  yqq_identity_check_clear (&check);
  return taken;
}

static gboolean
use (Fixture *self, const YqqIdentityChallengeRecord *challenge)
{
  g_autoptr (GError) problem = NULL, error = NULL;
  g_assert_true (yqq_identity_desk_consume (self->desk, self->database, challenge->id,
                                            self->device->person_id, self->device->id,
                                            challenge->purpose, challenge->subject,
                                            yqq_clock_get_unix_ms (self->clock), &problem, &error));
  return problem == NULL;
}

static void
check_set (Fixture *self, guint row, guint set)
{
  g_autofree char *id = g_strdup_printf ("c%06u", ++self->cases);
  g_autoptr (GBytes) nonce = g_bytes_new (id, strlen (id));
  YqqIdentityChallengeRecord challenge = {
      .id = id,
      .nonce = nonce,
      .purpose = (char *)table[row].purpose,
      .subject = (char *)"about",
      .person_id = self->device->person_id,
      .thumbprint = self->thumbprint,
      .expires_at_ms = yqq_clock_get_unix_ms (self->clock) + YQQ_IDENTITY_CHALLENGE_MS,
  };
  gint64 now_ms = yqq_clock_get_unix_ms (self->clock);
  g_assert_true (yqq_identity_challenges_add (self->database, &challenge, 5, now_ms, NULL));
  guint proven = 0, can = list_counted (self, row) & (self->old_device ? ~0U : ~(guint)DEVICE);
  gboolean satisfied = suffices (self, row, 0);
  if (satisfied)
    yqq_identity_challenges_satisfy (self->database, id, now_ms, now_ms + 1000, NULL);
  for (guint i = 0; i < N_METHODS; i++) {
    if ((set & 1U << i) == 0)
      continue;
    gboolean taken = bring (self, &challenge, yqq_identity_methods_list ()[i], &satisfied);
    if (taken != ((can & 1U << i) != 0))
      g_test_message ("%s: %s in set %x", challenge.purpose, yqq_identity_methods_list ()[i], set);
    g_assert_true (taken == ((can & 1U << i) != 0));
    proven |= taken ? 1U << i : 0;
    if (taken)
      g_assert_true (satisfied == suffices (self, row, proven));
  }
  if (strcmp (challenge.purpose, "log-in") == 0)
    return;
  g_assert_true (use (self, &challenge) == suffices (self, row, proven));
  g_assert_false (use (self, &challenge));
  self->satisfied += suffices (self, row, proven);
}

static gboolean
check_all (YqqDatabase *database, gpointer data, GError **error)
{
  for (guint row = 0; row < G_N_ELEMENTS (table); row++)
    for (guint set = 0; set < 1U << N_METHODS; set++)
      check_set (data, row, set);
  return TRUE;
}

static void
set_up (Fixture *self)
{
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_parse (policy_text, -1, faults);
  g_assert_nonnull (policy);
  self->clock = yqq_clock_new_manual (START_MS);
  self->authority = test_authority_new (self->clock);
  self->device = test_log_in (self->authority, 0);
  self->thumbprint = yqq_key_thumbprint (self->device->key);
  self->database = yqq_authority_open_database (self->authority->data, NULL);
  self->desk = yqq_identity_desk_new (NULL, policy, self->clock);
  test_identity_add_methods_to (self->desk);
}

static void
tear_down (Fixture *self)
{
  yqq_identity_desk_free (self->desk);
  g_object_unref (self->database);
  g_free (self->thumbprint);
  test_device_free (self->device);
  test_authority_free (self->authority);
  yqq_clock_unref (self->clock);
  test_identity_forget ();
}

static void
only_what_the_policy_asks_can_be_used (void)
{
  Fixture fixture = {NULL};
  g_autoptr (GError) error = NULL;
  set_up (&fixture);
  for (guint state = 0; state < 4; state++) {
    if (state == 2)
      yqq_clock_advance (fixture.clock, DAY_MS);
    fixture.old_device = state >= 2;
    fixture.has_key = state % 2 == 1;
    test_identity_forget ();
    test_identity_enrol (fixture.device->id);
    if (fixture.has_key)
      test_identity_register (fixture.device->person_id);
    yqq_database_transact (fixture.database, check_all, &fixture, &error);
    g_assert_no_error (error);
  }
  g_test_message ("%u cases, %u of which sufficed", fixture.cases, fixture.satisfied);
  g_assert_cmpuint (fixture.cases, ==, 4 * 64 * G_N_ELEMENTS (table));
  g_assert_cmpuint (fixture.satisfied, >, 100);
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/identity-matrix/only_what_the_policy_asks_can_be_used",
                   only_what_the_policy_asks_can_be_used);
  return g_test_run ();
}

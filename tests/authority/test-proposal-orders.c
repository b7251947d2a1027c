/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two-person rule in every order of events, beside a small model: nothing is done that a second
 * person has not approved. */
#include <glib/gstdio.h>
#include <string.h>

#include "authority/acts/act.h"
#include "authority/store/certificates.h"
#include "authority/store/devices.h"
#include "authority/store/enterprises.h"
#include "authority/store/grants.h"
#include "authority/store/migrations.h"
#include "authority/store/people.h"
#include "authority/store/proposals.h"
#include "authority/store/sqlite-database.h"
#include "crypto/certificate-authority.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "crypto/random.h"

#define DEPTH 4
#define LONG_MS (G_GINT64_CONSTANT (365) * 24 * 3600 * 1000)

/* The administrator, the legal representative, and an employee whom acts are about. */
typedef enum { A, L, C, NOBODY } Who;
static const char *const people[] = {"a", "l", "c"};
static const char *const grants[] = {"g-a", "g-l", "g-c"};

#define TIMES_16(digit)                                                                            \
  digit digit digit digit digit digit digit digit digit digit digit digit digit digit digit digit
#define FINGERPRINT(digit) TIMES_16 (digit) TIMES_16 (digit) TIMES_16 (digit) TIMES_16 (digit)
static const char *const fingerprints[] = {FINGERPRINT ("a"), FINGERPRINT ("b"), FINGERPRINT ("c")};

typedef enum {
  CANCEL_BY_A,
  OFFER_BY_A,
  OFFER_BY_L,
  OFF_BY_A,
  APPROVE_BY_A,
  APPROVE_BY_L,
  APPROVE_BY_C,
  REFUSE_BY_L,
  WITHDRAW_BY_A,
  TIME,
  STAFF_CANCEL,
  N_EVENTS
} Event;

typedef struct {
  Who by;
  YqqActKind kind;
  gint64 at_ms;
  gboolean ended;
} Proposal;

typedef struct {
  gboolean rule;
  gboolean cancelled;   /* C's grant */
  gint64 offered_at_ms; /* of A's office to C; 0: never */
  Proposal proposals[DEPTH];
  guint n_proposals;
  gint64 now_ms;
} Model;

static char *path;
static YqqDatabase *database;
static YqqKey *keys[3];
static gint64 start_ms;
static guint n_sequences;

/* The model */

static gboolean
model_offer_stands (const Model *model)
{
  return model->offered_at_ms > 0 && model->now_ms < model->offered_at_ms + YQQ_TRANSFER_OFFER_MS;
}

static gboolean
model_judge (const Model *model, YqqActKind kind)
{
  switch (kind) {
  case YQQ_ACT_GRANT_CANCEL:
    return !model->cancelled;
  case YQQ_ACT_TRANSFER_OFFER:
    return !model->cancelled && !model_offer_stands (model);
  default:
    return TRUE;
  }
}

static void
model_do (Model *model, YqqActKind kind)
{
  if (kind == YQQ_ACT_GRANT_CANCEL)
    model->cancelled = TRUE;
  else if (kind == YQQ_ACT_TRANSFER_OFFER)
    model->offered_at_ms = model->now_ms;
  else
    model->rule = FALSE;
}

/* What is asked for is done, waits, or is refused. */
static gboolean
model_ask (Model *model, Who by, YqqActKind kind, gboolean *waits)
{
  *waits = FALSE;
  if (!model_judge (model, kind))
    return FALSE;
  *waits = model->rule;
  if (*waits)
    model->proposals[model->n_proposals++] = (Proposal){by, kind, model->now_ms, FALSE};
  else
    model_do (model, kind);
  return TRUE;
}

static Proposal *
model_find (Model *model)
{
  return model->n_proposals > 0 ? &model->proposals[model->n_proposals - 1] : NULL;
}

static gboolean
model_decide (Model *model, Who who, YqqActKind kind)
{
  Proposal *newest = model_find (model);
  if (newest == NULL || who == C || newest->ended ||
      model->now_ms >= newest->at_ms + YQQ_TRANSFER_OFFER_MS ||
      (newest->by == who) != (kind == YQQ_ACT_PROPOSAL_WITHDRAW))
    return FALSE;
  if (kind == YQQ_ACT_PROPOSAL_APPROVE) {
    if (!model_judge (model, newest->kind))
      return FALSE;
    model_do (model, newest->kind);
  }
  newest->ended = TRUE;
  return TRUE;
}

/* The authority */

static YqqGrantState
read_state (Who who, gint64 now_ms)
{
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_assert_true (yqq_grants_find (database, grants[who], &grant, NULL));
  return yqq_effective_grant_state (grant, now_ms);
}

/* In a savepoint of its own, as the writer has it; TRUE where something came of it. */
static gboolean
perform (Who who, YqqEnterpriseAct *act, gint64 now_ms, gboolean *waits)
{
  g_autoptr (GError) error = NULL;
  guint roles = 0;
  g_free (act->id);
  act->id = yqq_random_id ();
  act->at_ms = now_ms;
  g_autoptr (GBytes) payload = yqq_enterprise_act_to_bytes (act);
  g_autofree char *jws = yqq_jws_sign (keys[who], YQQ_JWS_ACT, fingerprints[who], payload, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (jws, strlen (jws));
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  g_assert_true (yqq_memberships_read (database, "e", people[who], &roles, NULL));
  const YqqActContext context = {
      .act = act,
      .jws = jws,
      .digest = digest,
      .certificate = fingerprints[who],
      .person_id = people[who],
      .roles = roles,
      .state = read_state (who, now_ms),
      .now_ms = now_ms,
  };
  g_autoptr (YqqActResult) result = yqq_act_result_begin (act);
  g_assert_true (yqq_database_run (database, NULL, "SAVEPOINT act", YQQ_END));
  gboolean good = yqq_act_run (database, &context, result, &error);
  if (!good) {
    if (error->domain != YQQ_PROBLEM_ERROR)
      g_error ("%s", error->message);
    g_assert_true (yqq_database_run (database, NULL, "ROLLBACK TO SAVEPOINT act", YQQ_END));
  }
  g_assert_true (yqq_database_run (database, NULL, "RELEASE SAVEPOINT act", YQQ_END));
  *waits = good && result->proposal != NULL;
  return good && (result->done || *waits);
}

static gboolean
ask (Model *model, Who by, YqqActKind kind)
{
  gboolean waits = FALSE;
  gboolean expected_waits;
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (kind, "e");
  act->whole = TRUE;
  if (kind == YQQ_ACT_TRANSFER_OFFER)
    act->subject = g_strdup (grants[C]);
  if (kind == YQQ_ACT_GRANT_CANCEL) {
    YqqActItem *item = g_new0 (YqqActItem, 1);
    item->grant = g_strdup (grants[C]);
    act->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
    g_ptr_array_add (act->items, item);
  }
  gint64 now_ms = model->now_ms;
  gboolean expected = model_ask (model, by, kind, &expected_waits);
  g_assert_cmpint (perform (by, act, now_ms, &waits), ==, expected);
  g_assert_cmpint (waits, ==, expected && expected_waits);
  return expected;
}

static gboolean
decide (Model *model, Who who, YqqActKind kind)
{
  gboolean waits = FALSE;
  g_autoptr (YqqRows) newest = yqq_database_query (
      database, NULL, "SELECT id, digest FROM proposals ORDER BY rowid DESC LIMIT 1", YQQ_END);
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (kind, "e");
  gboolean there = yqq_rows_get_length (newest) > 0;
  act->subject = g_strdup (there ? yqq_rows_get_text (newest, 0, 0) : "nothing");
  if (kind == YQQ_ACT_PROPOSAL_APPROVE)
    act->proposed_digest = there ? g_bytes_ref (yqq_rows_get_blob (newest, 0, 1))
                                 : g_bytes_new_static ("12345678901234567890123456789012", 32);
  gboolean expected = model_decide (model, who, kind);
  g_assert_cmpint (perform (who, act, model->now_ms, &waits), ==, expected);
  g_assert_false (waits);
  return expected;
}

/* FALSE where it was refused, and everything is as before. */
static gboolean
happen (Model *model, Event event)
{
  switch (event) {
  case CANCEL_BY_A:
    return ask (model, A, YQQ_ACT_GRANT_CANCEL);
  case OFFER_BY_A:
    return ask (model, A, YQQ_ACT_TRANSFER_OFFER);
  case OFFER_BY_L:
    return ask (model, L, YQQ_ACT_TRANSFER_OFFER);
  case OFF_BY_A:
    return ask (model, A, YQQ_ACT_SETTINGS_CHANGE);
  case APPROVE_BY_A:
    return decide (model, A, YQQ_ACT_PROPOSAL_APPROVE);
  case APPROVE_BY_L:
    return decide (model, L, YQQ_ACT_PROPOSAL_APPROVE);
  case APPROVE_BY_C:
    return decide (model, C, YQQ_ACT_PROPOSAL_APPROVE);
  case REFUSE_BY_L:
    return decide (model, L, YQQ_ACT_PROPOSAL_REFUSE);
  case WITHDRAW_BY_A:
    return decide (model, A, YQQ_ACT_PROPOSAL_WITHDRAW);
  case TIME:
    model->now_ms += YQQ_TRANSFER_OFFER_MS;
    return TRUE;
  default:
    if (!model->cancelled)
      g_assert_true (yqq_grants_cancel (database, grants[C], "left", NULL, model->now_ms, NULL));
    model->cancelled = TRUE;
    return TRUE;
  }
}

static gint64
count (const char *sql, gint64 now_ms)
{
  g_autoptr (YqqRows) rows = yqq_database_query (database, NULL, sql, YQQ_INT (now_ms), YQQ_END);
  return yqq_rows_get_int (rows, 0, 0);
}

static void
check (const Model *model)
{
  gboolean rule = FALSE;
  gint64 waiting = 0;
  gint64 expected = 0;
  for (guint i = 0; i < model->n_proposals; i++)
    expected += !model->proposals[i].ended &&
                        model->now_ms < model->proposals[i].at_ms + YQQ_TRANSFER_OFFER_MS
                    ? 1
                    : 0;
  g_assert_true (yqq_two_person_read (database, "e", &rule, NULL));
  g_assert_cmpint (rule, ==, model->rule);
  g_assert_true (yqq_proposals_count_waiting (database, "e", model->now_ms, &waiting, NULL));
  g_assert_cmpint (waiting, ==, expected);
  g_assert_cmpint (read_state (C, start_ms) == YQQ_GRANT_STATE_CANCELLED, ==, model->cancelled);
  g_assert_cmpint (count ("SELECT count(*) FROM transfers WHERE state = 'waiting' "
                          "AND expires_at > $1",
                          model->now_ms),
                   ==, model_offer_stands (model) ? 1 : 0);
  g_assert_cmpint (count ("SELECT count(*) FROM proposals WHERE decided_by = proposed_by "
                          "AND state <> 'withdrawn' AND $1 > 0",
                          1),
                   ==, 0);
}

/* Every sequence but those that go on after a refusal: they are the same as without what was
 * refused. */
static void
explore (const Model *before, guint depth)
{
  g_autofree char *savepoint = g_strdup_printf ("SAVEPOINT s%u", depth);
  g_autofree char *undo = g_strdup_printf ("ROLLBACK TO SAVEPOINT s%u", depth);
  g_autofree char *release = g_strdup_printf ("RELEASE SAVEPOINT s%u", depth);
  for (guint event = 0; event < N_EVENTS; event++) {
    Model model = *before;
    g_assert_true (yqq_database_run (database, NULL, savepoint, YQQ_END));
    gboolean changed = happen (&model, event);
    check (&model);
    n_sequences++;
    if (changed && depth + 1 < DEPTH)
      explore (&model, depth + 1);
    g_assert_true (yqq_database_run (database, NULL, undo, YQQ_END));
    g_assert_true (yqq_database_run (database, NULL, release, YQQ_END));
  }
}

/* Setting up */

static GBytes *
issue (YqqCertificateAuthority *ca, YqqKey *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), NULL);
  guint8 random[16];
  yqq_random_bytes (random, sizeof random);
  g_autoptr (GBytes) serial = g_bytes_new (random, sizeof random);
  const YqqCertificateProfile profile = {.enterprise_name = "企业",
                                         .credit_code = "91440101YQDEM0017N",
                                         .person_name = "林晓",
                                         .kind = YQQ_CERTIFICATE_KIND_ENTERPRISE,
                                         .serial = serial,
                                         .not_before_ms = start_ms,
                                         .not_after_ms = start_ms + LONG_MS,
                                         .grant_code = "YQ44000000000001"};
  GBytes *der = yqq_certificate_authority_issue (ca, public, &profile, &error);
  g_assert_no_error (error);
  return der;
}

static void
add_person (Who who, YqqRole role, YqqCertificateAuthority *ca)
{
  const char *const permissions[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  const char *id = people[who];
  keys[who] = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (GBytes) der = issue (ca, keys[who]);
  YqqPersonRecord person = {(char *)id, (char *)id,  YQQ_ID_TYPE_PASSPORT,
                            (char *)id, (char *)"1", FALSE};
  YqqDevice device = {(char *)id, (char *)id, (char *)id, der, (char *)"PC", FALSE};
  YqqGrantRecord grant = {.id = (char *)grants[who],
                          .code = (char *)grants[who],
                          .enterprise_id = (char *)"e",
                          .person_id = (char *)id,
                          .kind = role == YQQ_ROLE_EMPLOYEE ? YQQ_CERTIFICATE_KIND_EMPLOYEE
                                                            : YQQ_CERTIFICATE_KIND_ENTERPRISE,
                          .state = YQQ_GRANT_STATE_ACTIVE,
                          .not_before_ms = start_ms,
                          .not_after_ms = start_ms + LONG_MS,
                          .permissions = (GStrv)permissions};
  YqqCertificateRecord certificate = {.fingerprint = (char *)fingerprints[who],
                                      .grant_id = (char *)grants[who],
                                      .device_id = (char *)id,
                                      .algorithm = YQQ_ALGORITHM_P256_SHA256,
                                      .serial = (char *)"01",
                                      .key_thumbprint = (char *)id,
                                      .certificate = der,
                                      .not_before_ms = start_ms,
                                      .not_after_ms = start_ms + LONG_MS};
  g_assert_true (yqq_people_add (database, &person, start_ms, NULL));
  g_assert_true (yqq_memberships_add (database, "e", id, role, start_ms, NULL));
  g_assert_true (yqq_devices_add (database, &device, start_ms, NULL));
  g_assert_true (yqq_grants_add (database, &grant, start_ms, NULL));
  g_assert_true (yqq_certificates_add (database, &certificate, start_ms, NULL));
}

static void
set_up (void)
{
  const YqqCaProfile profile = {"Test", "Test Root", "Test Issuing"};
  g_autoptr (GError) error = NULL;
  start_ms = g_get_real_time () / 1000;
  g_autoptr (YqqCertificateAuthority) ca = yqq_certificate_authority_create (
      YQQ_ALGORITHM_P256_SHA256, &profile, yqq_clock_get_system (), &error);
  g_assert_no_error (error);
  database = yqq_sqlite_database_open (path, &error);
  g_assert_no_error (error);
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_database_begin (database, NULL));
  g_autoptr (YqqEnterprise) enterprise = yqq_enterprise_new ("e", "企业", "c", "陈明", FALSE);
  g_assert_true (yqq_enterprises_add (database, enterprise, start_ms, NULL));
  add_person (A, YQQ_ROLE_ADMINISTRATOR, ca);
  add_person (L, YQQ_ROLE_LEGAL_REPRESENTATIVE, ca);
  add_person (C, YQQ_ROLE_EMPLOYEE, ca);
  g_assert_true (yqq_two_person_set (database, "e", TRUE, NULL));
}

static void
tear_down (void)
{
  static const char *const endings[] = {"", "-wal", "-shm"};
  yqq_database_rollback (database);
  g_clear_object (&database);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_clear_pointer (&keys[i], yqq_key_unref);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);
    g_remove (file);
  }
}

static void
nothing_is_done_that_a_second_person_has_not_approved (void)
{
  set_up ();
  const Model model = {.rule = TRUE, .now_ms = start_ms};
  explore (&model, 0);
  g_test_message ("%u sequences", n_sequences);
  g_assert_cmpuint (n_sequences, >, N_EVENTS * N_EVENTS);
  tear_down ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *directory = g_dir_make_tmp ("yqq-proposals-XXXXXX", NULL);
  path = g_build_filename (directory, "test.db", NULL);
  g_test_add_func ("/authority/proposals/nothing_is_done_that_a_second_person_has_not_approved",
                   nothing_is_done_that_a_second_person_has_not_approved);
  int result = g_test_run ();
  g_rmdir (directory);
  g_free (path);
  return result;
}

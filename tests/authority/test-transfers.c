/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The administrator's office on its way, in every order of events: beside a small model that says
 * what has to come of each. */
#include <glib/gstdio.h>
#include <string.h>

#include "authority/acts/act.h"
#include "authority/acts/overdue.h"
#include "authority/acts/transfer-acts.h"
#include "authority/store/enterprises.h"
#include "authority/store/migrations.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "authority/store/proposals.h"
#include "authority/store/quota.h"
#include "authority/store/sqlite-database.h"
#include "authority/store/transfers.h"

#define START_MS G_GINT64_CONSTANT (1000000000)
#define LONG_MS (G_GINT64_CONSTANT (10) * 365 * 24 * 3600 * 1000)
#define DEPTH 4
#define QUOTA 10

/* The administrator, two authorised users, the legal representative, and somebody whom staff put
 * in.
 */
typedef enum { A, C, D, L, B, NOBODY } Who;
static const char *const people[] = {"a", "c", "d", "l", "b"};
/* What each of them was given at first: A has an employee's grant beside the office's. */
static const char *const own_grants[] = {"g-a", "g-c", "g-d", "g-l", NULL};

typedef enum {
  OFFER_A_TO_C,
  OFFER_A_TO_D,
  OFFER_C_TO_A,
  OFFER_L_TO_A,
  OFFER_L_TO_D,
  TAKE_OVER,
  ACCEPT_A,
  ACCEPT_C,
  ACCEPT_D,
  REFUSE_C,
  WITHDRAW_A,
  TIME,
  SUSPEND_C,
  CANCEL_C,
  STAFF,
  N_EVENTS
} Event;

static char *path;
static YqqDatabase *database;

/* The model */

typedef struct {
  Who from;
  Who to;
  Who by;
  gint64 at_ms;
  gboolean ended;
} Offer;

typedef struct {
  Who holder;
  gboolean active[L + 1]; /* the grants given at first */
  Offer offers[DEPTH];
  guint n_offers;
  gint64 now_ms;
} Model;

static gboolean
can_act (const Model *model, Who who)
{
  return model->holder == who || (who != B && model->active[who]);
}

static gboolean
stands (const Model *model, const Offer *offer)
{
  return !offer->ended && model->now_ms < offer->at_ms + YQQ_TRANSFER_OFFER_MS &&
         offer->from == model->holder;
}

static Offer *
find_newest (Model *model, Who to, Who by)
{
  for (guint i = model->n_offers; i > 0; i--) {
    Offer *offer = &model->offers[i - 1];
    if ((to == NOBODY || offer->to == to) && (by == NOBODY || offer->by == by))
      return offer;
  }
  return NULL;
}

static void
end_offers_of (Model *model, Who office)
{
  for (guint i = 0; i < model->n_offers; i++)
    if (model->offers[i].from == office)
      model->offers[i].ended = TRUE;
}

static void
hand_on (Model *model, Who to)
{
  end_offers_of (model, model->holder);
  end_offers_of (model, to);
  model->holder = to;
}

static gboolean
model_offer (Model *model, Who by, Who to)
{
  gboolean take_over = by == to;
  if (!can_act (model, by) || (by != model->holder && by != L) || to == model->holder ||
      !model->active[to])
    return FALSE;
  for (guint i = 0; i < model->n_offers; i++)
    if (stands (model, &model->offers[i]) && !take_over)
      return FALSE;
  end_offers_of (model, model->holder);
  model->offers[model->n_offers++] = (Offer){model->holder, to, by, model->now_ms, take_over};
  if (take_over)
    hand_on (model, to);
  return TRUE;
}

static gboolean
model_answer (Model *model, Who who, Offer *offer, YqqActKind kind)
{
  if (offer == NULL || !can_act (model, who) || !stands (model, offer))
    return FALSE;
  if (kind == YQQ_ACT_TRANSFER_ACCEPT) {
    if (!model->active[who] || model->holder == who)
      return FALSE;
    hand_on (model, who);
  }
  offer->ended = TRUE;
  return TRUE;
}

/* The authority */

static guint
read_roles (Who who)
{
  guint roles = 0;
  g_assert_true (yqq_memberships_read (database, "e", people[who], &roles, NULL));
  return roles;
}

static YqqGrantState
read_state (Who who, gint64 now_ms)
{
  g_autoptr (GPtrArray) grants = yqq_grants_list (database, people[who], NULL);
  YqqGrantState state = YQQ_GRANT_STATE_CANCELLED;
  for (guint i = 0; i < grants->len; i++)
    if (yqq_effective_grant_state (g_ptr_array_index (grants, i), now_ms) == YQQ_GRANT_STATE_ACTIVE)
      state = YQQ_GRANT_STATE_ACTIVE;
  return state;
}

/* In a savepoint of its own, as the writer has it. */
static gboolean
perform (YqqDatabase *connection, Who who, YqqActKind kind, const char *subject, gint64 now_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (kind, "e");
  act->subject = g_strdup (subject);
  const YqqActContext context = {
      .act = act,
      .person_id = people[who],
      .roles = read_roles (who),
      .state = read_state (who, now_ms),
      .now_ms = now_ms,
  };
  g_autoptr (YqqActResult) result = yqq_act_result_begin (act);
  g_assert_true (yqq_database_run (connection, NULL, "SAVEPOINT act", YQQ_END));
  gboolean done = yqq_act_run (connection, &context, result, &error) && result->done;
  if (error != NULL) {
    g_assert_true (error->domain == YQQ_PROBLEM_ERROR);
    g_assert_true (yqq_database_run (connection, NULL, "ROLLBACK TO SAVEPOINT act", YQQ_END));
  }
  g_assert_true (yqq_database_run (connection, NULL, "RELEASE SAVEPOINT act", YQQ_END));
  return done;
}

/* The newest offer to or by somebody, whatever it is worth; else an id of nothing. Owned. */
static char *
find_transfer (Who to, Who by)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL,
      "SELECT id FROM transfers WHERE (to_person = $1 OR $1 = '') AND (offered_by = $2 OR $2 = '') "
      "ORDER BY offered_at DESC, rowid DESC LIMIT 1",
      YQQ_TEXT (to != NOBODY ? people[to] : ""), YQQ_TEXT (by != NOBODY ? people[by] : ""),
      YQQ_END);
  return g_strdup (yqq_rows_get_length (rows) > 0 ? yqq_rows_get_text (rows, 0, 0) : "nothing");
}

static gboolean
offer (Model *model, Who by, Who to)
{
  gboolean expected = model_offer (model, by, to);
  g_assert_cmpint (perform (database, by, YQQ_ACT_TRANSFER_OFFER, own_grants[to], model->now_ms),
                   ==, expected);
  return expected;
}

static gboolean
answer (Model *model, Who who, YqqActKind kind)
{
  gboolean withdraws = kind == YQQ_ACT_TRANSFER_WITHDRAW;
  g_autofree char *id = find_transfer (withdraws ? NOBODY : who, withdraws ? who : NOBODY);
  Offer *mine = find_newest (model, withdraws ? NOBODY : who, withdraws ? who : NOBODY);
  gboolean expected = model_answer (model, who, mine, kind);
  g_assert_cmpint (perform (database, who, kind, id, model->now_ms), ==, expected);
  return expected;
}

static void
give_office (Who who, const char *grant_id, gint64 now_ms)
{
  const char *const permissions[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  YqqGrantRecord grant = {.id = (char *)grant_id,
                          .code = (char *)grant_id,
                          .enterprise_id = (char *)"e",
                          .person_id = (char *)people[who],
                          .kind = YQQ_CERTIFICATE_KIND_ENTERPRISE,
                          .state = YQQ_GRANT_STATE_ACTIVE,
                          .not_before_ms = now_ms,
                          .not_after_ms = now_ms + LONG_MS,
                          .permissions = (GStrv)permissions};
  g_assert_true (yqq_grants_add (database, &grant, now_ms, NULL));
}

/* Staff take the office from whoever has it, without a word to those whom it was offered. */
static void
replace_by_staff (Model *model)
{
  g_autofree char *id = NULL;
  g_autoptr (YqqGrantRecord) grant = NULL;
  Who holder = model->holder;
  if (holder == B)
    return;
  g_assert_true (yqq_grants_find_living (database, "e", people[holder],
                                         YQQ_CERTIFICATE_KIND_ENTERPRISE, &grant, NULL));
  if (holder != L)
    g_assert_true (yqq_grants_cancel (database, grant->id, "other", NULL, model->now_ms, NULL));
  g_assert_true (
      yqq_memberships_remove (database, "e", people[holder], YQQ_ROLE_ADMINISTRATOR, NULL));
  g_assert_true (
      yqq_memberships_add (database, "e", people[B], YQQ_ROLE_ADMINISTRATOR, model->now_ms, NULL));
  id = g_strdup_printf ("g-b-%" G_GINT64_FORMAT "-%u", model->now_ms, model->n_offers);
  give_office (B, id, model->now_ms);
  model->holder = B;
}

/* FALSE where it was refused, and everything is as before. */
static gboolean
happen (Model *model, Event event)
{
  const char *const none[] = {NULL};
  switch (event) {
  case OFFER_A_TO_C:
    return offer (model, A, C);
  case OFFER_A_TO_D:
    return offer (model, A, D);
  case OFFER_C_TO_A:
    return offer (model, C, A);
  case OFFER_L_TO_A:
    return offer (model, L, A);
  case OFFER_L_TO_D:
    return offer (model, L, D);
  case TAKE_OVER:
    return offer (model, L, L);
  case ACCEPT_A:
    return answer (model, A, YQQ_ACT_TRANSFER_ACCEPT);
  case ACCEPT_C:
    return answer (model, C, YQQ_ACT_TRANSFER_ACCEPT);
  case ACCEPT_D:
    return answer (model, D, YQQ_ACT_TRANSFER_ACCEPT);
  case REFUSE_C:
    return answer (model, C, YQQ_ACT_TRANSFER_REFUSE);
  case WITHDRAW_A:
    return answer (model, A, YQQ_ACT_TRANSFER_WITHDRAW);
  case TIME:
    model->now_ms += YQQ_TRANSFER_OFFER_MS;
    return TRUE;
  case SUSPEND_C:
    g_assert_true (yqq_grants_set_permissions (database, own_grants[C], none, NULL));
    model->active[C] = FALSE;
    return TRUE;
  case CANCEL_C:
    g_assert_true (yqq_grants_cancel (database, own_grants[C], "left", NULL, model->now_ms, NULL));
    model->active[C] = FALSE;
    return TRUE;
  default:
    replace_by_staff (model);
    return TRUE;
  }
}

static gint64
count (const char *sql)
{
  g_autoptr (YqqRows) rows = yqq_database_query (database, NULL, sql, YQQ_END);
  return yqq_rows_get_int (rows, 0, 0);
}

/* Offers come in the order in which they were made. */
static void
check_offers (const Model *model)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, NULL, "SELECT id FROM transfers ORDER BY rowid", YQQ_END);
  g_assert_cmpuint (yqq_rows_get_length (rows), ==, model->n_offers);
  for (guint i = 0; i < model->n_offers; i++) {
    g_autoptr (YqqTransferRecord) kept = NULL;
    YqqTransferState state;
    g_assert_true (yqq_transfers_find (database, "e", yqq_rows_get_text (rows, i, 0), &kept, NULL));
    g_assert_true (yqq_transfer_find_standing (database, kept, model->now_ms, &state, NULL));
    g_assert_cmpint (state == YQQ_TRANSFER_STATE_WAITING, ==, stands (model, &model->offers[i]));
  }
}

static void
check_invariants (const Model *model)
{
  gint64 total, taken;
  g_autoptr (GPtrArray) holders =
      yqq_memberships_list_holders (database, "e", YQQ_ROLE_ADMINISTRATOR, NULL);
  g_assert_cmpuint (holders->len, ==, 1);
  const YqqOfficeHolder *holder = g_ptr_array_index (holders, 0);
  g_assert_cmpstr (holder->person_id, ==, people[model->holder]);
  g_assert_nonnull (holder->grant_id);
  g_assert_cmpint (count ("SELECT count(*) FROM grants WHERE kind = 'enterprise' "
                          "AND state = 'active' AND person_id <> 'l'"),
                   ==, model->holder == L ? 0 : 1);
  g_assert_cmpint (count ("SELECT count(*) FROM grants WHERE kind = 'enterprise' "
                          "AND state = 'active' AND person_id = 'l'"),
                   ==, 1);
  g_assert_true (yqq_quota_read (database, "e", &total, &taken, NULL));
  g_assert_cmpint (total, ==, QUOTA);
  g_assert_cmpint (taken, ==, 3);
  g_assert_cmpint (count ("SELECT count(*) FROM transfers WHERE state = 'waiting' "
                          "AND from_person IN (SELECT person_id FROM memberships "
                          "WHERE role = 'administrator')"),
                   <=, 1);
}

static guint n_sequences;

/* Every sequence but those that go on after a refusal: they are the same as without what was
 * refused. */
static void
explore (const Model *before, guint depth)
{
  char savepoint[32], undo[48], release[48];
  g_snprintf (savepoint, sizeof savepoint, "SAVEPOINT s%u", depth);
  g_snprintf (undo, sizeof undo, "ROLLBACK TO SAVEPOINT s%u", depth);
  g_snprintf (release, sizeof release, "RELEASE SAVEPOINT s%u", depth);
  for (guint event = 0; event < N_EVENTS; event++) {
    Model model = *before;
    g_assert_true (yqq_database_run (database, NULL, savepoint, YQQ_END));
    gboolean changed = happen (&model, event);
    check_invariants (&model);
    check_offers (&model);
    n_sequences++;
    if (changed && depth + 1 < DEPTH)
      explore (&model, depth + 1);
    g_assert_true (yqq_database_run (database, NULL, undo, YQQ_END));
    g_assert_true (yqq_database_run (database, NULL, release, YQQ_END));
  }
}

/* Setting up */

static void
clear (void)
{
  static const char *const endings[] = {"", "-wal", "-shm"};
  g_clear_object (&database);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);
    g_remove (file);
  }
}

static void
give_employee (Who who)
{
  const char *const permissions[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  gboolean taken = FALSE;
  YqqGrantRecord grant = {.id = (char *)own_grants[who],
                          .code = (char *)own_grants[who],
                          .enterprise_id = (char *)"e",
                          .person_id = (char *)people[who],
                          .kind = YQQ_CERTIFICATE_KIND_EMPLOYEE,
                          .state = YQQ_GRANT_STATE_ACTIVE,
                          .not_before_ms = START_MS,
                          .not_after_ms = START_MS + LONG_MS,
                          .permissions = (GStrv)permissions};
  g_assert_true (yqq_grants_add (database, &grant, START_MS, NULL));
  g_assert_true (yqq_quota_take (database, "e", grant.id, START_MS, &taken, NULL));
  g_assert_true (
      yqq_memberships_add (database, "e", people[who], YQQ_ROLE_EMPLOYEE, START_MS, NULL));
}

static Model
set_up (void)
{
  Model model = {.holder = A, .active = {TRUE, TRUE, TRUE, TRUE}, .now_ms = START_MS};
  g_autoptr (GError) error = NULL;
  clear ();
  database = yqq_sqlite_database_open (path, &error);
  g_assert_no_error (error);
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_database_begin (database, NULL));
  g_autoptr (YqqEnterprise) enterprise = yqq_enterprise_new ("e", "企业", "c", "陈明", FALSE);
  g_assert_true (yqq_enterprises_add (database, enterprise, START_MS, NULL));
  g_assert_true (yqq_quota_allow (database, "e", QUOTA, START_MS, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    YqqPersonRecord person = {(char *)people[i], (char *)people[i], YQQ_ID_TYPE_PASSPORT,
                              (char *)people[i], (char *)"1",       FALSE};
    g_assert_true (yqq_people_add (database, &person, START_MS, NULL));
  }
  give_employee (A);
  give_employee (C);
  give_employee (D);
  give_office (A, "office", START_MS);
  give_office (L, "g-l", START_MS);
  g_assert_true (yqq_memberships_add (database, "e", "a", YQQ_ROLE_ADMINISTRATOR, START_MS, NULL));
  g_assert_true (
      yqq_memberships_add (database, "e", "l", YQQ_ROLE_LEGAL_REPRESENTATIVE, START_MS, NULL));
  g_assert_true (yqq_database_commit (database, NULL));
  return model;
}

/* The tests */

static void
there_is_one_administrator_whatever_happens_in_which_order (void)
{
  Model model = set_up ();
  g_assert_true (yqq_database_begin (database, NULL));
  explore (&model, 0);
  yqq_database_rollback (database);
  g_test_message ("%u sequences", n_sequences);
  g_assert_cmpuint (n_sequences, >, N_EVENTS * N_EVENTS * N_EVENTS);
}

typedef struct {
  Who who;
  YqqActKind kind;
  const char *subject;
  gboolean done;
} Racing;

static gboolean
run_race (YqqDatabase *own, gpointer data, GError **error)
{
  Racing *racing = data;
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (racing->kind, "e");
  guint roles = 0;
  act->subject = g_strdup (racing->subject);
  if (!yqq_memberships_read (own, "e", people[racing->who], &roles, error))
    return FALSE;
  const YqqActContext context = {.act = act,
                                 .person_id = people[racing->who],
                                 .roles = roles,
                                 .state = YQQ_GRANT_STATE_ACTIVE,
                                 .now_ms = START_MS};
  g_autoptr (YqqActResult) result = yqq_act_result_begin (act);
  return yqq_act_run (own, &context, result, error);
}

static gpointer
race (gpointer data)
{
  Racing *racing = data;
  g_autoptr (YqqDatabase) own = yqq_sqlite_database_open (path, NULL);
  g_autoptr (GError) error = NULL;
  racing->done = yqq_database_transact (own, run_race, racing, &error);
  g_assert_true (error == NULL || error->domain == YQQ_PROBLEM_ERROR);
  return NULL;
}

/* As two processes of the authority would, each with its own connection. */
static guint
race_all (Racing *racing, guint n)
{
  GThread *threads[8];
  guint done = 0;
  for (guint i = 0; i < n; i++)
    threads[i] = g_thread_new ("race", race, &racing[i]);
  for (guint i = 0; i < n; i++) {
    g_thread_join (threads[i]);
    done += racing[i].done ? 1 : 0;
  }
  return done;
}

static void
of_several_offers_at_once_one_stands (void)
{
  Model model = set_up ();
  Racing racing[] = {{A, YQQ_ACT_TRANSFER_OFFER, "g-c", FALSE},
                     {A, YQQ_ACT_TRANSFER_OFFER, "g-d", FALSE},
                     {L, YQQ_ACT_TRANSFER_OFFER, "g-c", FALSE},
                     {L, YQQ_ACT_TRANSFER_OFFER, "g-d", FALSE}};
  g_assert_cmpuint (race_all (racing, G_N_ELEMENTS (racing)), ==, 1);
  check_invariants (&model);
}

static void
an_offer_ends_once_when_everybody_answers_at_once (void)
{
  for (guint round = 0; round < 10; round++) {
    Model model = set_up ();
    offer (&model, A, C);
    g_autofree char *id = find_transfer (C, A);
    Racing racing[] = {{C, YQQ_ACT_TRANSFER_ACCEPT, id, FALSE},
                       {C, YQQ_ACT_TRANSFER_REFUSE, id, FALSE},
                       {A, YQQ_ACT_TRANSFER_WITHDRAW, id, FALSE},
                       {C, YQQ_ACT_TRANSFER_ACCEPT, id, FALSE}};
    g_assert_cmpuint (race_all (racing, G_N_ELEMENTS (racing)), ==, 1);
    model.holder = racing[0].done || racing[3].done ? C : A;
    check_invariants (&model);
  }
}

static void
what_has_run_out_is_written_down_once_and_told (void)
{
  Model model = set_up ();
  gboolean more;
  offer (&model, L, D);
  for (guint i = 0; i < 3; i++)
    g_assert_true (yqq_overdue_end (database, START_MS + YQQ_TRANSFER_OFFER_MS - 1, &more, NULL));
  g_assert_cmpint (count ("SELECT count(*) FROM transfers WHERE state = 'waiting'"), ==, 1);
  for (guint i = 0; i < 3; i++)
    g_assert_true (yqq_overdue_end (database, START_MS + YQQ_TRANSFER_OFFER_MS, &more, NULL));
  g_assert_false (more);
  g_assert_cmpint (count ("SELECT count(*) FROM transfers WHERE state = 'timed-out'"), ==, 1);
  g_autoptr (YqqNotices) receiver = yqq_notices_list (database, "d", 0, NULL);
  g_autoptr (YqqNotices) offerer = yqq_notices_list (database, "l", 0, NULL);
  g_assert_cmpuint (receiver->notices->len, ==, 2);
  g_assert_cmpuint (offerer->notices->len, ==, 1);
  g_assert_cmpint (((YqqNotice *)g_ptr_array_index (receiver->notices, 0))->kind, ==,
                   YQQ_NOTICE_TRANSFER_WAITING);
  g_assert_cmpint (((YqqNotice *)g_ptr_array_index (receiver->notices, 1))->kind, ==,
                   YQQ_NOTICE_TRANSFER_TIMED_OUT);
}

static void
the_office_takes_its_grant_and_sessions_along (void)
{
  Model model = set_up ();
  g_autoptr (YqqGrantRecord) old = NULL;
  g_autoptr (YqqGrantRecord) new = NULL;
  offer (&model, A, C);
  answer (&model, C, YQQ_ACT_TRANSFER_ACCEPT);
  g_assert_true (yqq_grants_find (database, "office", &old, NULL));
  g_assert_cmpint (old->state, ==, YQQ_GRANT_STATE_CANCELLED);
  g_assert_true (
      yqq_grants_find_living (database, "e", "c", YQQ_CERTIFICATE_KIND_ENTERPRISE, &new, NULL));
  g_assert_cmpint (new->state, ==, YQQ_GRANT_STATE_ACTIVE);
  g_assert_cmpint (new->not_after_ms, ==, old->not_after_ms);
  g_assert_cmpint (count ("SELECT count(*) FROM closings WHERE person_id = 'a'"), ==, 1);
  g_assert_cmpuint (read_roles (A), ==, YQQ_ROLE_EMPLOYEE);
  g_assert_cmpuint (read_roles (C), ==, YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_EMPLOYEE);
}

static void
an_office_that_nobody_has_is_taken_by_the_legal_representative (void)
{
  Model model = set_up ();
  g_assert_true (yqq_memberships_remove (database, "e", "a", YQQ_ROLE_ADMINISTRATOR, NULL));
  g_assert_true (yqq_grants_cancel (database, "office", "other", NULL, START_MS, NULL));
  g_assert_true (perform (database, L, YQQ_ACT_TRANSFER_OFFER, "g-l", START_MS));
  model.holder = L;
  check_invariants (&model);
}

/* Not until the employee's grant ends, but until the enterprise's certificate did. */
static void
an_office_that_nobody_has_comes_with_the_enterprises_last_end (void)
{
  set_up ();
  g_autoptr (YqqGrantRecord) new = NULL;
  g_assert_true (yqq_database_run (database, NULL,
                                   "UPDATE grants SET not_after = $1 WHERE id = 'g-c'",
                                   YQQ_INT (START_MS + YQQ_TRANSFER_OFFER_MS), YQQ_END));
  g_assert_true (yqq_memberships_remove (database, "e", "a", YQQ_ROLE_ADMINISTRATOR, NULL));
  g_assert_true (yqq_grants_cancel (database, "office", "other", NULL, START_MS, NULL));
  g_assert_true (perform (database, L, YQQ_ACT_TRANSFER_OFFER, "g-c", START_MS));
  g_autofree char *id = find_transfer (C, L);
  g_assert_true (perform (database, C, YQQ_ACT_TRANSFER_ACCEPT, id, START_MS));
  g_assert_true (
      yqq_grants_find_living (database, "e", "c", YQQ_CERTIFICATE_KIND_ENTERPRISE, &new, NULL));
  g_assert_cmpint (new->not_after_ms, ==, START_MS + LONG_MS);
}

/* As where another process ends it between the two steps. */
static void
an_offer_that_ended_after_it_was_judged_moves_nothing (void)
{
  static const YqqActKind kinds[] = {YQQ_ACT_TRANSFER_ACCEPT, YQQ_ACT_TRANSFER_REFUSE,
                                     YQQ_ACT_TRANSFER_WITHDRAW};
  Model model = set_up ();
  offer (&model, A, C);
  g_autofree char *id = find_transfer (C, A);
  gboolean ended = FALSE;
  g_assert_true (
      yqq_transfers_end (database, id, YQQ_TRANSFER_STATE_WITHDRAWN, START_MS, &ended, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (kinds[i], "e");
    g_autoptr (YqqActResult) result = yqq_act_result_begin (act);
    act->subject = g_strdup (id);
    const YqqActContext context = {.act = act, .person_id = "c", .now_ms = START_MS};
    g_assert_false (yqq_act_family_find (kinds[i])->perform (database, &context, result, &error));
    g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_TRANSFER_ENDED);
    check_invariants (&model);
  }
}

/* Where there are several, each has an office of their own. */
static void
with_several_administrators_each_office_goes_its_own_way (void)
{
  set_up ();
  give_office (B, "g-b", START_MS);
  g_assert_true (yqq_memberships_add (database, "e", "b", YQQ_ROLE_ADMINISTRATOR, START_MS, NULL));
  g_assert_false (perform (database, L, YQQ_ACT_TRANSFER_OFFER, "g-c", START_MS));
  g_assert_false (perform (database, A, YQQ_ACT_TRANSFER_OFFER, "g-b", START_MS));
  g_assert_true (perform (database, A, YQQ_ACT_TRANSFER_OFFER, "g-c", START_MS));
  g_assert_true (perform (database, B, YQQ_ACT_TRANSFER_OFFER, "g-c", START_MS));
  g_autofree char *from_a = find_transfer (C, A);
  g_autofree char *from_b = find_transfer (C, B);
  g_assert_true (perform (database, C, YQQ_ACT_TRANSFER_ACCEPT, from_a, START_MS));
  g_assert_false (perform (database, C, YQQ_ACT_TRANSFER_ACCEPT, from_b, START_MS));
  g_assert_true (perform (database, C, YQQ_ACT_TRANSFER_REFUSE, from_b, START_MS));
  g_autoptr (GPtrArray) holders =
      yqq_memberships_list_holders (database, "e", YQQ_ROLE_ADMINISTRATOR, NULL);
  g_assert_cmpuint (holders->len, ==, 2);
}

/* Somebody's certificate, as if it had been installed. */
static void
install (Who who, const char *grant_id)
{
  g_assert_true (yqq_database_run (
      database, NULL,
      "INSERT INTO devices (id, person_id, thumbprint, public_key, label, state, created_at) "
      "VALUES ($1, $1, $1, $1, $1, 'active', $2)",
      YQQ_TEXT (people[who]), YQQ_INT (START_MS), YQQ_END));
  g_assert_true (yqq_database_run (
      database, NULL,
      "INSERT INTO certificates (fingerprint, grant_id, device_id, algorithm, serial, "
      "key_thumbprint, certificate, not_before, not_after, state, created_at, changed_at) "
      "VALUES ($1, $2, $1, 'p256-sha256', $1, $1, $1, $3, $4, 'active', $3, $3)",
      YQQ_TEXT (people[who]), YQQ_TEXT (grant_id), YQQ_INT (START_MS), YQQ_INT (START_MS + LONG_MS),
      YQQ_END));
}

static void
two_persons_are_asked_for_only_where_there_are_two (void)
{
  set_up ();
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (YQQ_ACT_SETTINGS_CHANGE, "e");
  g_autoptr (YqqActResult) result = yqq_act_result_begin (act);
  g_autoptr (GError) error = NULL;
  act->two_person = TRUE;
  const YqqActContext context = {.act = act,
                                 .person_id = "a",
                                 .roles = YQQ_ROLE_ADMINISTRATOR,
                                 .state = YQQ_GRANT_STATE_ACTIVE,
                                 .now_ms = START_MS};
  /* A grant alone signs nothing. */
  g_assert_false (yqq_act_run (database, &context, result, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SECOND_PERSON_MISSING);
  g_clear_error (&error);
  install (L, "g-l");
  yqq_act_run (database, &context, result, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_grants_cancel (database, "g-l", "other", NULL, START_MS, NULL));
  g_assert_false (yqq_act_run (database, &context, result, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SECOND_PERSON_MISSING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *directory = g_dir_make_tmp ("yqq-transfers-XXXXXX", NULL);
  path = g_build_filename (directory, "test.db", NULL);
#define ADD(name) g_test_add_func ("/authority/transfers/" #name, name)
  ADD (there_is_one_administrator_whatever_happens_in_which_order);
  ADD (of_several_offers_at_once_one_stands);
  ADD (an_offer_ends_once_when_everybody_answers_at_once);
  ADD (what_has_run_out_is_written_down_once_and_told);
  ADD (the_office_takes_its_grant_and_sessions_along);
  ADD (an_office_that_nobody_has_is_taken_by_the_legal_representative);
  ADD (an_office_that_nobody_has_comes_with_the_enterprises_last_end);
  ADD (an_offer_that_ended_after_it_was_judged_moves_nothing);
  ADD (with_several_administrators_each_office_goes_its_own_way);
  ADD (two_persons_are_asked_for_only_where_there_are_two);
#undef ADD
  int result = g_test_run ();
  clear ();
  g_rmdir (directory);
  g_free (path);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what: every case there is, against a table in which exactly one row speaks of it. */
#include <glib.h>

#include "authority/authorisation.h"

/* Sets of roles, a bit for each of the sixteen combinations. */
#define R(roles) (1u << (roles))
#define A YQQ_ROLE_ADMINISTRATOR
#define L YQQ_ROLE_LEGAL_REPRESENTATIVE
#define E YQQ_ROLE_EMPLOYEE
#define STRANGER R (0)
#define WITH_DESK(sets) ((sets) | (sets) << YQQ_ROLE_REVIEWER)
#define MEMBERS (0xffffu & ~STRANGER)
#define REVIEWERS (0xff00u)
#define ADMINISTRATORS WITH_DESK (R (A) | R (A | L) | R (A | E) | R (A | L | E))
#define LEGAL_ONLY WITH_DESK (R (L) | R (L | E))
#define OFFICES (ADMINISTRATORS | LEGAL_ONLY)
#define EMPLOYEE_ONLY (WITH_DESK (R (E)) | R (YQQ_ROLE_REVIEWER))

#define S(state) (1u << YQQ_GRANT_STATE_##state)
#define ANY_STATE (S (ACTIVE) | S (SUSPENDED) | S (CANCELLED) | S (EXPIRED))
#define T(target) (1u << YQQ_ACT_TARGET_##target)
#define ELSE (T (OTHER) | T (ABOUT_ONESELF))
#define ANY_TARGET (T (NONE) | T (OWN) | T (ADMINISTRATOR) | T (LEGAL_REPRESENTATIVE) | ELSE)
#define K(kind) (1u << YQQ_ACT_##kind)
#define ANY_KIND ((1u << YQQ_ACT_KIND_COUNT) - 1)
#define CHANGE (K (GRANT_MODIFY) | K (GRANT_CANCEL))
#define ANSWER (K (TRANSFER_ACCEPT) | K (TRANSFER_REFUSE))
#define DESK (K (IDENTITY_CONFIRM) | K (AUTHENTICATOR_REMOVE))
#define DECISION (K (PROPOSAL_APPROVE) | K (PROPOSAL_REFUSE))
#define FINE YQQ_PROBLEM_COUNT

typedef struct {
  guint kinds, roles, actors, targets, states;
  YqqProblemCode outcome;
} Rule;

static const Rule rules[] = {
    /* Strangers learn nothing; whoever's own grant does not stand does nothing. */
    {ANY_KIND, STRANGER, ANY_STATE, ANY_TARGET, ANY_STATE, YQQ_PROBLEM_NOT_FOUND},
    {ANY_KIND, MEMBERS, ANY_STATE & ~S (ACTIVE), ANY_TARGET, ANY_STATE, YQQ_PROBLEM_ACT_INVALID},
    /* Adding and the settings are the administrators'. */
    {K (GRANT_ADD) | K (SETTINGS_CHANGE), ADMINISTRATORS, S (ACTIVE), ANY_TARGET, ANY_STATE, FINE},
    {K (GRANT_ADD) | K (SETTINGS_CHANGE), MEMBERS & ~ADMINISTRATORS, S (ACTIVE), ANY_TARGET,
     ANY_STATE, YQQ_PROBLEM_NOT_PERMITTED},
    /* So are modifying and cancelling, of others' grants and of no office's. */
    {CHANGE, MEMBERS & ~ADMINISTRATORS, S (ACTIVE), ANY_TARGET, ANY_STATE,
     YQQ_PROBLEM_NOT_PERMITTED},
    {CHANGE, ADMINISTRATORS, S (ACTIVE), T (NONE), ANY_STATE, YQQ_PROBLEM_GRANT_NOT_FOUND},
    {CHANGE, ADMINISTRATORS, S (ACTIVE), T (OWN), ANY_STATE, YQQ_PROBLEM_GRANT_OWN},
    {CHANGE, ADMINISTRATORS, S (ACTIVE), T (ADMINISTRATOR), ANY_STATE,
     YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR},
    {CHANGE, ADMINISTRATORS, S (ACTIVE), T (LEGAL_REPRESENTATIVE), ANY_STATE,
     YQQ_PROBLEM_NOT_PERMITTED},
    {CHANGE, ADMINISTRATORS, S (ACTIVE), ELSE, S (ACTIVE) | S (SUSPENDED), FINE},
    {CHANGE, ADMINISTRATORS, S (ACTIVE), ELSE, S (CANCELLED), YQQ_PROBLEM_GRANT_CANCELLED},
    {K (GRANT_MODIFY), ADMINISTRATORS, S (ACTIVE), ELSE, S (EXPIRED), YQQ_PROBLEM_GRANT_EXPIRED},
    {K (GRANT_CANCEL), ADMINISTRATORS, S (ACTIVE), ELSE, S (EXPIRED), FINE},
    /* An office is offered by whoever has one, to whom it can be of use. */
    {K (TRANSFER_OFFER), EMPLOYEE_ONLY, S (ACTIVE), ANY_TARGET, ANY_STATE,
     YQQ_PROBLEM_NOT_PERMITTED},
    {K (TRANSFER_OFFER), OFFICES, S (ACTIVE), T (NONE), ANY_STATE, YQQ_PROBLEM_GRANT_NOT_FOUND},
    {K (TRANSFER_OFFER), OFFICES, S (ACTIVE), T (ADMINISTRATOR), ANY_STATE,
     YQQ_PROBLEM_RECEIVER_UNUSABLE},
    {K (TRANSFER_OFFER), OFFICES, S (ACTIVE), T (LEGAL_REPRESENTATIVE) | ELSE, S (ACTIVE), FINE},
    {K (TRANSFER_OFFER), OFFICES, S (ACTIVE), T (LEGAL_REPRESENTATIVE) | ELSE,
     ANY_STATE & ~S (ACTIVE), YQQ_PROBLEM_RECEIVER_UNUSABLE},
    {K (TRANSFER_OFFER), ADMINISTRATORS, S (ACTIVE), T (OWN), ANY_STATE,
     YQQ_PROBLEM_RECEIVER_UNUSABLE},
    {K (TRANSFER_OFFER), LEGAL_ONLY, S (ACTIVE), T (OWN), S (ACTIVE), FINE},
    {K (TRANSFER_OFFER), LEGAL_ONLY, S (ACTIVE), T (OWN), ANY_STATE & ~S (ACTIVE),
     YQQ_PROBLEM_RECEIVER_UNUSABLE},
    /* It is answered by whom it is offered to, and taken back by who offered it. */
    {ANSWER | K (TRANSFER_WITHDRAW), MEMBERS, S (ACTIVE), T (OWN), ANY_STATE, FINE},
    {ANSWER | K (TRANSFER_WITHDRAW), MEMBERS, S (ACTIVE), T (NONE), ANY_STATE,
     YQQ_PROBLEM_TRANSFER_NOT_FOUND},
    {ANSWER | K (TRANSFER_WITHDRAW), OFFICES, S (ACTIVE),
     T (ADMINISTRATOR) | T (LEGAL_REPRESENTATIVE) | ELSE, ANY_STATE, YQQ_PROBLEM_NOT_PERMITTED},
    {ANSWER | K (TRANSFER_WITHDRAW), EMPLOYEE_ONLY, S (ACTIVE),
     T (ADMINISTRATOR) | T (LEGAL_REPRESENTATIVE) | ELSE, ANY_STATE,
     YQQ_PROBLEM_TRANSFER_NOT_FOUND},
    /* Nobody decides on their own proposal or on one about themselves, and nobody else takes a
     * proposal back. */
    {DECISION, EMPLOYEE_ONLY, S (ACTIVE), ANY_TARGET, ANY_STATE, YQQ_PROBLEM_NOT_PERMITTED},
    {DECISION, OFFICES, S (ACTIVE), T (NONE), ANY_STATE, YQQ_PROBLEM_PROPOSAL_NOT_FOUND},
    {DECISION, OFFICES, S (ACTIVE), T (OWN), ANY_STATE, YQQ_PROBLEM_PROPOSAL_OWN},
    {DECISION, OFFICES, S (ACTIVE), T (ABOUT_ONESELF), ANY_STATE, YQQ_PROBLEM_GRANT_OWN},
    {DECISION, OFFICES, S (ACTIVE), T (ADMINISTRATOR) | T (LEGAL_REPRESENTATIVE) | T (OTHER),
     ANY_STATE, FINE},
    {K (PROPOSAL_WITHDRAW), MEMBERS, S (ACTIVE), T (OWN), ANY_STATE, FINE},
    {K (PROPOSAL_WITHDRAW), MEMBERS, S (ACTIVE), T (NONE), ANY_STATE,
     YQQ_PROBLEM_PROPOSAL_NOT_FOUND},
    {K (PROPOSAL_WITHDRAW), OFFICES, S (ACTIVE),
     T (ADMINISTRATOR) | T (LEGAL_REPRESENTATIVE) | ELSE, ANY_STATE, YQQ_PROBLEM_NOT_PERMITTED},
    {K (PROPOSAL_WITHDRAW), EMPLOYEE_ONLY, S (ACTIVE),
     T (ADMINISTRATOR) | T (LEGAL_REPRESENTATIVE) | ELSE, ANY_STATE,
     YQQ_PROBLEM_PROPOSAL_NOT_FOUND},
    /* Only a reviewer confirms who somebody is, whatever other office they have, and never
     * themselves. */
    {DESK, MEMBERS & ~REVIEWERS, S (ACTIVE), ANY_TARGET, ANY_STATE, YQQ_PROBLEM_REVIEWER_ONLY},
    {K (IDENTITY_CONFIRM), REVIEWERS, S (ACTIVE), T (NONE), ANY_STATE, YQQ_PROBLEM_PERSON_UNKNOWN},
    {K (AUTHENTICATOR_REMOVE), REVIEWERS, S (ACTIVE), T (NONE), ANY_STATE,
     YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN},
    {DESK, REVIEWERS, S (ACTIVE), T (OWN) | T (ABOUT_ONESELF), ANY_STATE, YQQ_PROBLEM_IDENTITY_OWN},
    {DESK, REVIEWERS, S (ACTIVE), T (ADMINISTRATOR) | T (LEGAL_REPRESENTATIVE) | T (OTHER),
     ANY_STATE, FINE},
};

static const YqqGrantState states[] = {YQQ_GRANT_STATE_ACTIVE, YQQ_GRANT_STATE_SUSPENDED,
                                       YQQ_GRANT_STATE_CANCELLED, YQQ_GRANT_STATE_EXPIRED};

static gboolean
speaks_of (const Rule *rule, const YqqActCase *act)
{
  return (rule->kinds & 1u << act->kind) != 0 && (rule->roles & 1u << act->roles) != 0 &&
         (rule->actors & 1u << act->actor) != 0 && (rule->targets & 1u << act->target) != 0 &&
         (rule->states & 1u << act->target_state) != 0;
}

static const Rule *
find_rule (const YqqActCase *act)
{
  const Rule *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (speaks_of (&rules[i], act)) {
      g_assert_null (found);
      found = &rules[i];
    }
  g_assert_nonnull (found);
  return found;
}

static void
check_case (const YqqActCase *act)
{
  YqqProblemCode problem = FINE;
  gboolean allowed = yqq_authorise_act (act, &problem);
  YqqProblemCode expected = find_rule (act)->outcome;
  if (problem != expected || allowed != (expected == FINE))
    g_error ("%s by roles %u (%s) on target %d (%s): %s instead of %s",
             yqq_act_kind_to_nick (act->kind), act->roles, yqq_grant_state_to_nick (act->actor),
             act->target, yqq_grant_state_to_nick (act->target_state),
             yqq_problem_code_to_nick (problem), yqq_problem_code_to_nick (expected));
}

static void
check_actor (YqqActKind kind, guint roles, YqqGrantState state)
{
  g_autoptr (GError) error = NULL;
  gboolean allowed = yqq_authorise_actor (kind, roles, state, &error);
  gboolean for_any_target = FALSE;
  for (int target = 0; target < YQQ_ACT_TARGET_COUNT; target++)
    for (guint s = 0; s < G_N_ELEMENTS (states); s++) {
      YqqActCase act = {kind, roles, state, (YqqActTarget)target, states[s]};
      for_any_target |= find_rule (&act)->outcome == FINE;
    }
  g_assert_cmpint (allowed, ==, for_any_target);
  if (!allowed)
    g_assert_true (error->domain == YQQ_PROBLEM_ERROR);
}

static void
every_role_act_and_state_is_decided_as_written (void)
{
  guint cases = 0;
  for (int kind = 0; kind < YQQ_ACT_KIND_COUNT; kind++)
    for (guint roles = 0; roles < 16; roles++)
      for (guint actor = 0; actor < G_N_ELEMENTS (states); actor++) {
        check_actor ((YqqActKind)kind, roles, states[actor]);
        for (int target = 0; target < YQQ_ACT_TARGET_COUNT; target++)
          for (guint s = 0; s < G_N_ELEMENTS (states); s++, cases++) {
            YqqActCase act = {(YqqActKind)kind, roles, states[actor], (YqqActTarget)target,
                              states[s]};
            check_case (&act);
          }
      }
  g_assert_cmpuint (cases, ==, 13 * 16 * 4 * 6 * 4);
}

/* Another term is the one thing that matters to what has expired, and to nothing else. */
static void
only_what_has_expired_is_renewed (void)
{
  for (int kind = 0; kind < YQQ_ACT_KIND_COUNT; kind++)
    for (guint roles = 0; roles < 16; roles++)
      for (int target = 0; target < YQQ_ACT_TARGET_COUNT; target++)
        for (guint s = 0; s < G_N_ELEMENTS (states); s++) {
          YqqProblemCode without = FINE;
          YqqProblemCode with = FINE;
          YqqActCase act = {(YqqActKind)kind,     roles,     YQQ_GRANT_STATE_ACTIVE,
                            (YqqActTarget)target, states[s], FALSE};
          yqq_authorise_act (&act, &without);
          act.renews = TRUE;
          yqq_authorise_act (&act, &with);
          g_assert_cmpint (with, ==, without == YQQ_PROBLEM_GRANT_EXPIRED ? FINE : without);
        }
}

static void
a_grant_is_ones_own_an_offices_or_anybodys (void)
{
  static const struct {
    const char *person;
    YqqCertificateKind kind;
    guint roles;
    YqqActTarget of_grant, of_receiver;
  } cases[] = {
      {"me", YQQ_CERTIFICATE_KIND_ENTERPRISE, A, YQQ_ACT_TARGET_OWN, YQQ_ACT_TARGET_OWN},
      {"me", YQQ_CERTIFICATE_KIND_EMPLOYEE, E, YQQ_ACT_TARGET_OWN, YQQ_ACT_TARGET_OWN},
      {"x", YQQ_CERTIFICATE_KIND_ENTERPRISE, A | L, YQQ_ACT_TARGET_ADMINISTRATOR,
       YQQ_ACT_TARGET_ADMINISTRATOR},
      {"x", YQQ_CERTIFICATE_KIND_ENTERPRISE, L | E, YQQ_ACT_TARGET_LEGAL_REPRESENTATIVE,
       YQQ_ACT_TARGET_LEGAL_REPRESENTATIVE},
      {"x", YQQ_CERTIFICATE_KIND_ENTERPRISE, E, YQQ_ACT_TARGET_OTHER, YQQ_ACT_TARGET_OTHER},
      {"x", YQQ_CERTIFICATE_KIND_EMPLOYEE, A | E, YQQ_ACT_TARGET_OTHER,
       YQQ_ACT_TARGET_ADMINISTRATOR},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    YqqGrantRecord grant = {.person_id = (char *)cases[i].person, .kind = cases[i].kind};
    g_assert_cmpint (yqq_act_target_of_grant (&grant, cases[i].roles, "me"), ==, cases[i].of_grant);
    g_assert_cmpint (yqq_act_target_of_receiver (&grant, cases[i].roles, "me"), ==,
                     cases[i].of_receiver);
  }
}

static void
only_those_who_administer_are_told_about_people (void)
{
  for (guint roles = 0; roles < 16; roles++) {
    g_autoptr (GError) member = NULL;
    g_autoptr (GError) administers = NULL;
    g_assert_cmpint (yqq_authorise_member (roles, &member), ==, roles != 0);
    g_assert_cmpint (yqq_authorise_administration (roles, &administers), ==,
                     (OFFICES & R (roles)) != 0);
    if (roles == 0)
      g_assert_error (administers, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_FOUND);
    else if (roles == E)
      g_assert_error (administers, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_PERMITTED);
  }
}

static void
a_signature_is_for_its_signer_and_who_administers (void)
{
  for (guint roles = 0; roles < 16; roles++) {
    g_autoptr (GError) others = NULL;
    g_autoptr (GError) none = NULL;
    g_assert_true (yqq_authorise_signature ("me", roles, "me", NULL));
    g_assert_cmpint (yqq_authorise_signature ("x", roles, "me", &others), ==,
                     (OFFICES & R (roles)) != 0);
    if (others != NULL)
      g_assert_error (others, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_FOUND);
    g_assert_false (yqq_authorise_signature (NULL, roles, "me", &none));
    g_assert_error (none, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_FOUND);
  }
}

static void
a_certificate_alone_signs_only_where_it_is_permitted (void)
{
  const char *const seal_only[] = {"seal:a", NULL};
  const char *const both[] = {"seal:a", "enterprise-certificate", NULL};
  YqqCertificateRecord certificate = {
      .not_before_ms = 0, .not_after_ms = 100, .state = YQQ_ISSUED_STATE_ACTIVE};
  YqqGrantRecord grant = {.state = YQQ_GRANT_STATE_ACTIVE, .not_after_ms = 100};
  grant.permissions = (GStrv)both;
  g_assert_null (yqq_authorise_signing (&certificate, &grant, 50));
  grant.permissions = (GStrv)seal_only;
  g_assert_cmpstr (yqq_authorise_signing (&certificate, &grant, 50), ==, "not-permitted");
  g_assert_null (yqq_authorise_certificate (&certificate, &grant, 50));
  grant.state = YQQ_GRANT_STATE_SUSPENDED;
  g_assert_cmpstr (yqq_authorise_signing (&certificate, &grant, 50), ==, "suspended");
  grant.state = YQQ_GRANT_STATE_CANCELLED;
  g_assert_cmpstr (yqq_authorise_certificate (&certificate, &grant, 50), ==, "cancelled");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/authority/authorisation/" #name, name)
  ADD (every_role_act_and_state_is_decided_as_written);
  ADD (only_what_has_expired_is_renewed);
  ADD (a_grant_is_ones_own_an_offices_or_anybodys);
  ADD (only_those_who_administer_are_told_about_people);
  ADD (a_signature_is_for_its_signer_and_who_administers);
  ADD (a_certificate_alone_signs_only_where_it_is_permitted);
  return g_test_run ();
}

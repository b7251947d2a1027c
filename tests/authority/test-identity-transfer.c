/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office passes on only with what the policy asks of whoever gives and takes it. */
#include "act-support.h"
#include "crypto/random.h"
#include "identity-support.h"
#include "protocol/problem.h"

static TestAuthority *authority;

static YqqEnterpriseAct *
make_act (TestActor *actor, YqqActKind kind, const char *subject, const char *identity)
{
  YqqEnterpriseAct *act = test_act_new (actor, kind, FALSE);
  act->subject = g_strdup (subject);
  act->identity = g_strdup (identity);
  return act;
}

static void
check_refused (TestActor *actor,
               YqqActKind kind,
               const char *subject,
               const char *identity,
               const char *problem)
{
  g_autoptr (YqqEnterpriseAct) act = make_act (actor, kind, subject, identity);
  test_actor_confirm (actor, act);
  g_autoptr (TestAnswer) answer = test_actor_try (actor, act);
  test_assert_problem (answer, problem);
}

/* A challenge for the transfer that the registered key has satisfied. Owned. */
static char *
prove (TestActor *actor, const char *subject)
{
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (authority, actor->device, "transfer", subject);
  test_assert_ways (challenge, "ways", "fido2");
  g_autoptr (TestAnswer) proven =
      test_identity_prove (authority, actor->device, challenge, "transfer", subject, "fido2");
  g_assert_true (json_object_get_boolean_member (proven->json, "satisfied"));
  return g_strdup (test_answer_get_text (challenge, "challenge_id"));
}

static char *
offer (TestActor *actor, const char *receiver, const char *identity)
{
  g_autoptr (YqqEnterpriseAct) act = make_act (actor, YQQ_ACT_TRANSFER_OFFER, receiver, identity);
  g_autoptr (YqqActResult) result = test_actor_perform (actor, act);
  g_assert_true (result->done);
  return g_strdup (result->transfer);
}

static void
whoever_has_a_key_passes_the_office_on_with_it (void)
{
  authority = test_authority_new (yqq_clock_get_system ());
  test_identity_add_methods (authority);
  TestActor *giver = test_actor_new (authority, "林晓");
  TestActor *receiver = test_actor_new (authority, "黄敏");
  test_identity_register (giver->device->person_id);
  check_refused (giver, YQQ_ACT_TRANSFER_OFFER, receiver->grant, NULL, "identity-required");
  g_autofree char *other = prove (giver, giver->grant);
  check_refused (giver, YQQ_ACT_TRANSFER_OFFER, receiver->grant, other, "identity-required");
  g_autofree char *proven = prove (giver, receiver->grant);
  g_autofree char *transfer = offer (giver, receiver->grant, proven);
  g_autoptr (YqqEnterpriseAct) back = make_act (giver, YQQ_ACT_TRANSFER_WITHDRAW, transfer, NULL);
  yqq_act_result_free (test_actor_perform (giver, back));
  check_refused (giver, YQQ_ACT_TRANSFER_OFFER, receiver->grant, proven, "evidence-replayed");
  g_autofree char *anew = prove (giver, receiver->grant);
  g_autofree char *second = offer (giver, receiver->grant, anew);
  g_autoptr (YqqEnterpriseAct) taken = make_act (receiver, YQQ_ACT_TRANSFER_ACCEPT, second, NULL);
  yqq_act_result_free (test_actor_perform (receiver, taken));
  test_actor_free (giver);
  test_actor_free (receiver);
  test_identity_forget ();
  test_authority_free (authority);
}

static void
an_act_that_fails_does_not_use_the_proof_up (void)
{
  authority = test_authority_new (yqq_clock_get_system ());
  test_identity_add_methods (authority);
  TestActor *giver = test_actor_new (authority, "林晓");
  test_identity_register (giver->device->person_id);
  g_autofree char *proven = prove (giver, giver->grant);
  check_refused (giver, YQQ_ACT_TRANSFER_OFFER, giver->grant, proven, "receiver-unusable");
  g_autofree char *still =
      test_identity_use (authority, giver->device, proven, "transfer", giver->grant);
  g_assert_null (still);
  test_actor_free (giver);
  test_identity_forget ();
  test_authority_free (authority);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/identity-transfer/whoever_has_a_key_passes_the_office_on_with_it",
                   whoever_has_a_key_passes_the_office_on_with_it);
  g_test_add_func ("/authority/identity-transfer/an_act_that_fails_does_not_use_the_proof_up",
                   an_act_that_fails_does_not_use_the_proof_up);
  return g_test_run ();
}

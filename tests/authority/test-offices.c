/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offices that staff give, the demonstration's people, and which processes are alive. */
#include <string.h>

#include "act-support.h"
#include "authority/process-register.h"
#include "model/grant.h"
#include "protocol/authorised-user.h"
#include "protocol/enterprise-overview.h"

#define ENTERPRISE "91440101YQDEM0017N"

static int
add_officer (TestAuthority *authority, const char *office, const char *name, char **output)
{
  return test_run_program (output, NULL, office, "add", "--data", authority->data, "--enterprise",
                           ENTERPRISE, "--name", name, "--id", "440100190909090093", "--phone",
                           "19900000091", NULL);
}

static GPtrArray *
fetch_users (TestActor *actor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestAnswer) answer = test_actor_ask (actor, "GET", "/grants?limit=1000", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_autoptr (YqqAuthorisedUsers) page = yqq_authorised_users_from_json (answer->json, &error);
  g_assert_no_error (error);
  return g_ptr_array_ref (page->users);
}

static const YqqAuthorisedUser *
find_user (GPtrArray *users, const char *name)
{
  for (guint i = 0; i < users->len; i++) {
    const YqqAuthorisedUser *user = g_ptr_array_index (users, i);
    if (strstr (user->name, name) != NULL)
      return user;
  }
  g_error ("nobody is called %s", name);
}

static YqqQuota
fetch_quota (TestActor *actor)
{
  g_autoptr (TestAnswer) answer = test_actor_ask (actor, "GET", "", NULL);
  g_autoptr (YqqEnterpriseOverview) overview =
      yqq_enterprise_overview_from_json (answer->json, NULL);
  g_assert_nonnull (overview);
  return overview->quota;
}

static void
a_second_administrator_is_outside_the_quota_and_made_once (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new (yqq_clock_get_system ());
  g_autoptr (TestActor) first = test_actor_new (authority, "林晓");
  g_autofree char *made = NULL;
  g_autofree char *again = NULL;
  YqqQuota before = fetch_quota (first);
  g_assert_cmpint (add_officer (authority, "administrator", "第二管理员", &made), ==, 0);
  g_assert_cmpint (add_officer (authority, "administrator", "第二管理员", &again), ==, 0);
  g_assert_true (g_str_has_prefix (again, "YQ44"));
  g_assert_true (strncmp (made, again, strlen ("YQ44") + 12) == 0);
  YqqQuota after = fetch_quota (first);
  g_assert_cmpint (yqq_quota_get_left (&after), ==, yqq_quota_get_left (&before));
  g_autoptr (GPtrArray) users = fetch_users (first);
  const YqqAuthorisedUser *second = find_user (users, "第二管理员");
  const YqqAuthorisedUser *self = find_user (users, "林晓");
  g_assert_cmpint (second->kind, ==, YQQ_CERTIFICATE_KIND_ENTERPRISE);
  g_assert_cmpuint (second->roles, ==, YQQ_ROLE_ADMINISTRATOR);
  g_assert_cmpint (second->not_after_ms, ==, self->not_after_ms);
  g_assert_true (self->me);
  g_autoptr (TestActor) other =
      test_actor_new_by_document (authority, "第二管理员", "440100190909090093");
  g_autoptr (YqqEnterpriseAct) act = test_act_new (other, YQQ_ACT_GRANT_ADD, TRUE);
  test_act_add_draft (act, test_draft_new (1));
  g_autoptr (YqqActResult) result = test_actor_perform (other, act);
  g_assert_true (result->done);
}

static void
the_legal_representative_has_to_be_the_registered_one (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new (yqq_clock_get_system ());
  g_assert_cmpint (add_officer (authority, "legal-representative", "别人", NULL), ==, 1);
  g_assert_cmpint (add_officer (authority, "legal-representative", "演示法定代表人陈明", NULL), ==,
                   0);
}

static void
the_demonstration_shows_a_user_in_every_state (void)
{
  static const struct {
    const char *name;
    YqqGrantState state;
    guint roles;
  } people[] = {
      {"陈明", YQQ_GRANT_STATE_PENDING_INSTALL, YQQ_ROLE_LEGAL_REPRESENTATIVE},
      {"黄敏", YQQ_GRANT_STATE_PENDING_INSTALL, YQQ_ROLE_EMPLOYEE},
      {"吴婷", YQQ_GRANT_STATE_SUSPENDED, YQQ_ROLE_EMPLOYEE},
      {"郑伟", YQQ_GRANT_STATE_CANCELLED, YQQ_ROLE_EMPLOYEE},
      {"何静", YQQ_GRANT_STATE_EXPIRED, YQQ_ROLE_EMPLOYEE},
  };
  g_autoptr (TestAuthority) authority = test_authority_new (yqq_clock_get_system ());
  g_autoptr (TestActor) administrator = test_actor_new (authority, "林晓");
  g_autoptr (GPtrArray) users = fetch_users (administrator);
  g_assert_cmpint (find_user (users, "林晓")->state, ==, YQQ_GRANT_STATE_ACTIVE);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    const YqqAuthorisedUser *user = find_user (users, people[i].name);
    g_assert_cmpint (user->state, ==, people[i].state);
    g_assert_cmpuint (user->roles, ==, people[i].roles);
    g_assert_true (g_str_has_prefix (user->name, "演示"));
  }
  /* The offices are outside it. */
  YqqQuota quota = fetch_quota (administrator);
  g_assert_cmpint (quota.total - yqq_quota_get_left (&quota), ==, 5);
}

static void
what_was_made_of_the_demonstration_outlives_a_restart (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new (yqq_clock_get_system ());
  g_autoptr (TestActor) administrator = test_actor_new (authority, "林晓");
  g_autoptr (GPtrArray) before = fetch_users (administrator);
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_CANCEL, TRUE);
  test_act_add_item (act, find_user (before, "黄敏")->grant, NULL);
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  test_authority_restart (authority);
  g_autoptr (GPtrArray) after = fetch_users (administrator);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpint (find_user (after, "黄敏")->state, ==, YQQ_GRANT_STATE_CANCELLED);
  YqqQuota quota = fetch_quota (administrator);
  g_assert_cmpint (yqq_quota_get_left (&quota), ==, yqq_quota_get_left (&result->quota));
}

static void
a_process_is_alive_as_long_as_it_is_registered (void)
{
  g_autofree char *directory = g_dir_make_tmp ("yqq-processes-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  YqqProcessRegister *first = yqq_process_register_new (directory, TRUE, &error);
  g_assert_no_error (error);
  yqq_process_register_settle (first);
  YqqProcessRegister *second = yqq_process_register_new (directory, TRUE, &error);
  g_assert_no_error (error);
  yqq_process_register_settle (second);
  g_assert_null (yqq_process_register_new (directory, FALSE, &refused));
  g_assert_error (refused, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_autofree char *name = g_strdup (yqq_process_register_get_name (second));
  g_assert_true (yqq_process_register_is_alive (first, name));
  g_assert_true (yqq_process_register_is_alive (first, yqq_process_register_get_name (first)));
  yqq_process_register_free (second);
  g_assert_false (yqq_process_register_is_alive (first, name));
  g_assert_false (yqq_process_register_is_alive (first, ""));
  g_assert_false (yqq_process_register_is_alive (first, NULL));
  g_assert_false (yqq_process_register_is_alive (first, "../lock"));
  yqq_process_register_free (first);
  YqqProcessRegister *alone = yqq_process_register_new (directory, FALSE, &error);
  g_assert_no_error (error);
  yqq_process_register_free (alone);
  test_remove_all (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/authority/offices/" #name, name)
  ADD (a_second_administrator_is_outside_the_quota_and_made_once);
  ADD (the_legal_representative_has_to_be_the_registered_one);
  ADD (the_demonstration_shows_a_user_in_every_state);
  ADD (what_was_made_of_the_demonstration_outlives_a_restart);
  ADD (a_process_is_alive_as_long_as_it_is_registered);
  return g_test_run ();
}

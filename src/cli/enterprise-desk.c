/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/enterprise-desk.h"

#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/failure.h"
#include "cli/prove.h"
#include "cli/secret-prompt.h"
#include "cli/wait.h"
#include "client/fetch-enterprise.h"
#include "client/fetch-me.h"
#include "client/fetch-users.h"
#include "identity/policy.h"
#include "protocol/problem.h"

static gboolean
is_named (YqqEnterprise *enterprise, const char *name)
{
  return g_str_equal (yqq_enterprise_get_name (enterprise), name) ||
         g_str_equal (yqq_enterprise_get_id (enterprise), name) ||
         g_ascii_strcasecmp (yqq_enterprise_get_credit_code (enterprise), name) == 0;
}

/* Those that come into question: by name where one was given, else by role. */
static GPtrArray *
find_candidates (YqqMe *me, guint roles)
{
  const char *name = yqq_act_options_get ()->enterprise;
  GPtrArray *found = g_ptr_array_new ();
  for (guint i = 0; i < me->memberships->len; i++) {
    const YqqMembership *membership = me->memberships->pdata[i];
    if (name != NULL ? is_named (membership->enterprise, name) : (membership->roles & roles) != 0)
      g_ptr_array_add (found, membership->enterprise);
  }
  return found;
}

static void
tell_several (GPtrArray *enterprises)
{
  g_printerr (_ ("yqq: you belong to several enterprises; name one with --enterprise:\n"));
  for (guint i = 0; i < enterprises->len; i++)
    g_printerr ("  %s  %s\n", yqq_enterprise_get_credit_code (enterprises->pdata[i]),
                yqq_enterprise_get_name (enterprises->pdata[i]));
}

static YqqEnterprise *
choose (YqqMe *me, guint roles, int *exit_code)
{
  g_autoptr (GPtrArray) found = find_candidates (me, roles);
  if (found->len == 1)
    return found->pdata[0];
  *exit_code = YQQ_EXIT_NO;
  if (found->len > 1) {
    *exit_code = YQQ_EXIT_USAGE;
    tell_several (found);
  } else if (yqq_act_options_get ()->enterprise != NULL) {
    g_printerr (_ ("yqq: you do not belong to an enterprise of that name or credit code\n"));
  } else if (roles == YQQ_ROLE_REVIEWER) {
    g_printerr (_ ("yqq: you are a reviewer at no service desk\n"));
  } else {
    g_printerr (_ ("yqq: you are the certificate administrator or legal representative of no "
                   "enterprise\n"));
  }
  return NULL;
}

static YqqMe *
fetch_me (YqqWorkplace *workplace, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_me_async (workplace->connection, yqq_wait_get_cancellable (), yqq_wait_note_result,
                      &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqMe *me = yqq_fetch_me_finish (result, &error);
  if (me == NULL)
    *exit_code = yqq_failure_report (error);
  return me;
}

YqqEnterpriseDesk *
yqq_enterprise_desk_open (guint roles, int *exit_code)
{
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, exit_code);
  g_autoptr (YqqMe) me = workplace != NULL ? fetch_me (workplace, exit_code) : NULL;
  YqqEnterprise *enterprise = me != NULL ? choose (me, roles, exit_code) : NULL;
  if (enterprise == NULL)
    return NULL;
  YqqEnterpriseDesk *self = g_new0 (YqqEnterpriseDesk, 1);
  self->workplace = g_steal_pointer (&workplace);
  self->enterprise = g_object_ref (enterprise);
  return self;
}

void
yqq_enterprise_desk_close (YqqEnterpriseDesk *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->enterprise);
  g_clear_pointer (&self->workplace, yqq_workplace_close);
  g_free (self);
}

const char *
yqq_enterprise_desk_get_id (YqqEnterpriseDesk *self)
{
  return yqq_enterprise_get_id (self->enterprise);
}

YqqEnterpriseOverview *
yqq_enterprise_desk_fetch_overview (YqqEnterpriseDesk *self, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_enterprise_async (self->workplace->connection, yqq_enterprise_desk_get_id (self),
                              yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqEnterpriseOverview *overview = yqq_fetch_enterprise_finish (result, &error);
  if (overview == NULL)
    *exit_code = yqq_failure_report (error);
  return overview;
}

static YqqAuthorisedUsers *
fetch_page (YqqEnterpriseDesk *self, const char *after, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_users_async (self->workplace->connection, yqq_enterprise_desk_get_id (self), after, 0,
                         yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqAuthorisedUsers *page = yqq_fetch_users_finish (result, &error);
  if (page == NULL)
    *exit_code = yqq_failure_report (error);
  return page;
}

GPtrArray *
yqq_enterprise_desk_fetch_users (YqqEnterpriseDesk *self, int *exit_code)
{
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) users =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authorised_user_free);
  do {
    g_autoptr (YqqAuthorisedUsers) page = fetch_page (self, after, exit_code);
    if (page == NULL)
      return NULL;
    g_free (after);
    after = g_steal_pointer (&page->next);
    g_ptr_array_extend_and_steal (users, g_steal_pointer (&page->users));
  } while (after != NULL);
  return g_steal_pointer (&users);
}

YqqAuthorisedUser *
yqq_enterprise_desk_find_user (GPtrArray *users, const char *code)
{
  for (guint i = 0; i < users->len; i++) {
    YqqAuthorisedUser *user = users->pdata[i];
    if (g_ascii_strcasecmp (user->code, code) == 0 || g_str_equal (user->grant, code))
      return user;
  }
  g_printerr (_ ("yqq: there is no authorised user “%s”; “yqq grant list” shows the codes\n"),
              code);
  return NULL;
}

/* NULL with *error, or without after having said why. */
static YqqActResult *
perform_once (YqqEnterpriseDesk *self, YqqActSigner *signer, YqqEnterpriseAct *act, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (YqqSecretBytes) pin = yqq_secret_prompt (_ ("PIN:"), yqq_act_options_get ()->pin_fd);
  if (pin == NULL)
    return NULL;
  yqq_act_signer_perform_async (signer, act, pin, yqq_wait_get_cancellable (), yqq_wait_note_result,
                                &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  return yqq_act_signer_perform_finish (signer, result, error);
}

/* Verifies the person for the act, which then is another one. */
static gboolean
add_identity (YqqEnterpriseDesk *self, YqqEnterpriseAct *act, int *exit_code)
{
  const YqqProveSources sources = {.code_fd = -1, .pin_fd = yqq_act_options_get ()->pin_fd};
  act->identity = yqq_prove_identity (self->workplace, YQQ_IDENTITY_PURPOSE_TRANSFER, act->subject,
                                      &sources, exit_code);
  g_clear_pointer (&act->id, g_free);
  act->at_ms = 0;
  return act->identity != NULL;
}

YqqActResult *
yqq_enterprise_desk_perform (YqqEnterpriseDesk *self, YqqEnterpriseAct *act, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  YqqWorkplace *workplace = self->workplace;
  g_autoptr (YqqActSigner) signer =
      yqq_act_signer_new (workplace->connection, workplace->wallet, workplace->gate);
  g_autoptr (YqqCredential) credential = yqq_act_signer_find_credential (signer, self->enterprise);
  if (credential == NULL) {
    g_printerr (_ ("yqq: an act is signed with your certificate of this enterprise, and none is "
                   "installed here; “yqq certificate install” does that\n"));
    *exit_code = YQQ_EXIT_NO;
    return NULL;
  }
  YqqActResult *done = perform_once (self, signer, act, &error);
  if (g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED) &&
      act->identity == NULL) {
    g_clear_error (&error);
    if (!add_identity (self, act, exit_code))
      return NULL;
    done = perform_once (self, signer, act, &error);
  }
  *exit_code = done != NULL    ? YQQ_EXIT_OK
               : error != NULL ? yqq_failure_report (error)
                               : YQQ_EXIT_PIN;
  return done;
}

gboolean
yqq_enterprise_desk_enter_pin (YqqEnterpriseDesk *self, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  YqqWorkplace *workplace = self->workplace;
  g_autoptr (YqqActSigner) signer =
      yqq_act_signer_new (workplace->connection, workplace->wallet, workplace->gate);
  g_autoptr (YqqSecretBytes) pin = yqq_secret_prompt (_ ("PIN:"), yqq_act_options_get ()->pin_fd);
  *exit_code = YQQ_EXIT_PIN;
  if (pin == NULL)
    return FALSE;
  yqq_act_signer_enter_pin_async (signer, pin, yqq_wait_get_cancellable (), yqq_wait_note_result,
                                  &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (yqq_act_signer_enter_pin_finish (signer, result, &error))
    return TRUE;
  *exit_code = yqq_failure_report (error);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/acts/desk-acts.h"

#include "authority/store/authenticators.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "authority/store/staff-codes.h"
#include "identity/policy.h"
#include "identity/staff-code.h"

/* Whom it is about reads it on all their devices: who at which desk did what. */
static gboolean
tell_person (YqqDatabase *database,
             const YqqActContext *context,
             const char *person_id,
             YqqNoticeKind kind,
             const char *subject,
             const char *detail,
             GError **error)
{
  g_autoptr (YqqPersonRecord) reviewer = NULL;
  return yqq_people_find (database, context->person_id, &reviewer, error) &&
         yqq_notices_add (database, person_id, kind, context->act->enterprise, subject,
                          reviewer->name, detail, 0, context->now_ms, error);
}

static gboolean
judge (const YqqActContext *context, const char *person_id, GError **error)
{
  YqqProblemCode problem;
  const YqqActCase question = {
      .kind = context->act->kind,
      .roles = context->roles,
      .actor = context->state,
      .target = yqq_act_target_of_person (person_id, context->person_id),
  };
  if (yqq_authorise_act (&question, &problem))
    return TRUE;
  yqq_problem_error_set (error, problem, NULL);
  return FALSE;
}

/* What was seen has to be what the person is registered with. */
static gboolean
judge_document (const YqqActContext *context, const YqqPersonRecord *person, GError **error)
{
  if (person->id_type == context->act->document)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_PERSON_UNKNOWN, NULL);
  return FALSE;
}

gboolean
yqq_identity_confirm_judge (YqqDatabase *database,
                            const YqqActContext *context,
                            YqqActResult *result,
                            GError **error)
{
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_identity_purpose_is_known (context->act->purpose)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "no such purpose")->member =
        g_strdup ("purpose");
    return FALSE;
  }
  return yqq_people_find (database, context->act->subject, &person, error) &&
         judge (context, person != NULL ? person->id : NULL, error) &&
         judge_document (context, person, error);
}

gboolean
yqq_identity_confirm_perform (YqqDatabase *database,
                              const YqqActContext *context,
                              YqqActResult *result,
                              GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqStaffCodeStore) store = yqq_staff_codes_new (database, yqq_clock_get_system ());
  result->staff_code = yqq_staff_code_issue (store, act->subject, act->purpose, context->person_id,
                                             YQQ_DESK_CODE_MS, context->now_ms, error);
  result->staff_code_expires_at_ms = context->now_ms + YQQ_DESK_CODE_MS;
  return result->staff_code != NULL &&
         tell_person (database, context, act->subject, YQQ_NOTICE_IDENTITY_CONFIRMED, act->id,
                      act->purpose, error);
}

gboolean
yqq_key_removal_judge (YqqDatabase *database,
                       const YqqActContext *context,
                       YqqActResult *result,
                       GError **error)
{
  g_autofree char *owner = NULL, *label = NULL;
  g_autoptr (YqqPersonRecord) person = NULL;
  return yqq_authenticators_find_owner (database, context->act->subject, &owner, &label, error) &&
         judge (context, owner, error) && yqq_people_find (database, owner, &person, error) &&
         judge_document (context, person, error);
}

gboolean
yqq_key_removal_perform (YqqDatabase *database,
                         const YqqActContext *context,
                         YqqActResult *result,
                         GError **error)
{
  const char *id = context->act->subject;
  g_autofree char *owner = NULL, *label = NULL;
  gboolean found = FALSE;
  g_autoptr (YqqAuthenticatorStore) store = yqq_authenticators_new (database);
  return yqq_authenticators_find_owner (database, id, &owner, &label, error) &&
         yqq_authenticator_store_remove (store, owner, id, &found, error) &&
         tell_person (database, context, owner, YQQ_NOTICE_KEY_REMOVED, id, label, error);
}

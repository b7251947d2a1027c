/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act is put before a second person. */
#include <string.h>

#include "authority/acts/proposal-acts.h"
#include "authority/acts/record.h"
#include "authority/store/grants.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "crypto/random.h"

/* The rule must not keep an office with somebody who is gone: whoever takes it over waits for
 * nobody.
 */
static gboolean
is_take_over (YqqDatabase *database, const YqqActContext *context, gboolean *is, GError **error)
{
  g_autoptr (YqqGrantRecord) receiver = NULL;
  *is = FALSE;
  if (context->act->kind != YQQ_ACT_TRANSFER_OFFER)
    return TRUE;
  if (!yqq_grants_find (database, context->act->subject, &receiver, error))
    return FALSE;
  *is = receiver != NULL && (context->roles & YQQ_ROLE_LEGAL_REPRESENTATIVE) != 0 &&
        strcmp (receiver->person_id, context->person_id) == 0;
  return TRUE;
}

gboolean
yqq_proposal_is_needed (YqqDatabase *database,
                        const YqqActContext *context,
                        gboolean *needed,
                        GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  gboolean concerned = act->kind == YQQ_ACT_GRANT_CANCEL || act->kind == YQQ_ACT_TRANSFER_OFFER ||
                       (act->kind == YQQ_ACT_SETTINGS_CHANGE && !act->two_person);
  gboolean take_over = FALSE;
  *needed = FALSE;
  if (context->approved || !concerned)
    return TRUE;
  return is_take_over (database, context, &take_over, error) &&
         (take_over || yqq_two_person_read (database, act->enterprise, needed, error));
}

static gboolean
add_name (YqqDatabase *database, const char *grant_id, GStrvBuilder *names, GError **error)
{
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_grants_find (database, grant_id, &grant, error) ||
      (grant != NULL && !yqq_people_find (database, grant->person_id, &person, error)))
    return FALSE;
  if (person != NULL)
    g_strv_builder_add (names, person->name);
  return TRUE;
}

static GStrv
find_names (YqqDatabase *database, const YqqEnterpriseAct *act, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  if (act->kind == YQQ_ACT_TRANSFER_OFFER && !add_name (database, act->subject, names, error))
    return NULL;
  for (guint i = 0; act->items != NULL && i < act->items->len; i++) {
    const YqqActItem *item = g_ptr_array_index (act->items, i);
    if (!add_name (database, item->grant, names, error))
      return NULL;
  }
  return g_strv_builder_end (names);
}

static gboolean
tell_deciders (YqqDatabase *database,
               const YqqActContext *context,
               const char *id,
               const char *const *deciders,
               GError **error)
{
  g_autoptr (YqqPersonRecord) proposer = NULL;
  if (!yqq_people_find (database, context->person_id, &proposer, error))
    return FALSE;
  for (guint i = 0; deciders[i] != NULL; i++)
    if (!yqq_notices_add (database, deciders[i], YQQ_NOTICE_PROPOSAL_WAITING,
                          context->act->enterprise, id, proposer->name,
                          yqq_act_kind_to_nick (context->act->kind), 0, context->now_ms, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_proposal (YqqDatabase *database, const YqqActContext *context, const char *id, GError **error)
{
  g_auto (GStrv) names = find_names (database, context->act, error);
  const YqqProposalRecord proposal = {
      .id = (char *)id,
      .enterprise_id = context->act->enterprise,
      .proposed_by = (char *)context->person_id,
      .certificate = (char *)context->certificate,
      .jws = (char *)context->jws,
      .digest = context->digest,
      .subjects = names,
  };
  return names != NULL && yqq_proposals_add (database, &proposal, context->now_ms, error);
}

/* Those who could decide, without whom the act is about. */
static GStrv
find_deciders (YqqDatabase *database, const YqqActContext *context, GError **error)
{
  g_auto (GStrv) others = yqq_proposals_list_deciders (database, context->act->enterprise,
                                                       context->person_id, context->now_ms, error);
  g_autoptr (GStrvBuilder) deciders = g_strv_builder_new ();
  for (guint i = 0; others != NULL && others[i] != NULL; i++) {
    gboolean about = FALSE;
    if (!yqq_proposal_is_about (database, context->act, others[i], &about, error))
      return NULL;
    if (!about)
      g_strv_builder_add (deciders, others[i]);
  }
  return others != NULL ? g_strv_builder_end (deciders) : NULL;
}

gboolean
yqq_proposal_make (YqqDatabase *database,
                   const YqqActContext *context,
                   YqqActResult *result,
                   GError **error)
{
  const char *enterprise_id = context->act->enterprise;
  gint64 waiting = 0;
  g_auto (GStrv) deciders = find_deciders (database, context, error);
  if (deciders == NULL ||
      !yqq_proposals_count_waiting (database, enterprise_id, context->now_ms, &waiting, error))
    return FALSE;
  if (deciders[0] == NULL || waiting >= YQQ_PROPOSALS_MAX_WAITING) {
    yqq_problem_error_set (
        error, deciders[0] == NULL ? YQQ_PROBLEM_SECOND_PERSON_MISSING : YQQ_PROBLEM_LIMIT_REACHED,
        NULL);
    return FALSE;
  }
  result->proposal = yqq_random_id ();
  return add_proposal (database, context, result->proposal, error) &&
         tell_deciders (database, context, result->proposal, (const char *const *)deciders,
                        error) &&
         yqq_record_act (database, context, result, error);
}

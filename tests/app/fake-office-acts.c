/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the small office does with an act. */
#include "fake-administration.h"
#include "fake-office-private.h"

#include "model/grant.h"

static gint64
get_now_ms (void)
{
  return g_get_real_time () / 1000;
}

static gboolean
has_seal (FakeOffice *self, const char *id)
{
  for (guint i = 0; i < self->overview->seals->len; i++)
    if (g_str_equal (((YqqSealView *)self->overview->seals->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
has_unknown_seal (FakeOffice *self, GStrv permissions)
{
  for (guint i = 0; permissions && permissions[i]; i++) {
    const char *seal = yqq_permission_get_seal (permissions[i]);
    if (seal && !has_seal (self, seal))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_known (FakeOffice *self, const char *id_number)
{
  for (guint i = 0; id_number && i < self->users->len; i++) {
    FakeUser *user = self->users->pdata[i];
    if (user->shown->state != YQQ_GRANT_STATE_CANCELLED && g_str_equal (user->id_number, id_number))
      return TRUE;
  }
  return FALSE;
}

static YqqActLine *
judge_draft (FakeOffice *self, const YqqGrantDraft *draft)
{
  YqqActLine *line = g_new0 (YqqActLine, 1);
  line->problem = YQQ_PROBLEM_UNRECOGNISED;
  line->done = yqq_grant_draft_check (draft, self->overview->certificate_not_after_ms,
                                      get_now_ms (), line->faults);
  if (is_known (self, draft->id_number))
    line->faults[YQQ_GRANT_FIELD_ID_NUMBER] = YQQ_GRANT_FAULT_DUPLICATE;
  if (has_unknown_seal (self, draft->permissions))
    line->faults[YQQ_GRANT_FIELD_PERMISSIONS] = YQQ_GRANT_FAULT_NO_SEAL;
  if (self->fault != YQQ_GRANT_FAULT_NONE)
    line->faults[self->fault_field] = self->fault;
  self->fault = YQQ_GRANT_FAULT_NONE;
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    line->done &= line->faults[i] == YQQ_GRANT_FAULT_NONE;
  return line;
}

static YqqActResult *
create_result (FakeOffice *self, const char *act)
{
  YqqActResult *result = g_new0 (YqqActResult, 1);
  result->act = g_strdup (act ? act : "check");
  result->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_line_free);
  fake_office_copy_quota (self, &result->quota);
  return result;
}

YqqActResult *
fake_office_check (FakeOffice *self, GPtrArray *drafts)
{
  YqqActResult *result = create_result (self, NULL);
  for (guint i = 0; i < drafts->len; i++) {
    YqqActLine *line = judge_draft (self, drafts->pdata[i]);
    line->done = FALSE;
    g_ptr_array_add (result->lines, line);
  }
  return result;
}

static void
give (FakeOffice *self, const YqqGrantDraft *draft, YqqActLine *line)
{
  g_autofree char *grant = g_strdup_printf ("%u", self->next_id++);
  FakeUser *user = fake_office_add (self, grant, draft->name, draft->id_number, draft->phone);
  gboolean some = draft->permissions && draft->permissions[0];
  g_strfreev (user->shown->permissions);
  user->shown->permissions = some ? g_strdupv (draft->permissions) : g_new0 (char *, 1);
  yqq_id_type_from_nick (draft->id_type, &user->shown->id_type);
  user->shown->state = some ? YQQ_GRANT_STATE_PENDING_INSTALL : YQQ_GRANT_STATE_SUSPENDED;
  user->shown->created_at_ms = get_now_ms ();
  user->shown->not_after_ms = yqq_grant_draft_get_end_ms (draft, get_now_ms ());
  line->grant = g_strdup (grant);
  line->code = g_strdup (user->shown->code);
}

static gboolean
add_users (FakeOffice *self, const YqqEnterpriseAct *act, YqqActResult *result, GError **error)
{
  gboolean good = TRUE;
  if (yqq_quota_get_left_after (&self->overview->quota, act->drafts->len) < 0) {
    g_propagate_error (error, yqq_problem_error_new (YQQ_PROBLEM_QUOTA_EXHAUSTED, NULL));
    return FALSE;
  }
  for (guint i = 0; i < act->drafts->len; i++) {
    YqqActLine *line = judge_draft (self, act->drafts->pdata[i]);
    g_ptr_array_add (result->lines, line);
    good &= line->done;
  }
  for (guint i = 0; i < act->drafts->len; i++) {
    YqqActLine *line = result->lines->pdata[i];
    line->done = line->done && (good || !act->whole);
    if (line->done)
      give (self, act->drafts->pdata[i], line);
  }
  result->done = good || !act->whole;
  return TRUE;
}

static gboolean
judge_item (const YqqEnterpriseAct *act,
            const YqqActItem *item,
            FakeUser *user,
            YqqProblemCode *problem)
{
  gboolean stops = act->kind == YQQ_ACT_GRANT_CANCEL;
  *problem = YQQ_PROBLEM_UNRECOGNISED;
  if (!user)
    *problem = YQQ_PROBLEM_GRANT_NOT_FOUND;
  else if (user->shown->state == YQQ_GRANT_STATE_CANCELLED)
    *problem = YQQ_PROBLEM_GRANT_CANCELLED;
  else if (act->kind == YQQ_ACT_GRANT_MODIFY && user->shown->state == YQQ_GRANT_STATE_EXPIRED &&
           !yqq_act_item_renews (item))
    *problem = YQQ_PROBLEM_GRANT_EXPIRED;
  else if (user->shown->me && stops)
    *problem = YQQ_PROBLEM_GRANT_OWN;
  else if (user->shown->roles & YQQ_ROLE_ADMINISTRATOR)
    *problem = YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR;
  return *problem == YQQ_PROBLEM_UNRECOGNISED;
}

static void
change (const YqqEnterpriseAct *act, const YqqActItem *item, FakeUser *user)
{
  gboolean some = item->permissions && item->permissions[0];
  if (act->kind == YQQ_ACT_GRANT_CANCEL) {
    user->shown->state = YQQ_GRANT_STATE_CANCELLED;
    user->shown->cancelled_at_ms = get_now_ms ();
    return;
  }
  g_strfreev (user->shown->permissions);
  user->shown->permissions = some ? g_strdupv (item->permissions) : g_new0 (char *, 1);
  if (!some)
    user->shown->state = YQQ_GRANT_STATE_SUSPENDED;
  else if (yqq_act_item_renews (item))
    user->shown->state = YQQ_GRANT_STATE_PENDING_INSTALL;
  else if (user->shown->state == YQQ_GRANT_STATE_SUSPENDED)
    user->shown->state = YQQ_GRANT_STATE_ACTIVE;
}

static void
change_users (FakeOffice *self, const YqqEnterpriseAct *act, YqqActResult *result)
{
  gboolean good = TRUE;
  for (guint i = 0; i < act->items->len; i++) {
    const YqqActItem *item = act->items->pdata[i];
    YqqActLine *line = g_new0 (YqqActLine, 1);
    line->grant = g_strdup (item->grant);
    line->done = judge_item (act, item, fake_office_find (self, item->grant), &line->problem);
    good &= line->done;
    g_ptr_array_add (result->lines, line);
  }
  for (guint i = 0; i < act->items->len; i++) {
    const YqqActItem *item = act->items->pdata[i];
    YqqActLine *line = result->lines->pdata[i];
    line->done = line->done && (good || !act->whole);
    if (line->done)
      change (act, item, fake_office_find (self, item->grant));
  }
  result->done = good || !act->whole;
}

const char *
fake_office_add_transfer (FakeOffice *self,
                          const char *from,
                          const char *to,
                          gboolean to_me,
                          gboolean by_me)
{
  YqqTransferView *view = g_new0 (YqqTransferView, 1);
  view->id = g_strdup_printf ("transfer-%u", self->next_id++);
  view->from_name = g_strdup (from);
  view->to_name = g_strdup (to);
  view->offered_by_name = g_strdup (from);
  view->to_me = to_me;
  view->by_me = by_me;
  view->offered_at_ms = get_now_ms ();
  view->expires_at_ms = view->offered_at_ms + YQQ_TRANSFER_OFFER_MS;
  g_ptr_array_insert (self->overview->transfers, 0, view);
  return view->id;
}

const char *
fake_office_add_proposal (FakeOffice *self,
                          const char *by,
                          gboolean by_me,
                          const char *act,
                          const char *subject_name)
{
  const char *const names[] = {subject_name, NULL};
  YqqProposalView *view = g_new0 (YqqProposalView, 1);
  view->id = g_strdup_printf ("proposal-%u", self->next_id++);
  view->by_name = g_strdup (by);
  view->by_me = by_me;
  view->act = g_strdup (act);
  view->subject_names = g_strdupv ((char **)names);
  view->proposed_at_ms = get_now_ms ();
  view->expires_at_ms = view->proposed_at_ms + YQQ_TRANSFER_OFFER_MS;
  g_ptr_array_insert (self->overview->proposals, 0, view);
  return view->id;
}

static gboolean
offer (FakeOffice *self, const YqqEnterpriseAct *act, YqqActResult *result, GError **error)
{
  FakeUser *receiver = fake_office_find (self, act->subject);
  for (guint i = 0; i < self->overview->transfers->len; i++) {
    YqqTransferView *view = self->overview->transfers->pdata[i];
    if (view->state != YQQ_TRANSFER_STATE_WAITING)
      continue;
    g_propagate_error (error, yqq_problem_error_new (YQQ_PROBLEM_TRANSFER_WAITING, NULL));
    return FALSE;
  }
  if (!receiver || receiver->shown->state == YQQ_GRANT_STATE_CANCELLED ||
      receiver->shown->state == YQQ_GRANT_STATE_SUSPENDED) {
    g_propagate_error (error, yqq_problem_error_new (YQQ_PROBLEM_RECEIVER_UNUSABLE, NULL));
    return FALSE;
  }
  result->transfer =
      g_strdup (fake_office_add_transfer (self, "陈演示", receiver->shown->name, FALSE, TRUE));
  result->done = TRUE;
  return TRUE;
}

static gboolean
end_transfer (FakeOffice *self, const char *id, YqqTransferState state)
{
  for (guint i = 0; i < self->overview->transfers->len; i++) {
    YqqTransferView *view = self->overview->transfers->pdata[i];
    if (!g_str_equal (view->id, id) || view->state != YQQ_TRANSFER_STATE_WAITING)
      continue;
    view->state = state;
    view->ended_at_ms = get_now_ms ();
    return TRUE;
  }
  return FALSE;
}

static gboolean
end_proposal (FakeOffice *self, const char *id, YqqProposalState state)
{
  for (guint i = 0; i < self->overview->proposals->len; i++) {
    YqqProposalView *view = self->overview->proposals->pdata[i];
    if (!g_str_equal (view->id, id) || view->state != YQQ_TRANSFER_STATE_WAITING)
      continue;
    view->state = state;
    view->ended_at_ms = get_now_ms ();
    return TRUE;
  }
  return FALSE;
}

static gboolean
waits_for_second (FakeOffice *self, const YqqEnterpriseAct *act)
{
  return self->overview->two_person &&
         (act->kind == YQQ_ACT_GRANT_CANCEL || act->kind == YQQ_ACT_TRANSFER_OFFER ||
          (act->kind == YQQ_ACT_SETTINGS_CHANGE && !act->two_person));
}

static gboolean
perform (FakeOffice *self, const YqqEnterpriseAct *act, YqqActResult *result, GError **error)
{
  YqqProblemCode ended = YQQ_PROBLEM_TRANSFER_ENDED;
  switch (act->kind) {
  case YQQ_ACT_GRANT_ADD:
    return add_users (self, act, result, error);
  case YQQ_ACT_GRANT_MODIFY:
  case YQQ_ACT_GRANT_CANCEL:
    change_users (self, act, result);
    return TRUE;
  case YQQ_ACT_TRANSFER_OFFER:
    return offer (self, act, result, error);
  case YQQ_ACT_TRANSFER_ACCEPT:
    result->done = end_transfer (self, act->subject, YQQ_TRANSFER_STATE_ACCEPTED);
    break;
  case YQQ_ACT_TRANSFER_REFUSE:
    result->done = end_transfer (self, act->subject, YQQ_TRANSFER_STATE_REFUSED);
    break;
  case YQQ_ACT_TRANSFER_WITHDRAW:
    result->done = end_transfer (self, act->subject, YQQ_TRANSFER_STATE_WITHDRAWN);
    break;
  case YQQ_ACT_PROPOSAL_APPROVE:
    ended = YQQ_PROBLEM_PROPOSAL_ENDED;
    result->done = end_proposal (self, act->subject, YQQ_TRANSFER_STATE_ACCEPTED);
    break;
  case YQQ_ACT_PROPOSAL_REFUSE:
    ended = YQQ_PROBLEM_PROPOSAL_ENDED;
    result->done = end_proposal (self, act->subject, YQQ_TRANSFER_STATE_REFUSED);
    break;
  case YQQ_ACT_PROPOSAL_WITHDRAW:
    ended = YQQ_PROBLEM_PROPOSAL_ENDED;
    result->done = end_proposal (self, act->subject, YQQ_TRANSFER_STATE_WITHDRAWN);
    break;
  case YQQ_ACT_SETTINGS_CHANGE:
    self->overview->two_person = act->two_person;
    result->done = TRUE;
    break;
  case YQQ_ACT_IDENTITY_CONFIRM:
    result->staff_code = g_strdup (FAKE_STAFF_CODE);
    result->staff_code_expires_at_ms = g_get_real_time () / 1000 + self->code_ms;
    result->done = TRUE;
    break;
  case YQQ_ACT_AUTHENTICATOR_REMOVE:
    result->done = TRUE;
    break;
  }
  if (!result->done)
    g_propagate_error (error, yqq_problem_error_new (ended, NULL));
  return result->done;
}

YqqActResult *
fake_office_perform (FakeOffice *self, const YqqEnterpriseAct *act, GError **error)
{
  g_autoptr (YqqActResult) result = create_result (self, act->id);
  if (waits_for_second (self, act)) {
    result->proposal = g_strdup (
        fake_office_add_proposal (self, "陈演示", TRUE, "header.payload.signature", "林样例"));
    return g_steal_pointer (&result);
  }
  if (!perform (self, act, result, error))
    return NULL;
  fake_office_count_quota (self);
  fake_office_copy_quota (self, &result->quota);
  return g_steal_pointer (&result);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/authorisation.h"

#include <string.h>

#define OFFICES (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE)
#define ANYBODY (OFFICES | YQQ_ROLE_EMPLOYEE | YQQ_ROLE_REVIEWER)
/* Nothing against it. */
#define FINE YQQ_PROBLEM_COUNT
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static gboolean
refuse (YqqProblemCode code, GError **error)
{
  yqq_problem_error_set (error, code, NULL);
  return FALSE;
}

gboolean
yqq_authorise_device (const YqqDevice *device, GError **error)
{
  if (device == NULL)
    return refuse (YQQ_PROBLEM_DEVICE_UNKNOWN, error);
  if (device->revoked)
    return refuse (YQQ_PROBLEM_DEVICE_REVOKED, error);
  return TRUE;
}

gboolean
yqq_authorise_log_in (const YqqDevice *device, guint days, gint64 now_ms, GError **error)
{
  return device->verified_at_ms + days * DAY_MS > now_ms ||
         refuse (YQQ_PROBLEM_SESSION_EXPIRED, error);
}

YqqGrantState
yqq_effective_grant_state (const YqqGrantRecord *grant, gint64 now_ms)
{
  if (grant->state == YQQ_GRANT_STATE_CANCELLED)
    return YQQ_GRANT_STATE_CANCELLED;
  if (now_ms >= grant->not_after_ms)
    return YQQ_GRANT_STATE_EXPIRED;
  return grant->state;
}

gboolean
yqq_authorise_install (const YqqDevice *device,
                       const YqqGrantRecord *grant,
                       gboolean pin_confirmed,
                       gint64 now_ms,
                       GError **error)
{
  if (grant == NULL || strcmp (grant->person_id, device->person_id) != 0)
    return refuse (YQQ_PROBLEM_GRANT_NOT_FOUND, error);
  switch (yqq_effective_grant_state (grant, now_ms)) {
  case YQQ_GRANT_STATE_SUSPENDED:
    return refuse (YQQ_PROBLEM_GRANT_SUSPENDED, error);
  case YQQ_GRANT_STATE_CANCELLED:
    return refuse (YQQ_PROBLEM_GRANT_CANCELLED, error);
  case YQQ_GRANT_STATE_EXPIRED:
    return refuse (YQQ_PROBLEM_GRANT_EXPIRED, error);
  default:
    break;
  }
  return pin_confirmed || refuse (YQQ_PROBLEM_CHALLENGE_UNKNOWN, error);
}

const char *
yqq_authorise_certificate (const YqqCertificateRecord *certificate,
                           const YqqGrantRecord *grant,
                           gint64 now_ms)
{
  if (certificate->state == YQQ_ISSUED_STATE_REVOKED)
    return "revoked";
  YqqGrantState state = yqq_effective_grant_state (grant, now_ms);
  if (state == YQQ_GRANT_STATE_CANCELLED)
    return "cancelled";
  if (certificate->state == YQQ_ISSUED_STATE_SUPERSEDED)
    return "superseded";
  if (state == YQQ_GRANT_STATE_SUSPENDED)
    return "suspended";
  if (state == YQQ_GRANT_STATE_EXPIRED || now_ms >= certificate->not_after_ms ||
      now_ms < certificate->not_before_ms)
    return "expired";
  return NULL;
}

const char *
yqq_authorise_signing (const YqqCertificateRecord *certificate,
                       const YqqGrantRecord *grant,
                       gint64 now_ms)
{
  const char *reason = yqq_authorise_certificate (certificate, grant, now_ms);
  if (reason != NULL)
    return reason;
  return grant->permissions != NULL && g_strv_contains ((const char *const *)grant->permissions,
                                                        YQQ_PERMISSION_ENTERPRISE_CERTIFICATE)
             ? NULL
             : "not-permitted";
}

/* Acts */

/* Who may do it at all; whose it has to be is decided with the target. */
static const guint roles_of_kinds[YQQ_ACT_KIND_COUNT] = {
    [YQQ_ACT_GRANT_ADD] = YQQ_ROLE_ADMINISTRATOR,
    [YQQ_ACT_GRANT_MODIFY] = YQQ_ROLE_ADMINISTRATOR,
    [YQQ_ACT_GRANT_CANCEL] = YQQ_ROLE_ADMINISTRATOR,
    [YQQ_ACT_TRANSFER_OFFER] = OFFICES,
    [YQQ_ACT_TRANSFER_ACCEPT] = ANYBODY,
    [YQQ_ACT_TRANSFER_REFUSE] = ANYBODY,
    [YQQ_ACT_TRANSFER_WITHDRAW] = ANYBODY,
    [YQQ_ACT_PROPOSAL_APPROVE] = OFFICES,
    [YQQ_ACT_PROPOSAL_REFUSE] = OFFICES,
    [YQQ_ACT_PROPOSAL_WITHDRAW] = ANYBODY,
    [YQQ_ACT_SETTINGS_CHANGE] = YQQ_ROLE_ADMINISTRATOR,
    [YQQ_ACT_IDENTITY_CONFIRM] = YQQ_ROLE_REVIEWER,
    [YQQ_ACT_AUTHENTICATOR_REMOVE] = YQQ_ROLE_REVIEWER,
};

static YqqProblemCode
judge_actor (YqqActKind kind, guint roles, YqqGrantState actor)
{
  if (roles == 0)
    return YQQ_PROBLEM_NOT_FOUND;
  if (actor != YQQ_GRANT_STATE_ACTIVE)
    return YQQ_PROBLEM_ACT_INVALID;
  if ((roles & roles_of_kinds[kind]) != 0)
    return FINE;
  return roles_of_kinds[kind] == YQQ_ROLE_REVIEWER ? YQQ_PROBLEM_REVIEWER_ONLY
                                                   : YQQ_PROBLEM_NOT_PERMITTED;
}

/* What is changed or cancelled: never one's own, and never that of an office; what has expired is
 * changed only with another term. */
static YqqProblemCode
judge_grant (const YqqActCase *act)
{
  switch (act->target) {
  case YQQ_ACT_TARGET_NONE:
    return YQQ_PROBLEM_GRANT_NOT_FOUND;
  case YQQ_ACT_TARGET_OWN:
    return YQQ_PROBLEM_GRANT_OWN;
  case YQQ_ACT_TARGET_ADMINISTRATOR:
    return YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR;
  case YQQ_ACT_TARGET_LEGAL_REPRESENTATIVE:
    return YQQ_PROBLEM_NOT_PERMITTED;
  default:
    break;
  }
  if (act->target_state == YQQ_GRANT_STATE_CANCELLED)
    return YQQ_PROBLEM_GRANT_CANCELLED;
  return act->kind == YQQ_ACT_GRANT_MODIFY && act->target_state == YQQ_GRANT_STATE_EXPIRED &&
                 !act->renews
             ? YQQ_PROBLEM_GRANT_EXPIRED
             : FINE;
}

/* The legal representative may take the office over; an administrator has it already. */
static YqqProblemCode
judge_receiver (guint roles, YqqActTarget target, YqqGrantState state)
{
  if (target == YQQ_ACT_TARGET_NONE)
    return YQQ_PROBLEM_GRANT_NOT_FOUND;
  gboolean has_office = target == YQQ_ACT_TARGET_ADMINISTRATOR ||
                        (target == YQQ_ACT_TARGET_OWN && (roles & YQQ_ROLE_ADMINISTRATOR) != 0);
  return has_office || state != YQQ_GRANT_STATE_ACTIVE ? YQQ_PROBLEM_RECEIVER_UNUSABLE : FINE;
}

/* Of what only its owner may do; others learn that it is there if their office lets them see it. */
static YqqProblemCode
judge_owner (guint roles, YqqActTarget target, YqqProblemCode unknown)
{
  if (target == YQQ_ACT_TARGET_OWN)
    return FINE;
  return target == YQQ_ACT_TARGET_NONE || (roles & OFFICES) == 0 ? unknown
                                                                 : YQQ_PROBLEM_NOT_PERMITTED;
}

/* Nobody decides on their own, nor about themselves. */
static YqqProblemCode
judge_decision (YqqActTarget target)
{
  if (target == YQQ_ACT_TARGET_NONE)
    return YQQ_PROBLEM_PROPOSAL_NOT_FOUND;
  if (target == YQQ_ACT_TARGET_ABOUT_ONESELF)
    return YQQ_PROBLEM_GRANT_OWN;
  return target == YQQ_ACT_TARGET_OWN ? YQQ_PROBLEM_PROPOSAL_OWN : FINE;
}

/* Of people at the service desk: nobody confirms themselves. */
static YqqProblemCode
judge_person (YqqActTarget target, YqqProblemCode unknown)
{
  if (target == YQQ_ACT_TARGET_NONE)
    return unknown;
  return target == YQQ_ACT_TARGET_OWN || target == YQQ_ACT_TARGET_ABOUT_ONESELF
             ? YQQ_PROBLEM_IDENTITY_OWN
             : FINE;
}

static YqqProblemCode
judge_target (const YqqActCase *act)
{
  switch (act->kind) {
  case YQQ_ACT_GRANT_ADD: /* about nobody who is there already */
  case YQQ_ACT_SETTINGS_CHANGE:
    return FINE;
  case YQQ_ACT_GRANT_MODIFY:
  case YQQ_ACT_GRANT_CANCEL:
    return judge_grant (act);
  case YQQ_ACT_TRANSFER_OFFER:
    return judge_receiver (act->roles, act->target, act->target_state);
  case YQQ_ACT_TRANSFER_ACCEPT:
  case YQQ_ACT_TRANSFER_REFUSE:
  case YQQ_ACT_TRANSFER_WITHDRAW:
    return judge_owner (act->roles, act->target, YQQ_PROBLEM_TRANSFER_NOT_FOUND);
  case YQQ_ACT_PROPOSAL_APPROVE:
  case YQQ_ACT_PROPOSAL_REFUSE:
    return judge_decision (act->target);
  case YQQ_ACT_PROPOSAL_WITHDRAW:
    return judge_owner (act->roles, act->target, YQQ_PROBLEM_PROPOSAL_NOT_FOUND);
  case YQQ_ACT_IDENTITY_CONFIRM:
    return judge_person (act->target, YQQ_PROBLEM_PERSON_UNKNOWN);
  case YQQ_ACT_AUTHENTICATOR_REMOVE:
    return judge_person (act->target, YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN);
  default:
    g_assert_not_reached ();
  }
}

gboolean
yqq_authorise_act (const YqqActCase *act, YqqProblemCode *problem)
{
  YqqProblemCode found = judge_actor (act->kind, act->roles, act->actor);
  if (found == FINE)
    found = judge_target (act);
  if (found == FINE)
    return TRUE;
  *problem = found;
  return FALSE;
}

gboolean
yqq_authorise_actor (YqqActKind kind, guint roles, YqqGrantState actor, GError **error)
{
  YqqProblemCode found = judge_actor (kind, roles, actor);
  return found == FINE || refuse (found, error);
}

static YqqActTarget
target_of_office (guint roles)
{
  if ((roles & YQQ_ROLE_ADMINISTRATOR) != 0)
    return YQQ_ACT_TARGET_ADMINISTRATOR;
  return (roles & YQQ_ROLE_LEGAL_REPRESENTATIVE) != 0 ? YQQ_ACT_TARGET_LEGAL_REPRESENTATIVE
                                                      : YQQ_ACT_TARGET_OTHER;
}

YqqActTarget
yqq_act_target_of_grant (const YqqGrantRecord *grant, guint roles, const char *actor_id)
{
  if (strcmp (grant->person_id, actor_id) == 0)
    return YQQ_ACT_TARGET_OWN;
  return grant->kind == YQQ_CERTIFICATE_KIND_ENTERPRISE ? target_of_office (roles)
                                                        : YQQ_ACT_TARGET_OTHER;
}

YqqActTarget
yqq_act_target_of_receiver (const YqqGrantRecord *grant, guint roles, const char *actor_id)
{
  return strcmp (grant->person_id, actor_id) == 0 ? YQQ_ACT_TARGET_OWN : target_of_office (roles);
}

YqqActTarget
yqq_act_target_of_person (const char *person_id, const char *actor_id)
{
  if (person_id == NULL)
    return YQQ_ACT_TARGET_NONE;
  return strcmp (person_id, actor_id) == 0 ? YQQ_ACT_TARGET_OWN : YQQ_ACT_TARGET_OTHER;
}

/* Questions */

gboolean
yqq_authorise_member (guint roles, GError **error)
{
  return roles != 0 || refuse (YQQ_PROBLEM_NOT_FOUND, error);
}

gboolean
yqq_authorise_administration (guint roles, GError **error)
{
  return yqq_authorise_member (roles, error) &&
         ((roles & OFFICES) != 0 || refuse (YQQ_PROBLEM_NOT_PERMITTED, error));
}

gboolean
yqq_authorise_service_desk (guint roles, GError **error)
{
  return yqq_authorise_member (roles, error) &&
         ((roles & YQQ_ROLE_REVIEWER) != 0 || refuse (YQQ_PROBLEM_REVIEWER_ONLY, error));
}

gboolean
yqq_authorise_signature (const char *signer_id, guint roles, const char *person_id, GError **error)
{
  gboolean own = g_strcmp0 (signer_id, person_id) == 0;
  return (signer_id != NULL && (own || (roles & OFFICES) != 0)) ||
         refuse (YQQ_PROBLEM_NOT_FOUND, error);
}

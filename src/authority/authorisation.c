/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/authorisation.h"

#include <string.h>

#include "protocol/problem.h"

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
yqq_authorise_signing (const YqqCertificateRecord *certificate,
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
